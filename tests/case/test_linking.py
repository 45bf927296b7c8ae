"""The records of a campaign fit together: ids, references, and references inside texts."""

import pytest

from case.conftest import Folder, line_of


def test_references_that_all_lead_somewhere_are_no_findings(folder: Folder) -> None:
    assert folder.found() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("case", "    publisher", "  - id: bulletin\n    title: x\n    publisher", "case.yaml:14:9"),
        ("case", "id: p1", "id: person", "case.yaml:41:9"),
        ("recipients", "quality: verified", "quality: verified\n  - id: office", "recipients.yaml:18:9"),
        ("campaign", "    signatories:", "  - id: first\n    signatories:", "campaign.yaml:19:9"),
    ],
)
def test_an_id_that_is_taken_is_reported_at_the_second_record(
    folder: Folder, file: str, old: str, new: str, place: str
) -> None:
    folder.change(file, old, new)
    assert f"{place} duplicate-id" in folder.found()


def test_a_taken_id_is_named_with_the_line_of_the_first(folder: Folder) -> None:
    folder.change("case", "id: p1", "id: person")
    (found,) = [one for one in folder.findings() if one.rule == "duplicate-id"]
    assert found.message == 'the id "person" is taken by the record in line 26'


def test_the_place_of_a_taken_id_is_right_behind_a_record_without_one(folder: Folder) -> None:
    folder.change("case", "  - id: person\n", "  - audience: internal\n  - id: person\n")
    folder.change("case", "id: p1", "id: person")
    assert [one for one in folder.found() if one.endswith("duplicate-id")] == ["case.yaml:42:9 duplicate-id"]


def test_lists_may_share_ids_with_each_other(folder: Folder) -> None:
    folder.change("case", "  - id: sample-centre", "  - id: bulletin")
    folder.change("case", "counter: sample-centre", "counter: bulletin")
    assert folder.found() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "help"),
    [
        ("case", "        sources: [bulletin]\n    consent", "        sources: [buletin]\n    consent",
         "case.yaml:35:19", 'did you mean "bulletin"?'),
        ("case", "counter: sample-centre", "counter: sample-center", "case.yaml:68:18",
         'did you mean "sample-centre"?'),
        ("case", "- person: person", "- person: parson", "case.yaml:55:17", 'did you mean "person"?'),
        ("case", "people: [person]", "people: [person, parson]", "case.yaml:75:22", 'did you mean "person"?'),
        ("case", "provisions: [iccpr-9]", "provisions: [iccpr-99]", "case.yaml:76:18",
         'did you mean "iccpr-9"?'),
        ("campaign", "recipients: [office]", "recipients: [office, ofice]", "campaign.yaml:12:26",
         'did you mean "office"?'),
        ("campaign", "incidents: [search]", "incidents: [search, serch]", "campaign.yaml:15:25",
         'did you mean "search"?'),
        ("campaign", "incidents: [search]", "background: [serch]", "campaign.yaml:15:18",
         'did you mean "search"?'),
        ("campaign", "figures: [searches]", "figures: [zzz]", "campaign.yaml:16:15",
         "Add it to `figures`, or take it out here."),
        ("campaign", "people: [person]", "people: [parson]", "campaign.yaml:17:14", 'did you mean "person"?'),
        ("campaign", "demands: [release]", "demands: [releaze]", "campaign.yaml:18:15",
         'did you mean "release"?'),
        ("case", "{person:p1}", "{person:p2}", "case.yaml:51:14", "Add it to `people`, or take it out here."),
        ("case", "{source:bulletin}", "{source:buletin}", "case.yaml:51:14", 'did you mean "bulletin"?'),
        ("campaign", "{figure:searches}", "{figure:serches}", "campaign.yaml:14:14",
         'did you mean "searches"?'),
    ],
)  # fmt: skip
def test_an_id_that_no_record_has_is_found_with_its_place_and_the_nearest_one(
    folder: Folder, file: str, old: str, new: str, place: str, help: str
) -> None:
    folder.change(file, old, new)
    (found,) = folder.findings()
    assert [f"{place} unknown-reference"] == folder.found()
    assert help == found.help


def test_ids_are_looked_for_in_the_list_that_the_key_means(folder: Folder) -> None:
    folder.change("campaign", "figures: [searches]", "figures: [search]")
    assert folder.only().message == '`figures` has no record with the id "search"'


# Circles ----------------------------------------------------------------------------------------


def narrow(folder: Folder, record: str, audience: str) -> None:
    folder.change("case", f"  - id: {record}\n", f"  - id: {record}\n    audience: {audience}\n")


def test_a_text_may_not_quote_a_figure_that_not_all_its_readers_may_learn(folder: Folder) -> None:
    narrow(folder, "searches", "partners")
    assert folder.found() == ["case.yaml:51:14 withheld-reference", "campaign.yaml:14:14 withheld-reference"]
    assert folder.findings()[0].message == (
        "this text is meant for the audience public, but the figure searches only for partners"
    )


def test_a_text_may_not_quote_a_source_that_not_all_its_readers_may_learn(folder: Folder) -> None:
    narrow(folder, "bulletin", "authorities")
    assert folder.found() == ["case.yaml:52:14 withheld-reference"]


def test_a_text_for_as_narrow_a_circle_may_quote_it(folder: Folder) -> None:
    narrow(folder, "searches", "partners")
    narrow(folder, "search", "partners")
    folder.change("campaign", "{figure:searches}", "this")
    assert folder.found() == []


def test_a_letter_may_quote_what_all_its_recipients_may_learn(folder: Folder) -> None:
    narrow(folder, "searches", "partners")
    narrow(folder, "search", "partners")
    folder.change("campaign", "form: open-letter", "form: appeal")
    assert folder.found() == ["campaign.yaml:14:14 withheld-reference"]
    folder.change("recipients", "kind: authority", "kind: ngo")
    folder.change("recipients", "country: BY", "country: LT")
    assert folder.found() == []


def test_a_person_may_be_referred_to_before_every_reader(folder: Folder) -> None:
    folder.change("campaign", "{person:person}", "{person:p1}")
    assert folder.found() == []


# Braces -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("campaign", "{person:person}", "{Person:p1}"),
        ("case", "{person:p1}", "{person: p1}"),
        ("campaign", "{person:person}", "{perosn:p1}"),
        ("campaign", "{person:person}", "{person:P1}"),
        ("campaign", "{person:person}", "{p1}"),
        ("campaign", "{person:person}", "{person:person"),
        ("campaign", "{person:person}", "{{person:person}}"),
        ("campaign", "{person:person}", "{held}"),
        ("campaign", "{person:person}", "{value}"),
        ("campaign", "release of a defender", "after {figure:searches}"),
        ("campaign", "- name: Example", "- name: '{person:person} of the' #"),
        ("case", "a relative of a detained defender", "a relative of {person:person}"),
        ("case", "counted {value}.", "counted {value} in {figure:searches}."),
        ("case", "release {held} at once", "release {value} at once"),
        ("case", "title: Invented bulletin", "title: Bulletin on {person:person}"),
        ("case", "title: Search of", "title: Search{source:bulletin} of"),
        ("recipients", "Dear Office of Examples,", "Dear {person:person},"),
    ],
)
def test_braces_that_nothing_fills_are_found(folder: Folder, file: str, old: str, new: str) -> None:
    folder.change(file, old, new)
    assert [found.rule for found in folder.findings()] == ["stray-braces"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("campaign", "release of a defender", "release of {person:person}"),
        ("campaign", "    incidents:", "    hook: For {person:p1}\n    incidents:"),
        ("campaign", "    incidents:", "    hook: The {source:bulletin}\n    incidents:"),
        ("campaign", "    incidents:", "    hook: After {figure:searches}\n    incidents:"),
        ("campaign", "    incidents:", "    epigraph: For {person:person}\n    incidents:"),
        ("case", "chair of the Sample Centre", "colleague of {person:p1}"),
        ("case", "in pre-trial detention", "held with {person:p1}"),
        ("case", "Search of an invented office", "Search at the home of {person:p1}"),
        ("case", "release {held} at once", "release {held}{source:bulletin} after {figure:searches}"),
    ],
)  # fmt: skip
def test_braces_that_are_filled_are_no_findings(folder: Folder, file: str, old: str, new: str) -> None:
    folder.change(file, old, new)
    assert folder.found() == []


def test_stray_braces_are_answered_with_what_may_stand_there(folder: Folder) -> None:
    folder.change("case", "counted {value}.", "counted {value} and {vlaue}.")
    assert folder.only().help == "Here may stand: {value}."
    assert line_of(folder.only()) == "    statement: The Sample Centre counted {value} and {vlaue}."


def test_where_nothing_is_filled_the_words_themselves_are_asked_for(folder: Folder) -> None:
    folder.change("recipients", "Dear Office", "Dear {Office}")
    assert folder.only().help == "Write the words themselves."
