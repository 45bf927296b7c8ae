"""The door to single letters."""

from collections.abc import Callable
from pathlib import Path

Runner = Callable[..., tuple[int, str, str]]


def test_a_letter_that_fails_stops_no_other_letter(run: Runner, base_campaign: Path) -> None:
    offices = base_campaign / "recipients.yaml"
    text = offices.read_text(encoding="utf-8")
    second = text.split("recipients:\n")[1].replace("id: office", "id: second")
    offices.write_text(text + second, encoding="utf-8")
    plan = base_campaign / "campaign.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("[office]", "[office, second]"))
    output = base_campaign / "output"
    (output / "first").mkdir(parents=True)
    (output / "first" / "office.en.html").mkdir()
    code, out, err = run(
        "letter", "first", "--to", "all", "-C", base_campaign, "--output", output, "--format", "html"
    )
    assert code == 2
    assert out == f"{output / 'first' / 'second.en.html'}\n"
    assert "first to office was not made:\nerror: cannot write to " in err


def test_a_file_of_an_earlier_run_is_told_of_where_it_was_not_made_again(
    run: Runner, base_campaign: Path
) -> None:
    output = base_campaign / "output"
    letter = ("letter", "first", "--to", "all", "-C", base_campaign, "--output", output)
    pdf, html = (output / "first" / f"office.en.{format}" for format in ("pdf", "html"))
    assert run(*letter) == (0, f"{pdf}\n{html}\n", "")
    said = "is of an earlier run: delete it, unless you know that it may stay.\n"
    assert run(*letter, "--format", "html") == (0, f"{html}\n", "")
    offices = base_campaign / "recipients.yaml"
    offices.write_text(offices.read_text(encoding="utf-8").replace("Dear Office", "Dear Head of the Office"))
    assert run(*letter, "--format", "html") == (0, f"{html}\n", f"{pdf} {said}")
    plan = base_campaign / "campaign.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("{person:person}", "Invented Relativeson"))
    code, out, err = run(*letter)
    assert (code, out) == (1, "")
    assert err.endswith(f"{pdf} {said}{html} {said}")


def test_an_address_is_for_batches(run: Runner, base_campaign: Path) -> None:
    words = ("letter", "first", "--to", "all", "-C", base_campaign, "--output", "s3://bucket/letters")
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.startswith("error: single letters go to a folder\n")
