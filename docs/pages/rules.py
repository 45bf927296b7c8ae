"""The page of every rule."""

import inspect
import re

from pages.markdown import MADE, ROOT, table
from zvarot.case import file_rules, rules
from zvarot.findings import Rule
from zvarot.press import inspection

_LAST = """\
These are not asked by `check`. Every finished file is looked at before it is written; what is found there
holds the letter back with exit code 3, and nothing of it is written.
"""
_HEAD = """\
`zvarot check` asks a campaign every question at once and prints what it finds. An **error** stops the
letter that it is about. A **warning** asks you to look; the letter is made all the same. Each finding names
the file, the line and the column, then the rule in square brackets, then what to do.

Some rules can be *waived*: a person who answers for it writes into `campaign.yaml` why the finding may
stand, and up to which letter date. Their name stands beside it, so that colleagues can ask.

```yaml campaign.yaml
waivers:
  - rule: unverified-recipient
    on: wg-arbitrary-detention
    by: N. N., campaign officer
    why: The office confirmed its address to us by telephone.
    until: 2026-12-31
```
"""


def page() -> str:
    """Write the page."""
    rows = [(f"[{rule.id}](#{rule.id})", rule.severity, _waived(rule, "yes", "no")) for rule in rules.RULES]
    parts = [MADE, "# Every rule\n", _HEAD, table(("rule", "severity", "can be waived"), rows)]
    for title, group in _groups().items():
        parts += [f"## {title}\n", *map(_section, group)]
    parts += ["## The last look\n", _LAST, *map(_section, inspection.RULES)]
    return "\n".join(parts)


def _groups() -> dict[str, list[Rule]]:
    """Return the rules below the headings that stand among them in file_rules.py and rules.py."""
    groups: dict[str, list[Rule]] = {}
    for module in (file_rules, rules):
        for line in inspect.getsource(module).splitlines():
            if heading := re.fullmatch(r"# (.+?) -{3,}", line):
                groups[heading[1]] = []
            elif name := re.match(r"([A-Z_]+) = Rule\(", line):
                groups[next(reversed(groups))].append(getattr(module, name[1]))
    return groups


def _section(rule: Rule) -> str:
    """Write why a rule is there, and what it looks like when it is broken."""
    expected = ROOT / "tests" / "broken" / rule.id / "expected.txt"
    example = ""
    if expected.is_file():
        example = f"\n```text\n{expected.read_text(encoding='utf-8').strip()}\n```\n"
    waived = _waived(rule, "can be waived", "cannot be waived")
    return f"### {rule.id}\n\n*{rule.severity}, {waived}.* {rule.why}\n{example}"


def _waived(rule: Rule, yes: str, no: str) -> str:
    return yes if rule.id in rules.WAIVABLE else no
