"""Why a letter says what it says: which template it takes, and what it tells or does not tell.

For those who write the letter, never for the letter itself: this is what the gate leaves no trace of.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from html import unescape

from zvarot.case.campaign import Edition
from zvarot.case.mechanisms import readers_of
from zvarot.case.powers import Reach, kind_of, reach
from zvarot.case.reading import Dossier
from zvarot.case.records import REFERENCE, Audience, words_in
from zvarot.findings import ZvarotError
from zvarot.writing.composing import write
from zvarot.writing.disclosure import Gate, disclose
from zvarot.writing.locales import Wording
from zvarot.writing.telling import Telling
from zvarot.writing.templating import Templates

_Key = tuple[str, str]
"""Kind and id of a record: `("demand", "release-all")`."""


@dataclass(frozen=True)
class Choice:
    """What became of one record that a letter's plan asks for."""

    kind: str
    """`person`, `incident`, `figure`, `source` or `demand`."""
    id: str
    told: bool
    why: str


@dataclass(frozen=True)
class Explanation:
    """Why a letter is as it is."""

    reader: str
    """Who reads it, and what this reader may learn."""
    template: str
    """Which template it takes, and why this one."""
    stopped: str
    """What keeps the letter from being written, if anything does."""
    choices: tuple[Choice, ...]


def withheld(dossier: Dossier, made: Edition, wording: Wording) -> tuple[str, ...]:
    """Return the ids that a letter asks for and its reader may not learn of, though colleagues may."""
    told = _told(dossier, made, wording)
    hidden = _told(dossier, replace(made, audience=Audience.INTERNAL), wording) - told
    return tuple(dict.fromkeys(id for kind, id in _asked(dossier, made) if (kind, id) in hidden))


def explanation(dossier: Dossier, made: Edition, templates: Templates) -> Explanation:
    """Say which template a letter takes and why, and what became of all that its plan asks for."""
    office, folders = made.recipient, templates.folders
    kind = kind_of(office, dossier.case.country)
    name = folders.choose(made.plan.form, made.language, kind)
    whose = "your own" if folders.is_own(name) else "shipped"
    because = (
        f"it is the form's text for {kind}"
        if name.endswith(f"/{kind}.html.j2")
        else f"the form has no text of its own for {kind}"
    )
    wording = templates.wording(made.language)
    stopped, printed = "", _told(dossier, made, wording)
    try:
        printed = _printed(dossier, made, templates)
    except ZvarotError as error:
        stopped = error.message
    readers = "only this office reads it" if made.private else "anybody may come to read it"
    return Explanation(
        reader=f"{office.id}, of the kind {kind}; written for {_written_for(made)}; {readers}",
        template=f"{name} ({whose}), since {because}",
        stopped=stopped,
        choices=_choices(dossier, made, wording, printed),
    )


def _written_for(made: Edition) -> str:
    """Name a letter's audience, and why it is this one where the office's kind does not tell."""
    office, procedure = made.recipient, made.procedure
    because = f", as `audience` says of {office.id}" if office.audience is made.audience else ""
    if (
        procedure
        and made.private
        and office.circle.width < readers_of(procedure).width == made.audience.width
    ):
        because = f", since what `procedure: {procedure}` takes is passed on to them"
    return f"the audience {made.audience}{because}"


def _choices(
    dossier: Dossier, made: Edition, wording: Wording, printed: Collection[_Key]
) -> tuple[Choice, ...]:
    """Say of every record that a letter's plan asks for whether it is told, and why or why not."""
    known = _told(dossier, made, wording)
    to_colleagues = _told(dossier, replace(made, audience=Audience.INTERNAL), wording)
    choices = []
    for key in dict.fromkeys(_asked(dossier, made)):
        kind, id = key
        far = _reach(dossier, made, id) if kind == "demand" else None
        if far is Reach.NOTHING:
            why = _out_of_power(dossier, id)
        elif key in printed:
            why = _power(far)
        elif key in known:
            why = "the template has no place for it"
        elif key in to_colleagues:
            why = f"the audience {made.audience} may not learn it"
        else:
            why = _UNTOLD[kind]
        choices.append(Choice(kind, id, key in printed, why))
    return tuple(choices)


def _reach(dossier: Dossier, made: Edition, id: str) -> Reach | None:
    """Return what the office can do about a demand; nothing of an open letter, which asks everybody."""
    found = (one for one in dossier.case.demands if one.id == id)
    return next((reach(one, made, dossier.case.country) for one in found if made.private), None)


def _power(far: Reach | None) -> str:
    if far is Reach.PASSES_ON:
        return "asked of the authorities; this office can press them for it"
    return "this office can grant it" if far else ""


def _out_of_power(dossier: Dossier, id: str) -> str:
    demand = next(one for one in dossier.case.demands if one.id == id)
    whom = f"kinds: [{', '.join(demand.kinds)}]" if demand.kinds else f"to: {demand.to}"
    return f"this office can neither grant this nor pass it on; the demand says `{whom}`"


def _printed(dossier: Dossier, made: Edition, templates: Templates) -> set[_Key]:
    """Return every record that the finished letter says something of."""
    wording = templates.wording(made.language)
    disclosure = disclose(dossier.case, dossier.campaign, made, wording)
    telling = Telling(disclosure, wording)
    text = unescape(repr(write(telling, templates)))
    return {
        *telling.printed,
        *(("source", id) for id in telling.notes.cited()),
        *(("person", one.id) for one in disclosure.named if one.name in text),
    }


_UNTOLD = {
    "person": "there is no name in this language",
    "incident": "it was not over on the letter's date, or has no text in this language or no source yet",
    "figure": "no reading is old enough with a source to cite, or there is no text in this language",
    "source": "it was not published yet on the letter's date",
    "demand": "nobody it is made for is known to be held, it has no text in this language, or no source yet",
}
"""Why something is not told that no audience may be told in this letter."""


def _told(dossier: Dossier, made: Edition, wording: Wording) -> set[_Key]:
    """Return every record that a reader may learn of."""
    gate, case = Gate(dossier.case, made, wording), dossier.case
    return {
        *(("figure", id) for id in gate.figures),
        *(("source", id) for id in gate.sources),
        *(("person", id) for id, person in gate.people.items() if person),
        *(("incident", one.id) for one in case.incidents if gate.incident(one)),
        *(("demand", one.id) for one in case.demands if gate.demand(one)),
    }


def _asked(dossier: Dossier, made: Edition) -> Iterator[_Key]:
    """Yield what a plan chose, and what the texts of it refer to."""
    plan, case = made.plan, dossier.case
    chosen = {
        "incident": (*plan.incidents, *plan.background),
        "figure": plan.figures,
        "person": plan.people,
        "demand": plan.demands,
    }
    yield from ((kind, id) for kind, ids in chosen.items() for id in ids)
    texts = [plan.subject, plan.opening, plan.hook, plan.epigraph, plan.steps, plan.contact]
    for incident in case.incidents:
        if incident.id in chosen["incident"]:
            yield from (("person", one.person) for one in incident.people)
            texts.append(incident.account)
    for demand in case.demands:
        if demand.id in plan.demands:
            yield from (("person", id) for id in demand.people)
            texts.append(demand.text)
    for text in filter(None, texts):
        yield from REFERENCE.findall(words_in(text, made.language))
