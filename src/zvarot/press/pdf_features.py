"""What a letter's PDF may do: show pages, lead to places in itself, to the web, and to a mailbox."""

from typing import Any

from zvarot.press.contents import Contents
from zvarot.writing.passive import leads_to_the_open

_CATALOG = frozenset(
    {"/Type", "/Version", "/Pages", "/Metadata", "/Names", "/Dests", "/Outlines", "/PageMode", "/PageLabels"}
    | {"/ViewerPreferences", "/MarkInfo", "/StructTreeRoot", "/Lang", "/OutputIntents", "/Extensions"}
)
_TRAILER = frozenset(
    {"/Root", "/Info", "/ID", "/Size", "/Type", "/Index", "/W", "/Filter", "/DecodeParms", "/Length"}
)
_INFO = frozenset({"/Title"})
_LINK = frozenset(
    {"/Type", "/Subtype", "/Rect", "/Border", "/BS", "/A", "/Dest", "/StructParent", "/Contents", "/F", "/P"}
    | {"/H", "/QuadPoints", "/C"}
)
_ACTION = frozenset({"/Type", "/S", "/D", "/URI"})
_OPEN_ACTIONS = ("/GoTo", "/URI")

_ACTIVE = frozenset(
    {"/3D", "/3DD", "/AA", "/AF", "/AP", "/AcroForm", "/Alternates", "/Collection", "/EF", "/EmbeddedFile"}
    | {"/EmbeddedFiles", "/Encrypt", "/FFilter", "/FS", "/FileAttachment", "/Filespec", "/GoTo3DView"}
    | {"/GoToE", "/GoToR", "/Hide", "/ImportData", "/JS", "/JavaScript", "/Launch", "/Movie", "/Named", "/OC"}
    | {"/OCG", "/OCGs", "/OCMD", "/OCProperties", "/OPI", "/OpenAction", "/PS", "/Popup", "/PresSteps"}
    | {
        "/Rendition",
        "/Renditions",
        "/ResetForm",
        "/RichMedia",
        "/RichMediaContent",
        "/Screen",
        "/SetOCGState",
        "/Sig",
    }
    | {"/Sound", "/SubmitForm", "/Thread", "/Threads", "/Trans", "/UF", "/Widget", "/XFA"}
)
"""Names, as keys or values, of what runs, asks, plays, hides, or holds other files."""
_TELLING = frozenset(
    {"/Author", "/CreationDate", "/Creator", "/Keywords", "/LastModified", "/ModDate", "/PieceInfo"}
    | {"/Producer", "/SpiderInfo", "/Subject", "/Thumb", "/Trapped"}
)


class Features:
    """What the dictionaries of a PDF are for; judged when all of them have been seen."""

    def __init__(self) -> None:
        self._active: list[str] = []
        self._annotated: list[Any] = []
        self._with_metadata = 0

    def take(self, found: dict[str, Any]) -> dict[str, Any]:
        """Look at one dictionary, and return it."""
        if found.get("/S") in _OPEN_ACTIONS or found.get("/Type") == "/Action":
            self._allow(found, _ACTION, "an action")
        if found.get("/Subtype") == "/Link" or found.get("/Type") == "/Annot":
            self._allow(found, _LINK, "a link")
        if "/URI" in found:
            self._look_at_link(found["/URI"])
        if "/Annots" in found:
            self._annotated.append(found["/Annots"])
        if str(found.get("/F")).startswith(("u:", "b:")):
            self._active.append("the name of another file")
        self._with_metadata += "/Metadata" in found
        return found

    def _allow(self, found: dict[str, Any], allowed: frozenset[str], what: str) -> None:
        self._active += [f"{what} with {key}" for key in found.keys() - allowed]

    def _look_at_link(self, target: object) -> None:
        kind, _, address = str(target).partition(":")
        if kind != "u" or not leads_to_the_open(address):
            self._active.append("a link that leads neither to the web nor to a mailbox")

    def judge(self, objects: dict[str, Any], words: set[str], contents: Contents) -> None:
        """Say what no letter needs and what tells of its making; `words` are all strings and names."""
        trailer = objects["trailer"]
        catalog, info = (_resolved(trailer.get(key, {}), objects) for key in ("/Root", "/Info"))
        for listed in self._annotated:
            self._look_at_annotations(_resolved(listed, objects), objects)
        contents.active += [*self._active, *(words & _ACTIVE)]
        contents.active += [f"{key} in the catalog" for key in catalog.keys() - _CATALOG]
        contents.active += [f"{key} in the trailer" for key in trailer.keys() - _TRAILER]
        contents.telling += {*(words & _TELLING), *(info.keys() - _INFO)}
        if self._with_metadata > ("/Metadata" in catalog):
            contents.telling.append("metadata of one of its parts")

    def _look_at_annotations(self, listed: Any, objects: dict[str, Any]) -> None:
        for one in listed if isinstance(listed, list) else [None]:
            found = _resolved(one, objects)
            if not isinstance(found, dict) or found.get("/Subtype") != "/Link":
                self._active.append("an annotation that is no link")


def _resolved(value: Any, objects: dict[str, Any]) -> Any:
    """Return what a reference refers to; anything else as it is."""
    return objects.get(value, value) if isinstance(value, str) else value
