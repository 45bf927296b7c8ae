"""Read a PDF as everybody can who receives it: the pages, and every object behind them.

qpdf tells what the objects say, pdfium what the pages show. Each opens the file once, after its bytes have
been found to be plain. No object refers to another one in what is read here: all of them lie side by side,
so nothing is read twice, and nothing that no page leads to is passed over.
"""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from zvarot.press.contents import Contents, Unreadable, decodings
from zvarot.press.pdf_features import Features
from zvarot.press.pdf_layout import Layout, lay_bare, runs, written
from zvarot.press.pdf_text import page_texts, read_pages
from zvarot.press.picture_metadata import more_than_points
from zvarot.press.xmp import more_than_standards

MAX_PAGES = 300
MAX_SEARCHED = 1_000_000
"""How many bytes of a file that cannot be read are searched all the same."""
_STRING = re.compile(r'(?:"(/[^"]*+)": )?"((?:[^"\\]++|\\.)*+)"')
"""A string, name or reference in qpdf's JSON, with the key that it stands under."""

_PLACES = {
    "/URI": "a link",
    "/Dest": "a link",
    "/D": "a link",
    "/Alt": "an alternative text",
    "/ActualText": "an alternative text",
    "/E": "an alternative text",
    "/Contents": "an annotation",
    "/Lang": "the language",
    "/P": "a page label",
    "/Title": "a bookmark",
    "/FontName": "a font",
    "/BaseFont": "a font",
    "/FontFamily": "a font",
}
_BINARY = ("/FontFile", "/FontFile2", "/FontFile3", "/DestOutputProfile")
"""The keys of streams that are no text, but may hold some."""


def read_pdf(content: bytes) -> Contents:
    """Return all that a PDF holds."""
    contents = Contents()
    try:
        layout = lay_bare(content)
        objects = _read_objects(objects_of(content), layout, contents)
        _read_streams(layout, objects, contents)
        contents.pages = tuple(page_texts(content, MAX_PAGES))
        read_pages(contents.pages, contents)
    except Unreadable as wrong:
        contents.active.append(f"what zvarot does not write: {wrong.message}")
        contents.read_bytes("the file's bytes", content[-MAX_SEARCHED:])
    return contents


# Objects ----------------------------------------------------------------------------------------------


def objects_of(content: bytes) -> str:
    """Return all objects of a PDF as JSON; raise Unreadable where qpdf has to guess.

    Text strings begin with `u:`, other strings with `b:`, names with a slash, and `5 0 R` is a reference.
    Of streams there are the dictionaries. The trailer is called `trailer`.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            found = [_member("trailer", pdf.trailer)]
            for thing in pdf.objects:
                about = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
                found.append(_member("{} {} R".format(*thing.objgen), about))
            damaged = pdf.get_warnings()
    except (pikepdf.PdfError, RuntimeError):
        raise Unreadable("its objects cannot be read") from None
    if damaged:
        raise Unreadable("an object in it is damaged")
    return f"{{{','.join(found)}}}"


def _member(name: str, thing: Any) -> str:
    return f'"{name}": {thing.to_json(dereference=True).decode(errors="replace")}'


def _read_objects(text: str, layout: Layout, contents: Contents) -> dict[str, Any]:
    """Take in the strings and names of all objects, look at what they are for, and return them."""
    features = Features()
    # qpdf refuses what nests deeper than the parser of JSON can follow.
    objects: dict[str, Any] = json.loads(text, object_hook=features.take)
    if not {f"{number} 0 R" for number in layout.numbers} <= objects.keys():
        raise Unreadable("it holds an object that its table does not list")
    strings = dict.fromkeys(_STRING.findall(text))
    features.judge(objects, {word for pair in strings for word in pair}, contents)
    info = objects.get(objects["trailer"].get("/Info"), {})
    for one in _texts(json.dumps(info.get("/Title", ""))[1:-1]):
        contents.read("the document's title", one)
    for key, value in strings:
        for one in _texts(value):
            contents.read(_PLACES.get(key, "an object"), one)
    return objects


def _texts(value: str) -> tuple[str, ...]:
    """Return what a string or a name in qpdf's JSON may say; a reference says nothing."""
    if "\\" in value:
        value = json.loads(f'"{value}"')
    kind, _, text = value.partition(":")
    if value[:1].isdigit():
        return ()
    if kind == "b":
        return decodings(bytes.fromhex(text))
    if kind != "u":
        return (value.lstrip("/"),)
    if text.isascii():
        return (text,)
    try:
        return (text, *decodings(text.encode("pdfdoc")))
    except UnicodeEncodeError:
        return (text,)


# Streams ----------------------------------------------------------------------------------------------


def _read_streams(layout: Layout, objects: dict[str, Any], contents: Contents) -> None:
    binary = {thing.get(key) for thing in objects.values() if isinstance(thing, dict) for key in _BINARY}
    for number, data in layout.streams.items():
        reference = f"{number} 0 R"
        about = objects[reference]
        if about.get("/Type") == "/Metadata":
            contents.read("the metadata", unescape(data.decode(errors="replace")))
            contents.telling += more_than_standards(data)
        elif about.get("/Subtype") == "/Image":
            contents.telling += more_than_points(data)
        elif about.get("/Type") != "/XRef":
            for text in runs(data) if reference in binary else written(data):
                contents.read("an object", text)


def drawn_on_pages(objects: Mapping[str, Any]) -> list[int]:
    """Return for each page the number of the stream that it shows, which nothing else may refer to.

    Raise Unreadable where a page shows several, or one that is used elsewhere.
    """
    said = Counter(_references(objects))
    tree = objects[objects[objects["trailer"]["/Root"]]["/Pages"]]
    shown = [objects[kid].get("/Contents") for kid in tree["/Kids"]]
    if not all(isinstance(stream, str) and said[stream] == 1 for stream in shown):
        raise Unreadable("a page shows what is used elsewhere")
    return [int(stream.split()[0]) for stream in shown]


def _references(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from _references(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from _references(value)
