"""The C libraries are found or asked for politely, and the system's fonts stay out."""

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cffi
import pytest

from zvarot.findings import ZvarotError
from zvarot.press import native

REQUIRED = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "fontconfig")

PRINT_FONTS = """
import base64, io, pathlib, sys
import fontpkg_spectral, pikepdf
from zvarot.press import native

native.load()
import weasyprint

files = fontpkg_spectral.ROOT / "files"
italic = base64.b64encode((files / "Spectral-Italic.ttf").read_bytes()).decode()
page = f'''<style>
    @font-face {{ font-family: Upright; src: url({(files / "Spectral-Regular.ttf").as_uri()}) }}
    @font-face {{ font-family: Slanted; src: url(data:font/ttf;base64,{italic}) }}
</style>
<p style="font-family: Upright">Зварот <span style="font-family: Slanted">Зварот</span>
<p style="font-family: DejaVu Sans, Liberation Serif, sans-serif">Other words: გამარჯობა'''
with pikepdf.open(io.BytesIO(weasyprint.HTML(string=page).write_pdf())) as pdf:
    fonts = pdf.pages[0].Resources.Font.values()
    print(*sorted(str(font.BaseFont).partition("+")[2] for font in fonts))
"""


@pytest.fixture
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the person who runs the tests may have chosen."""
    for name in ("ZVAROT_LIBS", "CONDA_PREFIX", "WEASYPRINT_DLL_DIRECTORIES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder_of(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of folders that hold the system's own libraries, only those named."""

    def make(*names: str) -> Path:
        folder = tmp_path / "libraries"
        folder.mkdir()
        for library in native.survey():
            if library.name in names and library.path:
                (folder / library.path.name).symlink_to(library.path)
        return folder

    return make


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a fresh Python, in which any warning is an error."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_text_is_set_in_given_fonts_only_without_a_word_or_a_file(tmp_path: Path) -> None:
    home, cache = tmp_path / "home", tmp_path / "cache"
    home.mkdir()

    run = python(PRINT_FONTS, HOME=str(home), XDG_CACHE_HOME=str(cache), FONTCONFIG_FILE="")

    assert (run.stderr, run.stdout) == ("", "Slanted-Italic Upright\n")
    assert not cache.exists()
    assert not list(home.iterdir())


def test_loading_twice_is_free_and_leaves_cffi_as_it_was() -> None:
    plain = cffi.FFI.dlopen

    native.load()
    native.load()

    assert cffi.FFI.dlopen is plain
    assert Path(os.environ["FONTCONFIG_FILE"]).name == "fonts.conf"


def test_the_survey_names_the_file_and_version_of_every_library() -> None:
    libraries = native.survey()

    assert tuple(library.name for library in libraries if library.required) == REQUIRED
    for library in libraries:
        if library.required:
            assert library.path is not None
            assert library.path.is_file()
            assert library.version is not None
            assert library.version.count(".") == 2


def test_a_chosen_folder_is_the_one_that_is_used(
    folder_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(*REQUIRED)
    monkeypatch.setenv("ZVAROT_LIBS", str(folder))

    used = {library.path.parent for library in native.survey() if library.path}

    assert used == {folder}


def test_a_missing_subset_library_is_told_only_when_asked(
    folder_of: Callable[..., Path],
) -> None:
    code = "from zvarot.press import native; native.load(); print(native.has_subset())"

    run = python(code, ZVAROT_LIBS=str(folder_of(*REQUIRED)))

    assert (run.stderr, run.stdout) == ("", "False\n")


def test_a_missing_library_is_named_with_the_line_that_installs_it(
    folder_of: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ZVAROT_LIBS", str(folder_of("gobject-2.0", "harfbuzz", "fontconfig")))
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)

    with pytest.raises(native.MissingLibrary, match=r"without pango-1\.0, pangoft2-1\.0$") as raised:
        native.load()

    assert raised.value.help == native.install_hint()
    assert capsys.readouterr() == ("", "")


def test_a_library_that_is_no_library_is_an_error_without_a_banner(tmp_path: Path) -> None:
    for name in REQUIRED:
        (tmp_path / f"lib{name}.so.0").write_text("no library")
    code = """
from zvarot.press import native
try:
    native.load()
except native.MissingLibrary as error:
    print(type(error).__name__)
"""

    run = python(code, ZVAROT_LIBS=str(tmp_path))

    assert (run.stderr, run.stdout) == ("", "MissingLibrary\n")


def test_the_error_survives_being_sent_between_processes() -> None:
    error = native.MissingLibrary("cannot make a PDF", "install it")

    copy = pickle.loads(pickle.dumps(error))

    assert isinstance(copy, ZvarotError)
    assert (copy.message, copy.help) == ("cannot make a PDF", "install it")


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(
            "gobject-2.0-0.dll pango-1.0-0.dll pangoft2-1.0-0.dll harfbuzz.dll fontconfig.dll",
            id="gstreamer-windows",
        ),
        pytest.param(
            "libgobject-2.0-0.dll libpango-1.0-0.dll libpangoft2-1.0-0.dll libharfbuzz-0.dll"
            " libfontconfig-1.dll",
            id="msys2",
        ),
        pytest.param(
            "libgobject-2.0.0.dylib libpango-1.0.0.dylib libpangoft2-1.0.0.dylib"
            " libharfbuzz.0.dylib libfontconfig.1.dylib",
            id="homebrew",
        ),
    ],
)
@pytest.mark.usefixtures("nothing_chosen")
def test_a_folder_with_all_five_libraries_is_taken_by_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: str
) -> None:
    for name in names.split():
        (tmp_path / name).touch()
    monkeypatch.setattr(native, "_folders", lambda: iter([tmp_path]))

    assert set(native._find()) == set(REQUIRED)
    assert {Path(file).parent for file in native._find().values()} == {tmp_path}


@pytest.mark.usefixtures("nothing_chosen")
def test_a_folder_that_lacks_one_library_is_left_alone(
    folder_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(*REQUIRED[1:])
    monkeypatch.setattr(native, "_folders", lambda: iter([folder]))

    assert not any(str(folder) in file for file in native._find().values())


@pytest.mark.parametrize(
    ("platform", "manager", "hint"),
    [
        ("linux", "apt-get", "libharfbuzz-subset0"),
        ("linux", "dnf", "dnf install pango"),
        ("linux", "pacman", "pacman -S pango"),
        ("linux", "apk", "so:libpangoft2-1.0.so.0"),
        ("linux", "", "package manager"),
        ("darwin", "", "brew install pango"),
        ("win32", "", "zvarot[native]"),
    ],
)
def test_the_hint_is_a_line_for_this_system(
    monkeypatch: pytest.MonkeyPatch, platform: str, manager: str, hint: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == manager else None)

    assert hint in native.install_hint()


def test_other_libraries_still_open_while_weasyprint_is_loaded() -> None:
    with native._answering({}):
        assert cffi.FFI().dlopen(None)
        with pytest.raises(OSError, match="not on this machine"):
            cffi.FFI().dlopen("libpango-1.0-0")
