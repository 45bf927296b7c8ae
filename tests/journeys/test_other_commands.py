"""The commands beside `letter` and `check`, as they are run."""

import json
from pathlib import Path

import pytest

from journeys.conftest import EXAMPLE, ROOT, zvarot
from zvarot.case.parties import Kind

APPEAL = ("appeal-2024", "-C", EXAMPLE)
COPY = Path("templates", "forms", "open-letter", "en", "letter.html.j2")


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
    assert kinds == set(Kind)
    assert {row[3] for row in rows} >= {"de", "en", "fr", "pl", "ru"}
    assert {row[6] for row in rows} == {"verified", "unverified"}


def test_templates_are_listed_with_where_they_come_from_and_their_files(tmp_path: Path) -> None:
    rows = [row.split("\t") for row in zvarot("templates", "list", cwd=tmp_path).stdout.splitlines()]
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*.j2")}
    assert "templates/forms/open-letter/en/letter.html.j2" in shipped
    assert shipped <= {f"templates/{name}" for name, _, _ in rows}
    assert {origin for _, origin, _ in rows} == {"shipped"}
    assert all(Path(file).is_file() and file.endswith(name) for name, _, file in rows)


def test_a_copied_template_is_listed_checked_and_written_with(base_campaign: Path) -> None:
    done = zvarot("templates", "copy", "open-letter/en", cwd=base_campaign)
    assert done.stdout == f"{COPY}\n"
    copy = base_campaign / COPY
    text = copy.read_text(encoding="utf-8")
    assert text.count("{{ recipient.salutation }}") == 1
    changed = text.replace("{{ recipient.salutation }}", "Once more: {{ recipient.salutation }}")
    copy.write_text(changed, encoding="utf-8")

    rows = [row.split("\t") for row in zvarot("templates", "list", cwd=base_campaign).stdout.splitlines()]
    (mine,) = (row for row in rows if row[1] != "shipped")
    assert mine == ["forms/open-letter/en/letter.html.j2", mine[1], str(COPY)]
    assert mine[1].startswith("your own")
    checked = zvarot("templates", "check", cwd=base_campaign)
    assert checked.stdout == ""
    assert "No findings." in checked.stderr
    made = zvarot("letter", "first", "--to", "office", "--format", "html", cwd=base_campaign).stdout.strip()
    assert "Once more: Dear Office of Examples," in (base_campaign / made).read_text(encoding="utf-8")

    zvarot("templates", "copy", "open-letter/en", cwd=base_campaign, code=2)
    assert copy.read_text(encoding="utf-8") == changed


def test_every_value_that_a_template_may_print_is_shown(tmp_path: Path) -> None:
    rows = [row.split("\t") for row in zvarot("templates", "show", cwd=tmp_path).stdout.splitlines()]
    assert {"letter.subject", "recipient.salutation", "recipient.kind"} <= {name for name, _, _ in rows}
    assert all(kind and meaning for _, kind, meaning in rows)


def test_the_demands_of_two_recipients_are_explained(tmp_path: Path) -> None:
    told, why = {}, {}
    for recipient, kind in (("irct", "ngo"), ("prosecutor-general", "authority")):
        done = zvarot("explain", *APPEAL, "--to", recipient, cwd=tmp_path)
        assert recipient in done.stderr
        assert f"forms/appeal/en/{kind}.html.j2" in done.stderr
        rows = [row.split("\t") for row in done.stdout.splitlines()]
        demands = [row[1:] for row in rows if row[0] == "demand"]
        told[kind] = {id: word for id, word, _ in demands}
        why[kind] = {id: reason for id, _, reason in demands}
    assert [*told["ngo"]] == [*told["authority"]]
    ngo, authority = (
        {id for id, word in told[kind].items() if word == "told"} for kind in ("ngo", "authority")
    )
    assert "fund-assistance" in ngo - authority
    assert "investigate-torture" in authority - ngo
    assert {*told["ngo"].values(), *told["authority"].values()} == {"told", "left out"}
    for kind, words in told.items():
        assert [id for id, word in words.items() if word == "left out" and not why[kind][id]] == []
    assert [*tmp_path.iterdir()] == []


def test_a_letter_is_made_in_another_language_than_the_recipients_own(tmp_path: Path) -> None:
    options = (*APPEAL, "--to", "irct", "--format", "html")
    for words, code, salutation in (
        ((), "en", "Dear colleagues,"),
        (("--language", "fr"), "fr", "Chères et chers collègues,"),
        (("--language", "be"), "be", "Паважаныя калегі!"),
    ):
        (made,) = zvarot("letter", *options, *words, cwd=tmp_path).stdout.splitlines()
        assert Path(made) == Path("output", "appeal-2024", f"irct.{code}.html")
        text = (tmp_path / made).read_text(encoding="utf-8")
        assert f'<html lang="{code}"' in text
        assert salutation in text.replace("\xa0", " ")
    assert len([*(tmp_path / "output" / "appeal-2024").iterdir()]) == 3


@pytest.mark.parametrize(("command", "code"), [("letter", 1), ("explain", 2)])
def test_a_language_that_the_form_does_not_have_makes_nothing(
    command: str, code: int, tmp_path: Path
) -> None:
    done = zvarot(command, *APPEAL, "--to", "irct", "--language", "uk", cwd=tmp_path, code=code)
    assert done.stdout == ""
    assert '"uk"' in done.stderr
    assert [*tmp_path.iterdir()] == []


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
