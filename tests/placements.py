"""Letters that name one invented person whom their readers may not know of, each in another place.

Marya Hiddenson does not exist.
"""

import io
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import quote

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from zvarot.writing.page import Page

NAME = "Marya Hiddenson"
CYRILLIC = "Марыя Гіддэнсон"
KEY = b"k" * 16
UTF_16 = b"\xfe\xff" + NAME.encode("utf-16-be")


def picture(format: str = "PNG", **more: Any) -> bytes:
    """Return a small picture."""
    file = io.BytesIO()
    Image.new("RGB", (3, 3), (27, 58, 92)).save(file, format, **more)
    return file.getvalue()


# Named in the page ------------------------------------------------------------------------------------

LINE = "The office asks for an answer. "


def _anywhere(page: Page, body: str, css: str = "") -> Page:
    return replace(page, markup=page.markup.replace("</main>", f"{body}</main>"), css=page.css + css)


def _beside(more: str, html: str) -> str:
    return html.replace("</main>", f"{more}</main>")


def _in_data(kind: str, data: bytes) -> str:
    return f"data:{kind},{quote(data)}"


DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="20"><text y="15">{NAME}</text></svg>'

PRINTED: dict[str, Callable[[Page], Page]] = {
    "text": lambda page: _anywhere(page, f"<p>{NAME}</p>"),
    "Cyrillic text": lambda page: _anywhere(page, f"<p>{CYRILLIC}</p>"),
    "split by elements": lambda page: _anywhere(page, "<p>Marya <b>Hid</b>den<i>son</i></p>"),
    "soft hyphens": lambda page: _anywhere(page, "<p>Marya Hid\u00adden\u00adson</p>"),
    "hyphen at the end of a line": lambda page: _anywhere(
        page, "<p style='width:12mm'>Marya Hidden\u00adson of Invented\u00adtown</p>"
    ),
    "letters apart": lambda page: _anywhere(page, f"<p style='letter-spacing:6pt'>{NAME}</p>"),
    "white on white": lambda page: _anywhere(page, f"<p style='color:#fff'>{NAME}</p>"),
    "too small to read": lambda page: _anywhere(page, f"<p style='font-size:.2pt'>{NAME}</p>"),
    "beside the sheet": lambda page: _anywhere(
        page, f"<p style='position:absolute;left:-40cm;width:30cm'>{NAME}</p>"
    ),
    "turned": lambda page: _anywhere(page, f"<p style='transform:rotate(90deg)'>{NAME}</p>"),
    "printed by a style": lambda page: _anywhere(page, "", f"main::after{{content:'{NAME}'}}"),
    "running line": lambda page: _anywhere(page, "", f"@page{{@bottom-center{{content:'{NAME}'}}}}"),
    "over two pages": lambda page: _anywhere(
        page, "<p>Marya Hidden-</p><p style='break-before:page'>son is held.</p>"
    ),
    "a drawing": lambda page: _anywhere(
        page, f"<img alt='x' src='{_in_data('image/svg+xml', DRAWING.encode())}'>"
    ),
    "a heading": lambda page: _anywhere(page, f"<h2>{NAME}</h2>"),
    "a link": lambda page: _anywhere(page, "<a href='https://example.org/marya-hiddenson'>report</a>"),
    "a link in percent": lambda page: _anywhere(
        page, f"<a href='https://example.org/{quote(CYRILLIC)}'>report</a>"
    ),
    "a mailbox": lambda page: _anywhere(page, "<a href='mailto:marya.hiddenson@example.org'>us</a>"),
    "an alternative text": lambda page: _anywhere(
        page, f"<img alt='{NAME}' src='{_in_data('image/png', picture())}'>"
    ),
    "an anchor": lambda page: _anywhere(
        page, "<p id='marya-hiddenson'>x</p><a href='#marya-hiddenson'>x</a>"
    ),
    "the title": lambda page: replace(page, markup=page.markup.replace("<title>", f"<title>{NAME} ")),
}
"""Changes to a page that are printed from it."""


# Named in the PDF alone -------------------------------------------------------------------------------


def with_comment(pdf: bytes) -> bytes:
    return pdf.replace(b"endobj\n", b"endobj\n% Marya Hiddenson\n", 1)


def with_revision(pdf: bytes) -> bytes:
    start = pdf.rindex(b"startxref")
    return pdf + b"1 0 obj\n(Marya Hiddenson)\nendobj\n" + pdf[start:]


BYTES: dict[str, Callable[[bytes], bytes]] = {
    "behind the end": lambda pdf: pdf + NAME.encode(),
    "a comment": with_comment,
    "an older revision": with_revision,
    "before the head": lambda pdf: NAME.encode() + b"\n" + pdf,
}
"""Changes to the bytes of a PDF."""

CONTENT = "/Span <</ActualText {}>> BDC EMC\n"


def _drawn(text: str | bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        data = text.encode("latin-1") if isinstance(text, str) else text
        pdf.pages[0].contents_add(Stream(pdf, data))

    return change


def _tag(key: str, value: str | bytes = NAME) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        tag = next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == "/P")
        tag[key] = String(value) if isinstance(value, str) else pikepdf.Object.parse(value)

    return change


def _orphan(thing: Callable[[pikepdf.Pdf], Any]) -> Callable[[pikepdf.Pdf], None]:
    """Put an object where no page leads to; a parent tree keeps the writer from dropping it."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.Kept = pdf.make_indirect(thing(pdf))

    return change


def _root(key: str, value: Callable[[], Any]) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[key] = value()

    return change


def _font(pdf: pikepdf.Pdf) -> Any:
    return next(one for one in pdf.objects if isinstance(one, Dictionary) and "/FontFile2" in one)


def _named_font(pdf: pikepdf.Pdf) -> None:
    file = _font(pdf).FontFile2
    changed = io.BytesIO()
    with TTFont(io.BytesIO(file.read_bytes()), recalcTimestamp=False) as font:
        font["name"].setName(NAME, 0, 3, 1, 0x409)
        font.save(changed)
    file.write(changed.getvalue())


def _metadata(pdf: pikepdf.Pdf) -> None:
    stream = pdf.Root.Metadata
    stream.write(stream.read_bytes().replace(b'"x-default">', b'"x-default">&#77;arya Hiddenson '))


def _annotation(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], F=4, Contents=String(NAME))
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])


def _info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = NAME


OBJECTS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "text in place of another": _tag("/ActualText"),
    "alternative text of a tag": _tag("/Alt"),
    "what an abbreviation stands for": _tag("/E"),
    "the title of a tag": _tag("/T"),
    "the language of a tag": _tag("/Lang"),
    "UTF-16, the other way round": _tag(
        "/Alt", b"<" + (b"\xff\xfe" + NAME.encode("utf-16-le")).hex().encode() + b">"
    ),
    "UTF-8 with its mark": _tag("/Alt", b"<" + (b"\xef\xbb\xbf" + CYRILLIC.encode()).hex().encode() + b">"),
    "UTF-8 without its mark": _tag("/Alt", b"<" + CYRILLIC.encode().hex().encode() + b">"),
    "UTF-16 without its mark": _tag("/Alt", b"<" + NAME.encode("utf-16-be").hex().encode() + b">"),
    "an old Cyrillic encoding": _tag("/Alt", b"<" + CYRILLIC.encode("cp1251").hex().encode() + b">"),
    "a key": _root("/ViewerPreferences", lambda: Dictionary({"/Marya#20Hiddenson": True})),
    "a name": _root("/PageMode", lambda: Name("/MaryaHiddenson")),
    "a page label": _root("/PageLabels", lambda: Dictionary(Nums=[0, Dictionary(P=String(NAME))])),
    "a bookmark": lambda pdf: setattr(pdf.Root.Outlines, "Title", String(NAME)),
    "a class of tags": lambda pdf: pdf.Root.StructTreeRoot.__setitem__(
        "/ClassMap", Dictionary({"/Hiddenson": Dictionary()})
    ),
    "an annotation": _annotation,
    "the author": _info,
    "the metadata": _metadata,
    "an object that nothing leads to": _orphan(lambda _: String(NAME)),
    "a stream that nothing leads to": _orphan(lambda pdf: Stream(pdf, b"(Marya Hiddenson) Tj")),
    "a stream's dictionary": _orphan(lambda pdf: Stream(pdf, b"", Note=String(NAME))),
    "deep in arrays": _orphan(lambda _: Array([Array([Array([String(NAME)])])])),
    "a page's code, as bytes": _drawn(CONTENT.format("(Marya Hidden\\\nson)")),
    "a page's code, in octal": _drawn(CONTENT.format("(Marya \\110iddenson)")),
    "a page's code, in UTF-16": _drawn(CONTENT.format(f"<{UTF_16.hex()}>")),
    "a page's code, with brackets": _drawn(CONTENT.format("((a (deep) one) Marya Hiddenson)")),
    "a page's code, as a comment": _drawn("% Marya Hiddenson\n"),
    "a page's code, as a name": _drawn("/Marya#20Hiddenson BMC EMC\n"),
    "the name of a font": lambda pdf: setattr(_font(pdf), "FontName", Name("/AAAAAA+MaryaHiddenson")),
    "the file of a font": _named_font,
    "what colours are meant": lambda pdf: setattr(
        pdf.Root, "OutputIntents", Array([Dictionary(S=Name.GTS_PDFA1, Info=String(NAME))])
    ),
}
"""Changes to the objects of a PDF."""


def written_anew(content: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Change a PDF and write it as plainly as it was."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(file, static_id=True)
    return file.getvalue()


def between_packed_objects(content: bytes) -> bytes:
    """Hide a name between the objects of a stream of objects, where no table lists it."""
    hidden = f"() ({NAME})".encode()
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.Root.StructTreeRoot.Kept = pdf.make_indirect(String("x" * (len(hidden) - 2)))
        mode = pikepdf.ObjectStreamMode.generate
        pdf.save(file, static_id=True, object_stream_mode=mode, compress_streams=False)
    return file.getvalue().replace(b"(" + b"x" * (len(hidden) - 2) + b")", hidden)


def led_to_by_nothing(content: bytes) -> bytes:
    """Leave an object in the table, and take away the only reference to it."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.Root.StructTreeRoot.Kept = pdf.make_indirect(String(NAME))
        number = pdf.Root.StructTreeRoot.Kept.objgen[0]
        pdf.save(file, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    written = file.getvalue()
    begin = written.index(b"/Kept ") + 6
    end = written.index(b" R", begin) + 2
    assert number
    return written[:begin] + b"null".ljust(end - begin) + written[end:]


# Named in the saved page alone ------------------------------------------------------------------------

_SOURCES = {
    "text": f"<p>{NAME}</p>",
    "Cyrillic text": f"<p>{CYRILLIC}</p>",
    "split by elements": "<p>Marya <b>Hid</b>den<i>son</i></p>",
    "split by blocks": "<p>Marya<br>Hidden-</p>\n<p>son</p>",
    "letters as numbers": f"<p>{''.join(f'&#x{ord(sign):x};' for sign in NAME)}</p>",
    "soft hyphens": "<p>Marya Hid&shy;den&shy;son</p>",
    "letters apart": f"<p>{' '.join('Hiddenson')}</p>",
    "a link": "<a href='https://example.org/marya-hiddenson'>x</a>",
    "a link in percent": f"<a href='https://example.org/{quote(CYRILLIC)}'>x</a>",
    "a link in letters as numbers": "<a href='https://example.org/marya-h&#105;ddenson'>x</a>",
    "a mailbox": "<a href='mailto:marya.hiddenson@example.org'>x</a>",
    "a title": f"<p title='{NAME}'>x</p>",
    "an attribute without quotes": "<p title=Hiddenson>x</p>",
    "a class": "<p class='marya-hiddenson'>x</p>",
    "an anchor": "<p id='marya-hiddenson'>x</p>",
    "a label for listeners": f"<p aria-label='{NAME}'>x</p>",
    "the name of an attribute": "<p data-hiddenson=''>x</p>",
    "the language": "<p lang='x-hiddenson'>x</p>",
    "hidden by a style": f"<p style='display:none'>{NAME}</p>",
    "printed by a style": f"<style>main::after{{content:'{NAME}'}}</style>",
    "printed by a style in escapes": "<style>main::after{content:'Marya \\48 iddenson'}</style>",
    "printed by a style in parts": "<style>main::after{content:'Marya Hid' 'denson'}</style>",
    "a style": "<style>.hiddenson{margin:0}</style>",
    "a comment": f"<!-- {NAME} -->",
    "a comment that does not end": f"<!-- {NAME}",
    "a marked section": f"<![CDATA[{NAME}]]>",
    "an instruction": f"<?{NAME}?>",
    "a template": f"<template><p>{NAME}</p></template>",
    "for browsers without scripts": f"<noscript>{NAME}</noscript>",
    "a form": f"<input value='{NAME}'>",
    "the name of an element": "<hiddenson></hiddenson>",
    "a tag that does not end": "<p title='Marya Hiddenson",
    "a drawing": f"<img alt='' src='{_in_data('image/svg+xml', DRAWING.encode())}'>",
    "a drawing in base64": "<img alt='' src='data:image/svg+xml;base64,"
    f"{b64encode(DRAWING.encode()).decode()}'>",
    "a text in base64": f"<p>data:text/plain;base64,{b64encode(NAME.encode()).decode()}</p>",
    "a picture that is none": f"<img alt='' src='data:image/png;base64,{b64encode(NAME.encode()).decode()}'>",
    "the family of a font": '<style>@font-face{font-family:"Hiddenson";font-weight:400;font-style:normal;'
    "src:url(data:font/woff;base64,d09GRgABAAA=)}</style>",
}

SAVED: dict[str, Callable[[str], str]] = {
    **{place: partial(_beside, more) for place, more in _SOURCES.items()},
    "the document's title": lambda html: html.replace("<title>", f"<title>{NAME} "),
    "a description": lambda html: html.replace("<title>", f"<meta name='author' content='{NAME}'><title>"),
    "behind the end": lambda html: html + NAME,
    "before the head": lambda html: f"<!-- {NAME} -->{html}",
}
"""Changes to a saved page."""
