"""The doctor names what is there and what lacks."""

from pathlib import Path

import pytest

from zvarot.press import doctor, native


def found(output: Path) -> dict[str, doctor.Check]:
    return {check.name: check for check in doctor.examine(output)}


def test_every_library_is_named_with_version_and_path(tmp_path: Path) -> None:
    checks = found(tmp_path)
    libraries = native.survey()
    assert len(libraries) >= 6
    for library in libraries:
        assert library.path is not None
        assert str(library.path) in checks[library.name].found
        assert checks[library.name].good


def test_the_letters_of_each_language_are_tried(tmp_path: Path) -> None:
    checks = found(tmp_path)
    assert {"Belarusian", "Russian", "Ukrainian", "Polish", "German", "French", "English"} <= {
        *doctor.ALPHABETS
    }
    for language in ("Belarusian", "Russian", "Polish", "German", "French", "English"):
        assert checks[f"letters in {language}"].good
    assert not checks["letters in Georgian"].good
    assert not checks["letters in Georgian"].needed


def test_a_library_that_lacks_comes_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZVAROT_LIBS", str(tmp_path))
    lacking = [check for check in doctor.examine(tmp_path) if check.needed and not check.good]
    assert [check.name for check in lacking]
    assert {check.help for check in lacking} == {native.install_hint()}


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    checks = found(Path("/proc/self/nothing"))
    assert not checks["output folder"].good
    assert checks["output folder"].help == "Choose another folder with --output."
    assert found(tmp_path / "not" / "yet")["output folder"].good


def test_other_systems_are_told_what_to_install() -> None:
    systems = dict(doctor.installing())
    assert systems["Fedora"] == "sudo dnf install pango"
    assert systems["macOS"] == "brew install pango"
    assert "libharfbuzz-subset0" in systems["Debian, Ubuntu"]
