"""A letter is explained to those who write it: who reads it, which template, what is told, and why not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from shipped import wording
from writing.conftest import edition_of
from zvarot.case.campaign import Edition
from zvarot.case.parties import Kind
from zvarot.case.reading import Dossier, read_campaign
from zvarot.case.records import Audience
from zvarot.findings import WrongUse
from zvarot.writing.explaining import Choice, explanation, withheld
from zvarot.writing.templating import Templates, open_templates

Change = Callable[[str, str, str], None]

WITHHELD = "the audience {} may not learn it"
PASSED_ON = "asked of the authorities; this office can press them for it"


@pytest.fixture
def change(base_campaign: Path) -> Change:
    """Return what puts something in the place of words that stand in a file of the campaign once."""

    def change(name: str, old: str, new: str) -> None:
        path = base_campaign / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def letter(campaign: Path, form: str = "appeal", date: str = "") -> tuple[Dossier, Edition]:
    """Return the invented campaign and its one letter, as another form or on another date."""
    dossier = read_campaign(campaign)
    plan = replace(dossier.campaign.letters[0], form=form)
    return dossier, edition_of(plan, dossier.recipients[0], date)


def chosen(campaign: Path, templates: Templates, form: str = "appeal", date: str = "") -> dict[str, Choice]:
    """Return what became of each record, by its id."""
    return {one.id: one for one in explanation(*letter(campaign, form, date), templates).choices}


# Reader and template --------------------------------------------------------------------------------


def test_the_reader_of_a_private_letter_is_its_office_alone(
    base_campaign: Path, templates: Templates
) -> None:
    told = explanation(*letter(base_campaign), templates)
    assert (
        told.reader
        == "office, of the kind authority; written for the audience authorities; only this office reads it"
    )


def test_an_open_letter_may_be_read_by_anybody(base_campaign: Path, templates: Templates) -> None:
    told = explanation(*letter(base_campaign, "open-letter"), templates)
    assert (
        told.reader
        == "office, of the kind authority; written for the audience public; anybody may come to read it"
    )


@pytest.mark.parametrize(
    ("office", "procedure", "expected"),
    [
        (
            "un-mechanism",
            "urgent-appeal",
            "authorities, since what `procedure: urgent-appeal` takes is passed on to them",
        ),
        ("un-mechanism", "osce-moscow-mechanism", "mechanism"),
        ("authority", "urgent-appeal", "authorities"),
        ("colleague\n    audience: mechanism", None, "mechanism, as `audience` says of office"),
    ],
)
def test_an_audience_that_the_kind_does_not_tell_is_explained(
    base_campaign: Path,
    templates: Templates,
    change: Change,
    office: str,
    procedure: str | None,
    expected: str,
) -> None:
    change("recipients", "kind: authority", f"kind: {office}")
    dossier, made = letter(base_campaign)
    made = edition_of(replace(made.plan, procedure=procedure), made.recipient)
    told = explanation(dossier, made, templates)
    assert f"; written for the audience {expected}; only this office reads it" in told.reader


def test_a_template_for_the_kind_of_office_says_so(base_campaign: Path, templates: Templates) -> None:
    name = "forms/appeal/en/authority.html.j2"
    told = explanation(*letter(base_campaign), templates)
    assert told.template == f"{name} (shipped), since it is the form's text for authority"


def test_a_template_for_all_offices_says_so(base_campaign: Path, templates: Templates) -> None:
    name = "forms/open-letter/en/letter.html.j2"
    told = explanation(*letter(base_campaign, "open-letter"), templates)
    assert told.template == f"{name} (shipped), since the form has no text of its own for authority"


def test_a_template_of_the_campaigns_own_says_so(base_campaign: Path) -> None:
    own = base_campaign / "templates" / "forms" / "appeal" / "en" / "authority.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text('{% extends "!forms/appeal/en/authority.html.j2" %}')
    told = explanation(*letter(base_campaign), open_templates(base_campaign / "templates"))
    assert told.template.startswith("forms/appeal/en/authority.html.j2 (your own), since ")


def test_a_form_that_does_not_exist_is_wrong_use(base_campaign: Path, templates: Templates) -> None:
    with pytest.raises(WrongUse, match='there is no form "apeal"'):
        explanation(*letter(base_campaign, "apeal"), templates)


# What is told ---------------------------------------------------------------------------------------


def test_everything_that_a_plan_asks_for_is_accounted_for_once(
    base_campaign: Path, templates: Templates
) -> None:
    told = [(one.kind, one.id) for one in explanation(*letter(base_campaign), templates).choices]
    assert told == [
        ("incident", "search"),
        ("figure", "searches"),
        ("person", "person"),
        ("demand", "release"),
        ("person", "p1"),
        ("source", "bulletin"),
    ]


def test_what_is_told_needs_no_reason(base_campaign: Path, templates: Templates) -> None:
    choices = chosen(base_campaign, templates)
    told = ("search", "searches", "person", "bulletin")
    assert [(choices[id].told, choices[id].why) for id in told] == [(True, "")] * len(told)
    assert choices["release"] == Choice("demand", "release", True, "this office can grant it")


def test_what_the_template_has_no_place_for_is_not_told(base_campaign: Path) -> None:
    own = base_campaign / "templates" / "forms" / "appeal" / "en" / "authority.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text('{% extends "!forms/appeal/en/authority.html.j2" %}{% block events %}{% endblock %}')
    told = chosen(base_campaign, open_templates(base_campaign / "templates"))
    assert told["search"] == Choice("incident", "search", False, "the template has no place for it")


def test_a_demand_that_an_office_can_press_for_is_passed_on(
    base_campaign: Path, change: Change, templates: Templates
) -> None:
    change("recipients", "kind: authority", "kind: embassy")
    change("recipients", "    language: en", "    country: CH\n    language: en")
    assert chosen(base_campaign, templates)["release"] == Choice("demand", "release", True, PASSED_ON)


@pytest.mark.parametrize("kind", ["donor", "media", "ngo", "un-mechanism", "embassy", "intergovernmental"])
def test_a_demand_beyond_an_offices_power_is_not_made(
    base_campaign: Path, change: Change, templates: Templates, kind: str
) -> None:
    change("case", "to: authorities", "to: colleagues\n    kinds: [government]")
    change("recipients", "kind: authority", f"kind: {kind}")
    why = "this office can neither grant this nor pass it on; the demand says `kinds: [government]`"
    assert chosen(base_campaign, templates)["release"] == Choice("demand", "release", False, why)


def test_an_open_letter_asks_everybody(base_campaign: Path, change: Change, templates: Templates) -> None:
    change("recipients", "kind: authority", "kind: donor")
    assert chosen(base_campaign, templates, "open-letter")["release"] == Choice("demand", "release", True, "")


def test_what_the_audience_may_not_learn_is_withheld(base_campaign: Path, templates: Templates) -> None:
    found = chosen(base_campaign, templates)["p1"]
    assert found == Choice("person", "p1", False, WITHHELD.format("authorities"))


def test_what_quotes_a_withheld_record_is_withheld_with_it(
    base_campaign: Path, change: Change, templates: Templates
) -> None:
    change("case", "    readings:\n", "    audience: partners\n    readings:\n")
    choices = chosen(base_campaign, templates)
    why = WITHHELD.format("authorities")
    assert [(choices[id].told, choices[id].why) for id in ("searches", "search")] == [(False, why)] * 2


@pytest.mark.parametrize(
    ("date", "id", "why"),
    [
        ("2024-02-10", "searches", "no reading is old enough with a source to cite"),
        ("2024-01-31", "search", "it was not over on the letter's date"),
        ("2024-02-10", "bulletin", "it was not published yet on the letter's date"),
        ("2024-01-31", "release", "nobody it is made for is known to be held"),
    ],
)
def test_what_came_after_the_letter_is_not_told(
    base_campaign: Path, templates: Templates, date: str, id: str, why: str
) -> None:
    found = chosen(base_campaign, templates, date=date)[id]
    assert (found.told, found.why[: len(why)]) == (False, why)


def test_a_person_without_a_name_in_the_language_is_not_told(
    base_campaign: Path, change: Change, templates: Templates
) -> None:
    change("case", "      en: Invented Person", "      de: Erfundene Person")
    found = chosen(base_campaign, templates)["person"]
    assert found == Choice("person", "person", False, "there is no name in this language")


def test_a_demand_for_somebody_who_is_free_lapses(
    base_campaign: Path, change: Change, templates: Templates
) -> None:
    change("case", "state: detained", "state: released")
    found = chosen(base_campaign, templates)["release"]
    assert (found.told, found.why.split(",")[0]) == (False, "nobody it is made for is known to be held")


def test_only_the_texts_of_the_letters_own_language_ask_for_anything(
    base_campaign: Path, change: Change, templates: Templates
) -> None:
    opening = "opening: We ask you to release {person:person} after {figure:searches}."
    both = "opening:\n      en: We ask for {person:person}.\n      de: Wir bitten für {person:p2}."
    change("campaign", opening, both)
    person = "  - id: p2\n    audience: internal\n    names: Invented Other\n"
    change("case", "incidents:\n", f"{person}\nincidents:\n")
    assert "p2" not in chosen(base_campaign, templates)


# Withheld -------------------------------------------------------------------------------------------


def test_who_may_not_be_named_is_withheld_from_the_office(base_campaign: Path) -> None:
    assert withheld(*letter(base_campaign), wording()) == ("p1",)


def test_nothing_is_withheld_from_colleagues_of_ones_own(base_campaign: Path) -> None:
    dossier, made = letter(base_campaign)
    assert withheld(dossier, replace(made, audience=Audience.INTERNAL), wording()) == ()


def test_what_nobody_may_be_told_yet_is_not_called_withheld(base_campaign: Path) -> None:
    dossier, made = letter(base_campaign, date="2024-02-10")
    assert withheld(dossier, made, wording()) == ("p1",)
    # The register was not published yet, so not even colleagues read of the search.
    assert "search" not in withheld(dossier, made, wording())


@pytest.mark.parametrize("kind", list(Kind))
def test_what_an_office_cannot_do_is_not_called_withheld(base_campaign: Path, kind: Kind) -> None:
    dossier, made = letter(base_campaign)
    made = replace(made, recipient=replace(made.recipient, kind=kind))
    assert "release" not in withheld(dossier, made, wording())
