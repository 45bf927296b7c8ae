"""Envelopes and labels for the offices of a campaign: gathered, guarded, printed where they belong."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from conformity import objections
from mirrored import arabic_look
from zvarot.case.watching import Watched, watch
from zvarot.findings import FaultyFiles, Refused, TemplateFault, WrongUse, ZvarotError
from zvarot.press.envelopes import LIMITS, Gathered, carry_out, gather, print_post
from zvarot.press.planning import Selection
from zvarot.press.production import Workshop
from zvarot.press.tasks import Limits, OutOfBounds
from zvarot.press.typesetting import Typesetter
from zvarot.press.workers import Workers
from zvarot.writing.looks import PLAIN
from zvarot.writing.posting import Piece, Post, fitted, lay_out_post
from zvarot.writing.stationery import ENVELOPES, SHEETS, Envelope, EnvelopeSize, LabelSheet, SheetName
from zvarot.writing.templating import Templates, open_templates

MM = 72 / 25.4
NOBODY = watch((), (), bytes(16))
NOWHERE = Path("no such folder of templates")
DL, SHEET = ENVELOPES[EnvelopeSize.DL], SHEETS[SheetName.A4_3X8]

Boxes = list[tuple[float, float, float, float]]

SENDER = ("Example Committee for Invented Samples", "2 Invented Lane", "1201 Geneva", "SWITZERLAND")
SHORT = Piece("short", "en", "ltr", ("Office of Examples", "1 Invented Street", "1000 Exampleton"), SENDER)
FULL = Piece(
    "full",
    "en",
    "ltr",
    (
        "Mr Invented Holder-Exampleson",
        "Special Representative for Samples",
        "Office of Examples",
        *(f"Line number {number} of six" for number in range(1, 7)),
        "EXAMPLELAND",
    ),
    SENDER,
)
"""As many lines as an address can have."""
SEVEN = replace(FULL, lines=FULL.lines[:7])
WIDE = Piece(
    "wide",
    "de",
    "ltr",
    (
        "Sonderbeauftragte für erfundene Menschenrechtsverteidigerinnen und Menschenrechtsverteidiger",
        "Ministerium für Beispiele",
        "Beispielstraße 1",
        "1000 Musterstadt",
    ),
    SENDER,
)
CYRILLIC = Piece("cyrillic", "be", "ltr", ("Выдуманы пракурор", "вул. Прыкладная 1", "УЗОРЫЯ"), SENDER)
ARABIC = Piece(
    "arabic", "ar", "rtl", ("مكتب العيّنة", "هيئة مختلقة", "شارع مختلق 1"), ("لجنة المثال", "شارع 1")
)
PIECES = (SHORT, FULL, WIDE, CYRILLIC)


@pytest.fixture(scope="module")
def dressed() -> Templates:
    """The templates with a look that has Arabic letters."""
    return open_templates(look=arabic_look())


def printed(
    typesetter: Typesetter,
    templates: Templates,
    paper: Envelope | LabelSheet,
    pieces: tuple[Piece, ...] = PIECES,
    skip: int = 0,
) -> bytes:
    """Print pieces as a worker does."""
    post = Post(paper, fitted(pieces, paper, templates.look), "en", skip)
    return typesetter.typeset(lay_out_post(post, templates))


def boxes(pdf: bytes) -> list[Boxes]:
    """Return where each sign stands on each page: left, top, right, bottom in mm from the corner."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [[*_boxes(page)] for page in document]


def _boxes(page: Any) -> Iterator[tuple[float, float, float, float]]:
    text, height = page.get_textpage(), page.get_height()
    for number in range(text.count_chars()):
        if text.get_text_range(number, 1).strip():
            left, bottom, right, top = text.get_charbox(number)
            yield left / MM, (height - top) / MM, right / MM, (height - bottom) / MM


def texts(pdf: bytes) -> list[list[str]]:
    """Return the lines of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().splitlines() for page in document]


def around(signs: Boxes) -> tuple[float, float, float, float]:
    """Return the box around signs."""
    lefts, tops, rights, bottoms = zip(*signs, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


# --- Where things stand


@pytest.mark.parametrize("size", list(EnvelopeSize))
def test_an_address_stands_within_its_zone_and_the_sender_in_the_corner(
    size: EnvelopeSize, typesetter: Typesetter, dressed: Templates
) -> None:
    envelope = ENVELOPES[size]
    pdf = printed(typesetter, dressed, envelope, (*PIECES, ARABIC))
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 5
        assert document.get_page_size(0) == pytest.approx(
            (envelope.width * MM, envelope.height * MM), abs=0.1
        )
    zone, corner = envelope.zone, envelope.sender
    for signs in boxes(pdf):
        left, top, right, bottom = around([one for one in signs if one[1] >= 40])
        assert left >= zone.left - 0.3
        assert top >= zone.top - 1
        assert right <= zone.left + zone.width
        assert bottom <= zone.top + zone.height + 1
        left, top, right, bottom = around([one for one in signs if one[1] < 40])
        assert left >= corner.left - 0.3
        assert right <= corner.left + corner.width
        assert bottom <= corner.top + corner.height


def test_every_line_of_the_longest_address_is_on_the_envelope(
    typesetter: Typesetter, templates: Templates
) -> None:
    (lines,) = texts(printed(typesetter, templates, ENVELOPES[EnvelopeSize.US_10], (FULL,)))
    assert lines == [*FULL.sender, *FULL.lines]


@pytest.mark.parametrize("name", list(SheetName))
def test_labels_keep_to_their_cells_with_two_millimetres_to_spare(
    name: SheetName, typesetter: Typesetter, templates: Templates
) -> None:
    sheet = SHEETS[name]
    pieces = (SHORT, CYRILLIC, *((SEVEN, WIDE) if sheet.label.height > 30 else ()))
    pdf = printed(typesetter, templates, sheet, pieces * sheet.count, skip=1)
    pages = boxes(pdf)
    assert len(pages) == len(pieces) + 1
    for page, signs in enumerate(pages):
        cells: dict[int, Boxes] = {}
        for sign in signs:
            cells.setdefault(cell_of(sign, sheet), []).append(sign)
        used = range(page == 0, sheet.count if page < len(pieces) else 1)
        assert sorted(cells) == [*used]
        for number, inside in cells.items():
            x, y = sheet.place(number)
            left, top, right, bottom = around(inside)
            assert left >= x + 2
            assert top >= y + 2
            assert right <= x + sheet.label.width - 2
            assert bottom <= y + sheet.label.height - 2


def test_an_address_from_right_to_left_begins_at_the_right(
    typesetter: Typesetter, dressed: Templates
) -> None:
    (signs,) = boxes(printed(typesetter, dressed, DL, (ARABIC,)))
    zone = DL.zone
    assert around([one for one in signs if one[1] > 40])[2] == pytest.approx(zone.left + zone.width, abs=0.5)
    (signs,) = boxes(printed(typesetter, dressed, SHEET, (ARABIC,)))
    left, top, right, bottom = around(signs)
    assert right == pytest.approx(SHEET.label.width - SHEET.inset[0], abs=0.5)
    assert min(left, top) >= 2
    assert bottom <= SHEET.label.height - 2


def cell_of(sign: tuple[float, float, float, float], sheet: LabelSheet) -> int:
    """Return the number of the label in which a sign begins."""
    column = int((sign[0] - sheet.label.left) // sheet.across)
    return int((sign[1] - sheet.label.top) // sheet.down) * sheet.columns + column


@pytest.mark.parametrize("name", list(SheetName))
def test_labels_are_as_far_apart_as_on_the_sheet(
    name: SheetName, typesetter: Typesetter, templates: Templates
) -> None:
    sheet = SHEETS[name]
    piece = Piece("same", "en", "ltr", ("H",))
    (signs,) = boxes(printed(typesetter, templates, sheet, (piece,) * sheet.count))
    assert len(signs) == sheet.count
    first = signs[0]
    for number, sign in enumerate(signs):
        row, column = divmod(number, sheet.columns)
        assert sign[0] - first[0] == pytest.approx(column * sheet.across, abs=0.2)
        assert sign[1] - first[1] == pytest.approx(row * sheet.down, abs=0.2)
    assert first[0] - sheet.label.left - sheet.inset[0] == pytest.approx(0, abs=0.3)


@pytest.mark.parametrize("width", [52, 60, 71, 90])
def test_as_many_lines_are_printed_as_were_reckoned_with(
    width: int, typesetter: Typesetter, templates: Templates
) -> None:
    words = "Sonderbeauftragte für erfundene Verteidiger von Beispielen in aller Welt und anderswo " * 2
    label = replace(SHEET.label, width=width, height=200)
    sheet = replace(SHEET, label=label, sizes=(9.5,), columns=1, rows=1)
    piece = Piece("wide", "de", "ltr", (words.strip(),))
    for height in range(8, 60):
        tight = replace(sheet, label=replace(label, height=height))
        try:
            pdf = printed(typesetter, templates, tight, (piece,))
        except FaultyFiles:
            continue
        _, _, right, bottom = around(boxes(pdf)[0])
        assert bottom <= height - sheet.inset[1]
        assert right <= width - sheet.inset[0]
        return
    pytest.fail("the words fit nowhere")


@pytest.mark.parametrize("paper", [*ENVELOPES.values(), SHEET], ids=lambda paper: paper.name)
def test_envelopes_and_labels_keep_the_standards_of_letters(
    paper: Envelope | LabelSheet, typesetter: Typesetter, dressed: Templates
) -> None:
    assert objections(printed(typesetter, dressed, paper, (SHORT, WIDE, CYRILLIC, ARABIC))) == []


def test_the_same_addresses_give_the_same_bytes(typesetter: Typesetter, templates: Templates) -> None:
    assert printed(typesetter, templates, DL) == printed(typesetter, templates, DL)


# --- Who is written to


def change(folder: Path, name: str, old: str, new: str) -> Workshop:
    """Change a file of a campaign and read the campaign again."""
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return Workshop(folder)


def with_offices(folder: Path, *offices: str) -> Workshop:
    """Add invented offices to a campaign: `id country postcode`, or an id alone."""
    added = ""
    for id, *address in (office.split() for office in offices):
        country, postcode = address or ("", "")
        place = f"street: 1 Street, postcode: '{postcode}', town: Exampleton, country: {country}"
        post = f"    address: {{{place}}}\n" if address else ""
        added += (
            f"  - id: {id}\n    kind: embassy\n    office: Office {id}\n    language: en\n{post}"
            "    salutation: Dear Office,\n"
        )
    path = folder / "recipients.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + f"\n{added}", encoding="utf-8")
    ids = ", ".join(office.split()[0] for office in offices)
    return change(folder, "campaign", "recipients: [office]", f"recipients: [office, {ids}]")


def gathered(workshop: Workshop, *letters: str, to: tuple[str, ...] = (), sender: bool = True) -> Gathered:
    selection = Selection(letters=letters, to=to)
    return gather(workshop.dossier, workshop.press.templates, selection, sender)


def test_offices_stand_in_postal_order_and_those_without_an_address_apart(base_campaign: Path) -> None:
    workshop = with_offices(base_campaign, "b DE 20095", "nowhere", "a DE 10117", "z BE 1050", "homeless")
    post = gathered(workshop)
    assert [piece.id for piece in post.pieces] == ["z", "office", "a", "b"]
    assert post.homeless == ("homeless", "nowhere")
    assert gathered(workshop, to=("b", "nowhere")).homeless == ("nowhere",)


def test_an_office_that_gets_several_letters_gets_one_envelope(base_campaign: Path) -> None:
    text = (base_campaign / "campaign.yaml").read_text(encoding="utf-8")
    first = text.partition("letters:\n")[2]
    second = first.replace("id: first", "id: second") + "    sender:\n      name: Another Committee\n"
    path = base_campaign / "campaign.yaml"
    path.write_text(text + second, encoding="utf-8")
    workshop = change(
        base_campaign,
        "campaign",
        "      name: Another Committee\n",
        "      name: Another Committee\n      address: {lines: [3 Invented Lane], country: BY}\n",
    )
    assert [piece.sender for piece in gathered(workshop).pieces] == [()]
    (piece,) = gathered(workshop, "second").pieces
    assert piece.sender == ("Another Committee", "3 Invented Lane")
    assert gathered(workshop, "second", sender=False).pieces[0].sender == ()


def test_the_lines_are_those_of_the_letters_window(base_campaign: Path) -> None:
    workshop = Workshop(base_campaign)
    (piece,) = gathered(workshop).pieces
    (made,) = workshop.editions("first", ["office"])
    html = workshop.press.page(workshop.job(made, ()).disclosure).html
    window = html.partition('<p class="address">')[2].partition("</p>")[0]
    assert "".join(f'<span class="line">{line}</span>' for line in piece.lines) == window.replace("\xa0", " ")
    assert piece.lines[-1] == "BELARUS"


def test_what_is_not_there_is_wrong_use(base_campaign: Path) -> None:
    workshop = Workshop(base_campaign)
    with pytest.raises(WrongUse, match='there is no letter "frist"'):
        gathered(workshop, "frist")
    with pytest.raises(WrongUse, match='there is no recipient "ofice"'):
        gathered(workshop, to=("ofice",))


# --- Who must not be named


def test_whoever_is_withheld_from_the_public_stands_on_no_envelope(base_campaign: Path) -> None:
    workshop = change(
        base_campaign, "recipients", "        - 1 Invented Street", "        - c/o Invented Relativeson"
    )
    with pytest.raises(Refused) as raised:
        gathered(workshop)
    (found,) = raised.value.findings
    assert (found.rule, found.subject) == ("withheld-name", "p1")
    assert found.message == "p1 is withheld from the public, but the address of office names them"
    assert "Relativeson" not in repr(raised.value.findings)


def test_a_partner_may_know_the_name_but_its_envelope_does_not_say_it(base_campaign: Path) -> None:
    change(base_campaign, "case", "id: p1\n    audience: internal", "id: p1\n    audience: partners")
    change(base_campaign, "recipients", "kind: authority", "kind: ngo")
    change(base_campaign, "campaign", "form: open-letter", "form: appeal")
    workshop = change(base_campaign, "recipients", "- 1 Invented Street", "- at Invented Relativeson’s")
    with pytest.raises(Refused, match="held back"):
        gathered(workshop)


def test_the_holder_whom_the_campaign_writes_to_may_stand_on_the_envelope(base_campaign: Path) -> None:
    holder = "    holder: Invented Relativeson\n    holder_as_of: 2024-02-20\n"
    workshop = change(base_campaign, "recipients", "    address:\n", f"{holder}    address:\n")
    post = gathered(workshop)
    assert post.pieces[0].lines[0] == "Invented Relativeson"
    assert post.watch.found("Invented Relativeson") == ()
    change(base_campaign, "recipients", "office: Office of Examples", "office: Office of I. Relativeson")
    with pytest.raises(Refused, match="held back"):
        gathered(Workshop(base_campaign))


def test_the_finished_file_is_looked_at_as_letters_are() -> None:
    post = Post(DL, fitted([SHORT], DL, PLAIN), "en")
    guard = watch([Watched("p1", ("Ivo Exampleton",))], (), bytes(16))
    with pytest.raises(Refused) as raised:
        carry_out(NOWHERE, PLAIN, post, guard)
    assert {found.rule for found in raised.value.findings} == {"withheld-name"}


def test_a_reference_is_printed_nowhere(base_campaign: Path) -> None:
    workshop = change(base_campaign, "recipients", "- 1 Invented Street", "- c/o {person:p1}")
    with pytest.raises(Refused, match=r"the address of office refers to \{person:p1\}"):
        gathered(workshop)


# --- Printing


class Here:
    """Carries out at once, in this process."""

    def submit(self, do: Any, /, *args: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(do(*args))
        except BaseException as error:
            future.set_exception(error)
        return future


def post_of(pieces: tuple[Piece, ...]) -> Gathered:
    return Gathered(pieces, (), NOBODY, "en")


def files(
    paper: Envelope | LabelSheet, count: int, skip: int = 0, own: Path = NOWHERE
) -> list[list[list[str]]]:
    """Return the lines of each page of each file of so many pieces."""
    pieces = tuple(Piece(f"o{n}", "en", "ltr", (f"Office {n}",)) for n in range(count))
    parts = print_post(post_of(pieces), paper, skip, (own, PLAIN), Here())  # type: ignore[arg-type]
    return [texts(part) for part in parts]


def test_many_envelopes_are_several_files_in_order() -> None:
    made = files(replace(DL, pages=3), 7)
    assert [len(pages) for pages in made] == [3, 3, 1]
    assert [lines for pages in made for (lines,) in pages] == [f"Office {n}" for n in range(7)]


def test_a_sheet_of_labels_is_full_before_the_next_one_and_the_next_file_begin() -> None:
    made = files(replace(SHEET, pages=2), 60, skip=5)
    assert [[" ".join(lines).count("Office") for lines in pages] for pages in made] == [[19, 24], [17]]
    assert made[1][0][0].startswith("Office 43")


@pytest.mark.parametrize(("paper", "skip"), [(SHEET, 24), (SHEET, -1), (DL, 1)])
def test_no_more_labels_are_skipped_than_a_sheet_has(paper: Envelope | LabelSheet, skip: int) -> None:
    with pytest.raises(WrongUse, match=f"{skip} cannot be skipped"):
        files(paper, 1, skip)


def test_what_does_not_fit_is_told_before_anything_is_printed() -> None:
    long = Piece("long", "en", "ltr", ("Department of Invented Affairs and of Everything Else",) * 9)
    parts = print_post(post_of((SHORT, long)), SHEET, 0, (NOWHERE, PLAIN), Here())  # type: ignore[arg-type]
    with pytest.raises(FaultyFiles):
        next(parts)


def own_style(folder: Path, css: str) -> Path:
    (folder / "styles").mkdir()
    (folder / "styles" / "envelopes.css").write_text(css, encoding="utf-8")
    return folder


def test_an_own_style_that_moves_addresses_to_other_pages_is_refused(tmp_path: Path) -> None:
    own = own_style(tmp_path, "p { color: black }")
    with pytest.raises(TemplateFault, match=r"2 pages of DL.* makes 1 of them"):
        files(DL, 2, own=own)


def test_a_fault_that_nobody_foresaw_is_told_without_its_values() -> None:
    with pytest.raises(ZvarotError, match=r"zvarot failed \(AttributeError in ") as raised:
        carry_out(NOWHERE, PLAIN, "Relativeson", NOBODY)  # type: ignore[arg-type]
    assert "Relativeson" not in str(raised.value)


def test_workers_print_post_within_limits(tmp_path: Path) -> None:
    with Workers(limits=LIMITS) as workers:
        (part,) = print_post(post_of((SHORT,)), DL, 0, (NOWHERE, PLAIN), workers)
    assert texts(part) == [[*SHORT.sender, *SHORT.lines]]
    layout = tmp_path / "layout"
    layout.mkdir()
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    (layout / "envelopes.html.j2").write_text("<style>{{ css }}</style>" + loop)
    with Workers(limits=Limits(seconds=3)) as workers, pytest.raises(OutOfBounds):
        next(print_post(post_of((SHORT,)), DL, 0, (tmp_path, PLAIN), workers))
