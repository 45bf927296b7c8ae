"""Labels come from one catalogue a language: whole, in the right plural form, never from another language."""

import gettext
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from babel import Locale
from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from zvarot.case.terms import Qualifier, State
from zvarot.findings import Place, TemplateFault
from zvarot.writing import locales
from zvarot.writing.folders import TemplateFolders, shipped_templates
from zvarot.writing.labels import ALL, Labels

CATALOGUES = sorted((shipped_templates() / "labels").glob("*.po"))
BY_CATALOGUE = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)

HEAD = """\
msgid ""
msgstr ""
"Language: eo\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
"""The head of a catalogue; what stands below it begins in line 6."""

DAYS = """\
msgid "{days} day"
msgid_plural "{days} days"
msgstr[0] "{days} tago"
msgstr[1] "{days} tagoj"
"""

_BLANK = re.compile(r"\{\w+\}")

Key = tuple[str, str]
"""A label and its context."""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The templates of an invented campaign."""
    return tmp_path / "templates"


def written(own: Path, text: str, head: str = HEAD, language: str = "eo") -> Path:
    """Write a catalogue of a campaign's own."""
    path = own / "labels" / f"{language}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + text, encoding="utf-8")
    return path


def labels(own: Path | None = None, language: str = "eo") -> Labels:
    return Labels(language, TemplateFolders(own))


def place_of(fault: TemplateFault) -> tuple[str, int]:
    assert isinstance(fault.place, Place)
    return fault.place.file, fault.place.line


def catalogue(path: Path) -> Catalog:
    """Read a catalogue as it stands."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(path: Path) -> dict[Key, Message]:
    """Return every label of a catalogue."""
    return {
        (one.id if isinstance(one.id, str) else one.id[0], one.context or ""): one
        for one in catalogue(path)
        if one.id
    }


def forms(message: Message) -> tuple[str, ...]:
    words = message.string or ""
    return (words,) if isinstance(words, str) else tuple(words)


def named_in_english() -> dict[Key, Message]:
    found = messages(shipped_templates() / "labels" / f"{ALL}.po")
    assert len(found) > 30
    return found


# What is shipped ------------------------------------------------------------------------------------


def test_labels_are_shipped_in_several_languages() -> None:
    assert len(CATALOGUES) >= 2
    assert ALL in {path.stem for path in CATALOGUES}


@BY_CATALOGUE
def test_a_shipped_catalogue_translates_every_label(path: Path) -> None:
    own, complete = labels(language=path.stem), labels(language=ALL)
    assert [*own.missing(complete)] == []
    assert named_in_english().keys() - messages(path).keys() == set()


@BY_CATALOGUE
def test_a_shipped_catalogue_names_no_label_but_countries_that_english_does_not_name(path: Path) -> None:
    more = {key for key in messages(path) if not key[1].endswith("country")}
    assert more - named_in_english().keys() == set()


@BY_CATALOGUE
def test_every_form_of_a_shipped_label_keeps_its_blanks(path: Path) -> None:
    english, compared = named_in_english(), 0
    for key, message in messages(path).items():
        if key in english:
            blanks = set(_BLANK.findall(forms(english[key])[0]))
            assert [set(_BLANK.findall(form)) for form in forms(message)] == [blanks] * len(forms(message))
            compared += len(blanks)
    assert compared >= 12


@BY_CATALOGUE
def test_a_shipped_catalogue_says_in_its_head_which_language_it_is(path: Path) -> None:
    assert str(catalogue(path).locale) == path.stem


@BY_CATALOGUE
def test_a_shipped_catalogue_has_as_many_plurals_as_its_language(path: Path) -> None:
    categories = {Locale.parse(path.stem).plural_form(number) for number in range(1001)}
    assert catalogue(path).num_plurals == len(categories)
    counted = [one for one in messages(path).values() if not isinstance(one.id, str)]
    assert counted
    assert {len(forms(one)) for one in counted} == {len(categories)}


@BY_CATALOGUE
def test_gettext_chooses_the_same_form_as_unicode_does(path: Path) -> None:
    chosen, locale = gettext.c2py(catalogue(path).plural_expr), Locale.parse(path.stem)
    pairs = sorted({(chosen(number), locale.plural_form(number)) for number in range(1001)})
    assert len(pairs) >= 2
    assert [index for index, same in groupby(pairs, key=lambda pair: pair[0]) if len([*same]) > 1] == []
    assert len({category for _, category in pairs}) == len(pairs)


# What the program asks for --------------------------------------------------------------------------


def asked_by_templates() -> Iterator[Key]:
    """Yield every label that a template asks for: `_("Sources")`."""
    for path in shipped_templates().rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r'\b_\(\s*"([^"]+)"(?:,\s*"([^"]+)")?', text)


def asked_by_wordings() -> Iterator[Key]:
    """Yield every label that the code asks for by its words: `labels.say("on {date}")`."""
    asking = re.compile(r'labels\.(?:say|count)\(\s*"([^"]+)"(?:,\s*(?:\w+,\s*)?"([^"]+)")?')
    for path in Path(str(locales.__file__)).parents[1].rglob("*.py"):
        yield from asking.findall(path.read_text(encoding="utf-8"))


def asked_by_vocabulary() -> Iterator[Key]:
    """Yield every label that locales.py asks for by a word of the closed vocabularies."""
    text = Path(str(locales.__file__)).read_text(encoding="utf-8")
    contexts = {"state": State, "qualifier": Qualifier, "case of the noun": Qualifier}
    for context, words in contexts.items():
        assert f'"{context}"' in text
        yield from ((word.value, context) for word in words)


def test_every_label_that_is_asked_for_stands_in_the_english_catalogue() -> None:
    by_templates, by_wordings = {*asked_by_templates()}, {*asked_by_wordings()}
    assert len(by_templates) >= 4
    assert len(by_wordings) >= 6
    asked = by_templates | by_wordings | {*asked_by_vocabulary()}
    assert sorted(asked - named_in_english().keys()) == []


def test_the_english_catalogue_names_no_label_that_nobody_asks_for() -> None:
    asked = {*asked_by_templates(), *asked_by_wordings(), *asked_by_vocabulary()}
    named = {key for key in named_in_english() if not key[1].endswith("country")}
    assert asked
    assert sorted(named - asked) == []


def test_the_english_catalogue_names_no_country_but_in_the_ways_that_prose_asks_for() -> None:
    contexts = {context for _, context in named_in_english() if context.endswith("country")}
    assert contexts == {"of country", "in country"}


# A catalogue of one's own ---------------------------------------------------------------------------


def test_a_campaigns_own_catalogue_is_found(own: Path) -> None:
    path = written(own, 'msgid "Sources"\nmsgstr "Fontoj"\n')
    found = labels(own)
    assert (found.say("Sources"), found.file, found.name) == ("Fontoj", str(path), "labels/eo.po")


def test_a_campaigns_own_catalogue_replaces_the_shipped_one(own: Path) -> None:
    written(own, 'msgid "Sources"\nmsgstr "Where we know it from"\n', language="en")
    assert labels(own, "en").say("Sources") == "Where we know it from"
    assert labels(None, "en").say("Sources") == "Sources"


def test_a_regional_language_uses_the_labels_of_its_base() -> None:
    assert labels(language="en-US").name == "labels/en.po"
    assert labels(language="en-US").say("Sources") == "Sources"


def test_a_regional_language_may_have_labels_of_its_own(own: Path) -> None:
    written(own, 'msgid "Sources"\nmsgstr "References"\n', language="en-US")
    assert labels(own, "en-US").say("Sources") == "References"
    assert labels(own, "en-GB").say("Sources") == "Sources"


def test_a_number_chooses_the_form(own: Path) -> None:
    written(own, DAYS)
    found = labels(own)
    assert [found.count("{days} day", days, days=days) for days in (0, 1, 2)] == [
        "0 tagoj",
        "1 tago",
        "2 tagoj",
    ]


def test_the_same_words_in_another_context_are_another_label(own: Path) -> None:
    written(own, 'msgid "May"\nmsgstr "povas"\n\nmsgctxt "month"\nmsgid "May"\nmsgstr "majo"\n')
    assert (labels(own).say("May"), labels(own).say("May", "month")) == ("povas", "majo")


def test_what_fills_a_blank_is_not_read_for_blanks_again(own: Path) -> None:
    written(own, 'msgid "{one} {two}"\nmsgstr "{two} {one}"\n')
    assert labels(own).say("{one} {two}", one="{two}", two="{one}") == "{one} {two}"


# What goes wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "Sources"\nmsgstr ""\n', 6),
        ('# As it was before.\n#, fuzzy\nmsgid "Sources"\nmsgstr "Fontoj"\n', 8),
        ('msgid "Other"\nmsgstr "Alia"\n', 1),
        ('#~ msgid "Sources"\n#~ msgstr "Fontoj"\n', 1),
    ],
    ids=["empty", "fuzzy", "not there", "obsolete"],
)
def test_a_label_that_is_not_translated_is_a_fault_in_its_line(own: Path, text: str, line: int) -> None:
    path = written(own, text)
    found = labels(own)
    with pytest.raises(TemplateFault, match=r'^the label "Sources" is not translated$') as raised:
        found.say("Sources")
    assert place_of(raised.value) == (str(path), line)
    assert raised.value.help == 'Translate it in labels/eo.po: msgstr "…".'
    assert not found.holds("Sources")


def test_a_label_that_misses_only_one_of_its_plurals_is_not_translated(own: Path) -> None:
    path = written(own, DAYS.replace('msgstr[1] "{days} tagoj"\n', ""))
    with pytest.raises(TemplateFault, match="is not translated") as raised:
        labels(own).count("{days} day", 1, days=1)
    assert place_of(raised.value) == (str(path), 6)


def test_the_context_of_a_missing_label_is_said(own: Path) -> None:
    written(own, 'msgid "detained"\nmsgstr "arestita"\n')
    with pytest.raises(TemplateFault, match=r'^the label "detained" \(state\) is not translated$'):
        labels(own).say("detained", "state")


def test_every_label_that_is_missing_is_told_with_its_line(own: Path) -> None:
    path = written(own, 'msgid "Sources"\nmsgstr ""\n\nmsgid "Signatories"\nmsgstr "Subskriboj"\n')
    missing = dict(labels(own).missing(labels(language=ALL)))
    assert (missing["Sources"].file, missing["Sources"].line) == (str(path), 6)
    assert missing["Our reference"].line == 1
    assert "Signatories" not in missing
    assert len(missing) > 20


def test_an_unknown_blank_is_a_fault_in_its_line(own: Path) -> None:
    path = written(own, 'msgid "as of {date}"\nmsgstr "je la {dato}"\n')
    with pytest.raises(TemplateFault, match=r"has a blank \{dato\} that nothing fills") as raised:
        labels(own).say("as of {date}", date="1 May")
    assert place_of(raised.value) == (str(path), 6)
    assert raised.value.help == "It may hold: {date}."


@pytest.mark.parametrize(
    "text",
    [
        'msgid "as of {date}"\nmsgstr ""\n"je la "\n"{dato}"\n',
        'msgid "as of {date}"\nmsgstr "je \\"{dato}\\""\n',
        '# Once: je la {dato}\n\nmsgid "as of {date}"\nmsgstr "je la {dato}"\n',
    ],
    ids=["wrapped", "quoted", "remarked"],
)
def test_an_unknown_blank_is_found_however_the_label_is_written(own: Path, text: str) -> None:
    path = written(own, text)
    with pytest.raises(TemplateFault, match=r"has a blank \{dato\} that nothing fills") as raised:
        labels(own).say("as of {date}", date="1 May")
    file, line = place_of(raised.value)
    assert file == str(path)
    first = next(number for number, words in enumerate((HEAD + text).splitlines(), 1) if "as of" in words)
    assert line >= first


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('mgid "Sources"\nmsgstr "Fontoj"\n', 6),
        (f'{DAYS}msgstr[2] "multaj tagoj"\n', 6),
    ],
    ids=["misspelt keyword", "too many plurals"],
)
def test_a_broken_catalogue_is_a_fault_in_its_line(own: Path, text: str, line: int) -> None:
    path = written(own, text)
    with pytest.raises(TemplateFault, match=r"^the labels cannot be read: ") as raised:
        labels(own)
    # Babel tells of a label when it has read it to its end.
    assert place_of(raised.value)[0] == str(path)
    assert line <= place_of(raised.value)[1] <= line + text.count("\n")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("nplurals=2", "nplurals=two"),
        ("n != 1", "n = 1"),
        ("n != 1", "n + 5"),
    ],
    ids=["count", "syntax", "range"],
)
def test_plural_forms_that_cannot_be_used_are_a_fault_of_the_catalogue(
    own: Path, right: str, wrong: str
) -> None:
    path = written(own, DAYS, HEAD.replace(right, wrong))
    with pytest.raises(TemplateFault) as raised:
        labels(own).count("{days} day", 7, days=7)
    assert place_of(raised.value)[0] == str(path)


def test_a_catalogue_that_is_not_text_is_a_fault(own: Path) -> None:
    path = written(own, "")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateFault, match=r"labels/eo\.po cannot be read") as raised:
        labels(own)
    assert place_of(raised.value) == (str(path), 1)


def test_a_language_without_labels_is_a_fault_that_says_where_they_belong() -> None:
    with pytest.raises(TemplateFault, match=r'^there are no labels in the language "eo"$') as raised:
        labels()
    assert raised.value.help == "Copy templates/labels/en.po to templates/labels/eo.po and translate it."
