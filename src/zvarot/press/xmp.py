"""The metadata of a PDF in XMP: its title, its language, and the standards that it keeps."""

import re

_ELEMENTS = frozenset(
    {"x:xmpmeta", "rdf:RDF", "rdf:Description", "rdf:Alt", "rdf:Bag", "rdf:Seq", "rdf:li"}
    | {"dc:title", "dc:language", "pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "pdfuaid:rev"}
    | {"pdfaExtension:schemas", "pdfaSchema:schema", "pdfaSchema:namespaceURI", "pdfaSchema:prefix"}
    | {"pdfaSchema:property", "pdfaProperty:name", "pdfaProperty:valueType", "pdfaProperty:category"}
    | {"pdfaProperty:description"}
)
_ATTRIBUTES = frozenset({"rdf:about", "rdf:parseType", "xml:lang", "begin", "end", "id"})
_ELEMENT = re.compile(r"<([^\s/<>]++)([^<>]*+)>")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*+=")
_PACKET = "?xpacket"


def more_than_standards(xmp: bytes) -> list[str]:
    """Return what a PDF's metadata says beside its title, its language and its standards."""
    try:
        text = xmp.decode()
    except UnicodeDecodeError:
        return ["metadata that is no text"]
    found: set[str] = set()
    for element, attributes in _ELEMENT.findall(text):
        found.add(element)
        found.update(_ATTRIBUTE.findall(attributes))
    more = {name for name in found - _ELEMENTS - _ATTRIBUTES - {_PACKET} if not name.startswith("xmlns:")}
    if len(_ELEMENT.findall(text)) + text.count("</") < text.count("<"):
        more.add("what cannot be read")
    return [f"{name} in its metadata" for name in sorted(more)]
