"""The doors to the templates: list, copy, check, show."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from zvarot import cli
from zvarot.writing.folders import TemplateFolders, shipped_templates
from zvarot.writing.values import described

Runner = Callable[..., tuple[int, str, str]]

LETTER = "forms/open-letter/en/letter.html.j2"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Return a runner of `zvarot templates`; it gives exit code, standard output and standard error."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["zvarot", "templates", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


def write(campaign: Path, name: str, text: str) -> Path:
    path = campaign / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_help_names_every_command(run: Runner) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert [name for name in ("list", "copy", "check", "show") if name not in out] == []


def test_every_template_is_listed_with_where_it_comes_from(run: Runner, base_campaign: Path) -> None:
    mine, more = (
        write(base_campaign, LETTER, ""),
        write(base_campaign, "forms/petition/en/letter.html.j2", ""),
    )
    code, out, err = run("list", "-C", base_campaign)
    rows = {name: (whose, file) for name, whose, file in (line.split("\t") for line in out.splitlines())}
    assert (code, err) == (0, "")
    assert [*rows] == TemplateFolders(base_campaign / "templates").list_templates()
    assert rows[LETTER] == ("your own, in place of the shipped one", str(mine))
    assert rows["forms/petition/en/letter.html.j2"] == ("your own", str(more))
    page = shipped_templates() / "layout" / "page.html.j2"
    assert rows["layout/page.html.j2"] == ("shipped", str(page))


def test_a_copy_is_named_on_standard_output_and_what_to_do_beside_it(
    run: Runner, base_campaign: Path
) -> None:
    code, out, err = run("copy", "appeal/en/embassy", "-C", base_campaign)
    path = base_campaign / "templates" / "forms" / "appeal" / "en" / "embassy.html.j2"
    assert (code, out) == (0, f"{path}\n")
    assert err == "Change it as you like. `zvarot templates check` says whether it can be filled.\n"
    assert path.is_file()


def test_a_copied_template_is_listed_as_ones_own(run: Runner, base_campaign: Path) -> None:
    run("copy", "open-letter/en", "-C", base_campaign)
    _, out, _ = run("list", "-C", base_campaign)
    assert f"{LETTER}\tyour own, in place of the shipped one\t" in out


def test_a_second_copy_is_refused(run: Runner, base_campaign: Path) -> None:
    _, first, _ = run("copy", "open-letter/en", "-C", base_campaign)
    code, out, err = run("copy", "open-letter/en", "-C", base_campaign)
    assert (code, out) == (2, "")
    assert err == f"error: {first.strip()} is there already\n  help: Change it there, or delete it first.\n"


def test_a_misspelt_name_is_wrong_use_and_guessed(run: Runner, base_campaign: Path) -> None:
    assert run("copy", "apeal", "-C", base_campaign) == (
        2,
        "",
        'error: there is no template "apeal" to copy\n  help: did you mean "appeal"?\n',
    )


def test_a_copy_needs_a_campaign_to_go_to(run: Runner, tmp_path: Path) -> None:
    code, out, err = run("copy", "appeal", "-C", tmp_path)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: there is no campaign in {tmp_path}\n")
    assert [*tmp_path.iterdir()] == []


def test_a_check_names_every_fault_with_its_line_and_counts_the_letters(
    run: Runner, base_campaign: Path
) -> None:
    path = write(
        base_campaign, "forms/petition/en/letter.html.j2", "{% block subject %}\n{{ 1 / 0 }}{% endblock %}"
    )
    code, out, err = run("check", "-C", base_campaign)
    assert (code, out) == (1, "")
    assert err.startswith(f"{path}:2:1: error: the template cannot be filled: ZeroDivisionError")
    *_, filled, faults = err.strip().rpartition("\n")[2].partition(" letters were filled. ")
    assert (filled, faults) == (" letters were filled. ", "1 error, 0 warnings.")


def test_a_check_that_finds_nothing_says_so(run: Runner, base_campaign: Path) -> None:
    code, out, err = run("check", "-C", base_campaign)
    count, rest = err.split(" ", 1)
    assert (code, out, rest) == (0, "", "letters were filled. No findings.\n")
    assert int(count) > 200


def test_every_value_is_shown_with_its_kind_and_meaning(run: Runner) -> None:
    code, out, err = run("show")
    assert (code, err) == (0, "")
    assert [tuple(line.split("\t")) for line in out.splitlines()] == [*described()]
    assert len(out.splitlines()) > 50
