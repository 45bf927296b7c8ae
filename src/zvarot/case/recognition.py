"""By what a withheld person could be recognised although nobody says the name: relatives, role and place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zvarot.case.casefile import Person
from zvarot.case.linking import words_of
from zvarot.case.reading import Dossier
from zvarot.case.records import ANY, REFERENCE, Audience
from zvarot.case.rules import SHARED_SURNAME, SMALL_GROUP
from zvarot.case.stand_ins import Way
from zvarot.case.texts import PrintedText, folded, surnames
from zvarot.findings import Finding, Place

FEW = 3
"""Where fewer people of the case have the same role, a place is enough to find one of them."""

_KIN = {
    "be": "жонк|жонц|муж|маці|матк|бацьк|брат|сястр|сёстр|сын|дачк|дачц|дзіц|дзец|сваяк|сваяч|родн|сям|удав",
    "de": "ehefrau|eheman|m[uü]tter|v[aä]ter|eltern|br[uü]der|schwest|s[oö]hn|t[oö]chter|kind|verwandt"
    "|angehör|famili|witwe",
    "en": r"wife|wives|husband|spouse|widow|mother|father|parent|brother|sister|sibling|sons?\b|daughter"
    "|child|relative|famil|uncle|aunt|cousin|grand",
    "fr": r"femme|épou[xs]|mari\b|m[eè]re|p[eè]re|parent|fr[eè]re|s(œ|oe)ur|fils\b|fille|enfant|proche|famil"
    "|veu",
    "pl": "żon|mąż|męż|matk|matc|ojc|ojciec|rodzic|brat|bracia|siostr|syn|córk|córc|dzieck|krewn|rodzin|wdow",
    "ru": "жен[аыеу]|муж|мать|матер|отец|отц|родител|брат|сестр|сын|доч|дет[ией]|реб[её]н|родств|семь|вдов",
}
"""How the words for relatives begin, by language."""

_ROLE_WORD = re.compile(r"[^\W\d_]{5,}")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_STEM = 5
"""As many letters of a word are compared, since words change their endings."""


@dataclass(frozen=True)
class _Told:
    """Words that tell of a person, where they stand, and whether an incident's place stands beside them."""

    place: Place
    words: str
    placed: bool


def review_surnames(dossier: Dossier) -> Iterator[Finding]:
    """Yield the withheld people who share a surname with somebody who may be named.

    And the texts that speak of both, where a stand-in says that they are related.
    """
    known = [one for one in dossier.case.people if one.circle is Audience.PUBLIC]
    for index, person in enumerate(dossier.case.people):
        own = _surnames_of(person)
        for other in (one for one in known if person.circle is not Audience.PUBLIC):
            if own & _surnames_of(other):
                yield SHARED_SURNAME.broken(
                    dossier.place("case", "people", index, "id"),
                    f"{person.id} has a surname that {other.id} has too, who may be named",
                    f"The surname alone is not searched for. Read every text that speaks of {person.id}, and"
                    " do not say how they are related.",
                    person.id,
                )
                yield from _related(dossier, person, other)


def review_small_groups(dossier: Dossier) -> Iterator[Finding]:
    """Yield the withheld people of whom role and place are told, where few people have that role."""
    roles = {one.id: _stems(one.role.values()) for one in dossier.case.people if one.role}
    withheld = [(n, one) for n, one in enumerate(dossier.case.people) if one.circle is not Audience.PUBLIC]
    if roles.keys().isdisjoint(one.id for _, one in withheld):
        return
    tells_place = _place_names(dossier)
    sentences = _sentences(dossier)
    for index, person in withheld:
        role, told_of = roles.get(person.id, frozenset()), sentences[person.id]
        placed = any(told.placed for told in told_of)
        for told in (*_stand_ins(dossier, index, person, placed), *told_of):
            shared = _stems([told.words]) & role
            group = sum(shared <= one for one in roles.values())
            if shared and group < FEW and (told.placed or tells_place.search(folded(told.words))):
                yield SMALL_GROUP.broken(
                    told.place,
                    f"role and place may point to {person.id} (people of the case with this role: {group})",
                    f"Say less of what {person.id} does, or of where; or choose another way in `stand_in`.",
                    person.id,
                )
                break


def _surnames_of(person: Person) -> set[str]:
    return surnames(person.written)


def _related(dossier: Dossier, person: Person, other: Person) -> Iterator[Finding]:
    """Yield the texts that name one person beside another who is called a relative."""
    if not any(_says_kinship(text) for _, text in _read_instead(person)):
        return
    for place, text, words in words_of(dossier):
        if {("person", person.id), ("person", other.id)} <= {*REFERENCE.findall(words)} and _veils(
            person, text
        ):
            yield SHARED_SURNAME.broken(
                place,
                f"this text names {other.id} beside {person.id}, whom the stand-in calls a relative",
                f"Choose another stand-in for {person.id}, or speak of them elsewhere.",
                person.id,
            )


def _read_instead(person: Person) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the stand-ins that hold words and that somebody reads, with their places in the list."""
    for number, item in enumerate(person.stand_in):
        words = {Way.WORDS: item.text, Way.ROLE: person.role}.get(item.way)
        if words and item.audience.width > person.circle.width:
            yield number, words


def _veils(person: Person, text: PrintedText) -> bool:
    """Tell whether some of a text's readers read the stand-in in it."""
    return text.audience.width > person.circle.width


def _says_kinship(text: Mapping[str, str]) -> bool:
    """Tell whether a text has a word for a relative, in its own language or in any where it is for all."""
    for language, words in text.items():
        stems = "|".join(_KIN.values()) if language == ANY else _KIN.get(language.split("-")[0], "(?!)")
        if re.search(rf"(?<!\w)({stems})", folded(words)):
            return True
    return False


def _stems(texts: Iterable[str]) -> frozenset[str]:
    """Return how the words of five letters or more in some texts begin."""
    words = (word for text in texts for word in _ROLE_WORD.findall(REFERENCE.sub(" ", text)))
    return frozenset(folded(word)[:_STEM] for word in words)


def _place_names(dossier: Dossier) -> re.Pattern[str]:
    """Return what finds the name of a place or an organisation of the case at the beginning of a word."""
    bodies = [body.name for body in dossier.case.organisations]
    places = [one.place for one in dossier.case.incidents if one.place]
    names = {
        folded(name) for text in (*bodies, *places) for words in text.values() for name in words.split(",")
    }
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}" for name in sorted(names) if name) or "(?!)")


def _stand_ins(dossier: Dossier, index: int, person: Person, placed: bool) -> Iterator[_Told]:
    for number, text in _read_instead(person):
        place = dossier.place("case", "people", index, "stand_in", number)
        yield from (_Told(place, words, placed) for words in text.values())


def _sentences(dossier: Dossier) -> Mapping[str, list[_Told]]:
    """Return the sentences in which a withheld person is read of by somebody who may not know them, by id."""
    people = {one.id: one for one in dossier.case.people if one.circle is not Audience.PUBLIC}
    placed = {one.id for one in dossier.case.incidents if one.place}
    found = defaultdict(list)
    for place, text, words in words_of(dossier):
        for sentence in _SENTENCE_END.split(words):
            ids = {id for kind, id in REFERENCE.findall(sentence) if kind == "person" and id in people}
            for id in sorted(one for one in ids if _veils(people[one], text)):
                beside = text.path[0] == "incidents" and text.record in placed
                found[id].append(_Told(place, sentence, beside))
    return found
