"""Templates are found in the user's folder first, may do little, and say where they fail."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import StrictUndefined

from writing.conftest import case_of, telling_of
from zvarot.findings import TemplateFault
from zvarot.writing.folders import shipped_templates
from zvarot.writing.templating import Templates, open_templates

LETTER = "forms/open-letter/en/letter.html.j2"

Write = Callable[..., Templates]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "templates"


@pytest.fixture
def write(own: Path) -> Write:
    """Return a writer of one's own templates; it opens them."""

    def write(text: str | bytes, name: str = LETTER) -> Templates:
        path = own / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return open_templates(own)

    return write


def fill(templates: Templates, block: str = "body", **values: Any) -> str:
    """Fill a block of the open letter."""
    return templates.blocks(LETTER, {**telling_of(case_of()).values(), **values}).fill(block)


def fault(templates: Templates, block: str = "body", **values: Any) -> TemplateFault:
    """Return what is wrong with the open letter."""
    with pytest.raises(TemplateFault) as raised:
        fill(templates, block, **values)
    return raised.value


# Which template -------------------------------------------------------------------------------------


def test_a_template_of_ones_own_comes_before_the_shipped_one(write: Write, own: Path) -> None:
    templates = write("{% block body %}Mine.{% endblock %}")
    assert fill(templates) == "Mine."
    assert templates.folders.path(LETTER) == own / LETTER


def test_an_exclamation_mark_reaches_the_shipped_template(write: Write) -> None:
    templates = write(f'{{% extends "!{LETTER}" %}}{{% block closing %}}Yours,{{% endblock %}}')
    assert fill(templates, "closing") == "Yours,"
    assert "We condemn the arbitrary arrests" in fill(templates)


def test_an_inner_block_can_be_replaced_and_keep_what_it_replaces(write: Write) -> None:
    templates = write(
        f'{{% extends "!{LETTER}" %}}{{% block events %}}Before. {{{{ super() }}}}{{% endblock %}}'
    )
    body = fill(templates)
    assert "Before. " in body
    assert "more than 60 searches" in body
    assert "We condemn the arbitrary arrests" in body


# What goes wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("{% block body %}\n{{ nobody }}\n{% endblock %}", 2, "'nobody' is undefined"),
        ("{% block body %}\n\n{{ letter.nothing }}{% endblock %}", 3, "has no attribute 'nothing'"),
        ("{% block body %}\n{% if %}{% endblock %}", 2, "Expected an expression"),
        ("{% block body %}\n{{ 'x' | pprint }}{% endblock %}", 2, "No filter named 'pprint'"),
        ("{% block body %}\n{{ [1] | random }}{% endblock %}", 2, "No filter named 'random'"),
        ("{% block body %}\n{{ 'x' | urlize }}{% endblock %}", 2, "No filter named 'urlize'"),
        ("{% block body %}\n{{ lipsum() }}{% endblock %}", 2, "'lipsum' is undefined"),
        ("{% block body %}\n{{ letter.__class__ }}{% endblock %}", 2, "may not use"),
        ("{% block body %}\n{{ figure.__self__ }}{% endblock %}", 2, "may not use"),
        ("{% block body %}\n{{ letter.opening._say }}{% endblock %}", 2, "may not use"),
        ("{% block body %}\n{{ '{0.__class__}'.format(letter) }}{% endblock %}", 2, "may not use"),
        ("{% block body %}\n{{ people.append(1) }}{% endblock %}", 2, "may not use"),
        ("{% block body %}\n{{ 1 / 0 }}{% endblock %}", 2, "ZeroDivisionError"),
        ("{% block body %}\n{% for i in range(1000000) %}{% endfor %}{% endblock %}", 2, "OverflowError"),
        ("\n{% extends 'forms/lettr.html.j2' %}", 2, "there is no template forms/lettr.html.j2"),
        ("{% block body %}\n{% include 'nothing' %}{% endblock %}", 2, "there is no template nothing"),
        ("{% block body %}\n{% include '../../case.yaml' %}{% endblock %}", 2, "there is no template"),
        ("{% block body %}\n{% include '/etc/passwd' %}{% endblock %}", 2, "there is no template"),
        ("{% block subject %}A subject{% endblock %}", 1, "the template has no block `body`"),
        (b"{% block body %}\n\xff{% endblock %}", 1, "UnicodeDecodeError"),
        (f"{{% include '{LETTER}' %}}", 1, "takes itself in"),
    ],
)
def test_a_broken_template_is_a_fault_in_its_own_line(
    write: Write, own: Path, text: str | bytes, line: int, message: str
) -> None:
    (own.parent / "case.yaml").write_text("secret")
    found = fault(write(text))
    assert message in found.message
    assert "secret" not in f"{found.message} {found.help}"
    assert found.place is not None
    assert (found.place.file, found.place.line) == (str(own / LETTER), line)


def test_the_caret_points_below_the_first_word_of_the_line(write: Write) -> None:
    place = fault(write("{% block body %}\n    {{ nobody }}\n{% endblock %}")).place
    assert place is not None
    assert (place.column, place.text) == (5, "    {{ nobody }}")


def test_a_fault_in_an_included_template_is_a_fault_there(write: Write, own: Path) -> None:
    write("\n\n{{ nobody }}", "parts/figures.html.j2")
    found = fault(write("{% block body %}{% include 'parts/figures.html.j2' %}{% endblock %}"))
    assert found.place is not None
    assert (found.place.file, found.place.line) == (str(own / "parts/figures.html.j2"), 3)


def test_a_value_that_only_the_shipped_template_misses_is_a_fault_there(write: Write) -> None:
    templates = write(f'{{% extends "!{LETTER}" %}}')
    with pytest.raises(TemplateFault) as raised:
        templates.blocks(LETTER, {}).fill("body")
    assert raised.value.place is not None
    assert raised.value.place.file == str(shipped_templates() / LETTER)


def test_a_template_that_was_misspelt_is_guessed(write: Write) -> None:
    assert fault(write("{% extends 'forms/lettr.html.j2' %}")).help == 'did you mean "forms/letter.html.j2"?'


def test_a_link_out_of_the_folder_is_refused(write: Write, own: Path) -> None:
    templates = write("", "other.html.j2")
    outside = own.parent / "secret.txt"
    outside.write_text("{% block body %}secret{% endblock %}")
    (own / LETTER).parent.mkdir(parents=True)
    (own / LETTER).symlink_to(outside)
    with pytest.raises(TemplateFault, match="link that leads out of") as raised:
        templates.folders.choose("open-letter", "en", "ngo")
    assert raised.value.place is not None
    assert raised.value.place.file == str(own / LETTER)
    assert "leads out of" in fault(templates).message


def test_a_link_within_the_folder_is_followed(write: Write, own: Path) -> None:
    templates = write("{% block body %}Mine.{% endblock %}", "shared.html.j2")
    (own / LETTER).parent.mkdir(parents=True)
    (own / LETTER).symlink_to(own / "shared.html.j2")
    assert fill(templates) == "Mine."


def test_a_whole_template_can_be_filled_and_fails_with_its_place(write: Write, own: Path) -> None:
    assert (
        write("{{ letter.subject }}", "page.j2").render("page.j2", {"letter": {"subject": "A & B"}})
        == "A &amp; B"
    )
    with pytest.raises(TemplateFault) as raised:
        write("\n{{ nothing }}", "broken.j2").render("broken.j2", {})
    assert raised.value.place is not None
    assert (raised.value.place.file, raised.value.place.line) == (str(own / "broken.j2"), 2)


# What data can do -----------------------------------------------------------------------------------


def test_data_is_escaped_whatever_the_template_is_called(write: Write) -> None:
    templates = write("{% block body %}{{ x }}{% endblock %}")
    assert fill(templates, x="""<script>"&'""") == "&lt;script&gt;&#34;&amp;&#39;"


def test_data_is_never_executed(write: Write) -> None:
    templates = write("{% block body %}{{ x }}{% endblock %}")
    assert fill(templates, x="{{ 7 * 7 }}{% include 'x' %}") == "{{ 7 * 7 }}{% include &#39;x&#39; %}"


def test_an_undefined_value_is_an_error_even_in_a_test_or_a_loop(templates: Templates) -> None:
    assert templates.environment.undefined is StrictUndefined
    for text in ("{% if nobody %}{% endif %}", "{% for x in nobody %}{% endfor %}", "{{ nobody ~ '' }}"):
        with pytest.raises(Exception, match="'nobody' is undefined"):
            templates.environment.from_string(text).render()


def test_a_template_says_all_that_it_can_take_in(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    (folder / "parts").mkdir(parents=True)
    (folder / "a.html.j2").write_text('{% extends "!layout/page.html.j2" %}{% include "parts/b.html.j2" %}')
    (folder / "parts" / "b.html.j2").write_text('{% import "parts/c.html.j2" as c %}')
    (folder / "parts" / "c.html.j2").write_text("")
    (folder / "any.html.j2").write_text("{% include 'parts/' ~ word %}")
    templates = open_templates(folder)
    taken = templates.taken_in("a.html.j2")
    assert {"a.html.j2", "!layout/page.html.j2", "parts/b.html.j2", "parts/c.html.j2"} <= taken
    assert "any.html.j2" not in taken
    assert templates.taken_in("any.html.j2") == {*templates.folders.list_templates()}


def test_a_template_that_cannot_be_read_is_named_before_anything_is_filled(tmp_path: Path) -> None:
    (tmp_path / "a.html.j2").write_text("one\n{% if %}\n")
    with pytest.raises(TemplateFault, match="Expected") as raised:
        open_templates(tmp_path).taken_in("a.html.j2")
    assert raised.value.place
    assert (Path(raised.value.place.file).name, raised.value.place.line) == ("a.html.j2", 2)
