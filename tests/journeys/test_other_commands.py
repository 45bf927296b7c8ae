"""The commands beside `letter` and `check`, as they are run."""

import json
from pathlib import Path

from journeys.conftest import EXAMPLE, zvarot


def test_the_example_has_warnings_and_no_error(tmp_path: Path) -> None:
    done = zvarot("check", EXAMPLE, cwd=tmp_path)
    assert done.stdout == ""
    assert "error[" not in done.stderr
    assert done.stderr.rstrip().splitlines()[-1].startswith("0 errors, ")


def test_a_new_campaign_is_checked_and_made_at_once(tmp_path: Path) -> None:
    made = zvarot("new", "mine", cwd=tmp_path).stdout.splitlines()
    assert [Path(path).name for path in made[:3]] == ["case.yaml", "recipients.yaml", "campaign.yaml"]
    zvarot("check", cwd=tmp_path / "mine")
    printed = zvarot("letter", "first-letter", "--to", "all", cwd=tmp_path / "mine").stdout.splitlines()
    assert [(tmp_path / "mine" / path).is_file() for path in printed] == [True, True]


def test_every_recipient_is_listed_with_kind_and_quality(tmp_path: Path) -> None:
    rows = [row.split("\t") for row in zvarot("recipients", "-C", EXAMPLE, cwd=tmp_path).stdout.splitlines()]
    kinds = {row[1] for row in rows}
    assert {"authority", "un-mechanism", "eu-institution", "embassy", "ngo", "donor"} <= kinds
    assert {row[6] for row in rows} == {"verified", "unverified"}


def test_templates_are_listed_with_their_files(tmp_path: Path) -> None:
    rows = [row.split("\t") for row in zvarot("templates", "list", cwd=tmp_path).stdout.splitlines()]
    assert ["open-letter", "en", "letter"] in [row[:3] for row in rows]
    assert all(Path(row[3]).is_file() for row in rows)


def test_each_schema_is_json_schema(tmp_path: Path) -> None:
    for name in ("case", "recipients", "campaign"):
        schema = json.loads(zvarot("schema", name, cwd=tmp_path).stdout)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["additionalProperties"] is False


def test_the_doctor_finds_this_machine_well(tmp_path: Path) -> None:
    rows = [row.split("\t") for row in zvarot("doctor", cwd=tmp_path).stdout.splitlines()]
    found = {row[1]: row[0] for row in rows}
    assert found["pango-1.0"] == found["harfbuzz-subset"] == found["letters in Belarusian"] == "ok"


def test_completion_is_offered_for_the_shell(tmp_path: Path) -> None:
    env = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    assert "zvarot" in zvarot("--show-completion", "bash", cwd=tmp_path, env=env).stdout
