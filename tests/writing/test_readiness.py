"""What a letter lacks to be written with is found before it is written, at the line that asks for it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from zvarot.case.contents import planned
from zvarot.case.reading import survey_campaign
from zvarot.findings import Finding, Place
from zvarot.writing.folders import TemplateFolders, shipped_templates
from zvarot.writing.readiness import review_labels, review_readiness

Change = Callable[[str, str, str], Path]

UNIT = "    unit:\n      one: search\n      other: searches\n"
"""The noun of the invented campaign, from its `unit:` on."""


@pytest.fixture
def change(base_campaign: Path) -> Change:
    """Return what changes a file of the invented campaign, and returns the file."""

    def change(name: str, old: str, new: str) -> Path:
        path = base_campaign / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return change


def lacking(campaign: Path) -> tuple[Finding, ...]:
    """Return what the letters of a campaign lack."""
    dossier, _ = survey_campaign(campaign)
    assert dossier is not None
    return review_readiness(
        dossier, planned(dossier, dossier.campaign.letters), TemplateFolders(campaign / "templates")
    )


def told(found: Finding) -> tuple[str, str, str, int]:
    """Return rule, record, file and line of a finding."""
    assert found.place is not None
    return found.rule, found.subject, found.place.file, found.place.line


def line_of(path: Path, words: str) -> int:
    """Return the first line of a file that holds some words."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def counted_in(change: Change, language: str, unit: str, **words: str) -> Path:
    """Write the invented letter in another language, with its noun; return the case file."""
    change("recipients", "    language: en", f"    language: {language}")
    for old, new in words.items():
        change("case", {"value": "value: 60", "qualifier": "qualifier: more-than"}[old], new)
    return change("case", UNIT, f"    unit:\n      en: searches\n      {language}: {unit}\n")


def test_a_campaign_that_has_everything_is_left_in_peace(base_campaign: Path) -> None:
    assert lacking(base_campaign) == ()


def test_every_letter_is_planned_for_each_of_its_recipients(base_campaign: Path, change: Change) -> None:
    offices = base_campaign / "recipients.yaml"
    more = offices.read_text(encoding="utf-8").split("recipients:\n")[1].replace("id: office", "id: second")
    other = more.replace("id: second", "id: unasked")
    offices.write_text(offices.read_text(encoding="utf-8") + more + other, encoding="utf-8")
    change("campaign", "[office]", "[second, office]")
    dossier, _ = survey_campaign(base_campaign)
    assert dossier is not None
    made = [(one.plan.id, one.recipient.id) for one in planned(dossier, dossier.campaign.letters)]
    assert made == [("first", "office"), ("first", "second")]


# Templates ------------------------------------------------------------------------------------------


def test_an_unknown_form_is_found_where_the_plan_names_it(base_campaign: Path, change: Change) -> None:
    path = change("campaign", "form: open-letter", "form: openletter")
    (found,) = lacking(base_campaign)
    assert told(found) == ("missing-template", "first", str(path), line_of(path, "form:"))
    assert found.message == 'there is no form "openletter"'
    assert found.help == 'did you mean "open-letter"?'


def test_a_language_without_a_template_is_found_where_the_recipient_names_it(
    base_campaign: Path, change: Change
) -> None:
    path = change("recipients", "    language: en", "    language: eo")
    found = lacking(base_campaign)[0]
    assert told(found) == ("missing-template", "office", str(path), line_of(path, "language: eo"))
    assert found.message == 'the form "open-letter" has no template in the language "eo"'


def test_a_template_of_the_campaigns_own_is_enough(base_campaign: Path, change: Change) -> None:
    change("campaign", "form: open-letter", "form: petition")
    path = base_campaign / "templates" / "forms" / "petition" / "en" / "letter.html.j2"
    path.parent.mkdir(parents=True)
    path.write_text("")
    assert lacking(base_campaign) == ()


# Labels ---------------------------------------------------------------------------------------------


def test_a_language_without_labels_is_found_once(base_campaign: Path, change: Change) -> None:
    change("recipients", "    language: en", "    language: eo")
    (found,) = [one for one in lacking(base_campaign) if one.rule == "missing-label"]
    assert found.message == 'there are no labels in the language "eo"'
    assert found.help == "Copy templates/labels/en.po to templates/labels/eo.po and translate it."
    assert found.place is not None
    assert found.place.file.endswith("recipients.yaml")


def test_a_label_that_is_not_translated_is_found_in_its_line(base_campaign: Path) -> None:
    own = base_campaign / "templates" / "labels" / "en.po"
    own.parent.mkdir(parents=True)
    shutil.copy(shipped_templates() / "labels" / "en.po", own)
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace('msgstr "Signatories"', 'msgstr ""'), encoding="utf-8")
    # English names every label there is, so its own catalogue is compared with itself.
    (found,) = lacking(base_campaign)
    assert told(found) == ("missing-label", "en", str(own), line_of(own, 'msgid "Signatories"'))
    assert found.message == 'the label "Signatories" is not translated'
    assert found.help == 'Translate it in labels/en.po: msgstr "…".'


def test_a_label_that_a_language_leaves_out_is_found_in_its_catalogue(tmp_path: Path) -> None:
    own = tmp_path / "labels" / "eo.po"
    own.parent.mkdir()
    text = (shipped_templates() / "labels" / "en.po").read_text(encoding="utf-8")
    left_out = text.replace('msgid "Signatories"\nmsgstr "Signatories"\n', "")
    assert left_out != text
    own.write_text(left_out, encoding="utf-8")
    (found,) = review_labels("eo", TemplateFolders(tmp_path), Place("recipients.yaml", 1, 1))
    assert told(found) == ("missing-label", "eo", str(own), 1)
    assert found.message == 'the label "Signatories" is not translated'


def test_a_catalogue_that_cannot_be_read_is_found_in_its_line(tmp_path: Path) -> None:
    own = tmp_path / "labels" / "eo.po"
    own.parent.mkdir()
    own.write_text("mgid\n", encoding="utf-8")
    (found,) = review_labels("eo", TemplateFolders(tmp_path), Place("recipients.yaml", 1, 1))
    assert told(found) == ("missing-label", "eo", str(own), 1)
    assert found.message.startswith("the labels cannot be read: ")


# Plurals --------------------------------------------------------------------------------------------


def test_a_noun_that_lacks_the_form_of_its_number_is_found_in_its_line(
    base_campaign: Path, change: Change
) -> None:
    unit = "{one: пошук, many: пошуков, other: пошука}"
    path = counted_in(change, "ru", unit, value="value: 22", qualifier="qualifier: exactly")
    (found,) = lacking(base_campaign)
    assert told(found) == ("missing-plural", "searches", str(path), line_of(path, "ru: {one"))
    assert found.message == "22 asks for the form `few` of this noun"
    assert found.help == "Add `few:` with the noun as it stands behind such a number."


def test_a_noun_behind_a_word_that_asks_for_the_genitive_needs_that_form(
    base_campaign: Path, change: Change
) -> None:
    unit = "{one: пошук, few: пошука, many: пошуков, other: пошука}"
    path = counted_in(change, "ru", unit, value="value: 21")
    (found,) = lacking(base_campaign)
    assert told(found) == ("missing-plural", "searches", str(path), line_of(path, "ru: {one"))
    assert found.message == "более 21 asks for the form `genitive` of this noun"


@pytest.mark.parametrize("value", [2, 5, 60])
def test_a_noun_that_has_the_form_of_its_number_is_left_in_peace(
    base_campaign: Path, change: Change, value: int
) -> None:
    counted_in(change, "ru", "{many: пошуков, other: пошука}", value=f"value: {value}")
    assert lacking(base_campaign) == ()


def test_a_language_without_few_needs_no_more_than_other(base_campaign: Path, change: Change) -> None:
    counted_in(change, "de", "{other: Suchen}", value="value: 1")
    assert lacking(base_campaign) == ()


def test_a_figure_that_the_letter_only_refers_to_is_looked_at_too(
    base_campaign: Path, change: Change
) -> None:
    change("campaign", "    figures: [searches]\n", "")
    change(
        "campaign",
        "opening: We ask",
        "opening:\n      ru: Мы просим после {figure:searches}.\n      en: We ask",
    )
    unit = "{one: пошук, many: пошуков, other: пошука}"
    counted_in(change, "ru", unit, value="value: 22", qualifier="qualifier: exactly")
    assert [found.rule for found in lacking(base_campaign)] == ["missing-plural"]


def test_the_reading_that_the_letter_quotes_decides(base_campaign: Path, change: Change) -> None:
    """A later reading that the reader may not learn of must not hide the one that is printed."""
    unit = "{one: пошук, many: пошуков, other: пошука}"
    counted_in(change, "ru", unit, value="value: 22", qualifier="qualifier: exactly")
    later = "{as_of: 2024-02-16, value: 25, audience: internal, sources: [bulletin]}"
    change("case", "    readings:\n", f"    readings:\n      - {later}\n")
    assert [found.message for found in lacking(base_campaign)] == ["22 asks for the form `few` of this noun"]


@pytest.mark.parametrize("name", ["forms/appeal/en/embassy.html.j2", "labels/eo.po", "styles/own.css"])
def test_a_name_that_is_typed_into_a_template_is_found_in_its_line(base_campaign: Path, name: str) -> None:
    path = base_campaign / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text("\n# Invented Relativeson\n", encoding="utf-8")
    found = [one for one in lacking(base_campaign) if one.rule == "literal-name"]
    assert [(one.place.file, one.place.line) for one in found if one.place] == [(str(path), 2)]
    assert "Relativeson" not in "".join(f"{one.message}{one.help}{one.place}" for one in found)
