"""The closed vocabularies mean one thing each."""

from zvarot.case.terms import State


def test_who_is_detained_or_imprisoned_is_held_and_nobody_else() -> None:
    assert {State.DETAINED, State.IMPRISONED} == {state for state in State if state.held}


def test_who_left_detention_alive_is_freed() -> None:
    expected = {State.RELEASED_ON_RECOGNISANCE, State.RELEASED, State.PARDONED, State.EXPELLED}
    assert expected == {state for state in State if state.freed}


def test_nobody_is_held_and_freed_at_once() -> None:
    assert [state for state in State if state.held and state.freed] == []
