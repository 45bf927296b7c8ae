"""A template is looked up in the user's folder first, and only inside the folders."""

from pathlib import Path

import pytest

from zvarot.findings import TemplateFault, WrongUse
from zvarot.writing.folders import TemplateFolders, shipped_templates

LETTER = "forms/open-letter/en/letter.html.j2"


def write(own: Path, name: str, text: str = "") -> Path:
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_templates_stand_beside_the_code() -> None:
    assert (shipped_templates() / LETTER).is_file()
    assert (shipped_templates() / "layout" / "page.html.j2").is_file()


def test_a_folder_that_is_not_there_leaves_the_shipped_templates(tmp_path: Path) -> None:
    folders = TemplateFolders(tmp_path / "templates")
    assert folders.own is None
    assert folders.list_templates() == TemplateFolders().list_templates()


def test_a_file_of_ones_own_comes_before_the_shipped_one(tmp_path: Path) -> None:
    own = write(tmp_path, LETTER, "mine")
    folders = TemplateFolders(tmp_path)
    assert folders.path(LETTER) == own
    assert folders.read(LETTER) == "mine"
    assert folders.read(f"!{LETTER}") == (shipped_templates() / LETTER).read_text(encoding="utf-8")


def test_a_template_for_the_kind_of_recipient_comes_before_the_general_one(tmp_path: Path) -> None:
    write(tmp_path, "forms/open-letter/en/media.html.j2")
    folders = TemplateFolders(tmp_path)
    assert folders.choose("open-letter", "en", "media") == "forms/open-letter/en/media.html.j2"
    assert folders.choose("open-letter", "en", "colleague") == LETTER


def test_own_forms_are_listed_beside_the_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path, "forms/petition/be/letter.html.j2")
    forms = TemplateFolders(tmp_path).forms()
    assert forms["petition"] == {"be": ("letter",)}
    assert "letter" in forms["open-letter"]["en"]


@pytest.mark.parametrize(
    ("form", "help"), [("open-leter", 'did you mean "open-letter"?'), ("xyz", "There are: appeal, ")]
)
def test_an_unknown_form_is_wrong_use(form: str, help: str) -> None:
    with pytest.raises(WrongUse, match=f'there is no form "{form}"') as raised:
        TemplateFolders().choose(form, "en", "ngo")
    assert raised.value.help.startswith(help)


def test_a_language_without_a_template_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match='"appeal" has no template in the language "eo"') as raised:
        TemplateFolders().choose("appeal", "eo", "ngo")
    assert "Write templates/forms/appeal/eo/letter.html.j2" in raised.value.help


def test_a_link_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.txt", "secret")
    own = tmp_path / "templates"
    own.mkdir()
    (own / "letter.css").symlink_to(secret)
    with pytest.raises(TemplateFault, match="leads out of") as raised:
        TemplateFolders(own).read("letter.css")
    assert raised.value.place is not None
    assert raised.value.place.file == str(own / "letter.css")


@pytest.mark.parametrize("target", [".", "elsewhere"])
def test_a_folder_that_is_itself_a_link_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "templates").symlink_to(target)
    with pytest.raises(TemplateFault, match="is a link") as raised:
        TemplateFolders(tmp_path / "templates")
    assert raised.value.place is not None
    assert raised.value.place.file == str(tmp_path / "templates")


def test_a_file_that_is_not_text_is_a_fault_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_bytes(b"\xff")
    with pytest.raises(TemplateFault, match=r"own\.css cannot be read") as raised:
        TemplateFolders(tmp_path).read("own.css")
    assert raised.value.place is not None
    assert raised.value.place.file == str(tmp_path / "own.css")


def test_it_is_told_whose_a_template_is(tmp_path: Path) -> None:
    write(tmp_path, LETTER)
    write(tmp_path, "forms/petition/be/letter.html.j2")
    folders = TemplateFolders(tmp_path)
    names = (LETTER, "forms/petition/be/letter.html.j2", "layout/page.html.j2", "nothing.html.j2")
    told = [(folders.is_own(name), folders.is_shipped(name)) for name in names]
    assert told == [(True, True), (True, False), (False, True), (False, False)]


@pytest.mark.parametrize("name", ["/etc/hostname", "../pyproject.toml", "styles/../../README.md"])
def test_what_lies_outside_of_the_folder_is_not_shipped(name: str) -> None:
    assert (TemplateFolders().find(name), TemplateFolders().is_shipped(name)) == (None, False)
