"""The doors to the post: what they print, where, and with which exit code they end."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import typer

from zvarot.cli_paper import paper_app
from zvarot.findings import ZvarotError
from zvarot.speaking import complain

Runner = Callable[..., tuple[int, str, str]]

HOMELESS = """
  - id: homeless
    kind: embassy
    office: Office without an Address
    language: en
    salutation: Dear Office,
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    """Return a runner of these commands; it gives exit code, standard output and standard error."""

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = paper_app([*map(str, words)], standalone_mode=False) or 0
        except ZvarotError as error:
            complain(error)
            code = error.exit_code
        except typer.Exit as ended:
            code = ended.exit_code
        out, err = capsys.readouterr()
        return int(code), out, err

    return run


def texts(path: Path) -> list[str]:
    """Return the text of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_envelopes_are_printed_and_their_file_is_told(
    run: Runner, base_campaign: Path, tmp_path: Path
) -> None:
    file = tmp_path / "out" / "post.pdf"
    code, out, err = run("envelopes", "first", "--size", "c5", "--file", file, "-C", base_campaign)
    assert (code, out) == (0, f"{file}\n")
    assert err == "1 address on C5, 229 × 162 mm.\n"
    (text,) = texts(file)
    assert text.splitlines() == ["Office of Examples", "1 Invented Street", "1000 Exampleton", "BELARUS"]


def test_labels_begin_behind_those_that_are_used_up(run: Runner, base_campaign: Path, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    code, out, _ = run("labels", "--sheet", "l7160", "--skip", 20, "--file", file, "-C", base_campaign)
    assert (code, out) == (0, f"{file}\n")
    with pypdfium2.PdfDocument(file) as document:
        left, bottom, _, top = document[0].get_textpage().get_charbox(0)
    # The last label of the sheet, and what stays free in it.
    assert left / 72 * 25.4 == pytest.approx(139.28 + 4, abs=0.5)
    assert 297 - top / 72 * 25.4 == pytest.approx(243.75 + 3, abs=2)
    assert bottom > 0


def test_offices_without_a_postal_address_are_named_and_left_out(
    run: Runner, base_campaign: Path, tmp_path: Path
) -> None:
    recipients, campaign = base_campaign / "recipients.yaml", base_campaign / "campaign.yaml"
    recipients.write_text(recipients.read_text(encoding="utf-8").rstrip() + HOMELESS, encoding="utf-8")
    plan = campaign.read_text(encoding="utf-8").replace("[office]", "[office, homeless]")
    campaign.write_text(plan, encoding="utf-8")
    file = tmp_path / "post.pdf"
    code, out, err = run("envelopes", "--file", file, "-C", base_campaign)
    assert (code, out) == (0, f"{file}\n")
    assert err.splitlines()[0] == "1 office has no postal address and is left out: homeless"
    code, out, err = run("labels", "--to", "homeless", "--file", tmp_path / "none.pdf", "-C", base_campaign)
    assert (code, out) == (2, "")
    assert "none of these offices has a postal address" in err
    assert not (tmp_path / "none.pdf").exists()


def test_the_sender_is_left_out_where_that_is_asked_for(
    run: Runner, base_campaign: Path, tmp_path: Path
) -> None:
    campaign, file = base_campaign / "campaign.yaml", tmp_path / "post.pdf"
    sender = "  name: Example Committee\n  address: {lines: [2 Invented Lane], country: LT}\n"
    plan = campaign.read_text(encoding="utf-8").replace("  name: Example Committee\n", sender, 1)
    campaign.write_text(plan, encoding="utf-8")
    run("envelopes", "--file", file, "-C", base_campaign)
    assert texts(file)[0].splitlines()[:3] == ["Example Committee", "2 Invented Lane", "LITHUANIA"]
    run("envelopes", "--no-sender", "--file", file, "-C", base_campaign)
    assert "Example Committee" not in texts(file)[0]


def test_a_label_that_is_too_long_is_named_and_nothing_is_written(
    run: Runner, base_campaign: Path, tmp_path: Path
) -> None:
    recipients, file = base_campaign / "recipients.yaml", tmp_path / "labels.pdf"
    text = recipients.read_text(encoding="utf-8")
    long = "office: " + "Office of Examples and of Everything Else " * 8
    recipients.write_text(text.replace("office: Office of Examples", long), encoding="utf-8")
    code, out, err = run("labels", "--sheet", "5160", "--file", file, "-C", base_campaign)
    assert (code, out) == (1, "")
    assert err.startswith(
        "error: the address of office is too long for Letter, 3 × 10 labels of 2 5/8 × 1 in"
    )
    assert not file.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("envelopes", "--size", "c6"), 'there is no size of envelopes "c6"'),
        (("labels", "--sheet", "l9999"), 'there is no sheet of labels "l9999"'),
        (("labels", "--skip", "24"), "of a sheet with 24 labels 24 cannot be skipped"),
        (("envelopes", "--file", "post.doc"), "post.doc is no name for a PDF"),
        (("envelopes", "frist"), 'there is no letter "frist"'),
        (("envelopes", "--to", "ofice"), 'there is no recipient "ofice"'),
    ],
)
def test_what_is_not_there_is_wrong_use(
    run: Runner, base_campaign: Path, words: tuple[str, ...], message: str
) -> None:
    code, out, err = run(*words, "-C", base_campaign)
    assert (code, out) == (2, "")
    assert message in err


def test_a_folder_without_a_campaign_is_wrong_use(run: Runner, tmp_path: Path) -> None:
    code, _, err = run("labels", "-C", tmp_path)
    assert code == 2
    assert f"there is no campaign in {tmp_path}" in err


def test_an_own_layout_takes_the_place_of_the_shipped_one(
    run: Runner, base_campaign: Path, tmp_path: Path
) -> None:
    layout, file = base_campaign / "templates" / "layout", tmp_path / "post.pdf"
    layout.mkdir(parents=True)
    shipped = Path(__file__).parents[1] / "templates" / "layout" / "envelopes.html.j2"
    text = shipped.read_text(encoding="utf-8").replace("{{ line }}", "{{ line|upper }}")
    (layout / shipped.name).write_text(text, encoding="utf-8")
    assert run("envelopes", "--file", file, "-C", base_campaign)[0] == 0
    assert texts(file)[0].splitlines()[0] == "OFFICE OF EXAMPLES"
