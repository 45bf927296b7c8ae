"""Conforming: what WeasyPrint's PDF lacks to be PDF/A-2a and PDF/UA-1 at once.

PDF/A-2a: an archive can open and read it decades from now. PDF/UA-1: nobody who cannot see it is shut
out. WeasyPrint 70 gives either, not both, and writes its own name into the file; so the letter says here
what it is, and its tags are completed. Some things that a campaign's own layout or styles can break are
found instead, for a file must not claim what it is not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from weasyprint import Document

_METADATA = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of PDF/UA that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
"""Title and standards. PDF/A does not know PDF/UA: it wants the property described, in the same RDF."""


@cache
def end_streams_clearly() -> None:
    """Have pydyf end each stream with CR LF instead of LF; once per process, before anything is written.

    The last byte of compressed data can be a CR. With LF after it, a strict reader takes both for the end
    of a line and finds the stream a byte shorter than its /Length: so it was with one letter in twelve.
    """
    from weasyprint.pdf import pydyf

    as_before = pydyf.Stream.data.fget

    def data(stream: Any) -> bytes:
        return bytes(as_before(stream)).removesuffix(b"\nendstream") + b"\r\nendstream"

    pydyf.Stream.data = property(data)


def finish(document: "Document", pdf: Any) -> None:
    """Make a PDF conform; of all that could be said of its making, leave the title alone."""
    _entitle(pdf, document.metadata.title or "")
    _say_which_colours_are_meant(pdf)
    _print_links(pdf)
    _leave_pictures_unsmoothed(pdf)
    _say_what_headers_head(document)
    _gather_list_items(pdf)


@dataclass(frozen=True)
class Part:
    """One of the letters in a PDF of several."""

    label: str
    """What it is called in the outline and to those who cannot see it."""
    language: str
    pages: tuple[Any, ...]
    """As WeasyPrint has laid them out."""


def tell_apart(pdf: Any, parts: Sequence[Part]) -> None:
    """Put the tags of each letter under one of its own, which says what it is and in what language."""
    from weasyprint.pdf import pydyf

    whole = next(tag for tag in pdf.objects if _is_tag(tag, "Document"))
    tags: dict[bytes, list[bytes]] = {page: [] for page in pdf.page_references}
    for reference in whole["K"]:
        tags[_object(pdf, reference)["Pg"]].append(reference)
    pages = iter(tags.values())
    own = [list(chain.from_iterable(islice(pages, len(part.pages)))) for part in parts]
    whole["K"] = pydyf.Array([_headed(pdf, whole, part, kids) for part, kids in zip(parts, own, strict=True)])


def _headed(pdf: Any, whole: Any, part: Part, kids: list[bytes]) -> bytes:
    """Hang a letter's tags under one of its own, and return the reference of that."""
    from weasyprint.pdf import pydyf

    about = {"T": pydyf.String(part.label), "Lang": pydyf.String(part.language), "P": whole.reference}
    tag = pydyf.Dictionary({"Type": "/StructElem", "S": "/Part", **about, "K": pydyf.Array(kids)})
    pdf.add_object(tag)
    for kid in kids:
        _object(pdf, kid)["P"] = tag.reference
    reference: bytes = tag.reference
    return reference


def breaches(document: "Document", pdf: Any) -> Iterator[tuple[str, str]]:
    """Yield what breaks a standard and cannot be mended, and what to do; no shipped layout does."""
    if any(_is_tag(tag, "Figure") and not tag.get("Alt") for tag in pdf.objects):
        yield "a picture has no words that say what it shows", "Put it in as an <img> with an alt text."
    if any(_is_mixed_of_inks(thing) for thing in pdf.objects):
        yield "a colour or a picture is mixed of inks", "Give it in red, green and blue, as #6b1f2a is."
    if any(box.style["opacity"] < 1 for box in _boxes(document)):
        yield "what is half transparent loses its tags", "Choose a paler colour instead of `opacity`."
    levels = [int(tag["S"][2:]) for tag in pdf.objects if _is_heading(tag)]
    for above, level in pairwise([0, *levels]):
        if level > above + 1:
            yield f"a heading <h{level}> skips a level", "Begin with <h1> and go down one level at a time."


def _is_mixed_of_inks(thing: Any) -> bool:
    """Say whether a picture, or what is drawn on a page, is cyan, magenta, yellow and black."""
    drawn = getattr(thing, "stream", ())
    space = getattr(thing, "extra", {}).get("ColorSpace")
    return space == "/DeviceCMYK" or any(step in (b"/DeviceCMYK cs", b"/DeviceCMYK CS") for step in drawn)


def _entitle(pdf: Any, title: str) -> None:
    """Leave title and standards as the only metadata."""
    from weasyprint.pdf import pydyf

    pdf.info.clear()
    pdf.info["Title"] = pydyf.String(title)
    # Left uncompressed, so that readers that look no further find it.
    content = _METADATA.format(title=escape(title)).encode()
    metadata = pydyf.Stream([content], {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference


def _say_which_colours_are_meant(pdf: Any) -> None:
    """Bring along what red, green and blue are, for screens and printers to come."""
    from weasyprint.pdf import pydyf

    profile = pydyf.Stream([_srgb()], {"N": 3}, compress=True)
    pdf.add_object(profile)
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": pydyf.String("sRGB2014"),
        "Info": pydyf.String("sRGB2014"),
        "DestOutputProfile": profile.reference,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])


@cache
def _srgb() -> bytes:
    """Read the profile of the International Color Consortium that WeasyPrint ships."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _print_links(pdf: Any) -> None:
    """Flag links as printed with the page: PDF/A wants it said, and allows nothing else."""
    for link in pdf.objects:
        if isinstance(link, dict) and link.get("Type") == "/Annot":
            link["F"] = 4


def _leave_pictures_unsmoothed(pdf: Any) -> None:
    """Ask no reader to smooth pictures, whatever a stylesheet says; PDF/A forbids it."""
    for picture in pdf.objects:
        if getattr(picture, "extra", {}).get("Subtype") == "/Image":
            picture.extra["Interpolate"] = "false"


def _say_what_headers_head(document: "Document") -> None:
    """Write the scope of table headers, which WeasyPrint 70 leaves out of the tags."""
    for box in _boxes(document):
        tag = getattr(box, "mark", None)
        if tag is not None and box.element_tag == "th":
            row = box.element.attrib.get("scope") == "row"
            tag["A"]["Scope"] = "/Row" if row else "/Column"


def _boxes(document: "Document") -> Iterator[Any]:
    return (box for page in document.pages for box in page._page_box.descendants())


def _gather_list_items(pdf: Any) -> None:
    """Put all that a list item holds beside its number into one body, as PDF/UA demands.

    WeasyPrint 70 leaves a block within an item - a demand's legal basis - beside the body.
    """
    for item in [tag for tag in pdf.objects if _is_tag(tag, "LI")]:
        kids = [_object(pdf, reference) for reference in item["K"]]
        held = [kid for kid in kids if not _is_tag(kid, "Lbl")]
        if not all(_is_tag(kid, "LBody") for kid in held):
            _gather(pdf, item, kids, held)


def _gather(pdf: Any, item: Any, kids: list[Any], held: list[Any]) -> None:
    """Hang the tags that an item holds under a new body."""
    from weasyprint.pdf import pydyf

    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "P": item.reference})
    if "Pg" in item:
        body["Pg"] = item["Pg"]
    pdf.add_object(body)
    for tag in held:
        tag["P"] = body.reference
        if _is_tag(tag, "LBody"):
            tag["S"] = "/NonStruct"
    body["K"] = pydyf.Array([tag.reference for tag in held])
    labels = [tag.reference for tag in kids if _is_tag(tag, "Lbl")]
    item["K"] = pydyf.Array([*labels, body.reference])


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _is_tag(thing: Any, name: str) -> bool:
    return isinstance(thing, dict) and thing.get("S") == f"/{name}" and "K" in thing


def _is_heading(thing: Any) -> bool:
    return any(_is_tag(thing, f"H{level}") for level in range(1, 7))
