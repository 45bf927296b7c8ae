"""The frame of a letter: what a campaign says of it beside the text, for one recipient and language."""

from dataclasses import replace

from zvarot.case.campaign import Campaign, Edition
from zvarot.case.designations import designated
from zvarot.case.parties import Sender
from zvarot.case.records import words_in
from zvarot.writing.disclosed import Frame


def framed(campaign: Campaign, made: Edition) -> Frame:
    """Return what surrounds the text of a letter, without the remarks that are meant for colleagues."""
    plan = made.plan
    return Frame(
        form=plan.form,
        recipient=replace(made.recipient, note=None),
        sender=_without_designated(plan.sender or campaign.sender, made),
        signatories=plan.signatories,
        signatories_note=words_in(plan.signatories_note, made.language),
        reference=plan.reference or "",
        marking=words_in(campaign.marking, made.language),
        window=campaign.window or "",
        procedure=plan.procedure or "",
        deadline=plan.deadline,
    )


def _without_designated(sender: Sender, made: Edition) -> Sender:
    """Return who writes, without the addresses that may not reach the country the letter goes to."""
    email = None if designated(sender.email or "", made) else sender.email
    website = None if designated(sender.website or "", made) else sender.website
    return replace(sender, email=email, website=website)
