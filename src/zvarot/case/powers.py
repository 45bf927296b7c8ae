"""What an office can do about a demand: grant it, pass it on to those who can, or nothing."""

from enum import StrEnum
from typing import TYPE_CHECKING

from zvarot.case.parties import Kind, Recipient
from zvarot.case.terms import DemandTarget

if TYPE_CHECKING:
    from zvarot.case.campaign import Edition
    from zvarot.case.casefile import Demand

STATES_AND_THEIR_BODIES = frozenset(
    {
        Kind.UN_MECHANISM,
        Kind.INTERGOVERNMENTAL,
        Kind.EU_INSTITUTION,
        Kind.GOVERNMENT,
        Kind.EMBASSY,
        Kind.PARLIAMENT,
    }
)

_CAN_GRANT = {
    DemandTarget.AUTHORITIES: frozenset({Kind.AUTHORITY}),
    DemandTarget.INTERNATIONAL_COMMUNITY: STATES_AND_THEIR_BODIES,
    DemandTarget.ORGANISATIONS: frozenset({Kind.NGO}),
    DemandTarget.COLLEAGUES: frozenset({Kind.NGO, Kind.DONOR, Kind.MEDIA, Kind.COLLEAGUE}),
}


class Reach(StrEnum):
    """How far an office's powers reach for a demand."""

    GRANTS = "grants"
    PASSES_ON = "passes-on"
    NOTHING = "nothing"


def kind_of(office: Recipient, country: str) -> Kind:
    """Return as what an office is written to: the government of the case's own country is an authority."""
    own = office.kind is Kind.GOVERNMENT and office.country == country
    return Kind.AUTHORITY if own else office.kind


def reach(demand: "Demand", made: "Edition", country: str) -> Reach:
    """Tell what the reader of a letter can do about a demand; `country` is the one that the case is about.

    A State's own offices answer for that State: its ministry can grant what is asked of the authorities,
    its embassy can pass it on, and neither is asked for what other States are asked for.
    """
    kind, concerned = kind_of(made.recipient, country), made.recipient.country == country
    if concerned and kind is Kind.EMBASSY and demand.to is not DemandTarget.AUTHORITIES:
        return Reach.NOTHING
    if kind in (demand.kinds or _CAN_GRANT[demand.to]):
        return Reach.GRANTS
    if demand.to is DemandTarget.AUTHORITIES and kind in STATES_AND_THEIR_BODIES:
        return Reach.PASSES_ON
    return Reach.NOTHING
