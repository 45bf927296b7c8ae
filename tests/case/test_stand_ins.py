"""What stands in the place of a name: a text for everybody, or a way for each circle of readers."""

import pytest
from pydantic import TypeAdapter, ValidationError

from case.conftest import Folder, line_of
from zvarot.case.records import Audience
from zvarot.case.stand_ins import StandIn, StandIns, Way, initials, read_by

LIST = [
    {"audience": "partners", "as": "initials"},
    {"audience": "mechanism", "as": "role"},
    {"audience": "authorities", "as": "words", "text": "a lawyer"},
]
LONE = "    stand_in: a relative of a detained defender"


def read(value: object) -> tuple[StandIn, ...]:
    adapter: TypeAdapter[tuple[StandIn, ...]] = TypeAdapter(StandIns)
    return adapter.validate_python(value, context={"language": "en"})


@pytest.mark.parametrize("value", ["a relative", {"en": "a relative"}])
def test_a_lone_text_is_one_item_for_everybody(value: object) -> None:
    (item,) = read(value)
    assert (item.audience, item.way, item.text) == (Audience.PUBLIC, Way.WORDS, {"en": "a relative"})


def test_nothing_is_no_item() -> None:
    assert read(None) == read([]) == ()


@pytest.mark.parametrize(
    ("reader", "way"),
    [
        ("internal", Way.INITIALS),
        ("partners", Way.INITIALS),
        ("mechanism", Way.ROLE),
        ("authorities", Way.WORDS),
        ("public", None),
    ],
)
def test_each_reader_reads_the_narrowest_item_that_includes_them(reader: str, way: Way | None) -> None:
    found = read_by(read(LIST), Audience(reader))
    assert (found.way if found else None) is way


@pytest.mark.parametrize(
    "value",
    [
        [{"audience": "public", "as": "words"}],
        [{"audience": "public", "as": "initials", "text": "a lawyer"}],
        [{"audience": "public", "as": "silence"}],
        [{"audience": "public"}],
        [{"as": "initials"}],
        [*reversed(LIST)],
        [LIST[0], LIST[0]],
    ],
)
def test_what_is_unclear_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        read(value)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Maria Relativeson", "M. R."),
        ("Jean-Paul Invented", "J.-P. I."),
        ("Дзіна Іванова-Дзюба", "Д. І.-Д."),
        ("Ўладзь", "Ў."),
        ("ada  van der Example", "a. v. d. E."),
        ("“Ada” (Example) 2 -", "A. E."),
        (
            "E\N{COMBINING ACUTE ACCENT}\N{COMBINING CEDILLA}va",
            "E\N{COMBINING ACUTE ACCENT}\N{COMBINING CEDILLA}.",
        ),
        ("", ""),
        ("123 –", ""),
    ],
)
def test_initials_are_the_first_letters_of_all_parts_of_a_name(name: str, expected: str) -> None:
    assert initials(name) == expected


# In the file ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("{audience: public, as: words}", "wrong-type: `text` stands with `as: words`, and only there"),
        ("{as: initials}", "missing-key: `audience` is missing here"),
        ("{audience: public, way: initials}", "unknown-key: no record knows `way`"),
        (
            "{audience: public, as: initials}, {audience: partners, as: role}",
            "wrong-type: each audience must be wider than the one before",
        ),
    ],
)
def test_a_faulty_list_is_told_in_plain_words(folder: Folder, items: str, expected: str) -> None:
    folder.change("case", LONE, f"    stand_in: [{items}]")
    found = [f"{one.rule}: {one.message}" for one in folder.findings()]
    assert expected in found
    assert {one.place.line for one in folder.findings() if one.place and one.rule != "unknown-reference"} == {
        45
    }


def test_no_line_of_a_faulty_list_is_shown(folder: Folder) -> None:
    folder.change(
        "case", LONE, '    stand_in: [{audience: public, as: words, text: "Relativeson {person:p2}"}]'
    )
    assert len(folder.findings()) > 1
    assert {line_of(one) for one in folder.findings()} == {""}
    assert [one for one in folder.findings() if "Relativeson" in one.message + one.help] == []


def test_the_help_names_the_keys_as_the_file_has_them(folder: Folder) -> None:
    folder.change("case", LONE, "    stand_in: [{audience: public, as: initials, txt: a}]")
    (found,) = (one for one in folder.findings() if one.rule == "unknown-key")
    assert found.help == 'did you mean "text"?'
    folder.change("case", "txt: a", "zzz: a")
    (found,) = (one for one in folder.findings() if one.rule == "unknown-key")
    assert found.help == "It may hold: audience, as, text."


def test_a_list_without_faults_is_no_finding(folder: Folder) -> None:
    folder.change(
        "case", LONE, "    stand_in: [{audience: partners, as: initials}, {audience: public, as: nothing}]"
    )
    assert folder.found() == []
