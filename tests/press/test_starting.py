"""A new campaign works at once."""

import json
from pathlib import Path

import pytest

from zvarot.case.reading import SCHEMAS, read_campaign, schema
from zvarot.case.review import review
from zvarot.findings import Severity, WrongUse
from zvarot.press.starting import start_campaign


def test_the_three_files_and_their_schemas_are_made(tmp_path: Path) -> None:
    made = start_campaign(tmp_path / "mine")
    assert [path.relative_to(tmp_path / "mine").as_posix() for path in made] == [
        "case.yaml",
        "recipients.yaml",
        "campaign.yaml",
        "schemas/case.schema.json",
        "schemas/recipients.schema.json",
        "schemas/campaign.schema.json",
    ]
    assert all(path.is_file() for path in made)


def test_the_campaign_can_be_read_and_nothing_in_it_is_an_error(tmp_path: Path) -> None:
    start_campaign(tmp_path / "mine")
    findings = review(read_campaign(tmp_path / "mine"))
    assert [found for found in findings if found.severity is Severity.ERROR] == []


def test_each_file_tells_the_editor_where_its_schema_is(tmp_path: Path) -> None:
    start_campaign(tmp_path / "mine")
    for name in SCHEMAS:
        first = (tmp_path / "mine" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        named = tmp_path / "mine" / first.split("$schema=")[1]
        assert json.loads(named.read_text(encoding="utf-8")) == schema(name)


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    start_campaign(tmp_path)
    assert (tmp_path / "case.yaml").is_file()


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("mine")
    with pytest.raises(WrongUse, match="is there already and is not empty"):
        start_campaign(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["case.yaml"]
    assert (tmp_path / "case.yaml").read_text() == "mine"


def test_a_file_in_the_way_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("a file")
    with pytest.raises(WrongUse):
        start_campaign(tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "a file"
