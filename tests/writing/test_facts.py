"""Beside each record stands which texts tell it, which do not, and why; beside each source who cites it."""

from pathlib import Path

import pytest

from crowd import HIDDEN, make_crowd, told
from zvarot.case.campaign import edition
from zvarot.case.reading import Dossier, read_campaign
from zvarot.writing.facts import Fact, citations, cited, facts
from zvarot.writing.proving import Text, Texts
from zvarot.writing.templating import Templates


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """A campaign with one office of each kind."""
    return read_campaign(make_crowd(tmp_path_factory.mktemp("crowd") / "campaign", 11, 3))


@pytest.fixture(scope="module")
def texts(dossier: Dossier, templates: Templates) -> tuple[Text, ...]:
    """The texts of its letters."""
    found = Texts(templates)
    for office in dossier.recipients:
        made = edition(dossier.campaign.letters[0], office)
        found.add(made, told(dossier, made))
    return found.sorted()


@pytest.fixture(scope="module")
def became(dossier: Dossier, texts: tuple[Text, ...], templates: Templates) -> dict[str, Fact]:
    """What became of each record."""
    return {one.id: one for one in facts(dossier, texts, templates)}


def numbers(texts: tuple[Text, ...], *kinds: str) -> tuple[int, ...]:
    return tuple(text.number for text in texts if text.kinds in kinds)


def test_a_fact_says_in_a_few_words_what_it_is(became: dict[str, Fact]) -> None:
    words = {id: (one.kind, one.words) for id, one in became.items()}
    assert words["held"] == ("figure", "560 people who are held")
    assert words["search"] == ("incident", "Search of an invented office")
    assert words["ask-authorities"] == ("demand", "do what authorities can")
    assert words["bulletin"] == ("source", "Invented bulletin")


def test_a_fact_that_all_texts_tell_is_left_out_of_none(
    became: dict[str, Fact], texts: tuple[Text, ...]
) -> None:
    assert became["held"].told == tuple(text.number for text in texts)
    assert became["held"].untold == ()


def test_a_demand_is_told_to_those_who_can_do_something_about_it(
    became: dict[str, Fact], texts: tuple[Text, ...]
) -> None:
    asked = became["ask-colleagues"]
    assert asked.told == numbers(texts, "ngo", "donor", "media", "colleague")
    ((why, where),) = asked.untold
    assert why.startswith("this office can neither grant this nor pass it on")
    assert sorted((*asked.told, *where)) == [text.number for text in texts]


def test_of_somebody_withheld_there_are_id_and_reason_and_no_name(became: dict[str, Fact]) -> None:
    hidden = became["hidden"]
    assert (hidden.words, hidden.told) == ("", ())
    assert {why for why, _ in hidden.untold} == {
        f"the audience {audience} may not learn it"
        for audience in ("public", "partners", "mechanism", "authorities")
    }
    surname = HIDDEN.split()[1]
    assert surname not in repr(became)


def test_what_some_text_does_not_tell_stands_first_of_its_kind(became: dict[str, Fact]) -> None:
    people = [id for id, one in became.items() if one.kind == "person"]
    assert people == ["hidden", "person-01", "person-02", "person-03"]


def test_a_long_text_is_cut_at_a_word(tmp_path: Path, templates: Templates) -> None:
    folder = make_crowd(tmp_path / "campaign", 1, 1)
    case = folder / "case.yaml"
    case.write_text(case.read_text().replace("Search of an invented office", "very " * 40 + "long"))
    long = read_campaign(folder)
    found = Texts(templates)
    made = edition(long.campaign.letters[0], long.recipients[0])
    found.add(made, told(long, made))
    words = {one.id: one.words for one in facts(long, found.sorted(), templates)}["search"]
    assert len(words) <= 110
    assert words.endswith("very …")


def test_sources_are_numbered_once_for_all_texts(texts: tuple[Text, ...]) -> None:
    assert citations(texts) == {("source", "bulletin"): 1}
    (source,) = cited(texts)
    assert (source.number, source.words, source.date) == (1, "Invented bulletin", "2023-01-20")
    assert source.texts == tuple(text.number for text in texts)


def test_a_caveat_is_numbered_among_the_sources(tmp_path: Path, templates: Templates) -> None:
    folder = make_crowd(tmp_path / "campaign", 1, 1)
    case = folder / "case.yaml"
    case.write_text(
        case.read_text().replace("value: 560", "value: 560\n    caveat: Not all are known & told.")
    )
    careful = read_campaign(folder)
    found = Texts(templates)
    made = edition(careful.campaign.letters[0], careful.recipients[0])
    found.add(made, told(careful, made))
    notes = {one.id: (one.words, one.date) for one in cited(found.sorted())}
    assert notes["held"] == ("Remark: Not all are known & told.", "")
    assert notes["bulletin"] == ("Invented bulletin", "2023-01-20")
