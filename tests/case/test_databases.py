"""SQL databases as tables: SQLite out of the box, PostgreSQL through SQLAlchemy."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import postgres
from zvarot.case.databases import read_database
from zvarot.case.file_rules import PASSWORD_IN_FILE
from zvarot.case.tables import Grid, Table, Unreadable

OFFICES = """
CREATE TABLE offices (id text, office text, postcode integer, seats numeric, checked date, note text);
INSERT INTO offices VALUES ('first', 'Камітэт прыкладаў', 220030, 110.0, '2024-02-20', NULL);
INSERT INTO offices VALUES ('second', 'Committee: of 50% Examples', 1067, 0.5, '2024-02-21', 'a:b');
"""
SELECT = "SELECT id, office, postcode, seats, checked, note FROM offices ORDER BY id"
ROWS = [
    (1, ("first", "Камітэт прыкладаў", "220030", "110", "2024-02-20", "")),
    (2, ("second", "Committee: of 50% Examples", "1067", "0.5", "2024-02-21", "a:b")),
]


@pytest.fixture
def sqlite(tmp_path: Path) -> Path:
    """A campaign's folder with a SQLite database."""
    folder = tmp_path / "campaign"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "offices.db")) as connection:
        connection.executescript(OFFICES)
    return folder


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server with the same table."""
    programs, account = postgres.programs(), postgres.unprivileged()
    if programs is None or account is None:
        pytest.skip("no PostgreSQL is installed: apt-get install postgresql")
    with postgres.running(programs, account) as running:
        running.sql(OFFICES)
        running.sql("CREATE SEQUENCE counter")
        yield running


def read(folder: Path, url: str, query: str = SELECT, **more: Any) -> Grid:
    secrets = more.pop("secrets", {})
    return read_database(folder, Table(id="offices", database=url, query=query, **more), secrets)


def refused(folder: Path, url: str, query: str = SELECT, **more: Any) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(folder, url, query, **more)
    return caught.value


def test_rows_come_from_sqlite(sqlite: Path) -> None:
    grid = read(sqlite, "sqlite:///offices.db")
    assert [*grid.rows] == ROWS
    assert grid.headings == ("id", "office", "postcode", "seats", "checked", "note")
    assert (grid.name, grid.heading_row) == ("offices (database)", 0)


def test_sqlite_needs_nothing_more(sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    assert [*read(sqlite, "sqlite:///offices.db").rows] == ROWS
    fault = refused(sqlite, "postgresql://reader@localhost/offices")
    assert 'pip install "zvarot[sql]"' in fault.help


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("sqlite:///nowhere.db", "there is no such database"),
        ("sqlite:///../offices.db", "this database is outside the campaign's folder"),
        ("sqlite:////etc/passwd", "this database is outside the campaign's folder"),
        ("sqlite:///link.db", "this database is outside the campaign's folder"),
        ("sqlite://", "this database is outside the campaign's folder"),
        ("sqlite:///notes.txt", "the database does not answer (DatabaseError)"),
    ],
)
def test_a_sqlite_database_stands_in_the_folder(sqlite: Path, name: str, message: str) -> None:
    (sqlite / "notes.txt").write_text("no database at all, but a long enough text file " * 40)
    (sqlite.parent / "offices.db").write_bytes((sqlite / "offices.db").read_bytes())
    (sqlite / "link.db").symlink_to(sqlite.parent / "offices.db")
    assert message == refused(sqlite, name).message


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM offices",
        "SELECT id FROM offices; DROP TABLE offices",
        "PRAGMA user_version = 7",
        "ATTACH 'other.db' AS other",
    ],
)
def test_a_query_that_could_write_is_not_asked(sqlite: Path, query: str) -> None:
    before = (sqlite / "offices.db").read_bytes()
    assert refused(sqlite, "sqlite:///offices.db", query).key == "query"
    assert before == (sqlite / "offices.db").read_bytes()
    assert [path.name for path in sqlite.iterdir()] == ["offices.db"]


def test_sqlite_itself_refuses_to_write(sqlite: Path) -> None:
    writes = "WITH one AS (SELECT 'third' AS id) INSERT INTO offices (id) SELECT id FROM one"
    assert "OperationalError" in refused(sqlite, "sqlite:///offices.db", writes).message
    assert len([*read(sqlite, "sqlite:///offices.db").rows]) == 2


def test_a_query_that_brings_nothing_is_said(sqlite: Path) -> None:
    assert refused(sqlite, "sqlite:///offices.db", f"{SELECT} LIMIT 0").message == "the query brings no rows"


def test_a_semicolon_at_the_end_does_no_harm(sqlite: Path) -> None:
    assert len([*read(sqlite, "sqlite:///offices.db", f"{SELECT};").rows]) == 2


def test_what_the_database_says_is_not_repeated(sqlite: Path) -> None:
    fault = refused(sqlite, "sqlite:///offices.db", "SELECT secret_column FROM offices")
    assert "secret" not in fault.message + fault.help
    assert fault.__suppress_context__


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://reader:swordfish@localhost/offices",
        "postgresql://reader:@localhost/offices",
        "postgresql://reader@localhost/offices?password=swordfish",
        "mssql+pyodbc:///?odbc_connect=DRIVER=x;PWD=swordfish",
    ],
)
def test_a_password_in_the_url_is_refused(tmp_path: Path, url: str) -> None:
    fault = refused(tmp_path, url)
    assert (fault.rule, fault.key) == (PASSWORD_IN_FILE, "database")
    assert "swordfish" not in fault.message + fault.help


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("offices", "this is no URL of a database"),
        ("nosuchthing://reader@localhost/offices", "this is no URL of a database"),
        ("mysql+mysqldb://reader@localhost/offices", "the driver MySQLdb is missing"),
    ],
)
def test_an_address_that_leads_nowhere_is_said(tmp_path: Path, url: str, message: str) -> None:
    assert message == refused(tmp_path, url).message


# PostgreSQL -----------------------------------------------------------------------------------

SECRETS = {"ZVAROT_OFFICES": postgres.PASSWORD}


def test_rows_come_from_postgresql(server: postgres.Server, tmp_path: Path) -> None:
    grid = read(tmp_path, server.url, password_from="ZVAROT_OFFICES", secrets=SECRETS)
    assert [*grid.rows] == ROWS


def test_a_query_is_asked_as_it_stands(server: postgres.Server, tmp_path: Path) -> None:
    query = "SELECT id::text, ':name' AS note, 'a\\:b' AS more FROM offices WHERE office LIKE '%50\\%%'"
    grid = read(tmp_path, server.url, query, password_from="ZVAROT_OFFICES", secrets=SECRETS)
    assert [*grid.rows] == [(1, ("second", ":name", "a\\:b"))]


@pytest.mark.parametrize("secrets", [{}, {"ZVAROT_OFFICES": "wrong"}])
def test_without_the_right_password_nothing_is_read(
    server: postgres.Server, tmp_path: Path, secrets: dict[str, str]
) -> None:
    fault = refused(tmp_path, server.url, password_from="ZVAROT_OFFICES", secrets=secrets)
    assert fault.key == ("query" if secrets else "password_from")
    assert "wrong" not in fault.message


def test_postgresql_itself_refuses_to_write(server: postgres.Server, tmp_path: Path) -> None:
    writes = "WITH gone AS (DELETE FROM offices RETURNING id) SELECT id FROM gone"
    fault = refused(tmp_path, server.url, writes, password_from="ZVAROT_OFFICES", secrets=SECRETS)
    assert fault.message == "the database does not answer (FeatureNotSupported)"
    counts = refused(
        tmp_path, server.url, "SELECT nextval('counter')", password_from="ZVAROT_OFFICES", secrets=SECRETS
    )
    assert counts.message == "the database does not answer (ReadOnlySqlTransaction)"
    grid = read(tmp_path, server.url, password_from="ZVAROT_OFFICES", secrets=SECRETS)
    assert len([*grid.rows]) == 2


@pytest.mark.parametrize(
    "url", ["sqlite+pysqlite:////etc/offices.db", "sqlite+aiosqlite:///offices.db", "sqlite://"]
)
def test_no_other_road_leads_to_a_sqlite_file(tmp_path: Path, url: str) -> None:
    table = Table(id="table", database=url, query="SELECT 1")
    with pytest.raises(Unreadable, match="outside the campaign's folder"):
        read_database(tmp_path, table, {})
    assert [*tmp_path.iterdir()] == []


def test_options_that_reach_for_files_are_not_taken(tmp_path: Path) -> None:
    table = Table(id="table", database="mysql://reader@localhost/x?local_infile=1", query="SELECT 1")
    with pytest.raises(Unreadable, match="options behind a question mark"):
        read_database(tmp_path, table, {})
