"""The wheel holds what it needs: installed elsewhere, without network, it makes a letter."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NO_NETWORK = """
import sys

def refuse(event, _):
    if event.startswith("socket.") and event != "socket.__new__":
        raise OSError("the network is cut")

sys.addaudithook(refuse)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_exactly_the_templates_and_modules_of_the_checkout(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    source = ROOT / "src" / "zvarot"
    modules = {f"zvarot/{path.relative_to(source).as_posix()}" for path in source.rglob("*.py")}
    data = {
        f"zvarot/{path.relative_to(source).as_posix()}"
        for kind in ("*.conf", "*.yaml")
        for path in source.rglob(kind)
    }
    templates = {
        f"zvarot/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    languages = ("be", "de", "en", "fr", "pl", "ru")
    assert {f"zvarot/templates/forms/open-letter/{code}/letter.html.j2" for code in languages} <= templates
    assert {f"zvarot/templates/labels/{code}.po" for code in languages} <= templates
    assert {
        f"zvarot/templates/sample/{name}.yaml" for name in ("case", "recipients", "campaign")
    } <= templates
    assert {"zvarot/case/offices.yaml", "zvarot/case/mechanisms.yaml"} <= data
    assert len(modules) > 30
    assert shipped == modules | data | templates


def test_installed_elsewhere_with_the_network_cut_it_makes_a_letter(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    packages = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
    )
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # The dependencies are those of this environment; its own link to the checkout is not followed.
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\nimport no_network\n")
    (packages / "no_network.py").write_text(NO_NETWORK)
    away = tmp_path / "away"
    away.mkdir()

    def run(*words: str) -> str:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(
            [python, *words], cwd=away, env=env, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("-c", "import zvarot; print(zvarot.__file__)").startswith(str(packages))
    run("-m", "zvarot", "new", "mine")
    made = run("-m", "zvarot", "letter", "first-letter", "--to", "all", "-C", "mine").splitlines()
    assert [Path(path).suffix for path in made] == [".pdf", ".html"]
    assert (away / made[0]).read_bytes().startswith(b"%PDF-1.7")
    with pytest.raises(AssertionError, match="the network is cut"):
        run("-c", "import socket; socket.create_connection(('127.0.0.1', 9))")
