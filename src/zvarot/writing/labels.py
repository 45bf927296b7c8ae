"""Labels: the short words around the prose, from the gettext catalogues in templates/labels.

`labels/en.po` names every label there is. A language is complete when its catalogue translates all of them;
a letter never falls back to another language.
"""

import gettext
import io
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, PoFileParser

from zvarot.findings import Place, TemplateFault
from zvarot.writing.folders import TemplateFolders

ALL = "en"
"""The language whose catalogue names every label."""


MAX_FORMS = 6
"""Of a word: Arabic has the most, one for each category of CLDR."""

_BLANK = re.compile(r"\{(\w+)\}")


class Labels:
    """The labels of one language."""

    def __init__(self, language: str, folders: TemplateFolders) -> None:
        """Read the language's catalogue; raise TemplateFault where there is none or it cannot be read."""
        self.name = next((name for name in _names(language) if folders.find(name)), f"labels/{language}.po")
        if not folders.find(self.name):
            raise TemplateFault(
                f'there are no labels in the language "{language}"',
                f"Copy templates/labels/{ALL}.po to templates/{self.name} and translate it.",
            )
        self.file = str(folders.path(self.name))
        self._lines = folders.read(self.name).splitlines()
        self._catalogue = _parsed("\n".join(self._lines), self.file)

    def say(self, message: str, context: str = "", /, **words: object) -> str:
        """Return a label with its blanks filled; raise TemplateFault where it is not translated."""
        return self._filled(self._translated(message, context)[0], words, message, context)

    def count(self, message: str, amount: int, context: str = "", /, **words: object) -> str:
        """Return a label in the form that goes with a number."""
        forms = self._translated(message, context)
        number = self._form_of(amount) if len(forms) > 1 else 0
        if not 0 <= number < len(forms):
            raise self._unusable_plurals()
        return self._filled(forms[number], words, message, context)

    def holds(self, message: str, context: str = "") -> bool:
        """Tell whether a label is there."""
        found = self._catalogue.get(message, context or None)
        return found is not None and _complete(found)

    def missing(self, complete: "Labels") -> Iterator[tuple[str, Place]]:
        """Yield every label of another catalogue that this one does not translate, and where it stands."""
        for message in complete._catalogue:
            if message.id and not self.holds(_id(message), message.context or ""):
                place = self._place(_id(message), message.context or "")
                yield _id(message), place or Place(self.file, 1, 1)

    def _translated(self, message: str, context: str) -> tuple[str, ...]:
        if not self.holds(message, context):
            raise TemplateFault(
                f'the label "{message}"{f" ({context})" if context else ""} is not translated',
                f'Translate it in {self.name}: msgstr "…".',
                self._place(message, context),
            )
        found = self._catalogue.get(message, context or None)
        assert found is not None
        return _forms(found)

    def _filled(self, label: str, words: Mapping[str, object], message: str, context: str) -> str:
        """Fill the blanks of a label; raise TemplateFault for one that nothing is there for."""
        if unknown := [blank for blank in _BLANK.findall(label) if blank not in words]:
            raise TemplateFault(
                f'the label "{label}" has a blank {{{unknown[0]}}} that nothing fills',
                f"It may hold: {', '.join(f'{{{word}}}' for word in words) or 'no blanks'}.",
                self._place(message, context),
            )
        return _BLANK.sub(lambda blank: str(words[blank[1]]), label)

    def _form_of(self, amount: int) -> int:
        """Return which form goes with a number."""
        try:
            return self._form_for(amount)
        except ArithmeticError as error:
            raise self._unusable_plurals() from error

    @cached_property
    def _form_for(self) -> Callable[[int], int]:
        """Return what chooses the plural form for a number, as the head of the catalogue says."""
        try:
            return gettext.c2py(self._catalogue.plural_expr)
        except ValueError as error:
            raise self._unusable_plurals() from error

    def _unusable_plurals(self) -> TemplateFault:
        line = next((number for number, text in enumerate(self._lines, 1) if "Plural-Forms" in text), 1)
        return TemplateFault(
            "the plural forms in the head of the labels cannot be used",
            "Take `Plural-Forms` from another catalogue of the language, and give every label as many forms.",
            Place(self.file, line, 1),
        )

    def _place(self, message: str, context: str) -> Place | None:
        """Return where a label stands, or should stand; none where it is the template that is wrong."""
        found = self._catalogue.get(message, context or None)
        if found is None and self.name == f"labels/{ALL}.po" and not context.endswith("country"):
            return None
        line = (found.lineno if found is not None else None) or 1
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        return Place(self.file, line, 1, text)


class _Catalogue(Catalog):
    """A catalogue that cannot ask for more plural forms than there are: Babel makes room for all of them."""

    @property
    def num_plurals(self) -> int:
        """How many forms a counted label has; raises ValueError where no language has so many."""
        if super().num_plurals > MAX_FORMS:
            raise ValueError(f"no language has more than {MAX_FORMS} plural forms")
        return super().num_plurals


@lru_cache(maxsize=64)
def _parsed(text: str, file: str) -> Catalog:
    """Read a catalogue; raise TemplateFault where it cannot be read."""
    catalogue = _Catalogue()
    try:
        PoFileParser(catalogue, abort_invalid=True).parse(io.StringIO(text))
    except (PoFileError, ValueError) as error:
        raise TemplateFault(
            f"the labels cannot be read: {error.args[0] if error.args else error}",
            'Write msgid "…" and below it msgstr "…", as the shipped catalogues do.',
            Place(file, (getattr(error, "lineno", 0) or 0) + 1, 1),
        ) from error
    return catalogue


def _names(language: str) -> tuple[str, ...]:
    """Return the catalogues that serve a language: its own, and of a variant that of its base."""
    return (f"labels/{language}.po", f"labels/{language.split('-')[0]}.po")


def _id(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def _complete(message: Message) -> bool:
    """Tell whether every form of a label is translated and nobody doubts it."""
    return all(_forms(message)) and not message.fuzzy


def _forms(message: Message) -> tuple[str, ...]:
    """Return the plural forms of a translation, or its only one; an empty string where it is missing."""
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)


def untranslated(catalogue: str, language: str) -> str:
    """Return a catalogue for another language: its plurals as the language forms them, nothing translated."""
    count, rule = get_plural(language)[:2]
    one = re.sub(r'^(msgstr(?:\[0\])?) ".+"$', r'\1 ""', catalogue, flags=re.MULTILINE)
    forms = "".join(f'\nmsgstr[{number}] ""' for number in range(1, count))
    many = re.sub(r'\nmsgstr\[1\] ".*"', lambda _: forms, one)
    head, _, rest = many.partition("\n\n")
    head = head.replace("Language: en", f"Language: {language}")
    return (
        re.sub(r"Plural-Forms: .*?;\\n", f"Plural-Forms: nplurals={count}; plural={rule};\\\\n", head)
        + "\n\n"
        + rest
    )
