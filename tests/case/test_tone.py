"""What a formal reader would take amiss is warned of; a speech and colleagues are left alone."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from zvarot.case.campaign import Edition, edition
from zvarot.case.parties import Kind
from zvarot.case.reading import Dossier, read_campaign
from zvarot.case.tone import review_tone

BASE = Path(__file__).parents[1] / "broken" / "base"


@pytest.fixture(scope="module")
def base() -> Dossier:
    """A small invented campaign in which nothing is wrong."""
    return read_campaign(BASE)


def found(
    dossier: Dossier,
    text: Mapping[str, str],
    kind: Kind = Kind.UN_MECHANISM,
    language: str = "en",
    form: str = "appeal",
    field: str = "hook",
    **office: Any,
) -> list[str]:
    """Return the rules that a text breaks in a letter."""
    changed_text: dict[str, Any] = {field: text}
    plan = replace(dossier.campaign.letters[0], form=form, **changed_text)
    campaign = replace(dossier.campaign, letters=(plan, *dossier.campaign.letters[1:]))
    recipients = (replace(dossier.recipients[0], kind=kind, **office), *dossier.recipients[1:])
    changed = replace(dossier, campaign=campaign, recipients=recipients)
    made: Edition = edition(plan, recipients[0], dt.date(2024, 3, 1), language)
    return [one.rule for one in review_tone(changed, made)]


def test_the_base_offends_nobody(base: Dossier) -> None:
    assert [found(base, {"en": "Officers came."}, kind) for kind in Kind] == [[] for _ in Kind]


HARMFUL = {
    "en": "the regime",
    "be": "рэжым",
    "ru": "режима",
    "de": "das Regime",
    "fr": "le régime",
    "pl": "reżimu",
}


@pytest.mark.parametrize(("language", "words"), HARMFUL.items())
def test_political_judgements_are_warned_of_in_every_language(
    base: Dossier, language: str, words: str
) -> None:
    assert found(base, {language: f"… {words} …"}, language=language) == ["harmful-word"]


@pytest.mark.parametrize("words", ["dictator", "dictatorship", "usurper", "usurped", "illegitimate"])
def test_other_harmful_words_are_warned_of(base: Dossier, words: str) -> None:
    assert found(base, {"en": f"The {words} speaks."}) == ["harmful-word"]


@pytest.mark.parametrize("kind", Kind)
def test_the_warning_is_for_states_and_their_bodies(base: Dossier, kind: Kind) -> None:
    formal = kind not in (Kind.NGO, Kind.DONOR, Kind.MEDIA, Kind.COLLEAGUE)
    assert found(base, {"en": "the regime"}, kind) == ["harmful-word"] * formal


def test_a_speech_may_say_it(base: Dossier) -> None:
    assert found(base, {"en": "the regime"}, form="speech") == []


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "режим содержания"), ("fr", "le régime de détention")]
)
def test_the_regime_of_a_prison_is_no_judgement(base: Dossier, language: str, words: str) -> None:
    assert found(base, {language: words}, language=language) == []


GENOCIDE = {
    "en": "genocide",
    "be": "генацыд",
    "ru": "геноцида",
    "de": "Völkermord",
    "fr": "génocide",
    "pl": "ludobójstwo",
}


@pytest.mark.parametrize(("language", "word"), GENOCIDE.items())
def test_genocide_needs_a_finding(base: Dossier, language: str, word: str) -> None:
    assert found(base, {language: f"… {word} …"}, language=language) == ["unproven-genocide"]
    assert found(base, {language: f"… {word} …{{source:bulletin}}"}, language=language) == []


CRIMES = {
    "en": ("This is a crime against humanity.", "This may amount to a crime against humanity."),
    "be": ("Гэта злачынства супраць чалавечнасці.", "Гэта можа быць злачынствам супраць чалавечнасці."),
    "ru": ("Это преступление против человечности.", "Это может быть преступлением против человечности."),
    "de": (
        "Es sind Verbrechen gegen die Menschlichkeit.",
        "Es könnten Verbrechen gegen die Menschlichkeit sein.",
    ),
    "fr": ("Ce sont des crimes contre l’humanité.", "Ce pourraient être des crimes contre l’humanité."),
    "pl": ("To zbrodnie przeciwko ludzkości.", "To mogą być zbrodnie przeciwko ludzkości."),
}


@pytest.mark.parametrize("language", CRIMES)
def test_a_legal_characterisation_is_hedged(base: Dossier, language: str) -> None:
    bare, hedged = CRIMES[language]
    assert found(base, {language: bare}, language=language) == ["unhedged-characterisation"]
    assert found(base, {language: hedged}, language=language) == []


def test_a_hedge_in_another_sentence_does_not_help(base: Dossier) -> None:
    text = "It may rain. This is a crime against humanity."
    assert found(base, {"en": text}) == ["unhedged-characterisation"]


ACTIVISTS = {
    "en": "activists",
    "be": "актывісты",
    "ru": "активистов",
    "de": "Aktivisten",
    "fr": "activistes",
    "pl": "aktywiści",
}


@pytest.mark.parametrize(("language", "word"), ACTIVISTS.items())
def test_defenders_are_called_defenders(base: Dossier, language: str, word: str) -> None:
    assert found(base, {language: f"… {word} …"}, language=language) == ["not-called-defender"]


def test_who_was_detained_is_not_called_imprisoned(base: Dossier) -> None:
    assert found(base, {"en": "{person:person} is imprisoned."}) == ["mixed-status"]
    assert found(base, {"en": "{person:person} is detained. Others are imprisoned."}) == []


def test_an_action_sheet_has_four_hundred_words_for_what_happened(base: Dossier) -> None:
    incident = replace(base.case.incidents[0], account={"en": "word " * 401})
    long = replace(base, case=replace(base.case, incidents=(incident,)))
    assert found(long, {"en": "Officers came."}, form="urgent-action") == ["too-long"]
    assert found(long, {"en": "Officers came."}, form="appeal") == []


def test_an_office_that_reads_so_many_words_is_sent_no_more(base: Dossier) -> None:
    assert found(base, {"en": "word " * 30}, word_limit=20) == ["too-long"]
    assert found(base, {"en": "word " * 30}, word_limit=2000) == []
