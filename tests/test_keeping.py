"""The ledger and the manifests that the doors keep beside letters."""

import datetime as dt
from pathlib import Path

from zvarot.keeping import ledger_of, list_files, now, processors
from zvarot.press.ledger import NAME, Entry, FileEntry

ENTRY = Entry(
    "first/office.en", "first", "office", "en", "0" * 64, now(), (FileEntry("html", "1" * 64, 9, 0),), (), ()
)


def test_a_ledger_is_made_where_there_is_none_but_not_by_a_dry_run(tmp_path: Path) -> None:
    with ledger_of(tmp_path, tmp_path, dry=True) as ledger:
        assert ledger is None
    assert [*tmp_path.iterdir()] == []
    with ledger_of(tmp_path, tmp_path) as ledger:
        assert ledger
        ledger.record([ENTRY])
    with ledger_of(tmp_path, tmp_path, dry=True) as ledger:
        assert ledger
        assert [*ledger.digests()] == ["first/office.en"]
    assert (tmp_path / NAME).exists()


def test_the_manifests_list_what_the_ledger_knows(tmp_path: Path) -> None:
    with ledger_of(tmp_path, tmp_path) as ledger:
        assert ledger
        ledger.record([ENTRY])
        list_files(tmp_path, tmp_path, ledger)
    assert "office" in (tmp_path / "manifest.csv").read_text(encoding="utf-8")
    assert "office" in (tmp_path / "manifest.json").read_text(encoding="utf-8")


def test_the_time_is_that_of_greenwich() -> None:
    assert dt.datetime.fromisoformat(now()).utcoffset() == dt.timedelta()


def test_there_is_a_processor_at_least() -> None:
    assert processors() >= 1
