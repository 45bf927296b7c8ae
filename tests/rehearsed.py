"""The sample campaign as every form that is shipped, in every language that it has, for tests."""

from collections.abc import Iterator

from zvarot.case.campaign import Edition
from zvarot.case.reading import read_campaign
from zvarot.writing.folders import shipped_templates
from zvarot.writing.page import Page, lay_out
from zvarot.writing.rehearsal import editions, fill, in_language
from zvarot.writing.templating import open_templates


def every_form(kinds: bool = False) -> Iterator[tuple[str, Page]]:
    """Yield a name and a page for each form and language; with kinds, for each kind with words of its own."""
    templates = open_templates()
    sample = read_campaign(shipped_templates() / "sample")
    for form, languages in templates.folders.forms().items():
        for language, written in languages.items():
            dossier = in_language(sample, language)
            chosen: dict[str, Edition] = {}
            for made in editions(dossier, form, language):
                kind = made.recipient.kind
                chosen.setdefault(kind if kinds and kind in written else "letter", made)
            for words, made in chosen.items():
                yield f"{form}.{language}.{words}", lay_out(fill(dossier, made, templates), templates)
