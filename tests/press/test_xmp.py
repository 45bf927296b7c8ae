"""The metadata of a PDF say its title, its language and its standards, and nothing else."""

import pytest

from zvarot.press.xmp import more_than_standards

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">{}</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
TITLE = '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">x = &lt;y&gt;</rdf:li></rdf:Alt></dc:title>'


def more(inside: str) -> list[str]:
    return more_than_standards(PACKET.format(inside).encode())


@pytest.mark.parametrize(
    "inside",
    [
        "",
        TITLE,
        "<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>",
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part><pdfuaid:rev>2014</pdfuaid:rev>",
        "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType='Resource'>"
        "<pdfaSchema:schema>x</pdfaSchema:schema><pdfaSchema:namespaceURI>x</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>x</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
        "<rdf:li rdf:parseType='Resource'><pdfaProperty:name>x</pdfaProperty:name>"
        "<pdfaProperty:valueType>x</pdfaProperty:valueType><pdfaProperty:category>x</pdfaProperty:category>"
        "<pdfaProperty:description>x</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas>",
    ],
)
def test_what_a_conforming_letter_says_is_let_through(inside: str) -> None:
    assert more(inside) == []


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<xmp:CreateDate>2021</xmp:CreateDate>", ["xmp:CreateDate in its metadata"]),
        ("<pdf:Producer>x</pdf:Producer>", ["pdf:Producer in its metadata"]),
        (
            "<dc:creator/><xmp:CreatorTool/>",
            ["dc:creator in its metadata", "xmp:CreatorTool in its metadata"],
        ),
        ("<dc:title xmp:ModifyDate='2021'/>", ["xmp:ModifyDate in its metadata"]),
        ("<dc:title xmp:ModifyDate = '2021'/>", ["xmp:ModifyDate in its metadata"]),
        ("<!-- x -->", ["!-- in its metadata"]),
        ("< x>", ["what cannot be read in its metadata"]),
        ("<dc:title", ["what cannot be read in its metadata"]),
        ("<photoshop:City>x</photoshop:City>" + TITLE, ["photoshop:City in its metadata"]),
    ],
)
def test_anything_else_is_named(inside: str, expected: list[str]) -> None:
    assert more(inside) == expected


def test_a_tool_that_names_itself_is_named() -> None:
    packet = PACKET.format(TITLE).replace("<x:xmpmeta", "<x:xmpmeta x:xmptk='x'").encode()
    assert more_than_standards(packet) == ["x:xmptk in its metadata"]


def test_metadata_that_are_no_utf_8_are_refused() -> None:
    assert more_than_standards(PACKET.format("").encode("utf-16")) == ["metadata that is no text"]
