"""The self-test finds what leaks, says where it shows, and tells nothing that is withheld.

All campaigns here are invented.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from zvarot.press import selftest
from zvarot.press.production import Workshop
from zvarot.press.selftest import Recorder, Tried, differences, page_alone, try_letters, whole_letter
from zvarot.writing.disclosure import disclose

Leak = Callable[[Any, Any], Any]


def change(folder: Path, name: str, old: str, new: str) -> Workshop:
    """Change a file of a campaign and open it."""
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return Workshop(folder)


def tried(workshop: Workshop, pairs: int = 4) -> Tried:
    (one,) = try_letters(workshop, pairs, "seed")
    return one


def leaking(monkeypatch: pytest.MonkeyPatch, tell: Callable[[Any], str]) -> None:
    """Let every letter say something about the whole case."""

    def disclosed(case: Any, *rest: Any) -> Any:
        return replace(disclose(case, *rest), hook=f"It is {tell(case)}.")

    monkeypatch.setattr(selftest, "disclose", disclosed)


def test_a_campaign_in_which_nothing_leaks_is_the_same_in_every_pair(base_campaign: Path) -> None:
    one = tried(Workshop(base_campaign))
    assert one == Tried("first", "office", "en", names=1)
    assert not one.leaks
    assert str(one) == "first to office (en): nothing leaks; every withheld name stops it (1)"


def test_every_language_and_audience_of_a_letter_is_tried_once(base_campaign: Path) -> None:
    path = base_campaign / "recipients.yaml"
    office = path.read_text(encoding="utf-8").split("recipients:\n")[1]
    more = office.replace("id: office", "id: same") + office.replace("id: office", "id: other").replace(
        "language: en", "language: be"
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    workshop = change(base_campaign, "campaign", "[office]", "[office, same, other]")
    assert [(one.recipient, one.language) for one in try_letters(workshop, 1, "seed")] == [
        ("office", "en"),
        ("other", "be"),
    ]


@pytest.mark.parametrize(
    ("tell", "kinds"),
    [
        (lambda case: len(case.people), {"people"}),
        (lambda case: [one.id for one in case.sources], {"sources"}),
        (lambda case: sum(len(one.readings) for one in case.figures), {"figures"}),
    ],
)
def test_a_leak_is_found_with_its_artefact_and_the_records_it_hangs_on(
    base_campaign: Path, monkeypatch: pytest.MonkeyPatch, tell: Callable[[Any], str], kinds: set[str]
) -> None:
    leaking(monkeypatch, tell)
    one = tried(Workshop(base_campaign), pairs=12)
    assert one.leaks
    assert {"disclosure", "page"} <= {*one.differing}
    assert kinds == {*one.kinds}
    assert str(one).startswith(f"first to office (en): DEPENDS on withheld {one.kinds[0]}, do not send it: ")
    assert "Relativeson" not in str(one)


def test_where_nobody_can_tell_what_a_leak_hangs_on_that_is_said() -> None:
    one = Tried("first", "office", "en", differing=("PDF",))
    assert str(one) == "first to office (en): DEPENDS on something that is withheld, do not send it: PDF"


def test_the_same_seed_draws_the_same_pairs(base_campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leaking(monkeypatch, lambda case: str(len(case.incidents)))
    workshop = Workshop(base_campaign)
    first, again = ([*try_letters(workshop, 3, "a")] for _ in range(2))
    assert first == again


def test_what_is_said_on_the_way_is_compared(base_campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zvarot.case.review.seen_by", lambda dossier, _audience: dossier)
    workshop = change(base_campaign, "case", "as_of: 2024-02-15", "as_of: 2022-02-15")
    one = tried(workshop, pairs=40)
    assert "messages" in one.differing


def test_a_campaign_that_withholds_nobody_says_that_there_was_nothing_to_try(base_campaign: Path) -> None:
    path = base_campaign / "case.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  - id: p1"), text.index("incidents:")
    path.write_text(text[:start] + text[end:].replace("{person:p1}", "others"), encoding="utf-8")
    one = tried(Workshop(base_campaign))
    assert one == Tried("first", "office", "en")
    assert str(one) == "first to office (en): nothing leaks; there are no withheld names to try"


def test_whoever_has_no_name_in_the_file_cannot_be_named(base_campaign: Path) -> None:
    workshop = change(base_campaign, "case", "      en: Invented Relativeson", "      {}")
    assert tried(workshop, pairs=1) == Tried("first", "office", "en")


def test_a_name_that_stops_no_letter_is_told_by_its_id(
    base_campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "look_at", lambda *_: None)
    one = tried(Workshop(base_campaign), pairs=1)
    assert (one.missed, one.leaks) == (("p1",), True)
    assert str(one) == "first to office (en): nothing leaks; NOT STOPPED by the names of p1"


def test_a_letter_that_is_stopped_is_compared_as_far_as_it_goes(base_campaign: Path) -> None:
    """The figure in its opening is younger than the letter."""
    one = tried(change(base_campaign, "case", "as_of: 2024-02-15", "as_of: 2024-03-02"))
    assert one == Tried("first", "office", "en", stopped=True)
    assert str(one) == "first to office (en): nothing leaks; it is stopped, `zvarot letter` says why"


def test_a_letter_that_the_last_look_holds_back_is_compared_as_a_page(base_campaign: Path) -> None:
    """Its own template names somebody in a way that `check` does not see."""
    folder = base_campaign / "templates" / "forms" / "open-letter" / "en"
    folder.mkdir(parents=True)
    (folder / "letter.html.j2").write_text(
        '{% extends "!forms/open-letter/en/letter.html.j2" %}'
        "{% block salutation %}Invented {{ 'Relative' ~ 'son' }}{% endblock %}",
        encoding="utf-8",
    )
    workshop = Workshop(base_campaign)
    (made,) = workshop.editions("first", ["office"])
    assert "refusal" in whole_letter(workshop, made)
    assert "refusal" not in page_alone(workshop, made)
    assert tried(workshop) == Tried("first", "office", "en", stopped=True)


def test_everything_that_a_letter_is_made_of_is_compared(base_campaign: Path) -> None:
    workshop = Workshop(base_campaign)
    (made,) = workshop.editions("first", ["office"])
    found = whole_letter(workshop, made)
    assert [*found] == [
        "what workers receive",
        "disclosure",
        "page",
        "style",
        "file name",
        "digest",
        "waivers",
        "messages",
        "HTML",
    ]
    assert found["file name"] == "first/office.en"
    assert b"Invented Person" in found["HTML"]


def test_workers_receive_nothing_else_than_what_is_compared_and_the_hashes_of_the_trip_wire(
    base_campaign: Path,
) -> None:
    workshop = Workshop(base_campaign)
    (made,) = workshop.editions("first", ["office"])
    recorder = Recorder(workshop.press)
    job = workshop.job(made, [])
    recorder.print(job)
    left = replace(job, watch=None)  # type: ignore[arg-type]
    assert repr(left.disclosure) in recorder.seen["what workers receive"]
    assert "Relativeson" not in repr(job.watch)


def test_what_is_there_only_once_differs_too() -> None:
    assert differences({"a": 1, "b": 2}, {"a": 1, "b": 2}) == ()
    assert differences({"a": 1}, {"a": 2, "b": 2}) == ("a", "b")
    assert differences({"a": 1}, {}) == ("a",)


def test_the_sample_campaign_that_new_makes_holds(tmp_path: Path) -> None:
    from zvarot.writing.folders import shipped_templates

    folder = shutil.copytree(shipped_templates() / "sample", tmp_path / "sample")
    assert [one for one in try_letters(Workshop(Path(folder)), 2, "seed") if one.leaks] == []
