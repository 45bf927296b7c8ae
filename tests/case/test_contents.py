"""What goes into a letter: the records that its plan chose, and those that their texts quote."""

from case.conftest import Folder
from zvarot.case.campaign import edition
from zvarot.case.contents import Content, chosen, contents, figures, quoted

SECOND = """\
  - id: arrests
    unit: arrests
    statement: There were {value}.
    readings:
      - as_of: 2024-02-15
        value: 5
        counter: sample-centre
        sources: [bulletin]

demands:
"""


def ways(found: list[Content]) -> list[str]:
    return [".".join(map(str, (file, *path))) for file, path, _ in found]


def test_the_chosen_records_of_a_list_come_with_their_places(folder: Folder) -> None:
    found = [(index, one.id) for index, one in chosen(folder.dossier(), "people", ["p1", "nobody"])]
    assert found == [(1, "p1")]


def test_a_letter_holds_its_plan_its_parties_and_the_records_it_names(folder: Folder) -> None:
    dossier = folder.dossier()
    made = edition(dossier.campaign.letters[0], dossier.recipients[0])
    assert ways([*contents(dossier, made)]) == [
        "case.people.0",
        "case.incidents.0",
        "case.figures.0",
        "case.demands.0",
        "campaign.sender",
        "campaign.marking",
        "campaign.letters.0",
    ]


def test_a_letter_with_its_own_sender_does_not_hold_the_campaigns(folder: Folder) -> None:
    folder.change("campaign", "    signatories:", "    sender:\n      name: Other\n    signatories:")
    dossier = folder.dossier()
    made = edition(dossier.campaign.letters[0], dossier.recipients[0])
    assert "campaign.sender" not in ways([*contents(dossier, made)])


def test_a_letter_quotes_names_units_counters_and_laws(folder: Folder) -> None:
    dossier = folder.dossier()
    made = edition(dossier.campaign.letters[0], dossier.recipients[0])
    assert ways([*quoted(dossier, made)]) == [
        "case.people.0.names",
        "case.people.1.names",
        "case.figures.0.unit",
        "case.organisations.0.name",
        "case.provisions.0.short",
    ]


def test_figures_that_a_text_quotes_are_asked_about_like_those_that_the_plan_names(folder: Folder) -> None:
    folder.change("case", "demands:\n", SECOND)
    dossier = folder.dossier()
    made = edition(dossier.campaign.letters[0], dossier.recipients[0])
    assert [one.id for _, one in figures(dossier, made)] == ["searches"]
    folder.change("campaign", "after {figure:searches}", "after {figure:arrests}")
    dossier = folder.dossier()
    made = edition(dossier.campaign.letters[0], dossier.recipients[0])
    assert [one.id for _, one in figures(dossier, made)] == ["searches", "arrests"]
