"""SQL databases: one query that reads. SQLite needs nothing more, the others SQLAlchemy and their driver."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

from zvarot.case.bounds import leads_out
from zvarot.case.discretion import PASSWORD
from zvarot.case.file_rules import PASSWORD_IN_FILE
from zvarot.case.tables import MAX_COLUMNS, MAX_ROWS, Grid, Table, Unreadable, written

_SQLITE = "sqlite:///"
_READS = re.compile(r"\s*(select|with)\b", re.I)
_PORTION = 1000
"""As many rows of an answer are held at once."""
_NO_ANSWER = "Check the query, the address and the right to read in the database's own program."


def read_database(folder: Path, table: Table, secrets: Mapping[str, str]) -> Grid:
    """Ask a database for the rows of a table; raise Unreadable when it does not answer.

    `secrets` is the environment: it holds the password under the name that the table gives.
    """
    url, query = table.database or "", (table.query or "").strip().removesuffix(";")
    if PASSWORD.search(url):
        help = "Take it out, put it into the environment, and name the variable: `password_from: ZVAROT_…`."
        raise Unreadable("database", "a password stands in this file", help, rule=PASSWORD_IN_FILE)
    if "?" in url and not url.startswith("postgresql"):
        help = "Write the URL without them: some would let the database read files of this machine."
        raise Unreadable("database", "options behind a question mark are not taken", help)
    if not _READS.match(query) or ";" in query:
        raise Unreadable("query", "this is no query that only reads", "Write one SELECT.")
    if url.startswith("sqlite"):
        answer = _sqlite(_database_file(folder, url), query)
    else:
        answer = _sqlalchemy(url, query, _password(table, secrets))
    headings = tuple(map(str, next(answer)))
    rows = _rows(answer)
    first = next(rows, None)
    if first is None:
        raise Unreadable("query", "the query brings no rows", "Try it in the database's own program.")
    return Grid(f"{table.id} (database)", headings, 0, chain([first], rows))


_Answer = Iterator[Sequence[Any]]
"""The headings, and then the rows as they come."""


def _rows(answer: _Answer) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, row in enumerate(answer, 1):
        if number > MAX_ROWS or len(row) > MAX_COLUMNS:
            raise Unreadable("query", "the query brings too many rows", f"Keep to {MAX_ROWS:,}.")
        yield number, tuple(map(written, row))


def _database_file(folder: Path, url: str) -> Path:
    """Return the path of a SQLite database inside the campaign's folder."""
    name = url.removeprefix(_SQLITE)
    path = folder / name
    if not url.startswith(_SQLITE) or leads_out(path, folder):
        help = "Copy it into the folder, and write `sqlite:///` and its path from there."
        raise Unreadable("database", "this database is outside the campaign's folder", help)
    if not path.is_file():
        help = "Write `sqlite:///` and its path from the campaign's folder on."
        raise Unreadable("database", "there is no such database", help)
    return path


def _sqlite(path: Path, query: str) -> _Answer:
    import sqlite3

    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            cursor = connection.execute(query)
            yield [column[0] for column in cursor.description]
            yield from cursor
    except sqlite3.Error as error:
        raise _unanswered(error) from None


def _sqlalchemy(url: str, query: str, password: str | None) -> _Answer:
    try:
        import sqlalchemy
    except ModuleNotFoundError:
        help = 'Run: pip install "zvarot[sql]", and the driver of your database.'
        raise Unreadable("database", "asking a database needs SQLAlchemy", help) from None
    try:
        address = sqlalchemy.make_url(url)
        if password is not None:
            address = address.set(password=password)
        engine = sqlalchemy.create_engine(address, poolclass=sqlalchemy.NullPool, hide_parameters=True)
        if engine.dialect.name == "postgresql":
            engine = engine.execution_options(postgresql_readonly=True)
        # Every colon is the query's own; nothing is filled in.
        statement = sqlalchemy.text(query.replace(":", "\\:"))
        engine = engine.execution_options(yield_per=_PORTION)
        with engine.connect() as connection, connection.execute(statement) as answer:
            yield [*answer.keys()]
            yield from answer
    except ModuleNotFoundError as error:
        help = f"Install it where zvarot is: pip install {error.name}"
        raise Unreadable("database", f"the driver {error.name} is missing", help) from None
    except (sqlalchemy.exc.ArgumentError, ValueError):
        raise Unreadable(
            "database", "this is no URL of a database", "Such as: postgresql://reader@localhost/offices"
        ) from None
    except (sqlalchemy.exc.SQLAlchemyError, OSError) as error:
        raise _unanswered(getattr(error, "orig", None) or error) from None


def _password(table: Table, secrets: Mapping[str, str]) -> str | None:
    if table.password_from is None:
        return None
    if not secrets.get(table.password_from):
        help = "Set it in the terminal, before you type the command again."
        raise Unreadable("password_from", "the environment holds no password of this name", help)
    return secrets[table.password_from]


def _unanswered(error: BaseException) -> Unreadable:
    """Return the fault of a query; the words of the database could repeat what it holds."""
    return Unreadable("query", f"the database does not answer ({type(error).__name__})", _NO_ANSWER)
