"""Whatever way leads out of the folder is seen."""

from pathlib import Path

import pytest

from zvarot.case.bounds import leads_out


@pytest.mark.parametrize("name", ["a.csv", "lists/a.csv", "./a.csv", "lists/../a.csv", "not there"])
def test_what_stands_inside_is_inside(tmp_path: Path, name: str) -> None:
    assert not leads_out(tmp_path / name, tmp_path)


@pytest.mark.parametrize("name", ["../list.csv", "/etc/hostname", "lists/../../list.csv", "list\0.csv"])
def test_what_leads_out_is_seen(tmp_path: Path, name: str) -> None:
    assert leads_out(tmp_path / name, tmp_path)


def test_a_link_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "campaign"
    folder.mkdir()
    (tmp_path / "outside.csv").touch()
    (folder / "inside.csv").touch()
    (folder / "out").symlink_to(tmp_path / "outside.csv")
    (folder / "in").symlink_to(folder / "inside.csv")
    assert (leads_out(folder / "out", folder), leads_out(folder / "in", folder)) == (True, False)


def test_a_folder_may_be_named_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("campaign")
    folder.mkdir()
    (folder / "out").symlink_to(tmp_path)
    assert leads_out(folder / "out" / "list.csv", folder)
    assert not leads_out(folder / "list.csv", folder)
