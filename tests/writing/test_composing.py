"""A disclosure and a recipient become a letter: addressed, in order, with every note in its place."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from shipped import wording
from writing.conftest import (
    ADA,
    PROVISIONS,
    RAID,
    RELEASE,
    SEARCHES,
    SOURCES,
    belarus_edition,
    case_of,
    letter_of,
    office_of,
    plan_of,
    reading,
    status,
)
from zvarot.case.parties import Kind
from zvarot.case.reading import Dossier
from zvarot.findings import Refused, TemplateFault
from zvarot.writing.composing import compose
from zvarot.writing.disclosure import disclose
from zvarot.writing.letter import Letter, Logo
from zvarot.writing.looks import Appearance
from zvarot.writing.page import lay_out
from zvarot.writing.templating import Templates, open_templates

ADDRESS = {"lines": ["1 Example Street", "Exampleton"], "country": "BE"}
MARK = re.compile(r'id="ref-(\d+)-(\d+)" href="#note-(\d+)"')


@pytest.fixture(scope="module")
def letters(belarus: Dossier, templates: Templates) -> list[Letter]:
    """Every letter of the Belarus campaign, and the open letter on some other days."""
    planned = [(plan.id, office, "") for plan in belarus.campaign.letters for office in plan.recipients]
    later = [("solidarity-2021", "icj", date) for date in ("2022-12-14", "2024-08-16", "2025-12-14")]
    made = [belarus_edition(belarus, *one) for one in [*planned, *later]]
    return [compose(disclose(belarus.case, belarus.campaign, one, wording()), templates) for one in made]


def read(letter: Letter) -> str:
    """Return the HTML of a letter in the order in which it is read."""
    demands = [demand.html for demand in letter.demands]
    return "".join([letter.body_html, letter.demands_html, *demands, letter.conclusion_html])


def words(html: str) -> str:
    """Return text without markup."""
    return Markup(html).striptags()


# Notes ----------------------------------------------------------------------------------------------


def test_notes_are_numbered_in_reading_order_without_a_gap(letters: list[Letter]) -> None:
    assert len(letters) > 30
    for letter in letters:
        first = list(dict.fromkeys(int(mark[0]) for mark in MARK.findall(read(letter))))
        assert first == [note.number for note in letter.notes] == list(range(1, len(first) + 1))
        assert len(first) > 5


def test_every_mark_can_be_found_again_from_its_note(letters: list[Letter]) -> None:
    for letter in letters:
        marks = [(int(note), int(time)) for note, time, _ in MARK.findall(read(letter))]
        expected = [(note.number, time) for note in letter.notes for time in range(1, note.references + 1)]
        assert sorted(marks) == expected


def test_no_two_marks_stand_side_by_side(letters: list[Letter]) -> None:
    for letter in letters:
        assert not re.search(r"</sup>\s*<sup", read(letter))


def test_no_note_is_younger_than_its_letter(belarus: Dossier, letters: list[Letter]) -> None:
    dated = [source for source in belarus.case.sources if source.date]
    seen = 0
    for letter in letters:
        notes = " ".join(note.html for note in letter.notes)
        cited = [one for one in dated if str(Markup("<em>{}</em>").format(one.title["en"])) in notes]
        seen += len(cited)
        assert [one.id for one in cited if one.date and one.date > letter.date] == []
    assert seen > 100


# Words ----------------------------------------------------------------------------------------------


def test_the_letter_says_what_the_plan_and_the_case_say(templates: Templates) -> None:
    letter = letter_of(case_of(), templates)
    assert letter.title == "Example Committee: Release Ada Example"
    assert letter.subject == "Release Ada Example"
    assert letter.salutation == "Dear Prosecutor,"
    assert letter.closing == "Yours faithfully,"
    assert words(letter.body_html).startswith("We ask for the release of Ada Example.")
    assert "Ada Example, lawyer: in detention" in words(letter.body_html)
    assert [(words(one.html), one.basis) for one in letter.demands] == [
        ("release Ada Example", "ICCPR, Article 9")
    ]


def test_on_a_later_day_a_released_person_is_spoken_of_as_released(
    belarus: Dossier, templates: Templates
) -> None:
    made = belarus_edition(belarus, "solidarity-2021", "icj", "2025-12-20")
    letter = compose(disclose(belarus.case, belarus.campaign, made, wording()), templates)
    body = words(letter.body_html)
    assert (
        "Ales Bialiatski, chairperson of the Human Rights Centre Viasna: released on 13 December 2025" in body
    )
    held = body.partition("left detention")[0]
    assert "Ales Bialiatski, chairperson" not in held
    assert "Bialiatski" not in " ".join(demand.html for demand in letter.demands)


def test_nobody_freed_is_demanded_and_nobody_held_is_forgotten(templates: Templates) -> None:
    grace = {**ADA, "id": "grace", "names": "Grace Example", "statuses": [status("released", "2021-07-15")]}
    demand = {**RELEASE, "people": ["ada", "grace"]}
    case = case_of(people=[ADA, grace], demands=[demand])
    letter = letter_of(case, templates, plan_of(people=["ada", "grace"]))
    assert words(letter.demands[0].html) == "release Ada Example"
    assert "Grace Example, lawyer: released on 15 July 20211" in words(letter.body_html)


def test_the_shipped_forms_leave_out_what_there_is_nothing_to_say_of(templates: Templates) -> None:
    bare = plan_of(incidents=(), figures=(), people=(), demands=(), opening="We write.")
    for form in ("open-letter", "appeal"):
        letter = letter_of(case_of(), templates, replace(bare, form=form))
        assert (letter.notes, letter.demands) == ((), ())
        assert [one.name for one in letter.signatories] == ["Example Committee"]
        assert "following" not in letter.body_html
        assert "<table" not in letter.body_html


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_recipient_can_be_written_to(templates: Templates, kind: Kind) -> None:
    assert letter_of(case_of(), templates, office=office_of(kind=kind)).body_html


def test_signatories_carry_capacity_and_country(templates: Templates) -> None:
    signatories = [
        {"name": "Jane Example", "capacity": "Chair", "country": "GB"},
        {"name": "Example Watch", "country": "PL"},
        {"name": "Example Centre"},
    ]
    letter = letter_of(case_of(), templates, plan_of(signatories=signatories))
    assert [(one.name, one.detail) for one in letter.signatories] == [
        ("Jane Example", "Chair, United Kingdom"),
        ("Example Watch", "Poland"),
        ("Example Centre", ""),
    ]


# The address ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sender", "last"), [(None, "BELGIUM"), ("LT", "BELGIUM"), ("BE", "Exampleton")])
def test_the_country_is_printed_in_capitals_across_a_border(
    templates: Templates, sender: str | None, last: str
) -> None:
    address = {"lines": ["2 Invented Lane"], "country": sender}
    home = {"name": "Example Committee", **({"address": address} if sender else {})}
    office = office_of(address=ADDRESS, body="Office of Examples", holder="Mr Example")
    addressee = letter_of(case_of(), templates, office=office, sender=home).addressee
    expected = ["Mr Example", "Prosecutor", "Office of Examples", "1 Example Street", "Exampleton", "BELGIUM"]
    assert list(addressee.lines) == expected[: expected.index(last) + 1]
    assert addressee.return_line == ("Example Committee · 2 Invented Lane" if sender else "")


def test_an_office_without_an_address_stands_alone(templates: Templates) -> None:
    letter = letter_of(case_of(), templates, office=office_of(country="BY", email="a@example.org"))
    assert letter.addressee.lines == ("Prosecutor",)
    assert "a@example.org" not in repr(letter)


@pytest.mark.parametrize(
    ("country", "chosen", "window"),
    [
        ("US", None, "us-9"),
        ("MX", None, "us-9"),
        ("BE", None, "din-5008-b"),
        (None, None, "din-5008-b"),
        ("US", "nf", "nf"),
        ("BE", "us-9-double", "us-9-double"),
    ],
)
def test_the_window_is_the_campaigns_or_that_of_the_recipients_country(
    templates: Templates, country: str | None, chosen: str | None, window: str
) -> None:
    office = office_of(address={**ADDRESS, "country": country} if country else None)
    assert letter_of(case_of(), templates, office=office, window=chosen).window == window


@pytest.mark.parametrize(
    ("country", "paper", "chosen", "window"),
    [
        ("US", "a4", None, "din-5008-b"),
        ("BE", "letter", None, "us-9"),
        ("US", "letter", "nf", "nf"),
        ("BE", "a4", "din-5008-a", "din-5008-a"),
    ],
)
def test_without_a_window_the_envelope_is_one_for_the_paper(
    country: str, paper: str, chosen: str | None, window: str
) -> None:
    office = office_of(address={**ADDRESS, "country": country})
    letter = letter_of(case_of(), open_templates(None, Appearance(paper=paper)), office=office, window=chosen)
    assert (letter.window, letter.paper) == (window, paper)


def test_a_letter_carries_the_look_of_its_campaign_as_plain_data() -> None:
    look = Appearance(Logo(b"png", 20, 10), "#1b3a5c", "a4", ("Invented", "Spectral"))
    letter = letter_of(case_of(), open_templates(None, look))
    assert letter.letterhead.logo == look.logo
    assert (letter.accent, letter.paper, letter.families) == (look.accent, look.paper, look.families)
    assert "cG5n" not in repr(letter)


def test_the_dateline_names_the_senders_town(templates: Templates) -> None:
    away = {"name": "Example Committee", "place": "Vilnius"}
    assert letter_of(case_of(), templates, sender=away).dateline == "Vilnius, 26 July 2021"
    assert letter_of(case_of(), templates).dateline == "26 July 2021"


def test_the_letterhead_holds_only_what_is_given(templates: Templates) -> None:
    sender = {"name": "Example Committee", "tagline": "For examples", "website": "https://www.example.org"}
    head = letter_of(case_of(), templates, sender=sender, marking="Draft").letterhead
    assert (head.name, head.tagline, head.contact) == (
        "Example Committee",
        "For examples",
        ("https://www.example.org",),
    )


# What is refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "campaign", "office"),
    [
        ({"signatories": [{"name": "{person:eve}"}]}, {}, {}),
        ({"signatories_note": "With {person:eve}"}, {}, {}),
        ({}, {"marking": "{person:eve}"}, {}),
        ({}, {"sender": {"name": "Friends of {person:eve}"}}, {}),
        ({}, {}, {"salutation": "Dear friends of {person:eve},"}),
    ],
)
def test_no_id_is_ever_printed(
    templates: Templates, plan: dict[str, Any], campaign: dict[str, Any], office: dict[str, Any]
) -> None:
    with pytest.raises(Refused, match=r"refers to \{person:eve\}"):
        letter_of(case_of(), templates, plan_of(**plan), office_of(**office), **campaign)


def test_demands_must_be_numbered_for_somebody(tmp_path: Path) -> None:
    own = tmp_path / "forms" / "open-letter" / "en" / "letter.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "!forms/open-letter/en/letter.html.j2" %}{% block numbered %}authority{% endblock %}'
    )
    with pytest.raises(TemplateFault, match="must name one of authorities") as raised:
        letter_of(case_of(), open_templates(tmp_path))
    assert raised.value.help == 'did you mean "authorities"?'
    assert raised.value.place is not None
    assert raised.value.place.file == str(own)


# What data can do -----------------------------------------------------------------------------------

EVIL = """<script>alert("x")</script><img src='x'>{{ 7 * 191 }}{% include "x" %}&amp;"""


@pytest.mark.parametrize("form", ["open-letter", "appeal"])
def test_every_word_of_the_files_is_escaped_and_none_is_executed(templates: Templates, form: str) -> None:
    case = case_of(
        organisations=[{"id": "one", "name": EVIL}, {"id": "two", "name": EVIL}],
        sources=[{**SOURCES[0], "title": EVIL, "publisher": EVIL}, SOURCES[1]],
        provisions=[{**PROVISIONS[0], "short": EVIL, "article": EVIL}],
        people=[
            {**ADA, "names": EVIL, "role": EVIL, "statuses": [status("detained", "2021-07-14", detail=EVIL)]}
        ],
        incidents=[{**RAID, "title": EVIL, "place": EVIL, "account": f"{EVIL} {{person:ada}}"}],
        figures=[
            {
                **SEARCHES,
                "unit": EVIL,
                "label": EVIL,
                "statement": f"{EVIL} {{value}}",
                "readings": [
                    reading("2021-07-15", 1, counter="one"),
                    reading("2021-07-16", 2, counter="two", caveat=EVIL),
                ],
            }
        ],
        demands=[
            {**RELEASE, "id": target, "to": target, "text": f"{EVIL} {{held}}"}
            for target in ("authorities", "international-community", "organisations", "colleagues")
        ],
    )
    plan = plan_of(
        form=form,
        subject=EVIL,
        opening=f"{EVIL} {{figure:searches}}",
        hook=EVIL,
        epigraph=EVIL,
        reference=EVIL,
        signatories_note=EVIL,
        signatories=[{"name": EVIL, "capacity": EVIL}],
        background=["raid"],
        demands=["authorities", "international-community", "organisations", "colleagues"],
    )
    address = {"lines": [EVIL], "country": "BE"}
    office = office_of(office=EVIL, body=EVIL, holder=EVIL, salutation=EVIL, closing=EVIL, address=address)
    sender = {
        "name": EVIL,
        "tagline": EVIL,
        "place": EVIL,
        "address": address,
        "email": EVIL,
        "website": "https://example.org/?a&b",
    }
    letter = letter_of(case, templates, plan, office, sender=sender, marking=EVIL)

    markup = lay_out(letter, templates).markup

    assert "<script" not in markup
    assert "<img" not in markup
    assert str(7 * 191) not in markup
    assert markup.count("&lt;script&gt;") > 25
    assert markup.count("{{ 7 * 191 }}{% include") == markup.count("{% include") > 25
