"""Which letters are meant, and that no two of them take the same file."""

from pathlib import Path

import pytest

from zvarot.case.parties import Kind
from zvarot.case.reading import Dossier, read_campaign
from zvarot.findings import WrongUse
from zvarot.press.planning import MAX_NAME, Selection, faulty, grouped, meant, refuse_names, select

EXAMPLE = Path(__file__).parents[2] / "examples" / "belarus"


@pytest.fixture(scope="module")
def example() -> Dossier:
    return read_campaign(EXAMPLE)


def names(dossier: Dossier, selection: Selection) -> list[str]:
    return [one.name for one in select(dossier, selection)]


def test_where_nothing_is_chosen_every_letter_is_meant_in_the_order_of_the_plan(example: Dossier) -> None:
    plans = example.campaign.letters
    chosen = names(example, Selection())
    assert len(chosen) == sum(len(plan.recipients) for plan in plans) > 30
    first = [name.partition("/")[2] for name in chosen if name.startswith(f"{plans[0].id}/")]
    assert [name.partition(".")[0] for name in first] == list(plans[0].recipients)


def test_letters_recipients_kinds_and_languages_choose(example: Dossier) -> None:
    assert {name.partition("/")[0] for name in names(example, Selection(letters=("appeal-2024",)))} == {
        "appeal-2024"
    }
    assert names(example, Selection(to=("irct",))) == ["appeal-2024/irct.en"]
    embassies = select(example, Selection(kinds=(Kind.EMBASSY,)))
    assert {one.edition(example).recipient.kind for one in embassies} == {Kind.EMBASSY}
    assert {one.language for one in select(example, Selection(languages=("de", "pl")))} == {"de", "pl"}


def test_another_language_is_in_the_name(example: Dossier) -> None:
    selection = Selection(letters=("appeal-2024",), to=("irct",), language="fr")
    (one,) = select(example, selection)
    assert (one.name, one.edition(example).language) == ("appeal-2024/irct.fr", "fr")


def test_letters_alike_stand_side_by_side(example: Dossier) -> None:
    def of(name: str) -> str:
        return name.partition("/")[0]

    ordered = grouped(select(example, Selection()))
    keys = [(one.language, of(one.name), one.kind) for one in ordered]
    assert keys == sorted(keys)
    assert {one.name for one in ordered} == {*names(example, Selection())}


def test_letters_with_as_many_lines_in_the_window_stand_side_by_side(base_campaign: Path) -> None:
    office = '  - {id: %s, kind: embassy, office: Embassy, language: en, salutation: "Dear all,", country: BY'
    lines = ", address: {lines: [%s], country: BY}}\n"
    more = "".join(
        office % f"office-{number}" + lines % ", ".join(["Line"] * (1 + number % 3)) for number in range(6)
    )
    recipients = base_campaign / "recipients.yaml"
    recipients.write_text(recipients.read_text(encoding="utf-8") + more, encoding="utf-8")
    campaign = base_campaign / "campaign.yaml"
    ids = ", ".join(f"office-{number}" for number in range(6))
    text = campaign.read_text(encoding="utf-8").replace("[office]", f"[{ids}]")
    campaign.write_text(text, encoding="utf-8")
    ordered = grouped(select(read_campaign(base_campaign), Selection()))
    assert [one.lines for one in ordered] == [1, 1, 2, 2, 3, 3]


def test_one_letter_that_is_not_meant_for_somebody_is_wrong_use(example: Dossier) -> None:
    with pytest.raises(WrongUse, match="letter solidarity-2021 is not meant for irct"):
        select(example, Selection(letters=("solidarity-2021",), to=("irct",)))


def test_of_several_letters_those_count_that_are_meant_for_somebody(example: Dossier) -> None:
    letters = ("solidarity-2021", "appeal-2024")
    assert names(example, Selection(letters=letters, to=("irct",))) == ["appeal-2024/irct.en"]


def test_two_letters_for_one_file_are_found_before_anything_is_made() -> None:
    refuse_names(["first/office.en", "second/office.en", "first/office.de"])
    with pytest.raises(WrongUse, match="would take the same file, first/office"):
        refuse_names(["first/office.en-GB", "second/office.en", "first/office.en-gb"])


def test_a_name_that_no_file_system_takes_is_refused(example: Dossier) -> None:
    with pytest.raises(WrongUse, match="is too long"):
        select(example, Selection(to=("irct",), language="en-" + "x" * MAX_NAME))


def test_offices_whose_rows_have_faults_are_named_with_each_of_their_letters(base_campaign: Path) -> None:
    recipients, campaign = base_campaign / "recipients.yaml", base_campaign / "campaign.yaml"
    text = recipients.read_text(encoding="utf-8").replace(
        "recipients:\n", "tables:\n  - id: list\n    file: list.csv\nrecipients:\n"
    )
    recipients.write_text(text, encoding="utf-8")
    head = "id,kind,office,language,salutation,country,lines\n"
    good = 'good,ngo,Example Office,en,"Dear Office,",BY,1 Invented Street\n'
    (base_campaign / "list.csv").write_text(head + good + good.replace("good,ngo", "bad,nonsense"))
    text = campaign.read_text(encoding="utf-8").replace("[office]", "[office, list]")
    campaign.write_text(text, encoding="utf-8")
    dossier = read_campaign(base_campaign)
    assert names(dossier, Selection()) == ["first/office.en", "first/good.en"]
    ((name, findings),) = faulty(dossier, Selection())
    assert (name, {found.rule for found in findings}) == ("first/bad", {"table-value"})
    assert meant(dossier) == {("first", "office"), ("first", "good")}
    assert [*faulty(dossier, Selection(to=("office",)))] == []
    assert [*faulty(dossier, Selection(to=("bad",)))] != []
