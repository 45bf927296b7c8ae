"""Of findings that are alike no more than anybody reads, and how many more there are."""

from zvarot.case.gathering import Gathered, by_rule_and_file
from zvarot.findings import Finding, Place, Severity


def finding(row: int, file: str = "a.csv", rule: str = "table-value") -> Finding:
    return Finding(rule, Severity.ERROR, f"row {row}", "Mend it.", Place(file, row, 1), f"office-{row}")


def test_what_is_left_out_is_said_at_its_first_place_and_with_its_number() -> None:
    gathered = Gathered(2, by_rule_and_file)
    kept = [gathered.add(finding(row)) for row in range(1, 1235)]
    first, second, rest = gathered
    assert [first, second] == [finding(1), finding(2)]
    assert (rest.message, rest.place) == ("and 1,232 more like these, from here on", Place("a.csv", 3, 1))
    assert (rest.rule, rest.severity, rest.subject) == ("table-value", Severity.ERROR, "")
    assert kept == [True, True] + [False] * 1232


def test_other_rules_and_other_files_are_counted_for_themselves() -> None:
    gathered = Gathered(1, by_rule_and_file)
    for found in (finding(1), finding(2, rule="lost-zero"), finding(3, file="b.csv")):
        assert gathered.add(found)
    assert len([*gathered]) == 3


def test_a_finding_that_is_there_already_is_not_counted_again() -> None:
    gathered = Gathered(1, by_rule_and_file)
    assert [gathered.add(finding(1)) for _ in range(5)] == [True] * 5
    assert [*gathered] == [finding(1)]


def test_what_is_like_nothing_else_is_kept_without_end() -> None:
    gathered = Gathered(1, lambda _: None)
    for row in range(50):
        gathered.add(finding(row))
    assert len([*gathered]) == 50
