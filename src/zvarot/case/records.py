"""The vocabulary of every record: identifiers, texts per language, and the ladder of audiences.

People's files meet pydantic here, once. What comes out is an ordinary frozen dataclass.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, TypeGuard, TypeVar, dataclass_transform

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic.dataclasses import dataclass as pydantic_dataclass
from pydantic_core import PydanticCustomError

_Class = TypeVar("_Class")

_STRICT = ConfigDict(
    extra="forbid",
    hide_input_in_errors=True,
    str_min_length=1,
    str_strip_whitespace=True,
    use_attribute_docstrings=True,
)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
def record(cls: type[_Class]) -> type[_Class]:
    """Make a class a frozen record: validated when it is built, plain afterwards."""
    decorate: Callable[[type[_Class]], Any] = pydantic_dataclass(frozen=True, kw_only=True, config=_STRICT)
    made: type[_Class] = decorate(cls)
    return made


_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Identifier = Annotated[str, StringConstraints(pattern=_ID, min_length=1, max_length=60)]
"""A name for a record inside the files: small Latin letters, digits and hyphens."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
"""A language code as in BCP 47: `en`, `be`, `uk`."""

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""A country code as in ISO 3166-1: `BY`, `DE`."""

WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$")]
"""A web address that starts with https:// or http://."""


def _calendar_day(value: Any) -> Any:
    """Refuse a number that pydantic would take for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise PydanticCustomError("date_parsing", "This is no calendar day")
    return value


Day = Annotated[date, BeforeValidator(_calendar_day)]
"""A calendar day: `2021-07-26`."""


def is_identifier(value: object) -> TypeGuard[str]:
    """Tell whether a value is written as an Identifier."""
    return isinstance(value, str) and re.fullmatch(_ID, value) is not None


_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other", "genitive"})


def _plurals(forms: Mapping[str, str]) -> Mapping[str, str]:
    if "other" not in forms or not _PLURALS.issuperset(forms):
        raise PydanticCustomError("plural_forms", "These are no plural forms")
    return forms


Plurals = Annotated[Mapping[str, str], AfterValidator(_plurals)]
"""The forms of a counted noun by CLDR plural category (`one`, `few`, `many`, `other`).

`genitive` is the genitive singular, for languages in which words such as "more than" ask for it.
"""


def _per_language(value: Any, info: ValidationInfo) -> Any:
    """Read a lone string as text in the file's own language."""
    if isinstance(value, str):
        return {(info.context or {}).get("language", "en"): value}
    return value


Text = Annotated[
    Mapping[Language, str],
    BeforeValidator(_per_language, json_schema_input_type=str | Mapping[Language, str]),
]
"""Words for the reader, per language. A lone string is in the file's own language.

Words that are the same in every language, such as a name, may stand below `any`.
"""

ANY = "any"
"""Stands for every language that has no words of its own."""


def words_in(text: Mapping[str, str] | None, language: str) -> str:
    """Return a text in a language; empty where there is none."""
    return (text or {}).get(language) or (text or {}).get(ANY, "")


def _with_value(text: Mapping[str, str]) -> Mapping[str, str]:
    if any("{value}" not in words for words in text.values()):
        raise PydanticCustomError("statement", "A statement must hold {value}")
    return text


Statement = Annotated[Text, AfterValidator(_with_value)]
"""A sentence that holds {value}, per language."""


def _counted(value: Any, info: ValidationInfo) -> Any:
    """Read a lone noun as the form for every number, and a bare map of plurals as one language."""
    by_language = _per_language(value, info)
    if not isinstance(by_language, dict):
        return by_language
    if _PLURALS.intersection(by_language):
        by_language = {(info.context or {}).get("language", "en"): by_language}
    return {
        language: {"other": forms} if isinstance(forms, str) else forms
        for language, forms in by_language.items()
    }


CountedNoun = Annotated[
    Mapping[Language, Plurals],
    BeforeValidator(_counted, json_schema_input_type=str | Plurals | Mapping[Language, str | Plurals]),
]
"""What is counted, per language and plural form: `{one: search, other: searches}`."""


class Audience(StrEnum):
    """A ladder of widening circles of readers; a datum names the widest that may read it."""

    INTERNAL = "internal"
    PARTNERS = "partners"
    MECHANISM = "mechanism"
    AUTHORITIES = "authorities"
    PUBLIC = "public"

    @property
    def width(self) -> int:
        """The rung of the ladder, 0 for `internal`."""
        return _RUNGS[self]

    def may_read(self, datum: "Audience") -> bool:
        """Tell whether this audience may read what is meant for `datum` at the widest."""
        return self.width <= datum.width

    def narrowest(self, *others: "Audience") -> "Audience":
        """Return the narrowest of this and the other circles."""
        return min([self, *others], key=lambda audience: audience.width)


_RUNGS = {audience: rung for rung, audience in enumerate(Audience)}

STALE_FIGURE = timedelta(days=180)
"""A reading that is older than this on the letter's date is quoted with its date."""

STALE_HOLDER = timedelta(days=180)
"""Whoever held an office longer ago than this before the letter's date may hold it no more."""

STALE_STATUS = timedelta(days=365)
"""Nobody is called held on a status older than this without its date."""

REFERENCE = re.compile(r"\{(person|figure|source):([a-z0-9-]+)\}")
"""A reference inside a text: `{person:ID}` is resolved by the gate, the others become notes."""
