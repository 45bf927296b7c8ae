"""Shipped templates are copied into a campaign, to change there; a copy can be filled as it is."""

from pathlib import Path

import pytest

from zvarot.case.parties import Kind
from zvarot.findings import TemplateFault, WrongUse
from zvarot.press.copying import copy_templates
from zvarot.writing.folders import TemplateFolders, shipped_templates
from zvarot.writing.labels import Labels
from zvarot.writing.rehearsal import rehearse
from zvarot.writing.templating import open_templates

SHIPPED = shipped_templates()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The templates of an invented campaign, which has none yet."""
    return tmp_path / "campaign" / "templates"


def copied(wanted: str, own: Path) -> list[str]:
    """Copy templates and return their names; what is said to be copied is what lies there."""
    before = {path for path in own.rglob("*") if path.is_file()}
    paths = copy_templates(wanted, own)
    assert {path for path in own.rglob("*") if path.is_file()} - before == {*paths}
    return [path.relative_to(own).as_posix() for path in paths]


def refused(wanted: str, own: Path) -> WrongUse:
    """Return why something is not copied; nothing is written then."""
    before = {path: path.read_bytes() for path in own.parent.rglob("*") if path.is_file()}
    with pytest.raises(WrongUse) as raised:
        copy_templates(wanted, own)
    assert {path: path.read_bytes() for path in own.parent.rglob("*") if path.is_file()} == before
    return raised.value


def shipped_under(folder: str) -> list[str]:
    names = [path.relative_to(SHIPPED).as_posix() for path in (SHIPPED / folder).rglob("*") if path.is_file()]
    assert names
    return sorted(names)


# What is copied -------------------------------------------------------------------------------------


def test_one_kind_is_copied_alone(own: Path) -> None:
    assert copied("appeal/en/embassy", own) == ["forms/appeal/en/embassy.html.j2"]


def test_one_language_of_a_form_is_copied_with_all_its_kinds(own: Path) -> None:
    assert copied("appeal/de", own) == shipped_under("forms/appeal/de")


@pytest.mark.parametrize("wanted", ["appeal", "appeal/"])
def test_a_whole_form_is_copied_in_every_language(own: Path, wanted: str) -> None:
    assert copied(wanted, own) == shipped_under("forms/appeal")


@pytest.mark.parametrize("name", ["styles/own.css", "labels/en.po", "layout/running.css.j2"])
def test_styles_and_labels_are_copied_by_their_names_and_as_they_are(own: Path, name: str) -> None:
    assert copied(name, own) == [name]
    assert (own / name).read_bytes() == (SHIPPED / name).read_bytes()


def test_a_copy_says_what_it_is_and_holds_all_that_is_shipped(own: Path) -> None:
    (name,) = copied("appeal/en/embassy", own)
    copy, text = ((folder / name).read_text(encoding="utf-8") for folder in (own, SHIPPED))
    first, rest = text.split("\n", 1)
    assert copy.startswith(f"{first}\n{{#\nYOUR OWN COPY of {name}.")
    assert copy.endswith(f"#}}\n{rest}")
    assert f'{{% extends "!{name}" %}}' in copy


def test_a_kind_that_a_form_has_no_text_for_begins_empty(own: Path) -> None:
    (name,) = copied("open-letter/en/media", own)
    text = (own / name).read_text(encoding="utf-8")
    assert name == "forms/open-letter/en/media.html.j2"
    assert text.startswith(
        '{% extends "forms/open-letter/en/letter.html.j2" %}\n{#\nYOUR OWN WORDS for media:'
    )


def test_a_new_language_begins_with_the_english_words_and_labels_to_translate(own: Path) -> None:
    english = shipped_under("forms/appeal/en")
    assert copied("appeal/eo", own) == [
        *(name.replace("/en/", "/eo/") for name in english),
        "labels/eo.po",
    ]
    embassy = (own / "forms/appeal/eo/embassy.html.j2").read_text(encoding="utf-8")
    assert embassy.startswith('{% extends "forms/appeal/eo/letter.html.j2" %}')
    assert "appeal/en/" not in embassy
    assert "Language: eo\\n" in (own / "labels/eo.po").read_text(encoding="utf-8")
    with pytest.raises(TemplateFault, match='the label "Sources" is not translated'):
        Labels("eo", TemplateFolders(own)).say("Sources")


def test_a_language_that_has_labels_needs_none_of_its_own(own: Path) -> None:
    assert copied("press-release/de", own) == ["forms/press-release/de/letter.html.j2"]


def test_a_second_form_in_a_new_language_shares_its_labels(own: Path) -> None:
    copied("appeal/eo", own)
    assert copied("open-letter/eo", own) == ["forms/open-letter/eo/letter.html.j2"]


def test_a_kind_can_be_begun_in_a_language_of_the_campaigns_own(own: Path) -> None:
    copied("open-letter/eo", own)
    assert copied("open-letter/eo/media", own) == ["forms/open-letter/eo/media.html.j2"]


# What is refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", ["appeal", "appeal/en", "appeal/en/embassy"])
def test_nothing_is_overwritten_and_nothing_is_copied_halfway(own: Path, wanted: str) -> None:
    path = own / "forms/appeal/en/embassy.html.j2"
    path.parent.mkdir(parents=True)
    path.write_text("changed")
    why = refused(wanted, own)
    assert (why.message, why.help) == (f"{path} is there already", "Change it there, or delete it first.")


@pytest.mark.parametrize(
    ("wanted", "message", "help"),
    [
        ("apeal", 'there is no template "apeal" to copy', 'did you mean "appeal"?'),
        ("style/own.css", 'there is no template "style/own.css" to copy', 'did you mean "styles/own.css"?'),
        ("appeal/en/embasy", 'there is no kind of recipient "embasy"', 'did you mean "embassy"?'),
        ("appeal/en/x", 'there is no kind of recipient "x"', f"There are: {', '.join(Kind)}."),
        ("xyz", 'there is no template "xyz" to copy', "Forms: appeal, "),
        ("", 'there is no template "" to copy', "Forms: appeal, "),
        ("appeal/en/embassy/more", 'there is no template "appeal/en/embassy/more" to copy', "did you mean "),
        (
            "press-release/eo/media",
            'the form "press-release" is not there in the language "eo"',
            "Begin with: zvarot templates copy press-release/eo",
        ),
        ("styles", 'there is no template "styles" to copy', ""),
        ("/etc/hostname", 'there is no template "/etc/hostname" to copy', ""),
        ("../pyproject.toml", 'there is no template "../pyproject.toml" to copy', ""),
    ],
)
def test_a_name_that_is_not_there_is_wrong_use(own: Path, wanted: str, message: str, help: str) -> None:
    why = refused(wanted, own)
    assert (why.message, why.help[: len(help)]) == (message, help)


@pytest.mark.parametrize("language", ["English", "..", "en_US", "embassy", "q"])
def test_a_language_that_does_not_exist_is_wrong_use(own: Path, language: str) -> None:
    refused(f"appeal/{language}", own)


# Copies are filled ----------------------------------------------------------------------------------


def test_the_copy_of_the_root_prints_nothing_outside_a_block(own: Path) -> None:
    (name,) = copied("forms/letter.html.j2", own)
    assert open_templates().render(name, {}) == ""
    assert open_templates(own).render(name, {}) == ""


def test_every_copy_is_filled_as_it_is(own: Path) -> None:
    forms = TemplateFolders().forms()
    for form in forms:
        copied(form, own)
        for kind in Kind:
            if kind not in forms[form]["en"]:
                copied(f"{form}/en/{kind}", own)
    copied("appeal/eo", own)
    for name in [*shipped_under("layout"), *shipped_under("styles")]:
        copied(name, own)
    copied("forms/letter.html.j2", own)
    rehearsal = rehearse(own)
    # What is left to do in the new language, and nothing else.
    assert {(one.rule, one.subject) for one in rehearsal.faults} == {("missing-label", "eo")}
    assert rehearsal.letters > rehearse_count(forms)


def rehearse_count(forms: dict[str, dict[str, tuple[str, ...]]]) -> int:
    """Return how many letters there are to fill at least: one a form, language and kind."""
    return sum(len(languages) for languages in forms.values()) * len(Kind)
