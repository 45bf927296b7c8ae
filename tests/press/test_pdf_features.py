"""A letter's PDF shows pages and leads to places in itself, to the web, and to a mailbox."""

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from placements import written_anew
from samples import SHORT
from zvarot.press.contents import Contents
from zvarot.press.pdf_contents import read_pdf
from zvarot.press.pdf_features import Features
from zvarot.press.typesetting import Typesetter
from zvarot.writing.page import lay_out
from zvarot.writing.templating import Templates

Change = Callable[[pikepdf.Pdf], object]


@pytest.fixture(scope="session")
def pdf(templates: Templates, typesetter: Typesetter) -> bytes:
    return typesetter.typeset(lay_out(SHORT, templates))


def held(pdf: bytes, change: Change) -> Contents:
    contents = read_pdf(written_anew(pdf, change))
    assert [what for what in contents.active if what.startswith("what zvarot")] == []
    return contents


def root(key: str, value: object) -> Change:
    return lambda pdf: pdf.Root.__setitem__(key, value)


def link(**more: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        about = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], F=4)
        for key, value in more.items():
            about[f"/{key}"] = value
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(about)])

    return change


def leads_to(address: str) -> Change:
    return link(A=Dictionary(Type=Name.Action, S=Name.URI, URI=String(address)))


@pytest.mark.parametrize(
    "change",
    [
        leads_to("https://example.org/page"),
        leads_to("HTTP://example.org"),
        leads_to("mailto:office@example.org"),
        link(Dest=String("place")),
        link(A=Dictionary(S=Name.GoTo, D=String("place"))),
        link(Border=[0, 0, 0], BS=Dictionary(W=0), H=Name.N, Contents=String("x"), StructParent=3, C=[], P=0),
        root("/PageLabels", Dictionary(Nums=[0, Dictionary(S=Name.D)])),
        root("/PageMode", Name.UseOutlines),
        root("/Extensions", Dictionary()),
        lambda pdf: pdf.pages[0].obj.__setitem__("/Annots", Array([])),
    ],
    ids=range(10),
)
def test_what_a_letter_needs_is_let_through(change: Change, pdf: bytes) -> None:
    contents = held(pdf, change)
    assert (contents.active, contents.telling) == ([], [])


ELSEWHERE = "a link that leads neither to the web nor to a mailbox"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "javascript:app.alert(1)",
        "ftp://example.org/x",
        "page.html",
        "//example.org",
        "mailto:a@example.org?bcc=b@example.org",
        "https:example.org",
        "tel:+1",
        "",
    ],
)
def test_a_link_to_anything_else_is_refused(address: str, pdf: bytes) -> None:
    assert held(pdf, leads_to(address)).active == [ELSEWHERE]


def test_a_link_that_stands_in_another_object_or_is_no_text_is_refused(pdf: bytes) -> None:
    def change(opened: pikepdf.Pdf) -> None:
        address = opened.make_indirect(String("https://example.org"))
        link(A=Dictionary(S=Name.URI, URI=address))(opened)

    assert held(pdf, change).active == [ELSEWHERE]
    assert ELSEWHERE in held(pdf, link(A=Dictionary(S=Name.URI, URI=Name("/https://x")))).active


def opened_link(pdf: pikepdf.Pdf) -> None:
    link(Subtype=Name.Text)(pdf)
    pdf.pages[0].obj.Annots[0].Open = True


@pytest.mark.parametrize(
    ("expected", "change"),
    [
        ("an action with /Next", link(A=Dictionary(S=Name.GoTo, D=String("x"), Next=Dictionary()))),
        ("an action with /IsMap", link(A=Dictionary(S=Name.URI, URI=String("https://x"), IsMap=True))),
        ("an action with /N", link(A=Dictionary(Type=Name.Action, S=Name.Other, N=1))),
        ("a link with /PA", link(PA=Dictionary())),
        ("a link with /Open", opened_link),
        (ELSEWHERE, root("/URI", Dictionary(Base=String("https://x")))),
        ("/Other in the catalog", root("/Other", 1)),
        ("/Other in the trailer", lambda pdf: pdf.trailer.__setitem__("/Other", 1)),
        ("an annotation that is no link", link(Subtype=Name.Text)),
        ("the name of another file", link(F=String("x.pdf"))),
        ("the name of another file", link(F=Dictionary(F=String("x\x03.pdf")))),
        ("an annotation that is no link", lambda pdf: pdf.pages[0].obj.__setitem__("/Annots", Array([1]))),
    ],
    ids=range(12),
)
def test_what_else_there_is_is_named(change: Change, expected: str, pdf: bytes) -> None:
    assert expected in held(pdf, change).active


ACTIVE = """
3D 3DD AA AF AP AcroForm Alternates Collection EF EmbeddedFile EmbeddedFiles Encrypt FFilter FS FileAttachment
Filespec GoTo3DView GoToE GoToR Hide ImportData JS JavaScript Launch Movie Named OC OCG OCGs OCMD OCProperties
OPI OpenAction PS Popup PresSteps Rendition Renditions ResetForm RichMedia RichMediaContent Screen SetOCGState
Sig Sound SubmitForm Thread Threads Trans UF Widget XFA
"""
TELLING = """
Author CreationDate Creator Keywords LastModified ModDate PieceInfo Producer SpiderInfo Subject Thumb Trapped
"""


def test_whatever_runs_asks_plays_or_hides_is_refused_as_key_and_as_value(pdf: bytes) -> None:
    keys = held(
        pdf,
        root(
            "/ViewerPreferences", Dictionary({f"/{word}": 1 for word in ACTIVE.split() if word != "Encrypt"})
        ),
    )
    values = held(pdf, root("/ViewerPreferences", Array([Name(f"/{word}") for word in ACTIVE.split()])))
    assert sorted(keys.active) == sorted(f"/{word}" for word in ACTIVE.split() if word != "Encrypt")
    assert sorted(values.active) == sorted(f"/{word}" for word in ACTIVE.split())


def test_whatever_tells_of_the_making_is_refused_wherever_it_stands(pdf: bytes) -> None:
    keys = held(pdf, root("/ViewerPreferences", Dictionary({f"/{word}": 1 for word in TELLING.split()})))
    assert sorted(keys.telling) == sorted(f"/{word}" for word in TELLING.split())
    assert keys.active == []


def test_the_title_is_all_that_the_information_says(pdf: bytes) -> None:
    assert held(pdf, lambda one: one.docinfo.__setitem__("/Title", "x")).telling == []
    assert held(pdf, lambda one: one.docinfo.__setitem__("/Other", "x")).telling == ["/Other"]


def test_metadata_stand_in_the_catalog_alone(pdf: bytes) -> None:
    part = "metadata of one of its parts"
    moved = held(pdf, lambda one: one.pages[0].obj.__setitem__("/Metadata", one.Root.Metadata))
    assert moved.telling == [part]

    def without(opened: pikepdf.Pdf) -> None:
        opened.pages[0].obj.Metadata = opened.Root.Metadata
        del opened.Root.Metadata

    assert held(pdf, without).telling == [part]
    assert held(pdf, lambda one: one.Root.__delitem__("/Metadata")).telling == []


def test_an_attachment_a_script_and_a_form_are_refused(pdf: bytes) -> None:
    def attach(opened: pikepdf.Pdf) -> None:
        opened.attachments["x.txt"] = b"x"

    assert {"/EmbeddedFiles", "/EF", "/UF", "/Filespec", "/EmbeddedFile"} <= {*held(pdf, attach).active}
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    assert {"/OpenAction", "/JS", "/JavaScript"} <= {*held(pdf, root("/OpenAction", script)).active}
    form = Dictionary(Fields=[], XFA=String("x"))
    assert {"/AcroForm", "/XFA"} <= {*held(pdf, root("/AcroForm", form)).active}


def test_a_name_that_hides_in_another_object_or_in_numbers_is_seen(pdf: bytes) -> None:
    def change(opened: pikepdf.Pdf) -> None:
        link(A=Dictionary(S=opened.make_indirect(Name.Launch)))(opened)

    assert "/Launch" in held(pdf, change).active
    assert "/JavaScript" in held(pdf, root("/ViewerPreferences", Name("/JavaScript"))).active


def test_a_file_without_catalog_and_information_is_judged_all_the_same() -> None:
    contents = Contents()
    features = Features()
    assert features.take({"/Type": "/Page"}) == {"/Type": "/Page"}
    features.judge({"trailer": {}}, set(), contents)
    assert (contents.active, contents.telling) == ([], [])


@pytest.mark.parametrize("listed", [1, "7 0 R", {}, [1], ["8 0 R"], [{"/Subtype": "/Text"}], [None]])
def test_what_is_no_list_of_links_is_refused(listed: object) -> None:
    contents = Contents()
    features = Features()
    features.take({"/Annots": listed})
    features.judge({"trailer": {}, "8 0 R": 5}, set(), contents)
    assert contents.active == ["an annotation that is no link"]


def test_a_list_of_links_may_be_an_object_of_its_own() -> None:
    contents = Contents()
    features = Features()
    features.take({"/Annots": "7 0 R"})
    features.judge({"trailer": {}, "7 0 R": ["8 0 R"], "8 0 R": {"/Subtype": "/Link"}}, set(), contents)
    assert contents.active == []


def test_a_hidden_layer_is_refused(pdf: bytes) -> None:
    def change(opened: pikepdf.Pdf) -> None:
        layer = opened.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
        opened.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
        opened.pages[0].contents_add(Stream(opened, b"/OC /x BDC EMC"))

    assert {"/OCG", "/OCGs", "/OCProperties"} <= {*held(pdf, change).active}
