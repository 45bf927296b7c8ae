"""The campaign: which letters are to be made, for whom, when and how."""

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from zvarot.case.look import Look
from zvarot.case.mechanisms import readers_of
from zvarot.case.parties import Recipient, Sender, Signatory
from zvarot.case.records import Audience, Day, Identifier, Language, Text, record
from zvarot.case.tables import Table


class Window(StrEnum):
    """The window envelope that the address is placed for."""

    DIN_5008_A = "din-5008-a"
    DIN_5008_B = "din-5008-b"
    SN_010130_LEFT = "sn-010130-left"
    SN_010130_RIGHT = "sn-010130-right"
    NF = "nf"
    US_9 = "us-9"
    US_9_DOUBLE = "us-9-double"


@record
class LetterPlan:
    """One letter of the campaign, before it is addressed to anybody."""

    id: Identifier
    """Its folder under the output."""
    form: Identifier
    """The kind of letter: a folder under templates/forms."""
    date: Day
    """The letter's date: figures and statuses are quoted as they stood on it."""
    recipients: tuple[Identifier, ...] = Field(min_length=1)
    """The offices it is addressed to; the id of a table means all its rows."""
    subject: Text
    """The subject line."""
    opening: Text
    """The first sentence: who writes and what is asked; may hold {figure:ID} and {person:ID}."""
    hook: Text | None = None
    """Why now: the session, the trial, the anniversary that the letter is tied to."""
    sender: Sender | None = None
    """Who writes this letter, if not the campaign's sender."""
    signatories: tuple[Signatory, ...] = ()
    """Who signs, in this order."""
    signatories_table: Table | None = None
    """A table with more signatories, below those above: `name`, `capacity`, `country`."""
    signatories_note: Text | None = None
    """A line below the signatories, such as where the full list can be read."""
    reference: str | None = None
    """The sender's reference."""
    epigraph: Text | None = None
    """A motto above the text."""
    incidents: tuple[Identifier, ...] = ()
    """The incidents that are told, in this order."""
    background: tuple[Identifier, ...] = ()
    """The incidents that came before, told as history."""
    figures: tuple[Identifier, ...] = ()
    """The figures that are quoted, in this order."""
    people: tuple[Identifier, ...] = ()
    """The people who are named, in this order."""
    demands: tuple[Identifier, ...] = ()
    """The demands that are made, in this order."""
    procedure: Identifier | None = None
    """The international procedure that the letter sets in motion, by its id in the table of mechanisms."""
    steps: Text | None = None
    """What has been done about the case so far, at home and abroad, and what came of it."""
    contact: Text | None = None
    """Whom to ask, and how: printed in a press release and an action sheet."""
    deadline: Day | None = None
    """The last day on which it makes sense to act on the letter."""
    audience: Audience | None = None
    """Narrows what every recipient may learn; an open letter is always public."""


@record
class Waiver:
    """An exception to a rule, with the name of the person who answers for it."""

    rule: Identifier
    """The rule's id, as the finding prints it."""
    on: Identifier
    """The id of the record that it is made for."""
    by: str
    """Who decided."""
    why: str
    """For what reason."""
    until: Day
    """The last letter date it holds for."""


@record
class Campaign:
    """One folder's plan."""

    title: Text
    language: Language
    """The language of every text that names none."""
    sender: Sender
    letters: tuple[LetterPlan, ...] = Field(min_length=1)
    marking: Text | None = None
    """A word on every page, such as `Draft` or `Confidential`."""
    window: Window | None = None
    """The envelope; else DIN 5008 B, or US #9 for countries that use Letter paper."""
    look: Look | None = None
    """Logo, colour, fonts and paper of every letter."""
    waivers: tuple[Waiver, ...] = ()


@record
class RecipientList:
    """The offices of a campaign."""

    language: Language
    """The language of every text that names none."""
    tables: tuple[Table, ...] = ()
    """Spreadsheets and databases whose rows are offices too."""
    recipients: tuple[Recipient, ...] = ()
    """The offices; may be missing where there are tables."""

    @model_validator(mode="after")
    def _names_somebody(self) -> "RecipientList":
        if not self.recipients and not self.tables:
            raise PydanticCustomError("no_office", "no office is named")
        return self


PRIVATE_FORMS = frozenset({"appeal", "petition-to-authority", "urgent-appeal"})
"""The forms that only their recipient reads, and that ask for what this recipient can do.

Anybody may come to read every other, and it asks everybody.
"""


PROCEDURE_OF_FORM = {"urgent-appeal": "urgent-appeal"}
"""The procedure that a form sets in motion even if the plan names none."""


@dataclass(frozen=True)
class Edition:
    """One letter to be made: a plan, for a recipient, in a language, on a date, for an audience."""

    plan: LetterPlan
    recipient: Recipient
    language: str
    date: dt.date
    audience: Audience
    """The circle that the reader belongs to; the wider it is, the less the letter may tell."""

    @property
    def private(self) -> bool:
        """Whether only the recipient reads it."""
        return self.plan.form in PRIVATE_FORMS

    @property
    def procedure(self) -> str:
        """The international procedure that it sets in motion, if any; some forms do so by themselves."""
        return _procedure(self.plan)

    @property
    def alike(self) -> tuple[Hashable, ...]:
        """All that decides what a letter tells: letters with the same differ in their office's own words."""
        office = self.recipient
        post = office.address.country if office.address else None
        return self.plan.id, self.date, self.language, self.audience, office.kind, office.country, post


def _procedure(plan: LetterPlan) -> str:
    return plan.procedure or PROCEDURE_OF_FORM.get(plan.form, "")


def edition(
    plan: LetterPlan, recipient: Recipient, date: dt.date | None = None, language: str = ""
) -> Edition:
    """Address a plan to a recipient; on another date or in another language than planned, if given.

    It is written for the widest of the circles that come to read it.
    """
    circles = [recipient.circle, plan.audience or Audience.INTERNAL]
    if procedure := _procedure(plan):
        circles.append(readers_of(procedure))
    if plan.form not in PRIVATE_FORMS:
        circles.append(Audience.PUBLIC)
    return Edition(
        plan=plan,
        recipient=recipient,
        language=language or recipient.language,
        date=date or plan.date,
        audience=max(circles, key=lambda audience: audience.width),
    )
