"""The directory of offices: mandates and bodies, never people; every entry says where it was read."""

from zvarot.case.directory import directory_file, offices
from zvarot.case.parties import Quality

LANGUAGES = {"en", "be", "ru", "de", "fr", "pl"}


def test_the_directory_has_no_fault() -> None:
    assert directory_file().findings == []
    assert len(offices()) >= 20


def test_no_office_names_its_holder() -> None:
    assert [office.id for office in offices().values() if office.holder] == []


def test_every_office_can_be_written_to_in_six_languages() -> None:
    lacking = {
        (office.id, name)
        for office in offices().values()
        for name in ("office", "salutation", "closing")
        if not set(getattr(office, name)) >= LANGUAGES
    }
    assert lacking == set()


def test_every_office_says_where_it_was_read_and_what_is_left_to_check() -> None:
    found = offices().values()
    assert [office.id for office in found if not office.source] == []
    assert [office.id for office in found if office.quality is Quality.VERIFIED and not office.verified] == []
    assert [office.id for office in found if office.quality is Quality.UNVERIFIED and not office.note] == []
