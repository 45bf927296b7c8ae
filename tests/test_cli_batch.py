"""The door to many letters at once."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from zvarot import cli
from zvarot.press.ledger import Ledger

Runner = Callable[..., tuple[int, str, str]]

OFFICE = """
  - id: {id}
    kind: {kind}
    office: Office {id} of Examples
    language: en
    salutation: Dear Office {id},
    source: https://www.example.org/office
    verified: 2024-02-20
    quality: verified
"""


@pytest.fixture
def folder(base_campaign: Path) -> Path:
    """A campaign of one letter to three offices, one of them an NGO."""
    recipients, plan = base_campaign / "recipients.yaml", base_campaign / "campaign.yaml"
    more = OFFICE.format(id="two", kind="embassy") + OFFICE.format(id="ngo", kind="ngo")
    recipients.write_text(recipients.read_text(encoding="utf-8") + more, encoding="utf-8")
    text = plan.read_text(encoding="utf-8").replace("[office]", "[office, two, ngo]")
    plan.write_text(text, encoding="utf-8")
    return base_campaign


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Runner:
    """Return a runner of commands on the campaign; it gives exit code, standard output and error."""

    def run(command: str, *words: object) -> tuple[int, str, str]:
        given = [command, *map(str, words), "-C", str(folder), "--output", str(folder / "output")]
        monkeypatch.setattr(sys, "argv", ["zvarot", *given])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "output" / "first").iterdir())


HTML = ("--format", "html", "--workers", 1)


def test_a_letter_that_is_made_by_itself_is_remembered_too(run: Runner, folder: Path) -> None:
    run("letter", "first", "--to", "ngo", "--format", "html")
    with Ledger(folder / "output") as ledger:
        assert [*ledger.digests()] == ["first/ngo.en"]
    assert run("batch", *HTML) == (0, "made\t2\nunchanged\t1\n", "")


def test_a_batch_makes_all_letters_and_then_none(run: Runner, folder: Path) -> None:
    assert run("batch", *HTML) == (0, "made\t3\n", "")
    assert made(folder) == ["ngo.en.html", "office.en.html", "two.en.html"]
    assert run("batch", *HTML) == (0, "unchanged\t3\n", "")
    assert run("batch", *HTML, "--force", "--to", "two") == (0, "made\t1\n", "")


def test_without_a_word_letters_are_made_in_both_formats(run: Runner, folder: Path) -> None:
    assert run("batch", "first", "--kind", "ngo", "--language", "en") == (0, "made\t1\n", "")
    assert made(folder) == ["ngo.en.html", "ngo.en.pdf"]


def test_the_manifests_list_what_may_leave(run: Runner, folder: Path) -> None:
    run("batch", *HTML)
    output = folder / "output"
    lines = (output / "manifest.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == ["ngo", "office", "two"]
    assert len(json.loads((output / "manifest.json").read_text(encoding="utf-8"))) == 3
    plan = folder / "campaign.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("office, two, ngo", "office, ngo"))
    code, out, err = run("batch", *HTML)
    assert (code, out) == (0, "unchanged\t2\n")
    assert err == (
        f"{output / 'first' / 'two.en.html'} belongs to no letter of the campaign any more:"
        " delete it, unless you know better.\n"
    )
    lines = (output / "manifest.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == ["ngo", "office"]


def test_a_dry_run_leaves_no_trace(run: Runner, folder: Path) -> None:
    assert run("batch", "--dry-run") == (0, "to make\t3\n", "")
    assert not (folder / "output").exists()


def test_a_limit_says_how_to_go_on(run: Runner) -> None:
    code, out, err = run("batch", *HTML, "--limit", 2)
    assert (code, out, err) == (
        0,
        "made\t2\n",
        "1 letter is left. The same command goes on from here.\n",
    )
    assert run("batch", *HTML, "--limit", 2) == (0, "made\t1\nunchanged\t2\n", "")


def write_ngo(folder: Path, body: str) -> None:
    path = folder / "templates" / "forms" / "open-letter" / "en" / "ngo.html.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'{{% extends "!forms/open-letter/en/letter.html.j2" %}}{{% block body %}}{body}{{% endblock %}}'
    )


def test_one_letter_that_fails_and_the_others_are_made(run: Runner, folder: Path) -> None:
    write_ngo(folder, "{{ nothing }}")
    code, out, err = run("batch", *HTML)
    assert (code, out) == (1, "failed\t1\nmade\t2\n")
    assert err.startswith("first to ngo: not made:\n")
    assert "'nothing' is undefined" in err
    assert made(folder) == ["office.en.html", "two.en.html"]


def test_one_letter_that_the_gate_refuses_and_the_others_are_made(run: Runner, folder: Path) -> None:
    write_ngo(folder, "{{ 'Relative' }}{{ 'son' }}")
    code, out, err = run("batch", *HTML)
    assert (code, out) == (3, "made\t2\nrefused\t1\n")
    assert "error[withheld-name]: p1 is withheld" in err
    assert "Relativeson" not in err


def test_a_letter_has_the_time_that_the_command_gives_it(run: Runner, folder: Path) -> None:
    write_ngo(folder, "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
    code, out, err = run("batch", *HTML, "--time-limit", 2)
    assert (code, out) == (1, "failed\t1\nmade\t2\n")
    assert "printing took more than 2 seconds" in err


def test_letters_that_are_typeset_in_full_are_the_same(run: Runner, folder: Path) -> None:
    assert run("batch", "--workers", 1)[:2] == (0, "made\t3\n")
    before = {path.name: path.read_bytes() for path in (folder / "output" / "first").iterdir()}
    assert run("batch", "--workers", 1, "--force", "--no-reuse")[:2] == (0, "made\t3\n")
    assert {path.name: path.read_bytes() for path in (folder / "output" / "first").iterdir()} == before


def test_fail_fast_begins_no_other_letter(run: Runner, folder: Path) -> None:
    case = folder / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("counter: sample-centre", "counter: other"))
    code, out, err = run("batch", *HTML, "--fail-fast")
    assert (code, out) == (1, "failed\t1\n")
    assert err.endswith("2 letters are left. The same command goes on from here.\n")


def test_programs_are_told_in_json(run: Runner) -> None:
    code, out, err = run("batch", "--format", "html,json", "--workers", 1)
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert sorted(line["letter"] for line in lines[:-1]) == [
        f"first/{id}.en" for id in ("ngo", "office", "two")
    ]
    assert lines[-1]["letters"] == {"made": 3}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--format", "docx"), 'there is no format "docx"'),
        (("--kind", "church"), 'there is no kind of office "church"'),
        (("--to", "nobody"), 'there is no recipient "nobody"'),
        (("second",), 'there is no letter "second"'),
    ],
)
def test_what_is_not_there_is_wrong_use(run: Runner, words: tuple[str, ...], message: str) -> None:
    code, out, err = run("batch", *words)
    assert (code, out) == (2, "")
    assert message in err


def test_a_second_run_on_the_same_folder_waits_for_the_first(run: Runner, folder: Path) -> None:
    with Ledger(folder / "output"):
        code, out, err = run("batch", *HTML)
    assert (code, out) == (2, "")
    assert "another zvarot" in err
