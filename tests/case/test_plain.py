"""Records become plain data and records again."""

from pathlib import Path

from zvarot.case.plain import as_data, told_otherwise
from zvarot.case.reading import read_campaign
from zvarot.case.review import review

ROOT = Path(__file__).parents[2]


def test_a_campaign_is_the_same_when_it_comes_back_from_plain_data() -> None:
    dossier = read_campaign(ROOT / "examples" / "belarus")
    plan = dossier.campaign.letters[0]
    twin = told_otherwise(dossier, as_data(dossier.case), as_data(plan))
    assert twin.case == dossier.case
    assert twin.campaign.letters == (plan,)


def test_what_stands_in_no_file_is_reviewed_like_what_does() -> None:
    dossier = read_campaign(ROOT / "tests" / "broken" / "base")
    case, plan = as_data(dossier.case), as_data(dossier.campaign.letters[0])
    case["incidents"][0]["audience"] = "internal"
    case["people"].append({**case["people"][1], "id": "new", "consent": None, "audience": "public"})
    found = review(told_otherwise(dossier, case, plan))
    assert [(one.rule, one.place and one.place.line) for one in found] == [("person-without-consent", 1)]


def test_nothing_is_remembered_from_the_other_campaign() -> None:
    dossier = read_campaign(ROOT / "tests" / "broken" / "base")
    dossier.once("x", lambda: 1)
    twin = told_otherwise(dossier, as_data(dossier.case), as_data(dossier.campaign.letters[0]))
    assert twin.once("x", lambda: 2) == 2
