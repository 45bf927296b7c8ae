"""Whether a letter is PDF/A-2a and PDF/UA-1, and good letters made bad that a judge must object to."""

import io
import re
from collections.abc import Callable

import page as page_validation
import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

_STANDARDS = (page_validation.ValidationProfile.PDF_A_2A, page_validation.ValidationProfile.PDF_UA_1)

_Change = Callable[[Pdf], None]


def objections(pdf: bytes) -> list[str]:
    """Return what speaks against a PDF's being PDF/A-2a and PDF/UA-1."""
    reports = [page_validation.validate_pdf_bytes(pdf, profile=standard) for standard in _STANDARDS]
    assert all(report.rules.total > 100 for report in reports)
    return [f"{one.rule_id}: {one.message}" for report in reports for one in report.failures]


def rewritten(pdf: bytes, change: _Change = lambda _: None, encryption: bool = False) -> bytes:
    """Open a PDF, change it, and write it anew; unchanged it is as good as before."""
    saved = io.BytesIO()
    lock = pikepdf.Encryption(owner="invented", user="") if encryption else False
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(saved, encryption=lock)
    return saved.getvalue()


def _without(*keys: str) -> _Change:
    """Return a change that takes something out of the catalogue."""

    def change(pdf: Pdf) -> None:
        for key in keys:
            del pdf.Root[key]

    return change


def _metadata(pattern: str, instead: str = "") -> _Change:
    """Return a change of the words in the metadata."""

    def change(pdf: Pdf) -> None:
        before = pdf.Root.Metadata.read_bytes().decode()
        after = re.sub(pattern, instead, before, flags=re.DOTALL)
        assert after != before
        pdf.Root.Metadata.write(after.encode())

    return change


def _first(pdf: Pdf, key: str, value: str) -> Object:
    """Return the first object that has this value at a key."""
    things = (thing for thing in pdf.objects if isinstance(thing, Dictionary | Stream))
    return next(thing for thing in things if thing.get(key) == value)


def _smooth_a_picture(pdf: Pdf) -> None:
    _first(pdf, "/Subtype", "/Image").Interpolate = True


def _leave_a_picture_without_words(pdf: Pdf) -> None:
    del _first(pdf, "/S", "/Figure").Alt


def _leave_a_font_out(pdf: Pdf) -> None:
    font = _first(pdf, "/Type", "/FontDescriptor")
    for key in [key for key in font.keys() if key.startswith("/FontFile")]:  # noqa: SIM118
        del font[key]


def _keep_a_link_from_print(pdf: Pdf) -> None:
    del _first(pdf, "/Type", "/Annot").F


def _loosen_the_body_of_an_item(pdf: Pdf) -> None:
    _first(pdf, "/S", "/LBody").S = Name.P


def _attach_a_file(pdf: Pdf) -> None:
    pdf.attachments["invented.txt"] = b"An invented file."


def _run_a_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('invented')")


def _draw_in_the_colours_of_a_press(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 0 1 k", prepend=True)


def _draw_beside_the_tags(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 9 9 re f", prepend=True)


_CHANGES: dict[str, _Change] = {
    "no metadata": _without("/Metadata"),
    "another part of PDF/A": _metadata("<pdfaid:part>2<", "<pdfaid:part>3<"),
    "another level of PDF/A": _metadata("<pdfaid:conformance>A<", "<pdfaid:conformance>B<"),
    "no claim of PDF/UA": _metadata("<pdfuaid:part>.*?</pdfuaid:part>"),
    "PDF/UA not explained": _metadata("<pdfaExtension:schemas>.*</pdfaExtension:schemas>"),
    "no title": _metadata("<dc:title>.*</dc:title>"),
    "no colour profile": _without("/OutputIntents"),
    "the colours of a press": _draw_in_the_colours_of_a_press,
    "no tags": _without("/StructTreeRoot", "/MarkInfo"),
    "a drawing beside the tags": _draw_beside_the_tags,
    "no language": _without("/Lang"),
    "a picture without words": _leave_a_picture_without_words,
    "a smoothed picture": _smooth_a_picture,
    "a font left out": _leave_a_font_out,
    "a link that is not printed": _keep_a_link_from_print,
    "an item without a body": _loosen_the_body_of_an_item,
    "an attachment": _attach_a_file,
    "a script": _run_a_script,
}


def mutants(pdf: bytes) -> dict[str, bytes]:
    """Return a letter with one thing wrong, by what is wrong; it must have a logo, a link and a list."""
    changed = {name: rewritten(pdf, change) for name, change in _CHANGES.items()}
    assert b"/ID [" in pdf
    nameless = pdf.replace(b"/ID [", b"/XX [")
    return {**changed, "no identifier": nameless, "encrypted": rewritten(pdf, encryption=True)}
