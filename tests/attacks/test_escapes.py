"""No template gets out of the sandbox, and none carries a word from one letter to the next."""

from collections.abc import Callable
from pathlib import Path

import pytest

from attacks.conftest import SECRETS, Campaign
from attacks.escapes import ESCAPES, LABELS, LETTER, Escape
from zvarot.findings import TemplateFault, as_json, findings_of
from zvarot.writing.folders import shipped_templates

TOLD = ("Invented Person", "Samplia", "Office of Examples", "Sample Centre", "Example Committee")
"""What the letter says: a message shows none of it."""


def plant(escape: Escape, campaign: Campaign) -> None:
    """Write an attack where it belongs; into labels, in place of a word that each letter prints."""
    text = escape.template
    if escape.where == LABELS:
        labels = (shipped_templates() / LABELS).read_text(encoding="utf-8")
        assert 'msgstr "Sources"' in labels
        text = labels.replace('msgstr "Sources"', f'msgstr "{text}"')
    campaign.write(escape.where, text)


def attempt(escape: Escape, campaign: Campaign) -> tuple[str, TemplateFault | None]:
    """Return the page that was made, or the fault."""
    plant(escape, campaign)
    try:
        page = campaign.page()
    except TemplateFault as fault:
        return "", fault
    return page.markup + page.css, None


@pytest.mark.parametrize("escape", ESCAPES, ids=lambda escape: escape.id)
def test_an_escape_ends_in_a_fault_or_in_nothing(escape: Escape, campaign: Campaign, tmp_path: Path) -> None:
    made, fault = attempt(escape, campaign)
    said = "" if fault is None else as_json(findings_of(fault))
    assert [secret for secret in SECRETS if secret in made + said] == []
    assert [path.name for path in tmp_path.iterdir()] == ["campaign"]
    assert (campaign.folder / "owned").exists() is False
    assert bool(made) is (escape.expected == "")
    if fault:
        assert escape.expected in fault.message
        assert [told for told in TOLD if told in said] == []
        assert fault.place or "the page holds" in fault.message


def test_there_are_many_escapes_and_no_two_are_the_same(tell: Callable[[str], None]) -> None:
    attacks = {(escape.where, escape.template) for escape in ESCAPES}
    assert len(attacks) == len({escape.id for escape in ESCAPES}) == len(ESCAPES) > 100
    tell(f"sandbox escapes: {len(attacks)} tried, 0 got out")


def test_the_letter_that_is_attacked_says_what_no_message_may_say(campaign: Campaign) -> None:
    page = campaign.page()
    assert [told for told in TOLD if told not in page.markup] == []
    assert [secret for secret in SECRETS if secret in page.markup] == []


# From one letter to another -------------------------------------------------------------------------

KEEPERS = {
    "namespace": (
        "{% set kept = namespace(words='') %}"
        "{% macro keep(word) %}{% set kept.words = kept.words ~ word %}{{ kept.words }}{% endmacro %}",
        "{{ keeper.keep(people[0].name) }}",
    ),
    "cycler": ("{% set turn = cycler('first', 'second') %}", "{{ keeper.turn.next() }}"),
    "joiner": ("{% set once = joiner('again') %}", "{{ keeper.once() }}."),
}


@pytest.mark.parametrize("keeper", KEEPERS)
@pytest.mark.parametrize(
    "road", ["import 'keeper.j2' as keeper", "import 'keeper.j2' as keeper with context"]
)
def test_what_a_template_keeps_is_gone_with_its_letter(keeper: str, road: str, campaign: Campaign) -> None:
    kept, used = KEEPERS[keeper]
    campaign.write("keeper.j2", kept)
    campaign.write(
        LETTER, f'{{% extends "!{LETTER}" %}}{{% block body %}}{{% {road} %}}{used}{{% endblock %}}'
    )
    pages = campaign.pages()
    assert next(pages) == next(pages)


def test_a_change_that_a_template_makes_is_made_to_a_copy(campaign: Campaign) -> None:
    words = (
        "{% set mine = namespace(demands) %}{% set mine.authorities = [] %}{% set people = [] %}"
        "{% set other = dict(letter, subject='x') %}{{ letter.subject }} {{ demands.authorities|length }}"
    )
    campaign.write(LETTER, f'{{% extends "!{LETTER}" %}}{{% block body %}}{words}{{% endblock %}}')
    markup = campaign.page().markup
    assert "Samplia: release of a defender 1" in markup
    assert "release Invented Person at once" in markup
