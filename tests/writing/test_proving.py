"""Recipients whose letters say the same are put together, and nobody else is."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from crowd import KINDS, make_crowd, told
from zvarot.case.campaign import Edition, edition
from zvarot.case.parties import Recipient
from zvarot.case.reading import Dossier, read_campaign
from zvarot.findings import Refused
from zvarot.writing.composing import compose
from zvarot.writing.differing import text_of
from zvarot.writing.disclosure import disclose
from zvarot.writing.proving import Text, Texts, fingerprint_of
from zvarot.writing.templating import Templates, open_templates


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """A campaign with two offices of each kind."""
    return read_campaign(make_crowd(tmp_path_factory.mktemp("crowd") / "campaign", 22, 2))


def to(dossier: Dossier, offices: Iterable[Recipient]) -> list[Edition]:
    return [edition(dossier.campaign.letters[0], office) for office in offices]


def texts_of(
    dossier: Dossier, templates: Templates, offices: Iterable[Recipient] | None = None
) -> tuple[Text, ...]:
    texts = Texts(templates)
    for made in to(dossier, dossier.recipients if offices is None else offices):
        texts.add(made, told(dossier, made))
    return texts.sorted()


def members(texts: Iterable[Text]) -> list[list[str]]:
    return [[row.id for row in text.rows] for text in texts]


def test_every_recipient_stands_beside_a_text_once(dossier: Dossier, templates: Templates) -> None:
    texts = texts_of(dossier, templates)
    assert [text.number for text in texts] == [*range(1, len(KINDS) + 1)]
    assert {text.kinds for text in texts} == {*KINDS}
    ids = [id for ids in members(texts) for id in ids]
    assert sorted(ids) == [office.id for office in dossier.recipients]


def test_each_of_them_gets_the_text_that_production_writes(dossier: Dossier, templates: Templates) -> None:
    by_recipient = {row.id: text for text in texts_of(dossier, templates) for row in text.rows}
    for made in to(dossier, dossier.recipients):
        wording = templates.wording(made.language)
        letter = compose(disclose(dossier.case, dossier.campaign, made, wording), templates)
        found = by_recipient[made.recipient.id]
        (row,) = [one for one in found.rows if one.id == made.recipient.id]
        assert text_of(letter) == text_of(found.letter)
        assert (row.salutation, row.closing) == (letter.salutation, letter.closing)


def test_another_opening_or_close_is_told_beside_the_recipient(
    dossier: Dossier, templates: Templates
) -> None:
    office = dossier.recipients[0]
    other = replace(office, id="other", salutation={"en": "Dear Ambassador,"})
    (text,) = texts_of(dossier, templates, [office, other])
    assert [row.salutation for row in text.rows] == ["Excellency,", "Dear Ambassador,"]
    assert text.shared("salutation") is None
    assert text.shared("closing") == text.rows[0].closing


def test_a_template_that_prints_the_office_gives_each_its_own_text(dossier: Dossier, tmp_path: Path) -> None:
    own = tmp_path / "forms" / "appeal" / "en" / "ngo.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "!forms/appeal/en/ngo.html.j2" %}'
        "{% block mandate %}<p>{% for key in recipient %}{{ recipient.office if key == 'office' }}"
        "{% endfor %}</p>{% endblock %}"
    )
    ngos = [office for office in dossier.recipients if office.kind == "ngo"]
    assert len(ngos) == 2
    assert members(texts_of(dossier, open_templates(tmp_path), ngos)) == [[one.id] for one in ngos]


def test_a_reference_in_an_address_stops_its_letter_alone(dossier: Dossier, templates: Templates) -> None:
    office = dossier.recipients[0]
    texts = Texts(templates)
    made = edition(dossier.campaign.letters[0], office)
    texts.add(made, told(dossier, made))
    bad = edition(dossier.campaign.letters[0], replace(office, id="bad", body={"en": "{person:hidden}"}))
    with pytest.raises(Refused, match="refers to"):
        texts.add(bad, told(dossier, bad))
    assert members(texts.sorted()) == [[office.id]]


def test_the_text_of_most_recipients_comes_first(dossier: Dossier, templates: Templates) -> None:
    ngos = [office for office in dossier.recipients if office.kind == "ngo"]
    donor = next(office for office in dossier.recipients if office.kind == "donor")
    assert [text.kinds for text in texts_of(dossier, templates, [donor, *ngos])] == ["ngo", "donor"]


def test_a_text_that_does_not_pass_is_left_out_and_leaves_no_gap(
    dossier: Dossier, templates: Templates
) -> None:
    texts = Texts(templates)
    for made in to(dossier, dossier.recipients):
        texts.add(made, told(dossier, made))
    left = texts.sorted(lambda text: text.kinds != "media")
    assert [text.number for text in left] == [*range(1, len(KINDS))]
    assert "media" not in {text.kinds for text in left}


@pytest.mark.parametrize(
    "other",
    [{"salutation": {"en": "Sir,"}}, {"office": {"en": "Another"}}, {"id": "another"}],
    ids=["salutation", "office", "id"],
)
def test_the_whole_has_another_fingerprint_when_a_recipient_changes(
    dossier: Dossier, templates: Templates, other: dict[str, object]
) -> None:
    first, *rest = dossier.recipients
    before = fingerprint_of(texts_of(dossier, templates))
    assert before == fingerprint_of(texts_of(dossier, templates, [*rest, first]))
    changed: Recipient = replace(first, **other)  # type: ignore[arg-type]
    assert before != fingerprint_of(texts_of(dossier, templates, [changed, *rest]))
