"""By what a withheld person could be recognised although nobody says the name."""

import pytest

from case.conftest import Folder, place_of
from zvarot.case.campaign import edition
from zvarot.case.review import review_edition
from zvarot.findings import Finding

LONE = "    stand_in: a relative of a detained defender"


def found(folder: Folder, rule: str) -> list[Finding]:
    return [one for one in folder.findings() if one.rule == rule]


# Surnames ---------------------------------------------------------------------------------------------


def share_surname(folder: Folder, stand_in: str = LONE) -> None:
    folder.change("case", "en: Invented Relativeson", "en: Relative Person")
    if stand_in != LONE:
        folder.change("case", LONE, f"    stand_in: {stand_in}")


def test_a_relative_with_the_same_surname_is_told_of(folder: Folder) -> None:
    share_surname(folder, "somebody else")
    (one,) = folder.findings()
    assert (one.rule, one.subject) == ("shared-surname", "p1")
    assert "Relative" not in one.message + one.help


def test_another_surname_is_no_finding(folder: Folder) -> None:
    folder.change("case", "en: Invented Relativeson", "en: Relative Personsson")
    assert folder.found() == []


@pytest.mark.parametrize(
    "stand_in",
    [
        "{en: the wife of a defender}",
        "{en: a lawyer, de: die Mutter eines Verteidigers}",
        "{be: сястра праваабаронцы}",
        "{ru: родственница правозащитника}",
        "{pl: córka obrońcy}",
        "{fr: un proche d’un défenseur}",
        "{de-CH: ein Sohn}",
        "{any: frère}",
        "[{audience: public, as: role}]\n    role: his brother",
    ],
)
def test_a_stand_in_that_says_the_relation_beside_the_name_is_told_of(folder: Folder, stand_in: str) -> None:
    share_surname(folder, stand_in)
    head, text = found(folder, "shared-surname")
    assert (head.subject, text.subject) == ("p1", "p1")
    assert place_of(text).startswith(f"case.yaml:{51 + stand_in.count(chr(10))}:")
    assert "whom the stand-in calls a relative" in text.message


@pytest.mark.parametrize(
    "stand_in",
    [
        "{en: a person in his office}",
        "{fr: un de ses amis}",
        "{de: jemand aus dem Büro}",
        "{en: a colleague whom Sonja knows}",
        "[{audience: internal, as: words, text: his wife}]",
        "[{audience: public, as: nothing}]\n    role: his wife",
        "{sv: hans hustru}",
    ],
)
def test_a_stand_in_that_says_no_relation_is_no_finding(folder: Folder, stand_in: str) -> None:
    share_surname(folder, stand_in)
    assert len(found(folder, "shared-surname")) == 1


def test_a_relation_is_no_finding_where_the_other_is_not_named_beside(folder: Folder) -> None:
    share_surname(folder)
    folder.change("case", "took {person:person} away", "took somebody away")
    assert len(found(folder, "shared-surname")) == 1


# Small groups -----------------------------------------------------------------------------------------

ROLE = "    role: accountant of an invented charity"


def small(folder: Folder, stand_in: str, place: str = "") -> list[Finding]:
    """Give the withheld person a role and a stand-in, and the incident a place."""
    folder.change("case", LONE, f"{ROLE}\n    stand_in: {stand_in}")
    if place:
        folder.change("case", "    account: >-", f"    place: {place}\n    account: >-")
    return found(folder, "small-group")


@pytest.mark.parametrize(
    ("stand_in", "place", "told"),
    [
        ("[{audience: public, as: role}]", "Exampleton", True),
        ("[{audience: public, as: role}]", "", False),
        ("an accountant", "Exampleton", True),
        ("two accountants", "Exampleton", True),
        ("an accountant", "", False),
        ("an accountant in the Sample Centre", "", True),
        ("a person in the Sample Centre", "", False),
        ("a defender", "Exampleton", False),
        ("[{audience: public, as: initials}]", "Exampleton", False),
        ("[{audience: public, as: nothing}]", "Exampleton", False),
        ("[{audience: internal, as: role}]", "Exampleton", False),
    ],
)
def test_role_and_place_together_are_told_of(folder: Folder, stand_in: str, place: str, told: bool) -> None:
    assert [one.subject for one in small(folder, stand_in, place)] == ["p1"] * told


def test_the_role_may_be_told_by_the_sentence_that_speaks_of_the_person(folder: Folder) -> None:
    folder.change(
        "case", "in the sight of\n      {person:p1}", "in the sight of\n      their accountant {person:p1}"
    )
    assert [place_of(one)[:13] for one in small(folder, "somebody", "Exampleton")] == ["case.yaml:53:"]


def test_another_sentence_of_the_text_tells_nothing_of_the_person(folder: Folder) -> None:
    folder.change(
        "case", "{person:p1}.{source:bulletin}", "{person:p1}. An accountant looked on.{source:bulletin}"
    )
    assert small(folder, "somebody", "Exampleton") == []


def test_a_text_for_those_who_know_the_person_tells_them_nothing_new(folder: Folder) -> None:
    folder.change("case", "  - id: search\n", "  - id: search\n    audience: internal\n")
    assert small(folder, "an accountant", "Exampleton") == []


def test_a_reference_is_no_word_that_tells_the_role(folder: Folder) -> None:
    folder.change("case", LONE, f"    role: the person for figures\n{LONE}")
    folder.change("case", "    account: >-", "    place: Exampleton\n    account: >-")
    assert found(folder, "small-group") == []


@pytest.mark.parametrize(("others", "told"), [(0, True), (1, True), (2, False)])
def test_three_people_with_the_role_are_enough(folder: Folder, others: int, told: bool) -> None:
    more = "".join(
        f"  - {{id: q{n}, audience: internal, names: Q{n}, role: accountant in town}}\n"
        for n in range(others)
    )
    folder.change("case", "incidents:\n", f"{more}\nincidents:\n")
    assert len(small(folder, "an accountant", "Exampleton")) == told


def test_a_small_group_is_told_of_once_for_each_person(folder: Folder) -> None:
    both = "{en: an accountant, de: der Accountant}"
    assert len(small(folder, both, "Exampleton")) == 1


def test_whoever_may_be_named_is_in_no_small_group(folder: Folder) -> None:
    folder.change("case", "    account: >-", "    place: Exampleton\n    account: >-")
    folder.change("case", "role: chair of the Sample Centre", "role: chair\n    stand_in: the chair")
    assert found(folder, "small-group") == []


def test_somebody_may_answer_for_a_small_group(folder: Folder) -> None:
    waiver = "{rule: small-group, on: p1, by: Chair, why: There are many., until: 2024-03-01}"
    folder.add("campaign", f"waivers: [{waiver}]\n")
    assert small(folder, "an accountant", "Exampleton") == []
    assert folder.found() == []


def test_what_is_said_of_a_letter_does_not_speak_of_it(folder: Folder) -> None:
    assert small(folder, "an accountant", "Exampleton")
    dossier = folder.dossier()
    made = edition(dossier.campaign.letters[0], dossier.recipients[0])
    assert review_edition(dossier, made) == ()
