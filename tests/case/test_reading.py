"""The three files of a campaign become records, and every fault comes with its place and a way out."""

import json
from pathlib import Path

import pytest

from case.conftest import Folder, line_of
from zvarot.case.reading import MEMORY, SCHEMAS, read_campaign, schema, survey_campaign
from zvarot.findings import FaultyFiles


def test_a_campaign_without_faults_is_read_whole(folder: Folder) -> None:
    dossier = read_campaign(folder.path)
    assert [person.id for person in dossier.case.people] == ["person", "p1"]
    assert [office.id for office in dossier.recipients] == ["office"]
    assert [plan.id for plan in dossier.campaign.letters] == ["first"]
    assert folder.found() == []


def test_a_lone_text_is_in_its_own_files_language(folder: Folder) -> None:
    folder.change("campaign", "language: en", "language: be")
    dossier, _ = survey_campaign(folder.path)
    assert dossier is not None
    assert [*dossier.campaign.title] == ["be"]
    assert [*dossier.case.title] == ["en"]
    assert [*dossier.recipients[0].office] == ["en"]


# Faults ---------------------------------------------------------------------------------------

SOURCED = "counter: sample-centre\n        sources: [bulletin]"
"""The end of the only reading."""

FAULTS = [
    ("case", "country: BY", "contry: BY", ["1:1 missing-key", "3:1 unknown-key"]),
    ("case", "    publisher: S", "    publischer: S", ["14:5 unknown-key"]),
    ("case", "    force: treaty\n", "", ["18:5 missing-key"]),
    ("case", "      by: the person\n", "", ["36:5 missing-key"]),
    ("case", "    audience: internal\n", "", ["41:5 person-without-audience"]),
    ("case", "internal", "", ["41:5 person-without-audience"]),
    ("case", SOURCED, "counter: sample-centre", ["65:9 unsourced-figure"]),
    ("case", SOURCED, "sources: []", ["65:9 unsourced-figure"]),
    ("case", "as_of: 2024-02-15\n        value", "value", ["65:9 undated-reading"]),
    ("case", "as_of: 2024-02-15", "as_of:", ["65:9 undated-reading"]),
    ("case", "person: person\n    sources: [bulletin]", "person: person", ["48:5 missing-key"]),
    ("case", "start: 2024-02-01", "start: 1 February", ["50:12 wrong-type"]),
    ("case", "value: 60", "value: 12:30:45", ["66:16 wrong-type"]),
    ("case", "value: 60", "value: -60", ["66:16 wrong-type"]),
    ("case", "more-than", "more then", ["67:20 wrong-type"]),
    ("case", "counter: sample-centre", "final: maybe", ["68:16 wrong-type"]),
    ("case", "people: [person]", "people: person", ["75:13 wrong-type"]),
    ("case", "people: [person]", "people: [[person]]", ["75:14 wrong-type"]),
    ("case", "people: [person]", 'people: [""]', ["75:14 wrong-type"]),
    ("case", "title: Invented b", "title: [Invented] #", ["13:12 wrong-type"]),
    ("case", "    name: Sample Centre", '    name: "  "', ["9:11 wrong-type"]),
    ("case", "    name: Sample Centre", "    name:", ["9:10 wrong-type"]),
    ("case", "id: release", "id: [release]", ["72:9 wrong-type"]),
    ("case", "country: BY", "country: Belarus", ["3:10 wrong-type"]),
    ("case", "language: en", "language: [en]", ["4:11 wrong-type"]),
    ("case", "en: Invented Person", "English: Invented Person", ["29:7 wrong-type"]),
    ("case", "one: search", "on: search", ["61:7 wrong-type"]),
    ("recipients", "https://", "", ["15:13 wrong-type"]),
    ("recipients", "        - 1000 Exampleton\n", "        - x\n" * 6, ["10:9 wrong-type"]),
    ("campaign", "sender:\n  name: Example", "sender: Example", ["5:9 wrong-type"]),
    ("campaign", "id: first", "id: First", ["9:9 wrong-type"]),
    ("campaign", "id: first", f"id: {'x' * 61}", ["9:9 wrong-type"]),
    ("campaign", "[office]", "[]", ["12:17 wrong-type"]),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), FAULTS)
def test_a_fault_is_found_with_its_place(
    folder: Folder, file: str, old: str, new: str, expected: list[str]
) -> None:
    folder.change(file, old, new)
    _, faults = survey_campaign(folder.path)
    assert expected == [f"{one.place.line}:{one.place.column} {one.rule}" for one in faults if one.place]


@pytest.mark.parametrize(("file", "old", "new"), [fault[:3] for fault in FAULTS])
def test_a_fault_stops_the_campaign_and_says_what_to_do(
    folder: Folder, file: str, old: str, new: str
) -> None:
    folder.change(file, old, new)
    with pytest.raises(FaultyFiles) as caught:
        read_campaign(folder.path)
    assert all(found.message for found in caught.value.findings)
    assert all(found.help for found in caught.value.findings)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    force: treaty\n", "", "`force` is missing here"),
        ("    publisher: S", "    publischer: S", "no record knows `publischer`"),
        ("value: 60", "value: many", "`value` must be a whole number"),
        ("start: 2024-02-01", "start: soon", "`start` must be a date"),
        ("people: [person]", "people: person", "`people` must be a list"),
        ("people: [person]", "people: [[person]]", "an entry of `people` must be text"),
        ("    name: Sample Centre", "    name:", "`name` has no value"),
        ("    name: Sample Centre", "    name: [a]", "`name` must be text, or text for each language"),
        ("en: Invented Person", "English: Invented Person", "this must be a language code"),
        ("one: search", "on: search", "`unit` must be the forms of a noun"),
        ("counter: sample-centre", "final: maybe", "`final` must be true or false"),
        ("-centre\n        sources: [bulletin]", "-centre", "this reading names no source"),
        ("as_of: 2024-02-15\n        ", "", "this reading has no date"),
        ("    audience: internal\n", "", "`audience` is missing here"),
    ],
)
def test_a_message_names_the_key_and_the_kind_of_value(
    folder: Folder, old: str, new: str, message: str
) -> None:
    folder.change("case", old, new)
    assert message in [found.message for found in folder.findings()]


@pytest.mark.parametrize(
    ("file", "old", "new", "help"),
    [
        ("case", "    publisher: S", "    publischer: S", 'did you mean "publisher"?'),
        ("case", "    consent:", "    concent:", 'did you mean "consent"?'),
        ("case", "stand_in:", "standin:", 'did you mean "stand_in"?'),
        ("campaign", "    opening:", "    openning:", 'did you mean "opening"?'),
        ("campaign", "sender:\n  name:", "sender:\n  nam:", 'did you mean "name"?'),
        ("recipients", "      country: BY", "      contry: BY", 'did you mean "country"?'),
        ("case", "qualifier: more-than", "qualifier: more-then", 'did you mean "more-than"?'),
        ("case", "audience: internal", "audience: internl", 'did you mean "internal"?'),
        ("case", "state: detained", "state: detaned", 'did you mean "detained"?'),
        ("recipients", "kind: authority", "kind: autority", 'did you mean "authority"?'),
        ("case", "    force: treaty", "    force: treat", 'did you mean "treaty"?'),
    ],
)
def test_the_nearest_key_or_word_is_proposed(
    folder: Folder, file: str, old: str, new: str, help: str
) -> None:
    folder.change(file, old, new)
    _, faults = survey_campaign(folder.path)
    assert help in [found.help for found in faults]


def test_of_a_key_that_is_near_to_none_all_that_may_stand_there_are_named(folder: Folder) -> None:
    folder.change("campaign", "  name: Example Committee\n\n", "  name: Example Committee\n  zzz: a\n\n")
    assert folder.only().help == "It may hold: name, tagline, place, address, email, website."


def test_a_missing_key_is_explained_by_its_own_documentation(folder: Folder) -> None:
    folder.change("case", "    short: ICCPR\n", "")
    assert folder.findings()[0].help == "`short:` the short name that is printed behind a demand: `ICCPR`."


def test_all_faults_of_all_files_are_told_at_once_in_the_order_of_the_files(folder: Folder) -> None:
    folder.change("case", "    publisher: S", "    publischer: S")
    folder.change("case", "value: 60", "value: many")
    folder.change("recipients", "kind: authority", "kind: king")
    folder.change("campaign", "date: 2024-03-01", "date: March")
    folder.change("campaign", "  - id: first", "  - id: first\n    id: second")
    assert folder.found() == [
        "case.yaml:14:5 unknown-key",
        "case.yaml:66:16 wrong-type",
        "recipients.yaml:6:11 wrong-type",
        "campaign.yaml:10:5 duplicate-key",
        "campaign.yaml:12:11 wrong-type",
    ]


def test_a_file_that_is_not_yaml_hides_no_fault_of_the_others(folder: Folder) -> None:
    folder.change("case", "country: BY", "country: [BY")
    folder.change("recipients", "kind: authority", "kind: king")
    (folder.path / "campaign.yaml").unlink()
    assert folder.found() == [
        "case.yaml:4:9 yaml-syntax",
        "recipients.yaml:6:11 wrong-type",
        "campaign.yaml:1:1 unreadable-file",
    ]


@pytest.mark.parametrize("text", ["Hello\n", "- a\n- b\n", "---\n", "people: [a, b]\nletters: x\n", "a: b\n"])
@pytest.mark.parametrize("file", SCHEMAS)
def test_a_file_that_holds_something_else_altogether_is_refused(folder: Folder, file: str, text: str) -> None:
    (folder.path / f"{file}.yaml").write_text(text)
    found = folder.found()
    assert found != []
    assert [one for one in found if not one.startswith(f"{file}.yaml:")] == []


def test_an_empty_folder_has_three_findings(tmp_path: Path) -> None:
    dossier, faults = survey_campaign(tmp_path)
    assert dossier is None
    assert [found.rule for found in faults] == ["unreadable-file"] * 3


def test_of_very_many_faults_the_first_hundred_are_told(folder: Folder) -> None:
    folder.change("case", "\npeople:\n", "\npeople:\n" + "  - x\n" * 1000)
    _, faults = survey_campaign(folder.path)
    assert len(faults) == 101
    assert faults[-1].message == "there are more faults than these"


# Records that are left out ---------------------------------------------------------------------


def test_records_with_faults_are_left_out_and_the_others_are_reviewed(folder: Folder) -> None:
    folder.change("case", "  - id: person\n", "  - id: broken\n  - id: person\n")
    folder.change("case", "audience: internal", "audience: partners")
    assert folder.found() == [
        "case.yaml:26:5 person-without-audience",
        "case.yaml:43:15 person-without-consent",
    ]


def test_places_are_right_after_faulty_records_were_left_out(folder: Folder) -> None:
    folder.change("case", "  - id: searches\n", "  - id: a\n  - id: b\n  - id: searches\n")
    folder.change("case", "as_of: 2024-02-15", "as_of: 2020-02-15")
    folder.change("recipients", "  - id: office\n", "  - id: a\n  - id: office\n")
    folder.change("recipients", "quality: verified", "quality: unverified")
    folder.change("campaign", "  - id: first\n", "  - id: a\n  - id: first\n")
    folder.change("campaign", "[search]", "[unheard]")
    found = [one for one in folder.found() if not one.endswith("missing-key")]
    assert found == [
        "case.yaml:67:16 stale-figure",
        "recipients.yaml:6:5 unverified-recipient",
        "campaign.yaml:16:17 unknown-reference",
    ]


def test_ids_of_records_that_were_left_out_are_known_all_the_same(folder: Folder) -> None:
    folder.change("case", "    publisher: S", "    publischer: S")
    assert folder.found() == ["case.yaml:14:5 unknown-key"]


def test_a_demand_for_a_person_who_was_left_out_is_not_called_moot(folder: Folder) -> None:
    folder.change("case", "role: chair", "rolle: chair")
    assert folder.found() == ["case.yaml:30:5 unknown-key"]


# What is never repeated -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    names:\n      en: Invented Relativeson\n", "    Invented Relativeson:\n"),
        ("      en: Invented Relativeson\n", "      Invented Relativeson: en\n"),
        ("      en: Invented Relativeson\n", "      Invented Relativeson:\n"),
        ("      en: Invented Relativeson\n", "      en: [Invented Relativeson]\n"),
        ("id: p1", "id: Invented Relativeson"),
        ("audience: internal", "audience: Invented Relativeson"),
        ("stand_in: a relative", "statuses: [Invented Relativeson] #"),
        ("stand_in: a relative", "spellings: {Invented Relativeson: a} #"),
        ("stand_in: a relative", "note: [Invented Relativeson] #"),
    ],
)
def test_no_message_and_no_line_repeats_what_is_said_of_a_withheld_person(
    folder: Folder, old: str, new: str
) -> None:
    folder.change("case", old, new)
    findings = folder.findings()
    assert findings != ()
    assert [found for found in findings if "Relativeson" in repr(found)] == []


def test_a_misspelt_key_of_a_public_record_is_shown_with_its_line(folder: Folder) -> None:
    folder.change("case", "    publisher: S", "    publischer: S")
    assert line_of(folder.only()) == "    publischer: Sample Centre"


# Schemas ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_file_has_a_json_schema_that_explains_its_keys(name: str) -> None:
    made = schema(name)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["additionalProperties"] is False
    assert json.loads(json.dumps(made)) == made
    explained = [
        field for record in made["$defs"].values() for field in record.get("properties", {}).values()
    ]
    assert sum("description" in field for field in explained) > len(explained) / 2


def test_the_schema_lets_a_text_be_one_language_or_many() -> None:
    title = schema("case")["properties"]["title"]["anyOf"]
    assert [shape["type"] for shape in title] == ["string", "object"]


# What is worked out once ----------------------------------------------------------------------------


def test_what_is_worked_out_once_is_not_worked_out_again(folder: Folder) -> None:
    dossier, made = folder.dossier(), iter(range(10))
    assert [dossier.once("key", lambda: next(made)) for _ in range(3)] == [0, 0, 0]
    assert [dossier.once("nothing", lambda: (next(made),)[:0]) for _ in range(3)] == [(), (), ()]
    assert next(made) == 2


def test_what_was_not_asked_for_lately_is_forgotten(folder: Folder) -> None:
    dossier = folder.dossier()
    for number in range(2 * MEMORY):
        dossier.once(("recipient", number), lambda: "words")
        dossier.once("of all", lambda: "words")
    assert len(dossier.memory) == MEMORY
    assert "of all" in dossier.memory
    assert ("recipient", 0) not in dossier.memory
