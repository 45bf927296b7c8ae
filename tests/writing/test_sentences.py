"""What a letter says is remembered, so that it can be told what it left out."""

from markupsafe import Markup

from writing.conftest import case_of, plan_of, telling_of


def test_what_is_printed_is_remembered_and_nothing_else() -> None:
    telling = telling_of(case_of())
    values = telling.values()
    assert telling.printed == set()
    str(values["incidents"][0]["account"])
    incidents = {one for one in telling.printed if one[0] == "incident"}
    assert len(incidents) == 1
    telling.begin()
    assert telling.printed == set()


def test_a_demand_and_a_figure_are_remembered_when_they_are_said() -> None:
    telling = telling_of(case_of())
    values = telling.values()
    for figure in values["figures"]:
        str(figure["mark"])
    for demand in values["demands"]["authorities"]:
        Markup(demand)
    assert {kind for kind, _ in telling.printed} == {"figure", "demand"}


def test_words_for_any_language_are_said_in_every_language() -> None:
    telling = telling_of(case_of(), plan_of())
    assert telling.text({"any": "Sample"}) == "Sample"
    assert telling.text({"any": "Sample", "en": "The Sample"}) == "The Sample"
    assert telling.text({"be": "Узор"}) == ""
