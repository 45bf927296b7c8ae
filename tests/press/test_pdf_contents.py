"""A PDF is read page by page and object by object, and what cannot be read is never a crash."""

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from placements import picture, written_anew
from samples import SHORT
from zvarot.press import pdf_contents
from zvarot.press.contents import Contents
from zvarot.press.pdf_contents import read_pdf
from zvarot.press.typesetting import Typesetter
from zvarot.writing.page import lay_out
from zvarot.writing.templating import Templates

NO_LETTER = "what zvarot does not write: "


@pytest.fixture(scope="session")
def pdf(templates: Templates, typesetter: Typesetter) -> bytes:
    return typesetter.typeset(lay_out(SHORT, templates))


def place_of(contents: Contents, words: str) -> set[str]:
    return {place for text, place in contents.texts.items() if words in text}


def refusal(content: bytes) -> str:
    (why,) = read_pdf(content).active
    assert why.startswith(NO_LETTER)
    return why.removeprefix(NO_LETTER)


def test_a_letter_is_read_and_nothing_is_wrong_with_it(pdf: bytes) -> None:
    contents = read_pdf(pdf)
    assert (contents.active, contents.telling) == ([], [])
    assert place_of(contents, "We ask you to receive us") == {"page 1"}
    assert place_of(contents, SHORT.title) == {"the document's title", "the metadata"}
    assert place_of(contents, "YpdfX") == set()
    assert "Spectral" in contents.texts
    assert [text for text in contents.texts if text[:1].isdigit() and text.endswith(" R")] == []


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("/Alt", "an alternative text"),
        ("/ActualText", "an alternative text"),
        ("/E", "an alternative text"),
        ("/Lang", "the language"),
        ("/Contents", "an annotation"),
        ("/URI", "a link"),
        ("/Dest", "a link"),
        ("/D", "a link"),
        ("/Title", "a bookmark"),
        ("/P", "a page label"),
        ("/FontName", "a font"),
        ("/BaseFont", "a font"),
        ("/FontFamily", "a font"),
        ("/Other", "an object"),
    ],
)
def test_the_key_of_a_string_tells_its_place(key: str, place: str, pdf: bytes) -> None:
    def change(opened: pikepdf.Pdf) -> None:
        opened.Root.ViewerPreferences = Dictionary({key: String('a "quoted" \\ word')})

    assert read_pdf(written_anew(pdf, change)).texts['a "quoted" \\ word'] == place


def test_a_name_is_read_without_its_slash_and_a_string_with_half_a_sign(pdf: bytes) -> None:
    def change(opened: pikepdf.Pdf) -> None:
        opened.Root.ViewerPreferences = Array(
            [Name("/Some#20Word"), String(b"\xfe\xff\xd8\x00\x00A"), String("Zoë"), String("\x03\x04")]
        )

    texts = read_pdf(written_anew(pdf, change)).texts
    assert {"Some Word", "Zoë"} <= {*texts} or "Some#20Word" in texts
    assert [text for text in texts if text.endswith("A") and len(text) < 5]


def test_a_picture_is_looked_into(pdf: bytes) -> None:
    def change(opened: pikepdf.Pdf) -> None:
        about = Dictionary(Subtype=Name.Image, Filter=Name.DCTDecode)
        stream = Stream(opened, picture("JPEG", comment=b"x"), about)
        opened.Root.StructTreeRoot.Kept = opened.make_indirect(stream)

    assert read_pdf(written_anew(pdf, change)).telling == ["metadata in a picture"]


def test_the_metadata_are_looked_into(pdf: bytes) -> None:
    def change(opened: pikepdf.Pdf) -> None:
        stream = opened.Root.Metadata
        stream.write(stream.read_bytes().replace(b"<pdfaid:part>", b"<xmp:CreateDate/><pdfaid:part>"))

    assert read_pdf(written_anew(pdf, change)).telling == ["xmp:CreateDate in its metadata"]


# Pages ------------------------------------------------------------------------------------------------


class Sheets:
    """Stands for pdfium: pages with the given texts."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def __enter__(self) -> "Sheets":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> "object":
        return iter([Sheet(text) for text in self.texts])


class Sheet:
    def __init__(self, text: str) -> None:
        self.text = text

    def get_textpage(self) -> "Sheet":
        return self

    def get_text_range(self) -> str:
        return self.text


def test_words_run_on_from_any_line_of_a_page_to_the_first_of_the_next(
    pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = Sheets(
        "One two Hid\ufffehead line\r\n12.\r\nNo end.", "den son of\r\nsecond one\r\nthird", "last"
    )
    monkeypatch.setattr(pypdfium2, "PdfDocument", lambda _: sheets)
    contents = read_pdf(pdf)
    pages = {text: place for text, place in contents.texts.items() if place.startswith("page")}
    assert pages == {
        "One two Hid-\nhead line\r\n12.\r\nNo end.": "page 1",
        "den son of\r\nsecond one\r\nthird": "page 2",
        "last": "page 3",
        "two Hid-\nden son": "page 1",
        "two Hid-\nsecond one": "page 1",
        "head line\nden son": "page 1",
        "head line\nsecond one": "page 1",
        "son of\nlast": "page 2",
        "second one\nlast": "page 2",
        "third\nlast": "page 2",
    }


def test_too_many_pages_are_not_read(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypdfium2, "PdfDocument", lambda _: Sheets(*["x"] * 300))
    assert read_pdf(pdf).active == []
    monkeypatch.setattr(pypdfium2, "PdfDocument", lambda _: Sheets(*["x"] * 301))
    assert refusal(pdf) == "it has too many pages"


def test_pages_that_pdfium_cannot_read_are_refused(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bytes) -> None:
        raise pypdfium2.PdfiumError("x")

    monkeypatch.setattr(pypdfium2, "PdfDocument", fail)
    assert refusal(pdf) == "its pages cannot be read"


# What cannot be read ----------------------------------------------------------------------------------


def saved(pdf: bytes, **how: object) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(file, **how)  # type: ignore[arg-type]
    return file.getvalue()


def blank(**how: object) -> bytes:
    """Return a page without a word, which has no stream."""
    file = io.BytesIO()
    with pikepdf.new() as opened:
        opened.add_blank_page()
        opened.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable, **how)  # type: ignore[arg-type]
    return file.getvalue()


def test_a_locked_file_is_refused() -> None:
    assert refusal(blank(encryption=pikepdf.Encryption(owner="a", user="b"))) == "it is locked"
    assert refusal(blank(encryption=pikepdf.Encryption(owner="a", user=""))) == "it is locked"
    assert read_pdf(blank(encryption=False)).active == []


def test_a_file_in_several_parts_is_refused(pdf: bytes) -> None:
    assert read_pdf(saved(pdf, linearize=True)).active != []


@pytest.mark.parametrize(
    ("depth", "why"),
    [
        (450, "its pages cannot be read"),
        (600, "its objects cannot be read"),
        (100_000, "its objects cannot be read"),
    ],
)
def test_objects_that_stand_too_deep_in_each_other_are_refused(depth: int, why: str) -> None:
    head = b"%PDF-1.7\n"
    deep = b"<</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>/Lang %b(x)%b>>" % (
        b"[" * depth,
        b"]" * depth,
    )
    thing = b"1 0 obj\n" + deep + b"\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\n"
    # pdfium reads no file without a page, and gets to see it only where qpdf did not stumble.
    assert refusal(head + thing + table + b"startxref\n%d\n%%%%EOF\n" % (len(head) + len(thing))) == why


def test_objects_that_lead_in_a_circle_are_read_once(pdf: bytes) -> None:
    def change(opened: pikepdf.Pdf) -> None:
        circle = opened.make_indirect(Dictionary(Alt=String("round")))
        circle.Self = circle
        circle.Page = opened.pages[0].obj
        opened.Root.StructTreeRoot.Kept = circle

    assert read_pdf(written_anew(pdf, change)).texts["round"] == "an alternative text"


def test_an_object_that_no_table_lists_is_refused(pdf: bytes) -> None:
    plain = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    start = plain.index(b"xref\n")
    more = b"9999 0 obj\n(x)\nendobj\n"
    moved = plain[start:].replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + len(more)))
    assert refusal(plain[:start] + more + moved) == "it holds an object that its table does not list"


def test_a_damaged_object_is_refused(pdf: bytes) -> None:
    plain = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    twice = plain.replace(b"/Type /Catalog", b"/Lang /Catalog", 1)
    assert refusal(twice) in ("an object in it is damaged", "its objects cannot be read")


def test_a_file_that_cannot_be_read_is_searched_for_words_from_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read_pdf(b"some words").texts == {"some words": "the file's bytes"}
    monkeypatch.setattr(pdf_contents, "MAX_SEARCHED", 5)
    assert read_pdf(b"some words").texts == {"words": "the file's bytes"}
