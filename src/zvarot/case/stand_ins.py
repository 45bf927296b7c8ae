"""What stands in the place of a name: for which readers, and in which way."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from zvarot.case.records import Audience, Language, Text, record


class Way(StrEnum):
    """How a text speaks of a person who is not named."""

    INITIALS = "initials"
    """With the first letters of the name in the letter's language: `M. R.`"""
    ROLE = "role"
    """With the person's `role`."""
    WORDS = "words"
    """With the `text` beside it."""
    NOTHING = "nothing"
    """Not at all: every text that speaks of the person is left out whole."""


@record
class StandIn:
    """What some of the readers who may not learn a name read in its place."""

    audience: Audience
    """The widest circle that reads it; the next item, or general words, are for those beyond."""
    way: Way = Field(alias="as")
    """What they read."""
    text: Text | None = None
    """The words: `a relative of a detained defender`. Needed with `as: words`, and only there."""

    @model_validator(mode="after")
    def _with_text_where_it_is_printed(self) -> "StandIn":
        if (self.way is Way.WORDS) != bool(self.text):
            raise PydanticCustomError("stand_in_text", "`text` stands with `as: words`, and only there")
        return self


def _listed(value: Any) -> Any:
    """Read a lone text as words for everybody."""
    if value is None:
        return ()
    if isinstance(value, str | Mapping):
        return ({"audience": Audience.PUBLIC, "as": Way.WORDS, "text": value},)
    return value


def _widening(items: tuple[StandIn, ...]) -> tuple[StandIn, ...]:
    if any(one.audience.width >= other.audience.width for one, other in pairwise(items)):
        raise PydanticCustomError("stand_in_order", "each audience must be wider than the one before")
    return items


StandIns = Annotated[
    tuple[StandIn, ...],
    BeforeValidator(_listed, json_schema_input_type=str | Mapping[Language, str] | tuple[StandIn, ...]),
    AfterValidator(_widening),
]
"""Stand-ins from the narrowest audience to the widest. A lone text is one for everybody."""


def read_by(items: tuple[StandIn, ...], reader: Audience) -> StandIn | None:
    """Return the item of the narrowest audience that includes a reader; none where there is no such item."""
    return next((one for one in items if reader.may_read(one.audience)), None)


def initials(name: str) -> str:
    """Return the first letters of all parts of a name: `J.-P. S.` of Jean-Paul Sartre, `Д. І.` of Дзіна Іва.

    Parts without a letter are left out.
    """
    parts = (map(_initial, part.split("-")) for part in name.split())
    return " ".join(filter(None, ("-".join(filter(None, letters)) for letters in parts)))


def _initial(part: str) -> str:
    """Return the first letter of a word, with the marks that are written on it, and a full stop."""
    letter = re.search(r"[^\W\d_]", part)
    if letter is None:
        return ""
    marks = iter(part[letter.end() :])
    written_on = []
    while (mark := next(marks, "")) and unicodedata.category(mark).startswith("M"):
        written_on.append(mark)
    return f"{letter[0]}{''.join(written_on)}."
