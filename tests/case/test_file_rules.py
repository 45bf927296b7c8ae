"""The rules of files come first in every list, and nobody can waive one of them."""

from zvarot.case.file_rules import FILE_RULES
from zvarot.case.rules import RULES, WAIVABLE


def test_the_rules_of_files_come_first() -> None:
    assert len(FILE_RULES) > 15
    assert RULES[: len(FILE_RULES)] == FILE_RULES


def test_a_fault_in_a_file_cannot_be_waived() -> None:
    assert {rule.id for rule in FILE_RULES} & WAIVABLE == set()
