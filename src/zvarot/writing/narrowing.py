"""What one letter needs of all that its reader may learn: the figures and sources that it can quote.

A case can hold hundreds of both. What a letter cannot quote need not travel with it, and a change of it is no
reason to make the letter again.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from zvarot.case.records import REFERENCE
from zvarot.writing.disclosed import Disclosure
from zvarot.writing.folders import TemplateFolders

_ASKED = re.compile(r"""\bfigure\(\s*(?:'([a-z0-9-]+)'|"([a-z0-9-]+)")\s*\)""")
_OTHERWISE = re.compile(r"\bfigure\b(?!\s*\.|\s+in\b)")
"""The function itself, and not one of `{% for figure in figures %}`."""
_WORDS = re.compile(r"""'[^']*'|"[^"]*\"""")
_CODE = re.compile(r"{#.*?#}|({{.*?}}|{%.*?%})", re.DOTALL)


def asked_for(folders: TemplateFolders) -> Collection[str] | None:
    """Return the ids of the figures that templates ask for by `figure('ID')`.

    None where one of them works an id out: then it can ask for any.
    """
    asked: set[str] = set()
    for name in folders.list_templates():
        for code in _CODE.findall(folders.read(name)) if name.endswith(".j2") else ():
            asked.update(one or other for one, other in _ASKED.findall(code))
            if _OTHERWISE.search(_WORDS.sub("", _ASKED.sub("", code))):
                return None
    return asked


def narrowed(disclosure: Disclosure, asked: Collection[str] | None) -> Disclosure:
    """Return a disclosure without the figures and sources that its letter cannot quote."""
    texts = [*_texts(disclosure)]
    referred = {id for text in texts for kind, id in REFERENCE.findall(text) if kind == "figure"}
    wanted = referred.union(disclosure.quoted, disclosure.figures if asked is None else asked)
    figures = {id: one for id, one in disclosure.figures.items() if id in wanted}
    cited = {id for text in texts for kind, id in REFERENCE.findall(text) if kind == "source"}
    cited.update(id for figure in figures.values() for id in figure.sources)
    cited.update(id for group in _sources(disclosure) for id in group)
    sources = {id: one for id, one in disclosure.sources.items() if id in cited}
    return replace(disclosure, figures=figures, sources=sources)


def _texts(disclosure: Disclosure) -> Iterator[str]:
    """Yield the texts in which a reference is read."""
    yield from (disclosure.opening, disclosure.hook, disclosure.steps)
    yield from (incident.account for incident in (*disclosure.incidents, *disclosure.background))
    yield from (demand.text for demand in disclosure.demands)


def _sources(disclosure: Disclosure) -> Iterator[tuple[str, ...]]:
    """Yield the sources of what is told."""
    yield from (incident.sources for incident in (*disclosure.incidents, *disclosure.background))
    held = (person for demand in disclosure.demands for person in demand.held)
    for person in (*disclosure.people, *disclosure.named, *held):
        if person.standing:
            yield person.standing.sources
