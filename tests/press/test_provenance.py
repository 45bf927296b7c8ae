"""The digest of a letter's inputs changes with each of them, and with nothing else."""

from pathlib import Path

import pytest

from zvarot.press.production import Workshop

BODY = '{{% extends "!{name}" %}}{{% block closing %}}{words}{{% endblock %}}'


def digests(folder: Path) -> dict[str, str]:
    """Return the digests of all letters of a campaign, by letter and recipient."""
    workshop = Workshop(folder)
    found = {}
    for plan in workshop.dossier.campaign.letters:
        for made in workshop.editions(plan.id, ["all"]):
            found[f"{plan.id}/{made.recipient.id}"] = workshop.digest(made, workshop.job(made, ()))
    return found


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def folder(base_campaign: Path) -> Path:
    """A campaign of two letters to two offices each, of which only the first letter quotes the figure."""
    change(
        base_campaign / "recipients.yaml",
        "recipients:\n",
        """recipients:
  - id: mission
    kind: ngo
    office: Mission of Examples
    language: en
    salutation: Dear Mission,
""",
    )
    plan = base_campaign / "campaign.yaml"
    change(plan, "recipients: [office]", "recipients: [office, mission]")
    first = plan.read_text(encoding="utf-8").partition("letters:\n")[2]
    second = (
        first.replace("id: first", "id: second")
        .replace("{figure:searches}", "much")
        .replace("    figures: [searches]\n", "")
        .replace("    incidents: [search]\n", "")
    )
    plan.write_text(plan.read_text(encoding="utf-8") + second, encoding="utf-8")
    return base_campaign


def changed(folder: Path, path: Path, old: str, new: str) -> set[str]:
    """Return the letters whose digest another text in a file changes."""
    before = digests(folder)
    change(path, old, new)
    after = digests(folder)
    assert before.keys() == after.keys()
    return {name for name in before if before[name] != after[name]}


ALL = {"first/office", "first/mission", "second/office", "second/mission"}


def test_the_same_campaign_has_the_same_digests_each_letter_its_own(folder: Path) -> None:
    assert digests(folder) == digests(folder)
    assert len({*digests(folder).values()}) == len(ALL)


@pytest.mark.parametrize(
    ("file", "old", "new", "letters"),
    [
        ("case", "value: 60", "value: 61", {"first/office", "first/mission"}),
        ("case", "Invented bulletin", "Invented report", ALL),
        ("case", "release {held} at once", "release {held} now", ALL),
        ("case", "Relativeson", "Otherson", set()),
        ("recipients", "Dear Mission,", "Dear members,", {"first/mission", "second/mission"}),
        ("recipients", "1 Invented Street", "2 Invented Street", {"first/office", "second/office"}),
        ("campaign", "name: Example Committee\n\n", "name: Sample Committee\n\n", ALL),
        (
            "campaign",
            "form: open-letter\n    date: 2024-03-01",
            "form: open-letter\n    date: 2024-03-02",
            ALL,
        ),
    ],
)
def test_a_change_touches_the_letters_that_tell_it(
    folder: Path, file: str, old: str, new: str, letters: set[str]
) -> None:
    assert changed(folder, folder / f"{file}.yaml", old, new) == letters


def test_a_template_touches_the_letters_that_are_made_with_it(folder: Path) -> None:
    name = "forms/open-letter/en/ngo.html.j2"
    path = folder / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text(BODY.format(name="forms/open-letter/en/letter.html.j2", words="Yours,"))
    missions = {"first/mission", "second/mission"}
    assert changed(folder, path, "Yours,", "Yours truly,") == missions


def test_a_template_counts_that_others_take_in(folder: Path) -> None:
    name = "forms/open-letter/en/letter.html.j2"
    own = folder / "templates" / name
    own.parent.mkdir(parents=True)
    part = folder / "templates" / "parts" / "words.html.j2"
    part.parent.mkdir()
    part.write_text("Yours,")
    own.write_text(BODY.format(name=name, words="{% include 'parts/words.html.j2' %}"))
    assert changed(folder, part, "Yours,", "Yours truly,") == ALL
    own.write_text(BODY.format(name=name, words="{% include 'parts/' ~ 'words.html.j2' %}"))
    assert changed(folder, part, "Yours truly,", "Yours,") == ALL


@pytest.mark.parametrize("file", ["styles/own.css", "layout/page.html.j2", "labels/en.po"])
def test_styles_layout_and_labels_touch_every_letter(folder: Path, file: str) -> None:
    from zvarot.writing.folders import shipped_templates

    path = folder / "templates" / file
    path.parent.mkdir(parents=True)
    path.write_bytes((shipped_templates() / file).read_bytes())
    before = digests(folder)
    comment = {"css": b"/* more */\n", "j2": b"{# more #}\n", "po": b"# more\n"}[file.rpartition(".")[2]]
    path.write_bytes(comment + path.read_bytes())
    assert {name for name, digest in digests(folder).items() if digest != before[name]} == ALL


def test_the_look_touches_every_letter(folder: Path) -> None:
    look = "letters:\n"
    assert changed(folder, folder / "campaign.yaml", look, f'look:\n  colour: "#102030"\n\n{look}') == ALL
