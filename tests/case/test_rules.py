"""Every rule has an id, a reason, and somebody who asks for it."""

import re
from pathlib import Path

import pytest

from zvarot.case import file_rules, rules
from zvarot.case.records import is_identifier
from zvarot.findings import Rule, Severity

NAMES = {
    name: value
    for module in (file_rules, rules)
    for name, value in vars(module).items()
    if isinstance(value, Rule)
}
SOURCE = Path(rules.__file__).parents[1]


def test_all_rules_are_listed_once_and_in_the_order_of_the_file() -> None:
    assert len(NAMES) > 20
    assert tuple(NAMES.values()) == rules.RULES


def test_the_id_of_a_rule_is_its_name_in_the_code() -> None:
    assert [rule.id for rule in rules.RULES] == [name.lower().replace("_", "-") for name in NAMES]
    assert [rule.id for rule in rules.RULES if not is_identifier(rule.id)] == []


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.id)
def test_a_rule_says_why_in_whole_sentences(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z].*\.", rule.why)
    assert "  " not in rule.why


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_is_asked_for_somewhere(name: str) -> None:
    code = [
        path.read_text() for path in SOURCE.rglob("*.py") if path.name not in ("rules.py", "file_rules.py")
    ]
    assert len(code) > 20
    assert any(re.search(rf"\b{name}\b", text) for text in code)


def test_only_warnings_can_be_waived_and_the_trust_in_an_office() -> None:
    waivable = [rule for rule in rules.RULES if rule.id in rules.WAIVABLE]
    assert len(waivable) == len(rules.WAIVABLE) > 1
    assert [rule for rule in waivable if rule.severity is Severity.ERROR] == [
        rules.LIKELY_NAME,
        rules.TRUSTED_RECIPIENT,
    ]


def test_nobody_can_waive_what_protects_people() -> None:
    protecting = {
        rules.PERSON_WITHOUT_AUDIENCE.id,
        rules.PERSON_WITHOUT_CONSENT.id,
        rules.LITERAL_NAME.id,
        rules.WITHHELD_REFERENCE.id,
        file_rules.HIDDEN_CHARACTER.id,
        file_rules.MIXED_SCRIPT.id,
    }
    assert protecting & rules.WAIVABLE == set()
