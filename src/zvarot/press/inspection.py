"""The last look at the finished bytes of a letter, before anything is written.

Whatever the gate, the templates and the press did: what leaves is looked at once more as a stranger would
who takes the file apart. A finding stops the letter, and never repeats a name or the words around it.
"""

from collections.abc import Iterator

from zvarot.case.watching import Watch
from zvarot.findings import Finding, Rule, Severity
from zvarot.press.contents import Contents
from zvarot.press.html_contents import read_html
from zvarot.press.pdf_contents import read_pdf

WITHHELD_NAME = Rule(
    "withheld-name",
    Severity.ERROR,
    "A finished letter names somebody whom its readers may not know of. It can stand where nobody sees it: in"
    " a link, an alternative text, the title, the name of the file.",
)
ACTIVE_CONTENT = Rule(
    "active-content",
    Severity.ERROR,
    "A letter shows words and pictures and leads to the web; it runs nothing, loads nothing, holds no other"
    " file and no older revision, and hides nothing beside what it shows.",
)
TELLING_METADATA = Rule(
    "telling-metadata",
    Severity.ERROR,
    "A letter says its title, its language and the standards that it keeps. Who made it when, where and with"
    " what can lead to the people who wrote it.",
)
RULES = (WITHHELD_NAME, ACTIVE_CONTENT, TELLING_METADATA)

_HELP = {
    WITHHELD_NAME: "Nothing was written. Look for the name in what this letter is made of: its texts, the"
    " templates, the records of others. If it is another word, a waiver of likely-name can say so.",
    ACTIVE_CONTENT: "Nothing was written. Take it out of the template or the text that it comes from; zvarot"
    " itself writes nothing of the kind.",
    TELLING_METADATA: "Nothing was written. Take it out of the picture or the template that it comes from.",
}
MAX_SIGNS = 2_000_000
"""Of all texts in a file together: what holds more would take long to look through."""
_UNSAID = "something whose own name would tell who is withheld"
BETWEEN = " \N{PILCROW SIGN} "
"""Stands between texts that do not belong together."""


def inspect_pdf(content: bytes, watch: Watch) -> tuple[Finding, ...]:
    """Return what is wrong with a finished PDF."""
    return judged("PDF", read_pdf(content), watch)


def inspect_html(content: bytes, watch: Watch) -> tuple[Finding, ...]:
    """Return what is wrong with a finished page."""
    return judged("HTML", read_html(content), watch)


def judged(format: str, contents: Contents, watch: Watch) -> tuple[Finding, ...]:
    """Return what is wrong with a file that was read."""
    return tuple(_judged(format, contents, watch))


def inspect_name(name: str, watch: Watch) -> tuple[Finding, ...]:
    """Return what is wrong with the name of a file and its folder."""
    contents = Contents()
    contents.read("the file name", name)
    return tuple(_named("letter", contents, watch))


def _judged(format: str, contents: Contents, watch: Watch) -> Iterator[Finding]:
    if sum(map(len, contents.texts)) > MAX_SIGNS:
        contents = Contents(active=["far more words than a letter has"])
    yield from _named(format, contents, watch)
    for rule, found in ((ACTIVE_CONTENT, contents.active), (TELLING_METADATA, contents.telling)):
        for what in sorted({_UNSAID if watch.found(what) else what for what in found}):
            yield rule.broken(None, f"the {format} holds {what}", _HELP[rule])


def _named(format: str, contents: Contents, watch: Watch) -> Iterator[Finding]:
    """Yield who is named where; texts are looked at one by one only where all together hold a name."""
    if not watch or not watch.found(BETWEEN.join(contents.texts)):
        return
    named = {(id, place): None for text, place in contents.texts.items() for id in watch.found(text)}
    for id, place in named:
        message = f"{id} is withheld from this letter's readers, but the {format} names them: {place}"
        yield WITHHELD_NAME.broken(None, message, _HELP[WITHHELD_NAME], id)
