"""The doors: what a command prints, where, and with which exit code it ends."""

from collections.abc import Callable
from pathlib import Path

import pytest

from zvarot import cli

Runner = Callable[..., tuple[int, str, str]]


def test_help_names_every_command(run: Runner) -> None:
    code, out, _ = run("--help")
    commands = [getattr(command.callback, "__name__", "") for command in cli.app.registered_commands]
    assert code == 0
    assert len(commands) >= 6
    assert [name for name in commands if name not in out] == []


def test_findings_go_to_standard_error_and_leave_standard_output_alone(
    run: Runner, base_campaign: Path
) -> None:
    (base_campaign / "case.yaml").write_text("title: a: b", encoding="utf-8")
    code, out, err = run("check", base_campaign)
    assert (code, out) == (1, "")
    assert f"{base_campaign / 'case.yaml'}:1:9: error[yaml-syntax]" in err
    assert err.endswith("1 error, 0 warnings.\n")


def test_a_campaign_without_fault_says_so(run: Runner, base_campaign: Path) -> None:
    assert run("check", base_campaign) == (0, "", "No findings.\n")


def test_machine_formats_go_to_standard_output(run: Runner, base_campaign: Path) -> None:
    assert run("check", base_campaign, "--format", "json") == (0, "[]\n", "")


def test_the_folder_may_be_named_with_an_option_too(run: Runner, base_campaign: Path) -> None:
    assert run("check", "-C", base_campaign) == (0, "", "No findings.\n")


def test_a_folder_without_a_campaign_is_wrong_use(run: Runner, tmp_path: Path) -> None:
    for command in (["check"], ["recipients"], ["letter", "first", "--to", "all"]):
        code, out, err = run(*command, "-C", tmp_path)
        assert (code, out) == (2, "")
        assert err.startswith(f"error: there is no campaign in {tmp_path}\n  help: ")


def test_recipients_are_lines_with_tabs_where_nobody_looks(run: Runner, base_campaign: Path) -> None:
    code, out, _ = run("recipients", "-C", base_campaign)
    assert code == 0
    assert out.startswith("office\t")


def test_a_schema_that_does_not_exist_is_wrong_use(run: Runner) -> None:
    code, out, err = run("schema", "cases")
    assert (code, out) == (2, "")
    assert err == 'error: there is no schema "cases"\n  help: There are: case, recipients, campaign.\n'


def test_an_error_that_nobody_foresaw_tells_no_value_and_no_traceback(
    run: Runner, base_campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise KeyError("Invented Secret")

    monkeypatch.setattr("zvarot.case.review.review", fail)
    code, out, err = run("check", base_campaign)
    assert (code, out) == (1, "")
    assert err.startswith("error: zvarot failed (KeyError in test_cli.py:")
    assert "Secret" not in err
    assert "Traceback" not in err


def test_explain_names_what_stops_the_letter(run: Runner, base_campaign: Path) -> None:
    path = base_campaign / "campaign.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("    incidents:", "    hook: Relativeson waits.\n    incidents:"), encoding="utf-8"
    )
    code, out, err = run("explain", "first", "--to", "office", "-C", base_campaign)
    assert code == 0
    assert "person\tperson\ttold" in out
    assert "stopped:" in err
    assert "error[literal-name]" in err
    assert "Relativeson" not in err + out


def test_explain_is_for_one_recipient(run: Runner, base_campaign: Path) -> None:
    path = base_campaign / "recipients.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + text[text.index("  - id: office") :].replace("id: office", "id: other"), encoding="utf-8"
    )
    plan = base_campaign / "campaign.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("[office]", "[office, other]"), encoding="utf-8")
    code, _, err = run("explain", "first", "--to", "all", "-C", base_campaign)
    assert (code, '"all" stands for 2 recipients' in err) == (2, True)


def test_the_self_test_says_of_each_letter_what_was_tried(run: Runner, base_campaign: Path) -> None:
    code, out, err = run("selftest", "-C", base_campaign, "--pairs", 2, "--seed", "word")
    assert (code, out) == (0, "first to office (en): nothing leaks; every withheld name stops it (1)\n")
    assert err == ("2 pairs a letter, and one more as PDF. To draw the same again: --pairs 2 --seed word\n")


def test_a_leak_ends_the_self_test_like_the_gate_does(
    run: Runner, base_campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zvarot.press.selftest.look_at", lambda *_: None)
    code, out, err = run("selftest", "-C", base_campaign, "--pairs", 1)
    assert (code, out) == (3, "first to office (en): nothing leaks; NOT STOPPED by the names of p1\n")
    assert "--pairs 1 --seed " in err


def test_a_letter_that_is_stopped_ends_the_self_test_with_findings(run: Runner, base_campaign: Path) -> None:
    path = base_campaign / "case.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("as_of: 2024-02-15", "as_of: 2024-03-02"), encoding="utf-8")
    code, out, _ = run("selftest", "-C", base_campaign, "--pairs", 1)
    assert (code, "it is stopped" in out) == (1, True)
