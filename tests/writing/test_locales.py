"""Every language writes its own dates, numbers, plurals and lists."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from shipped import wording
from zvarot.case.terms import Qualifier, State
from zvarot.findings import TemplateFault, WrongUse
from zvarot.writing.folders import TemplateFolders, shipped_templates
from zvarot.writing.locales import LETTER_PAPER, Wording

ENGLISH = wording("en")

LANGUAGES = [path.stem for path in sorted((shipped_templates() / "labels").glob("*.po"))]
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)

Added = Callable[..., Wording]

# Invented nouns, but for the Belarusian one: a political prisoner.
BELARUSIAN = {
    "one": "палітвязень",
    "few": "палітвязні",
    "many": "палітвязняў",
    "other": "палітвязня",
    "genitive": "палітвязня",
}
RUSSIAN = {
    "one": "кракозябр",
    "few": "кракозябра",
    "many": "кракозябров",
    "other": "кракозябра",
    "genitive": "кракозябра",
}
POLISH = {"one": "zwarot", "few": "zwaroty", "many": "zwarotów", "other": "zwarotu", "genitive": "zwarotu"}


@pytest.fixture
def added(tmp_path: Path) -> Added:
    """Return what writes labels of a campaign's own for a language, and opens them."""

    def added(language: str, text: str = "") -> Wording:
        path = tmp_path / "labels" / f"{language}.po"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n\n{text}', encoding="utf-8")
        return Wording(language, TemplateFolders(tmp_path))

    return added


def test_labels_are_shipped_in_several_languages() -> None:
    assert len(LANGUAGES) >= 2


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "26 July 2021"),
        ("be", "26 ліпеня 2021 года"),
        ("ru", "26 июля 2021 года"),
        ("pl", "26 lipca 2021 roku"),
        ("fr", "26 juillet 2021"),
        ("de", "26. Juli 2021"),
        ("en-US", "July 26, 2021"),
    ],
)
def test_a_day_is_written_in_words(language: str, words: str) -> None:
    assert wording(language).date(dt.date(2021, 7, 26)) == words


def test_french_counts_the_first_day_of_a_month_as_the_first() -> None:
    assert wording("fr").date(dt.date(2021, 5, 1)) == "1er mai 2021"


@pytest.mark.parametrize(("language", "words"), [("en", "35,000"), ("de", "35.000"), ("be", "35\xa0000")])
def test_a_number_carries_the_separators_of_its_language(language: str, words: str) -> None:
    assert wording(language).number(35000) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "9,999"), ("de", "9.999"), ("be", "9999"), ("ru", "9999"), ("pl", "9999")],
)
def test_some_languages_set_four_digits_without_a_space(language: str, words: str) -> None:
    assert wording(language).number(9999) == words


@pytest.mark.parametrize("language", ["be", "ru", "pl"])
def test_five_digits_are_parted_in_every_language(language: str) -> None:
    assert wording(language).number(10000) == "10\xa0000"


@pytest.mark.parametrize(
    ("qualifier", "words"),
    [
        ("exactly", "1,500"),
        ("at-least", "at least 1,500"),
        ("more-than", "more than 1,500"),
        ("about", "about 1,500"),
        ("almost", "almost 1,500"),
    ],
)
def test_a_number_says_how_exactly_it_is_known(qualifier: str, words: str) -> None:
    assert ENGLISH.qualified(1500, qualifier) == words


@IN_EVERY_LANGUAGE
def test_every_qualifier_has_words(language: str) -> None:
    for value in (1, 2, 5):
        words = {wording(language).qualified(value, qualifier) for qualifier in Qualifier}
        assert len(words) == len(Qualifier) > 0


@IN_EVERY_LANGUAGE
def test_every_state_has_words_of_its_own(language: str) -> None:
    assert len({wording(language).state(state) for state in State}) == len(State) > 0


@pytest.mark.parametrize(
    ("value", "noun"), [(1, "search"), (2, "searches"), (0, "searches"), (21, "searches")]
)
def test_a_noun_agrees_with_its_number(value: int, noun: str) -> None:
    assert ENGLISH.counted({"one": "search", "other": "searches"}, value) == noun


def test_a_language_with_more_plurals_uses_them() -> None:
    forms = {"one": "ператрус", "few": "ператрусы", "many": "ператрусаў", "other": "ператруса"}
    assert [wording("be").counted(forms, value) for value in (21, 2, 60)] == [
        "ператрус",
        "ператрусы",
        "ператрусаў",
    ]


def test_a_noun_without_the_form_falls_back_to_the_general_one() -> None:
    assert ENGLISH.counted({"other": "people"}, 1) == "people"


@pytest.mark.parametrize(
    ("language", "noun", "value", "qualifier", "words"),
    [
        ("be", BELARUSIAN, 1, "exactly", "1 палітвязень"),
        ("be", BELARUSIAN, 2, "exactly", "2 палітвязні"),
        ("be", BELARUSIAN, 5, "exactly", "5 палітвязняў"),
        ("be", BELARUSIAN, 11, "exactly", "11 палітвязняў"),
        ("be", BELARUSIAN, 12, "exactly", "12 палітвязняў"),
        ("be", BELARUSIAN, 21, "exactly", "21 палітвязень"),
        ("be", BELARUSIAN, 1437, "exactly", "1437 палітвязняў"),
        ("be", BELARUSIAN, 1500, "more-than", "больш за 1500 палітвязняў"),
        ("be", BELARUSIAN, 21, "about", "каля 21 палітвязня"),
        ("be", BELARUSIAN, 561, "about", "каля 561 палітвязня"),
        ("be", BELARUSIAN, 22, "about", "каля 22 палітвязняў"),
        ("be", BELARUSIAN, 11, "about", "каля 11 палітвязняў"),
        ("be", BELARUSIAN, 22, "almost", "амаль 22 палітвязні"),
        ("ru", RUSSIAN, 1, "exactly", "1 кракозябр"),
        ("ru", RUSSIAN, 2, "exactly", "2 кракозябра"),
        ("ru", RUSSIAN, 5, "exactly", "5 кракозябров"),
        ("ru", RUSSIAN, 111, "exactly", "111 кракозябров"),
        ("ru", RUSSIAN, 561, "exactly", "561 кракозябр"),
        ("ru", RUSSIAN, 561, "more-than", "более 561 кракозябра"),
        ("ru", RUSSIAN, 1500, "more-than", "более 1500 кракозябров"),
        ("ru", RUSSIAN, 22, "at-least", "не менее 22 кракозябров"),
        ("ru", RUSSIAN, 21, "about", "около 21 кракозябра"),
        ("ru", RUSSIAN, 22, "almost", "почти 22 кракозябра"),
        ("pl", POLISH, 1, "exactly", "1 zwarot"),
        ("pl", POLISH, 2, "exactly", "2 zwaroty"),
        ("pl", POLISH, 5, "exactly", "5 zwarotów"),
        ("pl", POLISH, 21, "exactly", "21 zwarotów"),
        ("pl", POLISH, 22, "exactly", "22 zwaroty"),
        ("pl", POLISH, 1, "about", "około 1 zwarotu"),
        ("pl", POLISH, 22, "about", "około 22 zwarotów"),
        ("pl", POLISH, 22, "more-than", "ponad 22 zwaroty"),
    ],
)
def test_a_noun_agrees_with_its_number_and_the_word_before_it(
    language: str, noun: dict[str, str], value: int, qualifier: str, words: str
) -> None:
    speech = wording(language)
    assert f"{speech.qualified(value, qualifier)} {speech.counted(noun, value, qualifier)}" == words


@pytest.mark.parametrize(
    ("language", "value", "qualifier", "form"),
    [
        ("en", 1, "more-than", "one"),
        ("en", 2, "about", "other"),
        ("ru", 21, "exactly", "one"),
        ("ru", 21, "about", "genitive"),
        ("ru", 3, "exactly", "few"),
        ("ru", 3, "about", "many"),
        ("ru", 7, "about", "many"),
        ("pl", 21, "about", "many"),
    ],
)
def test_the_form_of_a_noun_has_a_name(language: str, value: int, qualifier: str, form: str) -> None:
    assert wording(language).form(value, qualifier) == form


@pytest.mark.parametrize(
    ("language", "forms", "value", "qualifier", "form"),
    [
        ("ru", "one few many other", 21, "exactly", ""),
        ("ru", "one few many other", 21, "about", "genitive"),
        ("ru", "one few many other", 22, "about", ""),
        ("ru", "one many other", 22, "exactly", "few"),
        ("ru", "other", 1, "exactly", "one"),
        ("pl", "one few other", 5, "exactly", "many"),
        ("en", "other", 1, "exactly", ""),
        ("de", "other", 1, "about", ""),
    ],
)
def test_a_form_that_a_noun_lacks_is_named(
    language: str, forms: str, value: int, qualifier: str, form: str
) -> None:
    noun = dict.fromkeys(forms.split(), "noun")
    assert wording(language).lacking(noun, value, qualifier) == form


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_a_list_ends_with_and(names: list[str], words: str) -> None:
    assert ENGLISH.listed(names) == words


@pytest.mark.parametrize(
    ("phrases", "words"),
    [
        ([], ""),
        (["A, B and C"], "A, B and C"),
        (["A", "B"], "A and B"),
        (["A, B", "C", "D"], "A, B; C; and D"),
    ],
)
def test_long_phrases_are_parted_so_that_their_own_commas_can_be_told(phrases: list[str], words: str) -> None:
    assert ENGLISH.phrases(phrases) == words


@IN_EVERY_LANGUAGE
def test_every_language_parts_its_phrases(language: str) -> None:
    speech = wording(language)
    joined = speech.phrases(["A", "B", "C"])
    assert joined.count(speech.separator) == 2
    assert re.findall("[ABC]", joined) == ["A", "B", "C"]


def test_a_note_stands_where_its_language_sets_it() -> None:
    # French sets the number of a note before the full stop, English behind it.
    assert (ENGLISH.mark_before_punctuation, wording("fr").mark_before_punctuation) == (False, True)


def test_a_country_is_named_in_the_language_of_the_letter() -> None:
    assert (ENGLISH.country("BE"), wording("de").country("BE")) == ("Belgium", "Belgien")


def test_a_country_without_a_name_keeps_its_code() -> None:
    assert ENGLISH.country("QQ") == "QQ"


def test_a_country_is_named_as_the_labels_do_before_it_is_named_as_unicode_does(added: Added) -> None:
    speech = added("eo", 'msgctxt "country"\nmsgid "BY"\nmsgstr "Bjelarusujo"\n')
    assert (speech.country("BY"), speech.country("DE")) == ("Bjelarusujo", "Germanujo")


def test_english_puts_its_prepositions_before_any_country() -> None:
    assert (ENGLISH.of_country("CH"), ENGLISH.in_country("CH")) == ("of Switzerland", "in Switzerland")
    assert wording("en-US").of_country("BY") == "of Belarus"


@pytest.mark.parametrize(
    ("language", "owner", "place"),
    [
        ("en", "of Belarus", "in Belarus"),
        ("be", "Беларусі", "у Беларусі"),
        ("ru", "Беларуси", "в Беларуси"),
        ("pl", "Białorusi", "w Białorusi"),
    ],
)
def test_prose_speaks_of_a_country_as_its_language_does(language: str, owner: str, place: str) -> None:
    assert (wording(language).of_country("BY"), wording(language).in_country("BY")) == (owner, place)


def test_a_country_that_no_label_speaks_of_is_a_fault(added: Added) -> None:
    speech = added("eo", 'msgctxt "of country"\nmsgid "BY"\nmsgstr "de Belarusio"\n')
    assert speech.of_country("BY") == "de Belarusio"
    for speak, context in ((speech.of_country, "of country"), (speech.in_country, "in country")):
        with pytest.raises(
            TemplateFault, match=rf'^the label "CH" \({context}\) is not translated$'
        ) as raised:
            speak("CH")
        assert raised.value.place is not None
        assert raised.value.place.file == speech.labels.file


def test_a_language_is_named_in_the_language_of_the_letter() -> None:
    assert (ENGLISH.language_name("de"), wording("de").language_name("be")) == ("German", "Belarussisch")


def test_a_regional_language_has_a_name_and_an_unknown_one_keeps_its_code() -> None:
    assert ENGLISH.language_name("en-US") == "American English"
    assert ENGLISH.language_name("xx") == "xx"


@pytest.mark.parametrize(
    ("country", "languages"),
    [("BY", {"be", "ru"}), ("CH", {"de", "fr", "it"}), ("GB", {"en"}), ("QQ", set())],
)
def test_a_countrys_offices_write_in_its_languages(country: str, languages: set[str]) -> None:
    assert languages <= {*ENGLISH.official_languages(country)}
    assert bool(ENGLISH.official_languages(country)) == bool(languages)


def test_articles_are_cited_together() -> None:
    assert ENGLISH.article(["9"]) == "Article 9"
    assert ENGLISH.article(["9", "14", "19"]) == "Articles 9, 14 and 19"


def test_days_and_counters_are_introduced() -> None:
    day = dt.date(2022, 12, 14)
    assert ENGLISH.as_of(day) == "as of 14 December 2022"
    assert ENGLISH.held_as_of(day) == "held as of 14 December 2022"
    assert ENGLISH.according_to("Viasna") == "according to Viasna"


def test_what_happened_on_a_day_is_told_with_it() -> None:
    assert ENGLISH.on(dt.date(2022, 12, 14)) == "on 14 December 2022"


@IN_EVERY_LANGUAGE
def test_every_language_introduces_days_and_counters(language: str) -> None:
    speech, day = wording(language), dt.date(2022, 12, 14)
    for words in (speech.as_of(day), speech.on(day), speech.held_as_of(day)):
        assert speech.date(day) in words
    assert "Viasna" in speech.according_to("Viasna")
    assert speech.withheld_person()


def test_arabic_runs_from_right_to_left(added: Added) -> None:
    assert (added("ar").direction, ENGLISH.direction) == ("rtl", "ltr")


@pytest.mark.parametrize("language", ["xx", "en_US", "", "english"])
def test_a_language_that_does_not_exist_is_wrong_use(language: str) -> None:
    with pytest.raises(WrongUse, match=f'there is no language "{language}"') as raised:
        wording(language)
    assert raised.value.help == "Use a code such as en, be or uk."


def test_a_language_that_has_no_labels_is_a_fault() -> None:
    with pytest.raises(TemplateFault, match=r'^there are no labels in the language "eo"$'):
        wording("eo")


def test_the_united_states_write_on_letter_paper_and_europe_does_not() -> None:
    assert "US" in LETTER_PAPER
    assert not LETTER_PAPER & {"BE", "BY", "CH", "DE", "GB", "LT"}
