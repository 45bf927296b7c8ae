"""A letter gets the figures and sources that it can quote, and no others."""

from pathlib import Path

import pytest

from zvarot.press.production import Workshop
from zvarot.writing.disclosure import disclose
from zvarot.writing.folders import TemplateFolders
from zvarot.writing.narrowing import asked_for, narrowed

EXAMPLE = Path(__file__).parents[2] / "examples" / "belarus"
OWN = "forms/open-letter/en/letter.html.j2"


def write(folder: Path, body: str) -> TemplateFolders:
    path = folder / "templates" / OWN
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{% extends "!{OWN}" %}}{{% block body %}}{body}{{% endblock %}}', encoding="utf-8")
    return TemplateFolders(folder / "templates")


def test_no_letter_of_the_example_changes_when_it_is_narrowed() -> None:
    workshop, less = Workshop(EXAMPLE), 0
    dossier = workshop.dossier
    for plan in dossier.campaign.letters:
        for made in workshop.editions(plan.id, ["all"]):
            wording = workshop.press.templates.wording(made.language)
            whole = disclose(dossier.case, dossier.campaign, made, wording)
            part = narrowed(whole, asked_for(workshop.press.templates.folders))
            assert workshop.press.page(part) == workshop.press.page(whole)
            less += len(part.figures) < len(whole.figures)
    assert less > 0


def test_the_shipped_templates_ask_for_no_figure_by_its_id() -> None:
    assert asked_for(TemplateFolders()) == frozenset()


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("{{ figure('searches') }}", {"searches"}),
        (
            '{% if figure( "searches" ) %}{{ figure("arrests-2024") }}{% endif %}',
            {"searches", "arrests-2024"},
        ),
        ("{% for figure in figures %}{{ figure.number }}{{ figure\n.mark }}{% endfor %}", set()),
        ("{# figure(id) #}A figure of speech{{ 'figure' }}", set()),
        ("{{ figure('search' ~ 'es') }}", None),
        ("{% set id = 'searches' %}{{ figure(id) }}", None),
        ("{% set count = figure %}{{ count('searches') }}", None),
    ],
)
def test_what_templates_ask_for_is_known_or_may_be_anything(
    base_campaign: Path, body: str, asked: set[str] | None
) -> None:
    assert asked_for(write(base_campaign, body)) == asked


@pytest.mark.parametrize(
    "body",
    ["{{ figure('arrests') }}", "{{ figure('arr' ~ 'ests') }}", "{% set f = figure %}{{ f('arrests') }}"],
)
def test_a_figure_that_only_a_template_asks_for_is_there(base_campaign: Path, body: str) -> None:
    case = base_campaign / "case.yaml"
    more = "figures:\n  - id: arrests\n    unit: {one: arrest, other: arrests}\n" + (
        "    statement: The Sample Centre counted {value}.\n    readings:\n"
        "      - {as_of: 2024-02-15, value: 7, counter: sample-centre, sources: [bulletin]}\n"
    )
    case.write_text(case.read_text(encoding="utf-8").replace("figures:\n", more), encoding="utf-8")

    def letter() -> str:
        workshop = Workshop(base_campaign)
        (made,) = workshop.editions("first", ["office"])
        return workshop.press.page(workshop.job(made, ()).disclosure).markup

    assert "7\N{NO-BREAK SPACE}arrests" not in letter()
    write(base_campaign, body)
    assert "7\N{NO-BREAK SPACE}arrests" in letter()
