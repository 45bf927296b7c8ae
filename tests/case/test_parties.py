"""The parties to a letter: an office first, its holder second."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from zvarot.case.parties import Kind, Organisation, PostalAddress, Quality, Recipient, Sender, Signatory
from zvarot.case.records import Audience

OFFICE = {
    "id": "office",
    "kind": "ngo",
    "office": "Office of Examples",
    "language": "en",
    "salutation": "Dear all,",
}

CIRCLES = {
    Kind.AUTHORITY: Audience.AUTHORITIES,
    Kind.UN_MECHANISM: Audience.MECHANISM,
    Kind.INTERGOVERNMENTAL: Audience.PUBLIC,
    Kind.EU_INSTITUTION: Audience.PUBLIC,
    Kind.GOVERNMENT: Audience.PUBLIC,
    Kind.EMBASSY: Audience.PUBLIC,
    Kind.PARLIAMENT: Audience.PUBLIC,
    Kind.NGO: Audience.PARTNERS,
    Kind.DONOR: Audience.PUBLIC,
    Kind.MEDIA: Audience.PUBLIC,
    Kind.COLLEAGUE: Audience.PARTNERS,
}


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value, context={"language": "en"})


def recipient(**changes: object) -> Recipient:
    made: Recipient = read(Recipient, {**OFFICE, **changes})
    return made


@pytest.mark.parametrize("kind", Kind)
def test_an_office_belongs_to_the_circle_of_its_kind_and_else_to_the_public(kind: Kind) -> None:
    assert CIRCLES[kind] is kind.audience


def test_an_office_may_belong_to_another_circle_than_its_kind() -> None:
    assert recipient().circle is Audience.PARTNERS
    assert [recipient(audience=one).circle for one in Audience] == [*Audience]


def test_no_kind_of_office_reads_what_is_internal() -> None:
    assert len(Kind) > 1
    assert [kind for kind in Kind if kind.audience is Audience.INTERNAL] == []


@pytest.mark.parametrize("key", OFFICE)
def test_an_office_must_say_what_it_is_and_how_it_is_written_to(key: str) -> None:
    with pytest.raises(ValidationError, match=f"{key}\n"):
        read(Recipient, {name: value for name, value in OFFICE.items() if name != key})


def test_nobody_has_checked_an_office_until_it_is_said() -> None:
    assert recipient().quality is Quality.UNVERIFIED
    assert recipient().verified is None
    assert recipient(quality="verified").quality is Quality.VERIFIED


def test_an_office_needs_neither_holder_nor_address() -> None:
    assert [recipient().holder, recipient().address, recipient().email] == [None, None, None]


def test_the_source_of_an_address_is_a_web_page() -> None:
    with pytest.raises(ValidationError):
        recipient(source="a phone call")


@pytest.mark.parametrize(("lines", "good"), [(0, False), (1, True), (6, True), (7, False)])
def test_an_address_has_one_to_six_lines(lines: int, good: bool) -> None:
    address = {"lines": ["Line"] * lines, "country": "BY"}
    if good:
        assert len(read(PostalAddress, address).lines) == lines
    else:
        with pytest.raises(ValidationError):
            read(PostalAddress, address)


def test_an_address_names_its_country() -> None:
    with pytest.raises(ValidationError):
        read(PostalAddress, {"lines": ["Line"]})


def test_a_signatory_a_sender_and_an_organisation_need_no_more_than_a_name() -> None:
    name = {"en": "Example Committee"}
    assert read(Signatory, {"name": "Example Committee"}) == Signatory(name=name)
    assert read(Sender, {"name": "Example Committee"}) == Sender(name=name)
    assert read(Organisation, {"id": "a", "name": "Example Committee"}) == Organisation(id="a", name=name)


BERLIN = {"street": "1 Road", "postcode": "10115", "town": "Berlin", "country": "DE"}


def test_lines_are_made_in_the_order_of_the_country() -> None:
    assert read(PostalAddress, BERLIN).lines == ("1 Road", "10115 Berlin")
    assert read(PostalAddress, {**BERLIN, "street": ["1 Road", "Floor 2"]}).lines[:2] == ("1 Road", "Floor 2")
    american = {"town": "Washington", "region": "DC", "postcode": "20500", "country": "US"}
    assert read(PostalAddress, {**american, "street": "1 Road"}).lines == ("1 Road", "WASHINGTON, DC 20500")


def test_lines_that_are_written_out_are_printed_as_they_are() -> None:
    assert read(PostalAddress, {**BERLIN, "lines": ["Elsewhere"]}).lines == ("Elsewhere",)


@pytest.mark.parametrize("address", [{}, {"street": "1 Road"}, {"postcode": "10115"}])
def test_an_address_without_lines_has_a_town(address: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        read(PostalAddress, {**address, "country": "DE"})


def test_lines_that_are_made_are_not_too_many_either() -> None:
    with pytest.raises(ValidationError, match="one to six"):
        read(PostalAddress, {**BERLIN, "street": ["Line"] * 6})
