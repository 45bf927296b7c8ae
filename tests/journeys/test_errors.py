"""Whatever goes wrong gets one clear message, a way out and the right exit code, and leaves nothing."""

import shutil
from pathlib import Path

import pytest

from journeys.conftest import EXAMPLE, zvarot

SHIPPED = '{% extends "!forms/appeal/en/letter.html.j2" %}'
LETTER = ("letter", "appeal-2024", "--to", "irct", "-C", "campaign")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a copy of the example in `campaign`."""
    shutil.copytree(EXAMPLE, tmp_path / "campaign")
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "campaign" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("letter", "appeal-2042", "--to", "irct", "-C", "campaign"),
            'there is no letter "appeal-2042" in campaign/campaign.yaml\n  help: did you mean "appeal-2024"?',
        ),
        (
            ("letter", "appeal-2024", "--to", "ircd", "-C", "campaign"),
            'there is no recipient "ircd"\n  help: did you mean "irct"?',
        ),
        (
            ("letter", "appeal-2024", "--to", "embassy-brussels", "-C", "campaign"),
            "letter appeal-2024 is not meant for embassy-brussels\n  help: Add embassy-brussels to",
        ),
        (
            (*LETTER, "--date", "16.8.2024"),
            '"16.8.2024" is not a date\n  help: Write year, month and day: 2021-07-26.',
        ),
        ((*LETTER, "--format", "docx"), 'there is no format "docx"\n  help: There are: pdf, html.'),
        (
            ("letter", "appeal-2024", "--to", "irct", "-C", "campaing"),
            "there is no campaign in campaing\n  help: Name the folder that holds case.yaml",
        ),
        (("letter", "appeal-2024", "--to", "irct"), "there is no campaign in this folder\n  help: "),
    ],
)
def test_a_command_that_names_what_is_not_there_is_wrong_use(
    folder: Path, words: tuple[str, ...], message: str
) -> None:
    done = zvarot(*words, cwd=folder, code=2)
    assert done.stdout == ""
    assert done.stderr.startswith(f"error: {message}")
    assert [path.name for path in folder.iterdir()] == ["campaign"]


def test_an_output_that_is_a_file_is_wrong_use_and_stays_as_it_is(folder: Path) -> None:
    (folder / "output").write_text("mine")
    done = zvarot(*LETTER, "--format", "html", cwd=folder, code=2)
    assert "error: output is no folder\n  help: Choose another" in done.stderr
    assert (folder / "output").read_text() == "mine"


def test_a_form_that_is_not_there_is_found_with_its_place(folder: Path) -> None:
    change(folder, "campaign.yaml", "form: appeal\n", "form: apeal\n")
    rows = (folder / "campaign" / "campaign.yaml").read_text(encoding="utf-8").splitlines()
    place = f"campaign/campaign.yaml:{rows.index('    form: apeal') + 1}:11"
    for words in (LETTER, ("check", "campaign")):
        done = zvarot(*words, cwd=folder, code=1)
        assert f'{place}: error[missing-template]: there is no form "apeal"' in done.stderr
        assert '  help: did you mean "appeal"?' in done.stderr
    assert not (folder / "output").exists()


def test_a_recipient_in_a_language_without_texts_is_found_with_its_places(folder: Path) -> None:
    path = folder / "campaign" / "recipients.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  - id: irct")
    asked = text.index("language: en", start)
    path.write_text(f"{text[:asked]}language: uk{text[asked + 12 :]}", encoding="utf-8")
    place = f"campaign/recipients.yaml:{text.count(chr(10), 0, asked) + 1}:15"
    salutation = text.count("\n", 0, text.index("en: ", text.index("salutation:", start))) + 1
    for words in (LETTER, ("check", "campaign")):
        said = zvarot(*words, cwd=folder, code=1).stderr
        assert f"{place}: error[missing-template]: " in said
        assert 'the form "appeal" has no template in the language "uk"' in said
        assert f"{place}: error[missing-label]: " in said
        (row,) = (row for row in said.splitlines() if f"recipients.yaml:{salutation}:" in row)
        assert "error[missing-text]" in row
        assert '"uk"' in row
    assert not (folder / "output").exists()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            f"{SHIPPED}\n{{% block opening %}}\n{{{{ ltter.date }}}}\n{{% endblock %}}",
            3,
            "'ltter' is undefined",
        ),
        (
            '{% extends "!forms/appeal/en/letter.html.j2" %}\n{% block opening %}{% if %}{% endblock %}',
            2,
            "Expected",
        ),
        ('{% extends "forms/appeal/en/lettre.html.j2" %}', 1, "there is no template forms/appeal/en/lettre"),
    ],
)
def test_a_broken_template_is_named_with_its_own_file_and_line(
    folder: Path, text: str, line: int, message: str
) -> None:
    template = folder / "campaign" / "templates" / "forms" / "appeal" / "en" / "ngo.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text(text, encoding="utf-8")
    done = zvarot(*LETTER, cwd=folder, code=1)
    fault = next(row for row in done.stderr.splitlines() if "ngo.html.j2" in row)
    assert fault.startswith(f"campaign/templates/forms/appeal/en/ngo.html.j2:{line}:")
    assert message in fault
    assert not (folder / "output").exists()


def test_a_letter_that_may_not_be_said_is_refused_by_the_gate(folder: Path) -> None:
    change(
        folder, "campaign.yaml", "We turn to you because", "We turn to you for {person:bialiatski} because"
    )
    done = zvarot(*LETTER, "--date", "2020-01-01", cwd=folder, code=3)
    assert "error: the opening of letter appeal-2024 may not be read" in done.stderr
    assert not (folder / "output").exists()


def test_a_machine_without_pango_is_told_what_to_install(folder: Path) -> None:
    empty = folder / "no-libraries"
    empty.mkdir()
    done = zvarot(*LETTER, cwd=folder, env={"ZVAROT_LIBS": str(empty)}, code=1)
    assert "error: cannot make a PDF without " in done.stderr
    assert "pango-1.0" in done.stderr
    assert "  help: " in done.stderr
    assert not (folder / "output").exists()
    zvarot(*LETTER, "--format", "html", cwd=folder, env={"ZVAROT_LIBS": str(empty)})
    assert (folder / "output" / "appeal-2024" / "irct.en.html").is_file()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("duplicate-key", "audience: internal\naudience: public\n"),
        ("yaml-feature", "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(30))),
        ("yaml-feature", "title: !!python/object/apply:os.system [id]\n"),
        ("yaml-feature", "title: a\n---\ntitle: b\n"),
        ("yaml-syntax", "title: a: b\n"),
        ("hidden-character", "title: Ales\u200b Bialiatski\n"),
        ("wrong-type", "country: NO\nlanguage: en\naudience: public\ntitle: 012\nsources: 12:30\n"),
        ("unreadable-file", "title: \udcff\n"),
    ],
)
def test_a_trap_of_yaml_is_an_error_with_its_place_and_changes_nothing(
    folder: Path, name: str, text: str
) -> None:
    case = folder / "campaign" / "case.yaml"
    case.write_bytes(text.encode(errors="surrogateescape"))
    before = sorted((path, path.read_bytes()) for path in folder.rglob("*") if path.is_file())
    done = zvarot("check", "campaign", cwd=folder, code=1)
    assert f"error[{name}]" in done.stderr
    assert all(":" in row.split(" error[")[0] for row in done.stderr.splitlines() if " error[" in row)
    zvarot(*LETTER, cwd=folder, code=1)
    assert sorted((path, path.read_bytes()) for path in folder.rglob("*") if path.is_file()) == before
