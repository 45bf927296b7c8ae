"""Dates, numbers, plurals, lists and country names in the language of the letter."""

import datetime as dt
from collections.abc import Iterable, Mapping

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from zvarot.findings import WrongUse

LETTER_PAPER = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])
"""The countries that write on US Letter paper (CLDR, supplemental measurement data)."""

_QUALIFIERS = {
    "exactly": "{number}",
    "at-least": "at least {number}",
    "more-than": "more than {number}",
    "about": "about {number}",
    "almost": "almost {number}",
}
_STATES = {
    "questioned": "questioned",
    "detained": "in detention",
    "charged": "facing charges",
    "convicted": "convicted",
    "imprisoned": "serving a prison sentence",
    "missing": "whereabouts unknown",
    "released-on-recognisance": "released on recognisance",
    "released": "released",
    "pardoned": "pardoned and released",
    "expelled": "expelled from the country",
    "in-exile": "in exile",
    "died": "died",
}


class Wording:
    """How one language writes what the letter counts, dates and lists."""

    def __init__(self, language: str) -> None:
        try:
            self.locale = Locale.parse(language, sep="-")
        except (UnknownLocaleError, ValueError):
            raise WrongUse(f'there is no language "{language}"', "Use a code such as en, be or uk.") from None
        self.language = language

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    def date(self, day: dt.date) -> str:
        """Write a day in words: `26 July 2021`."""
        pattern = "d MMMM y" if self.language == "en" else "long"
        return format_date(day, pattern, locale=self.locale)

    def number(self, value: int) -> str:
        """Write a number with the language's separators: `1,437`."""
        return format_decimal(value, locale=self.locale)

    def qualified(self, value: int, qualifier: str) -> str:
        """Write how exactly a number is known: `more than 1,500`."""
        return _QUALIFIERS[qualifier].format(number=self.number(value))

    def counted(self, forms: Mapping[str, str], value: int) -> str:
        """Choose the form of a noun that goes with a number: `search`, `searches`."""
        return forms.get(self.locale.plural_form(value), forms["other"])

    def listed(self, words: Iterable[str]) -> str:
        """Join words as the language does: `A, B and C`."""
        # British usage: without a comma before the last "and".
        locale = "en_GB" if self.language == "en" else self.locale
        return format_list(list(words), locale=locale)

    def country(self, code: str) -> str:
        """Name a country; its code where the language has no name for it."""
        return str(self.locale.territories.get(code, code))

    def state(self, state: str) -> str:
        """Name a person's situation."""
        return _STATES[state]

    def as_of(self, day: dt.date) -> str:
        """Say on which day something was known."""
        return f"as of {self.date(day)}"

    def on(self, day: dt.date) -> str:
        """Say on which day something happened."""
        return f"on {self.date(day)}"

    def held_as_of(self, day: dt.date) -> str:
        """Say on which day a person was known to be held."""
        return f"held {self.as_of(day)}"

    def according_to(self, counter: str) -> str:
        """Say who counts."""
        return f"according to {counter}"

    def withheld_person(self) -> str:
        """Speak of a person who is not named."""
        return "a person whose name is withheld"

    def article(self, articles: Iterable[str]) -> str:
        """Cite articles: `Article 9`, `Articles 9 and 14`."""
        numbers = list(articles)
        return f"{'Article' if len(numbers) == 1 else 'Articles'} {self.listed(numbers)}"
