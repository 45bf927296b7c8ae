"""Dates, numbers, plurals, lists and country names in the language of the letter."""

import datetime as dt
from collections.abc import Iterable, Mapping

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.languages import get_official_languages
from babel.lists import format_list
from babel.numbers import format_decimal

from zvarot.findings import WrongUse
from zvarot.writing.folders import TemplateFolders
from zvarot.writing.labels import Labels

LETTER_PAPER = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])
"""The countries that write on US Letter paper (CLDR, supplemental measurement data)."""

_DAYS = {
    "be": "d MMMM y 'года'",
    "pl": "d MMMM y 'roku'",
    "ru": "d MMMM y 'года'",
}
"""How letters write a day where that is not the `long` form of CLDR."""
_GROUPED_FROM_FIVE_DIGITS = frozenset({"be", "es", "pl", "pt", "ru", "uk"})
"""The languages that set four digits without a space between them."""

GENITIVE = "genitive"
"""The form of a noun, in the singular, that a qualifier can ask for; in the plural it is `many`."""


def locale_of(language: str) -> Locale:
    """Return what CLDR knows of a language; raise WrongUse where there is no such language."""
    try:
        if "@" in language:
            raise ValueError
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        raise WrongUse(f'there is no language "{language}"', "Use a code such as en, be or uk.") from None


class Wording:
    """How one language writes what the letter counts, dates and lists."""

    def __init__(self, language: str, folders: TemplateFolders) -> None:
        """Raise WrongUse where there is no such language, TemplateFault where it has no labels."""
        self.locale = locale_of(language)
        self.language = language
        self.labels = Labels(language, folders)

    @property
    def usage(self) -> Locale:
        """Whose usage days and lists follow: English without a country is written as in Britain."""
        return Locale("en", "GB") if self.language == "en" else self.locale

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    def date(self, day: dt.date) -> str:
        """Write a day in words: `26 July 2021`."""
        pattern = _DAYS.get(self.locale.language, "long")
        if self.locale.language == "fr" and day.day == 1:
            pattern = "d'er' MMMM y"
        return format_date(day, pattern, locale=self.usage)

    @property
    def separator(self) -> str:
        """What stands between long items of a list: `;`, in French with a space before it."""
        return self.labels.say(";", "separator")

    @property
    def mark_before_punctuation(self) -> bool:
        """Whether the number of a note stands before a full stop or a comma, and not behind it."""
        return self.labels.say("punctuation", "the mark of a note stands") == "before"

    def phrases(self, phrases: Iterable[str]) -> str:
        """Join phrases that may hold commas or an `and` of their own: `A and B`, `A; B; and C`."""
        words = [*phrases]
        if len(words) < 3:
            return self.listed(words)
        *most, last = words
        conjunction = self.listed(["\0", "\0"]).strip("\0")
        return f"{f'{self.separator} '.join(most)}{self.separator}{conjunction}{last}"

    def number(self, value: int) -> str:
        """Write a number with the language's separators: `1,437`, in Belarusian `1437`."""
        grouped = value >= 10_000 or self.locale.language not in _GROUPED_FROM_FIVE_DIGITS
        return format_decimal(value, locale=self.locale, group_separator=grouped)

    def qualified(self, value: int, qualifier: str) -> str:
        """Write how exactly a number is known: `more than 1,500`."""
        return self.labels.count(qualifier, value, "qualifier", number=self.number(value))

    def counted(self, forms: Mapping[str, str], value: int, qualifier: str = "exactly") -> str:
        """Choose the form of a noun that goes with a number: `search`, `searches`."""
        return forms.get(self.form(value, qualifier), forms["other"])

    def form(self, value: int, qualifier: str = "exactly") -> str:
        """Name the form that a noun takes behind a qualified number: `one`, `many`, `genitive`."""
        form = str(self.locale.plural_form(value))
        if self.labels.say(qualifier, "case of the noun") != GENITIVE:
            return form
        return GENITIVE if form == "one" else "many"

    def lacking(self, forms: Mapping[str, str], value: int, qualifier: str) -> str:
        """Name the form that a noun should have for a qualified number and has not; else nothing.

        Where a language has no `few`, what its other forms lack `other` stands for.
        """
        form = self.form(value, qualifier)
        return form if form not in forms and "few" in self.locale.plural_form.tags else ""

    def listed(self, words: Iterable[str]) -> str:
        """Join words as the language does: `A, B and C`."""
        return format_list(list(words), locale=self.usage)

    def official_languages(self, country: str) -> tuple[str, ...]:
        """Return the languages of a country's own offices: `be` and `ru` for `BY`."""
        return get_official_languages(country, de_facto=True)

    def country(self, code: str) -> str:
        """Name a country, as the labels do or as CLDR does; its code where neither has a name for it."""
        if self.labels.holds(code, "country"):
            return self.labels.say(code, "country")
        return str(self.locale.territories.get(code, code))

    def language_name(self, code: str) -> str:
        """Name a language: `German`; its code where the letter's language has no name for it."""
        return str(self.locale.languages.get(code.replace("-", "_"), code))

    def of_country(self, code: str) -> str:
        """Name a country as an owner: `of Belarus`."""
        return self._phrase("of", code)

    def in_country(self, code: str) -> str:
        """Name a country as a place: `in Belarus`."""
        return self._phrase("in", code)

    def _phrase(self, preposition: str, code: str) -> str:
        context = f"{preposition} country"
        if self.locale.language == "en" and not self.labels.holds(code, context):
            return f"{preposition} {self.country(code)}"
        return self.labels.say(code, context)

    def state(self, state: str) -> str:
        """Name a person's situation."""
        return self.labels.say(state, "state")

    def as_of(self, day: dt.date) -> str:
        """Say on which day something was known."""
        return self.labels.say("as of {date}", date=self.date(day))

    def on(self, day: dt.date) -> str:
        """Say on which day something happened."""
        return self.labels.say("on {date}", date=self.date(day))

    def held_as_of(self, day: dt.date) -> str:
        """Say on which day a person was known to be held."""
        return self.labels.say("held as of {date}", date=self.date(day))

    def according_to(self, counter: str) -> str:
        """Say who counts."""
        return self.labels.say("according to {counter}", counter=counter)

    def withheld_person(self) -> str:
        """Speak of a person who is not named."""
        return self.labels.say("a person whose name is withheld")

    def article(self, articles: Iterable[str]) -> str:
        """Cite articles: `Article 9`, `Articles 9 and 14`."""
        numbers = list(articles)
        return self.labels.count("Article {articles}", len(numbers), articles=self.listed(numbers))
