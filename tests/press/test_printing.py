"""One letter is printed: from what its reader may learn to finished bytes, looked at for the last time."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from zvarot.findings import Refused, ZvarotError
from zvarot.press.printing import Format, Job, Press, look_at
from zvarot.press.production import Workshop


@pytest.fixture
def job(base_campaign: Path) -> Callable[..., tuple[Press, Job]]:
    """Return a maker of the campaign's one job, whose words may be changed before."""

    def make(*formats: Format, old: str = "", new: str = "") -> tuple[Press, Job]:
        for path in base_campaign.glob("*.yaml"):
            path.write_text(path.read_text(encoding="utf-8").replace(old or "\0", new), encoding="utf-8")
        workshop = Workshop(base_campaign)
        (made,) = workshop.editions("first", ["office"])
        return workshop.press, workshop.job(made, formats or (Format.HTML,))

    return make


Make = Callable[..., tuple[Press, Job]]


def test_a_letter_is_printed_in_each_format_that_is_asked_for(job: Make) -> None:
    press, both = job(Format.HTML, Format.PDF)
    printed = press.print(both)
    assert [*printed] == [Format.HTML, Format.PDF]
    assert printed[Format.HTML].startswith(b"<!DOCTYPE html>")
    assert printed[Format.PDF].startswith(b"%PDF-")


def test_a_letter_is_the_same_whatever_else_is_asked_for(job: Make) -> None:
    press, both = job(*Format)
    assert press.print(both)[Format.HTML] == press.print(replace(both, formats=(Format.HTML,)))[Format.HTML]


def test_html_alone_opens_no_typesetter(job: Make) -> None:
    press, html = job(Format.HTML)
    press.print(html)
    assert "typesetter" not in vars(press)


def test_a_sign_that_no_font_has_is_named(job: Make) -> None:
    press, odd = job(old="Dear Office of Examples,", new="Dear 漢 of Examples,")
    with pytest.raises(ZvarotError, match=r"no sign for 漢 \(U\+6F22\)") as raised:
        press.print(odd)
    assert "look:" in raised.value.help


def test_a_letter_that_names_somebody_withheld_is_held_back(job: Make) -> None:
    press, honest = job(Format.HTML)
    page = press.page(honest.disclosure)
    telling = replace(page, markup=page.markup.replace("</main>", "<p>Invented Relativeson</p></main>"))
    assert telling != page
    with pytest.raises(Refused, match="held back") as raised:
        press.render(telling, honest)
    assert {found.rule for found in raised.value.findings} == {"withheld-name"}
    assert "Relativeson" not in repr(raised.value.findings)


def test_a_file_name_that_names_somebody_withheld_is_held_back(job: Make) -> None:
    _, honest = job()
    look_at(honest.name, {}, honest.watch)
    with pytest.raises(Refused) as raised:
        look_at("first/invented-relativeson.en", {}, honest.watch)
    assert [found.subject for found in raised.value.findings] == ["p1"]


def test_each_finding_is_told_once(job: Make) -> None:
    press, honest = job(Format.HTML)
    page = press.page(honest.disclosure)
    twice = replace(
        page, markup=page.markup.replace("</main>", "<p>Relativeson</p><p>Relativeson</p></main>")
    )
    with pytest.raises(Refused) as raised:
        press.render(twice, honest)
    assert len({*raised.value.findings}) == len(raised.value.findings)
