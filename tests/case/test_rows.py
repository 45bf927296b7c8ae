"""From rows to records, with every fault at its cell."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from zvarot.case.columns import lay_out
from zvarot.case.parties import Kind, PostalAddress, Recipient, Signatory
from zvarot.case.rows import Taken, take_rows
from zvarot.case.tables import Grid, Table
from zvarot.case.yamlfile import MAX_FAULTS
from zvarot.findings import Place, Severity

WHOLE = {"kind": "parliament", "language": "en", "salutation": "Dear all,"}


def place(*path: str | int) -> Place:
    return Place("recipients.yaml", 1, 1, ".".join(map(str, path)))


def taken(headings: str, *rows: tuple[str, ...], kind: type[Any] = Recipient, **keys: object) -> Taken:
    declared = {"id": "offices", "file": "a.csv", "defaults": WHOLE, **keys}
    table: Table = TypeAdapter(Table).validate_python(declared, context={"language": "en"})
    grid = Grid("a.csv", tuple(headings.split()), 1, enumerate(rows, 2))
    layout = lay_out(table, grid, kind, place)
    assert layout.findings == []
    return take_rows(table, grid, layout, kind, "en", place)


def one(headings: str, *cells: str, **keys: Any) -> Any:
    result = taken(headings, cells, **keys)
    assert result.findings == ()
    (record,) = result.records
    return record


def told(result: Taken) -> list[str]:
    return [f"{found.place} {found.rule}" for found in result.findings]


def test_a_row_becomes_an_office() -> None:
    made = one(
        "id kind office body holder street postcode town country email language salutation closing verified",
        *("committee", "ngo", "Committee", "Body", "Jane Example", "1 Road\nFloor 2", "10115", "Berlin"),
        *("DE", "a@example.org", "de", "Guten Tag,", "Gruß", "2024-02-20"),
    )
    assert (made.id, made.kind, made.holder, made.country) == ("committee", Kind.NGO, "Jane Example", "DE")
    assert made.office == {"de": "Committee"}
    assert made.salutation == {"en": "Dear all,", "de": "Guten Tag,"}
    assert made.address.lines == ("1 Road", "Floor 2", "10115 Berlin")
    assert made.address.country == "DE"
    assert made.verified.isoformat() == "2024-02-20"


def test_an_office_of_a_table_may_belong_to_another_circle_than_its_kind() -> None:
    assert one("office audience", "Committee", "internal").audience == "internal"
    assert one("office audience", "Committee", "").audience is None
    assert one("office", "Committee", defaults={**WHOLE, "audience": "partners"}).audience == "partners"
    assert told(taken("office audience", ("Committee", "friends"))) == ["a.csv:2:2 table-value"]


def test_texts_can_stand_in_several_columns() -> None:
    made = one("office office.de closing.be", "Committee", "Ausschuss", "З павагай,")
    assert made.office == {"en": "Committee", "de": "Ausschuss"}
    assert made.closing == {"be": "З павагай,"}


def test_a_default_by_language_is_there_for_every_row() -> None:
    words = {"en": "Dear all,", "de": "Guten Tag,"}
    made = one("office language", "Ausschuss", "de", defaults={**WHOLE, "salutation": words})
    assert made.salutation == words


def test_a_row_says_more_than_a_default() -> None:
    first, second = taken("office kind", ("A", "ngo"), ("B", "")).records
    assert (first.kind, second.kind) == (Kind.NGO, Kind.PARLIAMENT)


def test_a_row_without_an_id_is_called_by_its_number() -> None:
    result = taken("office", ("A",), ("B",))
    assert [office.id for office in result.records] == ["offices-2", "offices-3"]
    assert (result.ids, [*result.numbers], result.unnamed) == (["offices-2", "offices-3"], [2, 3], 2)


def test_lines_win_over_street_and_town() -> None:
    made = one("office lines town country", "A", "1 Road\n\n Town ", "Elsewhere", "BY")
    assert made.address == PostalAddress(lines=("1 Road", "Town"), town="Elsewhere", country="BY")


def test_an_office_without_address_cells_has_no_address() -> None:
    assert one("office street town country", "A", "", "", "BY").address is None


def test_an_embassy_says_where_it_stands() -> None:
    headings, cells = "kind office country town", ("embassy", "A", "DE", "Minsk")
    result = taken(headings, cells)
    assert (told(result), [*result.records]) == (["a.csv:2:3 table-value"], [])
    assert one(f"{headings} address_country", *cells, "BY").address.country == "BY"


def test_a_country_that_serves_twice_is_told_once() -> None:
    assert told(taken("office town country", ("A", "Minsk", "Belarus"))) == ["a.csv:2:3 table-value"]


def test_a_target_of_action_network_becomes_an_office() -> None:
    headings = "title first_name last_name zip_code country gender email phone"
    cells = ("Senator", "Jane", "Example", "20500", "US", "F", "jane@example.org", "+1 202 000 00 00")
    made = one(headings, *cells)
    assert (made.office, made.holder) == ({"en": "Senator"}, "Jane Example")
    assert (made.email, made.country, made.address) == ("jane@example.org", "US", None)
    assert made.salutation == {"en": "Dear all,"}


def test_a_title_chooses_the_salutation() -> None:
    keys: dict[str, Any] = {"salutations": {"Senator": {"en": "Dear Senator,", "de": "Herr Senator,"}}}
    result = taken("title office", ("Senator", "A"), ("Mayor", "B"), **keys)
    first, second = result.records
    assert first.salutation == {"en": "Dear Senator,", "de": "Herr Senator,"}
    assert second.salutation == {"en": "Dear all,"}
    assert one("title office salutation", "Senator", "A", "Dear Jane,", **keys).salutation == {
        "en": "Dear Jane,"
    }


def test_signatories_come_from_rows_too() -> None:
    made = one(
        "name capacity capacity.de country", "Jane", "Chair", "Vorsitz", "DE", kind=Signatory, defaults={}
    )
    assert made == Signatory(name={"en": "Jane"}, capacity={"en": "Chair", "de": "Vorsitz"}, country="DE")


def test_all_faults_of_all_rows_are_told_and_no_value_is() -> None:
    result = taken(
        "id office country verified email",
        ("Secret A", "A", "Secretland", "02/20/2024", ""),
        ("b", "", "BY", "", "=Secret()"),
        ("c", "C", "BY", "", ""),
    )
    assert told(result) == [
        "a.csv:2:1 table-value",
        "a.csv:2:3 table-value",
        "a.csv:2:4 table-value",
        "a.csv:3:5 formula-cell",
    ]
    assert "Secret" not in "".join(found.message + found.help + found.subject for found in result.findings)
    assert [office.id for office in result.records] == ["c"]
    assert result.ids == ["offices-2", "b", "c"]
    assert {id: len(found) for id, found in result.faulty.items()} == {"offices-2": 3, "b": 1}


def test_a_fault_names_row_and_column() -> None:
    (found,) = taken("Office COUNTRY", ("A", "Belarus")).findings
    assert found.message == 'row 2, column "country": `country` must be a country code'
    assert found.place == Place("a.csv", 2, 2)


@pytest.mark.parametrize("words", ["=1+1", "+375", "-x", "@here", '=HYPERLINK("https://www.example.org")'])
@pytest.mark.parametrize("key", ["office", "holder", "note"])
def test_what_begins_like_a_formula_is_refused(words: str, key: str) -> None:
    cells = {"office": "A", "holder": "B", "note": "C", key: words}
    result = taken("office holder note", tuple(cells.values()))
    assert [found.rule for found in result.findings] == ["formula-cell"]
    assert [*result.records] == []


def test_a_formula_in_a_column_that_is_not_read_does_no_harm() -> None:
    assert one("office phone", "A", "+375 17 000 00 00").id == "offices-2"


@pytest.mark.parametrize(
    ("words", "rule", "made"),
    [
        ("Exam\u200bple", "hidden-character", 0),
        ("C\u043emmittee", "mixed-script", 1),
        ("#REF!", "table-value", 0),
    ],
)
def test_the_characters_of_a_cell_are_looked_at(words: str, rule: str, made: int) -> None:
    result = taken("office", (words,))
    assert ([found.rule for found in result.findings], len(result.records)) == ([rule], made)


def test_a_postcode_that_lost_its_zero_is_told_and_kept() -> None:
    result = taken(
        "office postcode town country", ("A", "1067", "Dresden", "DE"), ("B", "01067", "Dresden", "DE")
    )
    assert told(result) == ["a.csv:2:2 lost-zero"]
    assert [office.address.lines[-1] for office in result.records] == ["1067 Dresden", "01067 Dresden"]


def test_a_cell_beyond_the_headings_is_told() -> None:
    result = taken("office holder", ("A", "B", "", ""), ("A", "B", "C"), ("A",))
    assert told(result) == ["a.csv:3:3 table-value"]
    assert len(result.records) == 2


def test_a_fault_of_a_default_is_told_once_and_where_it_stands() -> None:
    (found,) = taken("office", ("A",), ("B",), defaults={**WHOLE, "kind": "parlament"}).findings
    assert found.place == place("defaults", "kind")
    assert found.help == 'did you mean "parliament"?'


def test_no_more_faults_are_told_than_anybody_reads() -> None:
    result = taken("office country", *[("A", "Belarus")] * 1000)
    assert len(result.findings) == MAX_FAULTS + 1
    assert result.findings[-1].message == "and 900 more like these, from here on"
    assert result.findings[-1].place == Place("a.csv", MAX_FAULTS + 2, 2)
    assert len(result.ids) == 1000


def test_every_faulty_row_is_known_even_where_its_faults_are_not_told() -> None:
    result = taken("office country", *[("A", "Belarus")] * 1000)
    assert len(result.faulty) == 1000
    assert [found.message for found in result.faulty["offices-1001"]] == ["row 1001 has faults"]
    assert {found.severity for found in result.faulty["offices-1001"]} == {Severity.ERROR}


def test_many_warnings_hide_no_error() -> None:
    cells = ("A", "1067", "Dresden", "DE")
    result = taken("office postcode town country", *[cells] * 1000, ("", *cells[1:]))
    assert [*result.faulty] == ["offices-1002"]
    assert "a.csv:1002:1 table-value" in told(result)


def test_a_warning_makes_no_row_faulty() -> None:
    assert taken("office postcode country town", ("A", "1067", "DE", "Dresden")).faulty == {}


def test_two_hundred_offices_of_each_of_two_kinds_are_all_taken() -> None:
    result = taken("office kind", *[("A", "ngo"), ("B", "media")] * 200)
    assert len({office.id for office in result.records}) == 400


def test_a_day_may_be_written_with_dots() -> None:
    assert one("office verified", "A", "5.2.2024").verified.isoformat() == "2024-02-05"
