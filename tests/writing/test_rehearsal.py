"""Every template is filled before a letter is due, and every fault is told with its line."""

from pathlib import Path

import pytest

from zvarot.case.parties import Kind
from zvarot.case.reading import Dossier, read_campaign
from zvarot.findings import Finding, TemplateFault
from zvarot.writing.folders import shipped_templates
from zvarot.writing.page import lay_out
from zvarot.writing.rehearsal import Rehearsal, editions, fill, in_language, rehearse
from zvarot.writing.templating import open_templates

WHOLE = '{% extends "forms/open-letter/en/letter.html.j2" %}\n'
"""The first line of a template that the campaign writes itself; what is broken stands below it."""

MISSPELT = "forms/appeal/en/embasy.html.j2"
"""A broken template for a kind of office that does not exist."""

LABELS = "layout/labels.html.j2"
"""A broken layout of labels."""

BROKEN: dict[str, tuple[str | bytes, int, str]] = {
    "undefined-name": (
        f"{WHOLE}{{% block body %}}{{{{ leter.subject }}}}{{% endblock %}}",
        2,
        "'leter' is undefined",
    ),
    "far-off-name": (
        f"{WHOLE}{{% block body %}}{{{{ qqqqqqqq }}}}{{% endblock %}}",
        2,
        "'qqqqqqqq' is undefined",
    ),
    "missing-block": (
        "{% block subject %}A subject{% endblock %}",
        1,
        "the template has no block `salutation`",
    ),
    "syntax": (
        f"{WHOLE}{{% block body %}}\n{{% if held = 1 %}}x{{% endif %}}{{% endblock %}}",
        3,
        "expected token",
    ),
    "filter": (
        f"{WHOLE}{{% block body %}}\n\n{{{{ country | shout }}}}{{% endblock %}}",
        4,
        "No filter named 'shout'",
    ),
    "target": (
        f"{WHOLE}{{% block numbered %}}collegues{{% endblock %}}",
        1,
        "the block `numbered` must name one of authorities, international-community, organisations, "
        "colleagues",
    ),
    "itself": ('{% extends "forms/itself/en/letter.html.j2" %}', 1, "the template takes itself in"),
    "label": (f"{WHOLE}{{% block closing %}}\n{{{{ _('Nothing') }}}}{{% endblock %}}", 3, "'_' is undefined"),
    "attribute": (
        f"{WHOLE}{{% block body %}}\n{{% for one in people %}}{{{{ one.nmae }}}}{{% endfor %}}"
        "{% endblock %}",
        3,
        "has no attribute 'nmae'",
    ),
    "include": (
        f"{WHOLE}{{% block body %}}\n{{% include 'layout/opning.html.j2' %}}{{% endblock %}}",
        3,
        "there is no template layout/opning.html.j2",
    ),
    "division": (f"{WHOLE}{{% block body %}}\n{{{{ 1 / 0 }}}}{{% endblock %}}", 3, "ZeroDivisionError"),
    "unclosed-tag": (
        f"{WHOLE}{{% block body %}}\n{{% if held %}}x{{% endblock %}}",
        3,
        "Encountered unknown tag 'endblock'",
    ),
    "unclosed-block": (f"{WHOLE}{{% block body %}}\nx", 3, "Unexpected end of template"),
    "sandbox": (
        f"{WHOLE}{{% block body %}}\n{{{{ ''.__class__.__mro__ }}}}{{% endblock %}}",
        3,
        "the template reaches for something that templates may not use",
    ),
    "only-one-kind": (
        f"{WHOLE}{{% block body %}}\n{{% if recipient.kind == 'donor' %}}{{{{ nobody }}}}{{% endif %}}"
        "{% endblock %}",
        3,
        "'nobody' is undefined",
    ),
    "only-the-embassy-of-the-country": (
        f"{WHOLE}{{% block body %}}\n{{% if recipient.concerned and recipient.kind == 'embassy' %}}"
        "{{ nobody }}{% endif %}{% endblock %}",
        3,
        "'nobody' is undefined",
    ),
    "only-without-incidents": (
        f"{WHOLE}{{% block body %}}\n{{% if not incidents %}}{{{{ nobody }}}}{{% endif %}}{{% endblock %}}",
        3,
        "'nobody' is undefined",
    ),
    "no-text": (b"{% block body %}\n\xff", 1, "UnicodeDecodeError"),
    "index": (f"{WHOLE}{{% block body %}}\n{{{{ held[0].name }}}}{{% endblock %}}", 3, "has no element 0"),
}
"""Broken templates by form: the text, the line at fault and the words that are said of it."""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """How the shipped templates did, for a campaign that has none of its own."""
    return rehearse(tmp_path_factory.mktemp("campaign") / "templates")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The templates of an invented campaign, in which each form is broken in another way."""
    folder = tmp_path_factory.mktemp("campaign") / "templates"
    for form, (text, _, _) in BROKEN.items():
        write(folder, f"forms/{form}/en/letter.html.j2", text)
    write(folder, "forms/whole/en/letter.html.j2", WHOLE)
    write(folder, "forms/whole/eo/letter.html.j2", WHOLE)
    labels = (shipped_templates() / "labels" / "en.po").read_text(encoding="utf-8")
    write(folder, "labels/eo.po", labels.replace('msgstr "Signatories"', 'msgstr ""'))
    write(folder, "forms/whole/ka/letter.html.j2", WHOLE)
    write(folder, MISSPELT, "{{ broken")
    write(folder, LABELS, "<style>{{ css }}</style>\n{{ sheet }}")
    return folder


@pytest.fixture(scope="module")
def faults(own: Path) -> tuple[Finding, ...]:
    """What the rehearsal of that campaign says."""
    return rehearse(own).faults


@pytest.fixture(scope="module")
def sample() -> Dossier:
    return read_campaign(shipped_templates() / "sample")


def write(folder: Path, name: str, text: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def at(faults: tuple[Finding, ...], path: Path) -> list[Finding]:
    """Return the faults of a file."""
    return [found for found in faults if found.place and found.place.file == str(path)]


# What is shipped ------------------------------------------------------------------------------------


def test_no_shipped_template_has_a_fault(shipped: Rehearsal) -> None:
    assert shipped.faults == ()
    assert shipped.letters > 200


# What is broken -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", BROKEN)
def test_a_broken_template_is_told_once_with_its_line(
    own: Path, faults: tuple[Finding, ...], form: str
) -> None:
    _, line, message = BROKEN[form]
    (found,) = at(faults, own / "forms" / form / "en" / "letter.html.j2")
    assert found.place is not None
    assert message in found.message
    assert (found.place.line, found.rule) == (line, "")


def test_nothing_else_is_at_fault(own: Path, faults: tuple[Finding, ...]) -> None:
    broken = {str(own / "forms" / form / "en" / "letter.html.j2") for form in BROKEN}
    files = {found.place.file if found.place else "" for found in faults if '"ka"' not in found.message}
    assert len(BROKEN) >= 10
    assert broken <= files
    assert files - broken <= {str(own / "labels" / "eo.po"), str(own / MISSPELT), str(own / LABELS)}


def test_a_label_that_is_not_translated_is_told_in_its_line(own: Path, faults: tuple[Finding, ...]) -> None:
    path = own / "labels" / "eo.po"
    line = path.read_text(encoding="utf-8").splitlines().index('msgid "Signatories"') + 1
    found = [one for one in at(faults, path) if one.rule == "missing-label"]
    assert [one.place and one.place.line for one in found] == [line]
    assert [one.message for one in found] == ['the label "Signatories" is not translated']


def test_a_language_without_labels_is_told_once(faults: tuple[Finding, ...]) -> None:
    found = [one for one in faults if one.message == 'there are no labels in the language "ka"']
    assert len(found) == 1


@pytest.mark.parametrize(
    ("form", "help"),
    [
        ("target", 'did you mean "colleagues"?'),
        ("include", 'did you mean "layout/opening.html.j2"?'),
        ("undefined-name", 'did you mean "letter"?'),
        ("attribute", 'did you mean "name"?'),
    ],
)
def test_a_misspelt_name_is_guessed(own: Path, faults: tuple[Finding, ...], form: str, help: str) -> None:
    (found,) = at(faults, own / "forms" / form / "en" / "letter.html.j2")
    assert help in found.help


def test_what_a_template_could_print_is_said_where_no_name_is_near(
    own: Path, faults: tuple[Finding, ...]
) -> None:
    (found,) = at(faults, own / "forms" / "far-off-name" / "en" / "letter.html.j2")
    assert "zvarot templates show" in found.help


def test_a_template_for_a_kind_that_does_not_exist_is_told(own: Path, faults: tuple[Finding, ...]) -> None:
    assert at(faults, own / MISSPELT) != []


def test_the_layouts_of_envelopes_and_labels_are_tried_too(own: Path, faults: tuple[Finding, ...]) -> None:
    (found,) = at(faults, own / LABELS)
    assert found.place is not None
    assert (found.place.line, found.message) == (2, "the template cannot be filled: 'sheet' is undefined")


def test_a_label_that_no_catalogue_has_is_told_in_the_line_of_the_layout(
    tmp_path: Path, sample: Dossier
) -> None:
    write(tmp_path, "layout/signatures.html.j2", "<p>\n{{ _('Nothing') }}</p>")
    templates = open_templates(tmp_path)
    made = next(editions(sample, "appeal", "en"))
    with pytest.raises(TemplateFault, match=r'^the label "Nothing" is not translated$') as raised:
        lay_out(fill(sample, made, templates), templates)
    assert raised.value.place is not None
    assert (raised.value.place.file, raised.value.place.line) == (
        str(tmp_path / "layout/signatures.html.j2"),
        2,
    )


# The sample -----------------------------------------------------------------------------------------


def test_every_plan_goes_to_every_kind_of_office_of_the_country_and_of_another(sample: Dossier) -> None:
    made = [*editions(sample, "appeal", "en")]
    assert {one.recipient.kind for one in made} == {*Kind}
    assert {one.recipient.country for one in made} == {sample.case.country, "CH"}
    assert {one.plan.form for one in made} == {"appeal"}
    assert len(made) == len(sample.campaign.letters) * len(Kind) * 2 > 0


def test_the_words_of_the_sample_stand_in_for_those_of_another_language(sample: Dossier) -> None:
    translated = in_language(sample, "eo")
    assert translated.recipients[0].salutation == {"eo": "Dear colleagues,", "en": "Dear colleagues,"}
    assert translated.case.figures[0].unit["eo"] == sample.case.figures[0].unit["en"]
    assert translated.campaign.letters[0].subject["eo"] == "An invented case"
    assert in_language(sample, "en") == sample


def test_a_sample_letter_is_filled(sample: Dossier) -> None:
    letter = fill(sample, next(editions(sample, "appeal", "en")), open_templates())
    assert (letter.form, letter.language, letter.subject) == ("appeal", "en", "An invented case")
    assert [note.number for note in letter.notes] == [*range(1, len(letter.notes) + 1)]
    assert letter.demands
