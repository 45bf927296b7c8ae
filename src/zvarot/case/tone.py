"""The tone of a letter: words that do harm in a formal letter, by the kind of its reader.

A letter that argues from the law is read; one that passes political judgement is put away, and a mandate of
the United Nations may not even consider it. What a speech may say is another matter.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zvarot.case.campaign import Edition
from zvarot.case.contents import chosen, contents
from zvarot.case.parties import Kind
from zvarot.case.powers import STATES_AND_THEIR_BODIES
from zvarot.case.reading import Dossier
from zvarot.case.records import REFERENCE, Audience, words_in
from zvarot.case.rules import (
    HARMFUL_WORD,
    MIXED_STATUS,
    NOT_CALLED_DEFENDER,
    TOO_LONG,
    UNHEDGED_CHARACTERISATION,
    UNPROVEN_GENOCIDE,
)
from zvarot.case.terms import State
from zvarot.case.texts import printed_texts
from zvarot.findings import Finding, Place

FORMAL = STATES_AND_THEIR_BODIES | {Kind.AUTHORITY}
"""The readers to whom a letter is formal. To colleagues, to the media, in a speech, anybody speaks freely."""

SPEECH = "speech"
"""The form that is spoken."""

LONGEST_BACKGROUND = {"urgent-action": 400}
"""How many words a form has for what happened (Amnesty International's action sheet: 400)."""

_Words = Mapping[str, re.Pattern[str]]


def _words(**by_language: str) -> _Words:
    return {code: re.compile(rf"\b(?:{words})", re.IGNORECASE) for code, words in by_language.items()}


_HARMFUL = _words(
    en=r"(?<!strict )(?<!general )(?<!prison )regimes?\b|dictator\w*|usurp\w+|illegitimate\w*|junta\b",
    be=r"рэжым\w*+(?! ўтрымання)|дыктат\w+|узурп\w+|нелегітымн\w+|хунт\w+",
    ru=r"режим\w*+(?! содержания)|диктат\w+|узурп\w+|нелегитимн\w+|хунт\w+",
    de=r"regime[sn]?\b|diktat\w+|usurp\w+|illegitim\w+|junta\b",
    fr=r"régimes?\b(?! de détention)|dictat\w+|usurp\w+|illégitime\w*|junte\b",
    pl=r"reżim\w*|dyktat\w+|uzurp\w+|nielegaln\w+ władz\w*|junt\w+",
)
_GENOCIDE = _words(
    en=r"genocid\w+",
    be=r"генацыд\w*",
    ru=r"геноцид\w*",
    de=r"völkermord\w*|genozid\w*",
    fr=r"génocid\w+",
    pl=r"ludobójstw\w*",
)
_CRIMES = _words(
    en=r"crimes? against humanity|war crimes?",
    be=r"злачынств\w* супраць чалавечнасці|ваенн\w+ злачынств\w*",
    ru=r"преступлени\w* против человечности|военн\w+ преступлени\w*",
    de=r"verbrechen gegen die menschlichkeit|kriegsverbrechen",
    fr=r"crimes? contre l[’']humanité|crimes? de guerre",
    pl=r"zbrodni\w* przeciwko? ludzkości|zbrodni\w* wojenn\w+",
)
_HEDGES = _words(
    en=r"may|might|could|alleged\w*|reasonable grounds",
    be=r"мо[гж]\w+|магчым\w*|імаверн\w*",
    ru=r"мо[гж]\w+|возможн\w*|предполагаем\w*",
    de=r"k[oö]nn\w+|mutmaßlich\w*|möglicherweise",
    fr=r"p(?:eut|euvent|ourrai\w+)|susceptible\w*|présumé\w*",
    pl=r"mo(?:że|gą|gł\w+)|prawdopodobn\w*|domnieman\w*",
)
_ACTIVISTS = _words(
    en=r"(?<!and )activists?\b|dissidents?\b",
    be=r"(?<!і )актывіст\w*|дысідэнт\w*",
    ru=r"(?<!и )активист\w*|диссидент\w*",
    de=r"(?<!und )aktivist\w*|dissident(?!by)\w*",
    fr=r"(?<!et )activistes?\b|militante?s?\b|dissidente?s?\b",
    pl=r"(?<!i )aktywi(?:st|ści)\w*|dysydent\w*",
)
_IMPRISONED = _words(
    en=r"imprisoned|prison sentences?|serving",
    be=r"адбыва\w+ пакаранн\w*|асуджан\w+",
    ru=r"отбыва\w+ наказани\w*|осужд[её]нн\w*",
    de=r"verbüß\w+|freiheitsstrafe\w*|strafgefangen\w*",
    fr=r"emprisonné\w*|purge\w*|condamné\w*",
    pl=r"odbywa\w* kar\w*|skazan\w+",
)
_DETAINED = _words(
    en=r"detained|in detention|pre-trial",
    be=r"затрыман\w+|пад вартай",
    ru=r"задержан\w*|под стражей",
    de=r"untersuchungshaft|festgenommen\w*",
    fr=r"détenus? provisoire\w*|détention provisoire|arrêté\w*",
    pl=r"zatrzyman\w+|aresz\w+",
)


@dataclass(frozen=True)
class _Said:
    """One text of a letter, in the letter's language."""

    words: str
    place: Place
    record: str
    of_plan: bool
    """Whether the plan itself or a demand says it, and so speaks of the letter's own day."""


def review_tone(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    """Yield what a letter's reader would take amiss, text by text, and where it is too long."""
    texts = [*_texts(dossier, made)]
    if made.recipient.kind in FORMAL and made.plan.form != SPEECH:
        for said in texts:
            yield from _review_words(said, made.language)
    for said in texts:
        if said.of_plan:
            yield from _mixed_status(dossier, made, said)
    yield from _too_long(dossier, made, texts)


def _texts(dossier: Dossier, made: Edition) -> Iterator[_Said]:
    for file, path, record in contents(dossier, made):
        if record is None:
            continue
        of_plan = path[0] in ("letters", "demands")
        for text in printed_texts(record, Audience.PUBLIC):
            if words := words_in(text.by_language, made.language):
                place = dossier.place(file, *path, *text.path, made.language)
                yield _Said(words, place, text.record, of_plan)


def _review_words(said: _Said, language: str) -> Iterator[Finding]:
    if found := _found(_HARMFUL, said.words, language):
        yield HARMFUL_WORD.broken(
            said.place,
            f'"{found}" does harm in a letter to a State or an international body',
            "Say what was done, and by whom: the authorities, the Government, officers of a named body.",
            said.record,
        )
    if (found := _found(_GENOCIDE, said.words, language)) and "{source:" not in said.words:
        yield UNPROVEN_GENOCIDE.broken(
            said.place,
            f'"{found}" is said without a finding of a court or of an international body',
            "Cite the finding with {source:ID}, or say what was done.",
            said.record,
        )
    for sentence in _sentences(said.words):
        crime = _found(_CRIMES, sentence, language)
        if crime and not _found(_HEDGES, sentence, language):
            yield UNHEDGED_CHARACTERISATION.broken(
                said.place,
                f'"{crime}" is stated as a fact',
                'Write "may amount to", or say which court or body has found so.',
                said.record,
            )
    if found := _found(_ACTIVISTS, said.words, language):
        yield NOT_CALLED_DEFENDER.broken(
            said.place,
            f'"{found}" leaves out what protects these people',
            "Write “human rights defender” of those who are; the Declaration of 1998 speaks of no others.",
            said.record,
        )


def _mixed_status(dossier: Dossier, made: Edition, said: _Said) -> Iterator[Finding]:
    """Yield where somebody is called imprisoned who was detained on the letter's date, or the reverse."""
    wrong = {State.DETAINED: _IMPRISONED, State.IMPRISONED: _DETAINED}
    for sentence in _sentences(said.words):
        named = [id for kind, id in REFERENCE.findall(sentence) if kind == "person"]
        for _, person in chosen(dossier, "people", named):
            status = person.status_on(made.date, lambda _: True, lambda _: True)
            words = wrong.get(status.state) if status else None
            if status and words and (found := _found(words, sentence, made.language)):
                yield MIXED_STATUS.broken(
                    said.place,
                    f'"{found}" is said of {person.id}, whose status on {made.date} is {status.state}',
                    "`detained` is without a conviction, `imprisoned` is by a conviction.",
                    said.record,
                )


def _too_long(dossier: Dossier, made: Edition, texts: list[_Said]) -> Iterator[Finding]:
    plan, office = made.plan, made.recipient
    place = dossier.place("campaign", "letters", dossier.campaign.letters.index(plan))
    told = {*plan.incidents, *plan.background}
    if limit := LONGEST_BACKGROUND.get(plan.form):
        yield from _over(limit, [one for one in texts if one.record in told], place, made, "what happened")
    if office.word_limit:
        yield from _over(office.word_limit, texts, place, made, "its texts alone")


def _over(limit: int, texts: list[_Said], place: Place, made: Edition, what: str) -> Iterator[Finding]:
    count = sum(len(one.words.split()) for one in texts)
    if count > limit:
        yield TOO_LONG.broken(
            place,
            f"letter {made.plan.id} has {count} words for {what} in {made.language}; {limit} are allowed",
            "Choose fewer incidents, or shorten their accounts.",
            made.plan.id,
        )


def _found(words: _Words, text: str, language: str) -> str:
    """Return the first of the words that a text holds, or nothing; no rule knows every language."""
    pattern = words.get(language.split("-")[0])
    match = pattern.search(REFERENCE.sub(" ", text)) if pattern else None
    return match[0] if match else ""


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)
