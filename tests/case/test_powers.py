"""Demands reach only the offices that can do something about them."""

import datetime as dt

import pytest

from zvarot.case.campaign import LetterPlan, edition
from zvarot.case.casefile import Demand
from zvarot.case.parties import Kind, Recipient
from zvarot.case.powers import Reach, reach
from zvarot.case.terms import DemandTarget

PLAN = LetterPlan(
    id="letter",
    form="appeal",
    date=dt.date(2024, 3, 1),
    recipients=("office",),
    subject={"en": "Invented"},
    opening={"en": "Invented."},
)


def reach_of(to: DemandTarget, kind: Kind, country: str | None = "CH", kinds: tuple[Kind, ...] = ()) -> Reach:
    demand = Demand(id="demand", to=to, text={"en": "act"}, kinds=kinds, sources=("source",))
    office = Recipient(
        id="office",
        kind=kind,
        office={"en": "Sample Office"},
        language="en",
        salutation={"en": "Dear all,"},
        country=country,
    )
    return reach(demand, edition(PLAN, office), "BY")


STATES = (Kind.UN_MECHANISM, Kind.INTERGOVERNMENTAL, Kind.EU_INSTITUTION, Kind.GOVERNMENT, Kind.PARLIAMENT)


@pytest.mark.parametrize(
    ("to", "granting"),
    [
        (DemandTarget.AUTHORITIES, {Kind.AUTHORITY}),
        (DemandTarget.INTERNATIONAL_COMMUNITY, {*STATES, Kind.EMBASSY}),
        (DemandTarget.ORGANISATIONS, {Kind.NGO}),
        (DemandTarget.COLLEAGUES, {Kind.NGO, Kind.DONOR, Kind.MEDIA, Kind.COLLEAGUE}),
    ],
)
def test_each_kind_of_office_grants_what_is_in_its_power(to: DemandTarget, granting: set[Kind]) -> None:
    assert {kind for kind in Kind if reach_of(to, kind) is Reach.GRANTS} == granting


def test_states_and_their_bodies_pass_on_what_is_asked_of_the_authorities() -> None:
    passing = {kind for kind in Kind if reach_of(DemandTarget.AUTHORITIES, kind) is Reach.PASSES_ON}
    assert passing == {*STATES, Kind.EMBASSY}


def test_nobody_passes_on_what_is_not_asked_of_the_authorities() -> None:
    others = [to for to in DemandTarget if to is not DemandTarget.AUTHORITIES]
    assert {reach_of(to, kind) for to in others for kind in Kind} == {Reach.GRANTS, Reach.NOTHING}


def test_the_countrys_own_ministry_is_asked_as_an_authority() -> None:
    assert reach_of(DemandTarget.AUTHORITIES, Kind.GOVERNMENT, "BY") is Reach.GRANTS
    assert reach_of(DemandTarget.INTERNATIONAL_COMMUNITY, Kind.GOVERNMENT, "BY") is Reach.NOTHING


def test_the_countrys_own_embassy_only_passes_on() -> None:
    assert reach_of(DemandTarget.AUTHORITIES, Kind.EMBASSY, "BY") is Reach.PASSES_ON
    assert reach_of(DemandTarget.INTERNATIONAL_COMMUNITY, Kind.EMBASSY, "BY") is Reach.NOTHING


def test_a_demand_can_name_the_kinds_that_can_grant_it() -> None:
    funding = [
        kind for kind in Kind if reach_of(DemandTarget.COLLEAGUES, kind, kinds=(Kind.DONOR,)) is Reach.GRANTS
    ]
    assert funding == [Kind.DONOR]


def test_a_government_of_the_country_itself_is_written_to_as_an_authority() -> None:
    assert reach_of(DemandTarget.AUTHORITIES, Kind.GOVERNMENT, "BY") is reach_of(
        DemandTarget.AUTHORITIES, Kind.AUTHORITY, "BY"
    )
