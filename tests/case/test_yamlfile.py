"""YAML is read as plain text with its places; whatever could hide a meaning is refused."""

import unicodedata
from pathlib import Path

import pytest

from zvarot.case.file_rules import YAML_SYNTAX
from zvarot.case.yamlfile import MAX_BYTES, MAX_DEPTH, MAX_FAULTS, GivenUp, YamlFile, read_yaml
from zvarot.findings import Finding


def read(folder: Path, text: str | bytes) -> YamlFile:
    path = folder / "case.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(path)


def spot(found: Finding) -> str:
    assert found.place is not None
    return f"{found.place.line}:{found.place.column} {found.rule}"


def spots(file: YamlFile) -> list[str]:
    return [spot(found) for found in file.findings]


# What is read ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    ["NO", "no", "on", "true", "null", "~", "0123", "1_000", "0x1F", "1e3", "12:30:45", "2021-07-26", "="],
)
def test_every_scalar_stays_the_text_that_was_typed(tmp_path: Path, word: str) -> None:
    file = read(tmp_path, f"country: {word}\nlist: [{word}]\n")
    assert file.data == {"country": word, "list": [word]}
    assert file.findings == []


def test_quoted_and_folded_texts_lose_their_marks(tmp_path: Path) -> None:
    file = read(tmp_path, "a: 'one'\nb: \"two\\tthree\"\nc: >-\n  four\n  five\nd: |\n  six\n  seven\n")
    assert file.data == {"a": "one", "b": "two\tthree", "c": "four five", "d": "six\nseven\n"}


def test_a_key_without_a_value_holds_empty_text(tmp_path: Path) -> None:
    assert read(tmp_path, "title:\nlist:\n  -\n").data == {"title": "", "list": [""]}


def test_keys_that_look_like_numbers_stay_text(tmp_path: Path) -> None:
    assert read(tmp_path, "1: a\nno: b\n").data == {"1": "a", "no": "b"}


def test_places_of_keys_and_values_are_kept(tmp_path: Path) -> None:
    file = read(tmp_path, "people:\n  - id: ada\n    names:\n      en: Ada\n")
    assert str(file.place("people", 0, "names", "en")).endswith("case.yaml:4:11")
    assert str(file.place("people", 0, "names", "en", of_key=True)).endswith("case.yaml:4:7")
    assert file.place("people", 0, "names", "en").text == "      en: Ada"


def test_the_place_of_what_is_not_there_is_that_of_the_record(tmp_path: Path) -> None:
    file = read(tmp_path, "people:\n  - id: ada\n")
    assert str(file.place("people", 0, "consent", "on")).endswith("case.yaml:2:5")
    assert str(file.place("letters")).endswith("case.yaml:1:1")


def test_columns_count_characters_of_every_alphabet(tmp_path: Path) -> None:
    file = read(tmp_path, '"зварот": {"😀": ліст}\n')
    assert str(file.place("зварот", "😀")).endswith("case.yaml:1:17")


def test_text_is_normalised_to_nfc(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "ў é")
    assert read(tmp_path, f'a: {decomposed}\nb: "e\\u0301"\n').data == {"a": "ў é", "b": "é"}


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    file = read(tmp_path, b"\xef\xbb\xbftitle: a\n")
    assert file.data == {"title": "a"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(tmp_path: Path, end: str) -> None:
    file = read(tmp_path, f"a: b{end}c:{end}  d: e{end}")
    assert file.data == {"a": "b", "c": {"d": "e"}}
    assert file.place("c", "d").text == "  d: e"


# What is refused ------------------------------------------------------------------------------

BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
"""Two to the power of forty words, if anybody were to expand it."""

TRAPS: dict[str, tuple[str | bytes, list[str]]] = {
    "duplicate key": ("audience: internal\naudience: public\n", ["2:1 duplicate-key"]),
    "duplicate key in quotation marks": ('a: x\n"a": y\n', ["2:1 duplicate-key"]),
    "duplicate key by an escape": ('a: x\n"\\x61": y\n', ["2:1 duplicate-key"]),
    "duplicate key in one line": ("p: {a: x, a: y}\n", ["1:11 duplicate-key"]),
    "key that stands three times": ("a: x\na: y\na: z\n", ["2:1 duplicate-key", "3:1 duplicate-key"]),
    "anchor": ("a: &x b\n", ["1:4 yaml-feature"]),
    "anchor on a key": ("&x a: b\n", ["1:1 yaml-feature"]),
    "anchor on a record": ("a: &x\n  b: c\n", ["1:4 yaml-feature"]),
    "anchor on a list": ("a: &x [b]\n", ["1:4 yaml-feature"]),
    "alias": ("a: &x b\nc: *x\n", ["1:4 yaml-feature", "2:4 yaml-feature"]),
    "alias as a key": ("a: &x b\n*x : c\n", ["1:4 yaml-feature", "2:1 yaml-feature"]),
    "alias of itself": ("a: &x [*x]\n", ["1:4 yaml-feature", "1:8 yaml-feature"]),
    "tag": ("a: !!int 5\n", ["1:4 yaml-feature"]),
    "tag on a key": ("!!str a: b\n", ["1:1 yaml-feature"]),
    "tag that runs code": ("a: !!python/object/apply:os.system [ls]\n", ["1:4 yaml-feature"]),
    "tag of nothing": ("a: ! b\n", ["1:4 yaml-feature"]),
    "merge key": ("<<: {a: b}\n", ["1:1 yaml-feature"]),
    "merge key in quotation marks": ('"<<": {a: b}\n', ["1:1 yaml-feature"]),
    "second document": ("a: b\n---\nc: d\n", ["2:1 yaml-feature"]),
    "record as a key": ("? {a: b}\n: c\n", ["1:3 yaml-feature"]),
    "list as a key": ("[a, b]: c\n", ["1:1 yaml-feature"]),
    "too deep": ("a: " + "[" * 100_000, [f"1:{4 + MAX_DEPTH} yaml-feature"]),
    "zero-width space": ("a: b\u200bc\n", ["1:5 hidden-character"]),
    "zero-width space by an escape": ('a: "b\\u200bc"\n', ["1:4 hidden-character"]),
    "zero-width space in a key": ("aud\u200bience: internal\n", ["1:4 hidden-character"]),
    "zero-width space in a key by an escape": ('"aud\\u200bience": internal\n', ["1:1 hidden-character"]),
    "hidden character in a comment": ("a: b # c\u200b\n", ["1:9 hidden-character"]),
    "text turned around": ("a: \u202eb\u202c\n", ["1:4 hidden-character", "1:6 hidden-character"]),
    "isolated direction": ("a: \u2066b\u2069\n", ["1:4 hidden-character", "1:6 hidden-character"]),
    "direction by an escape": ('a: "\\u202eb"\n', ["1:4 hidden-character"]),
    "soft hyphen": ("a: b\u00adc\n", ["1:5 hidden-character"]),
    "byte order mark inside": ("a: b\ufeff\n", ["1:5 hidden-character"]),
    "variation selector": ("a: b\ufe0f\n", ["1:5 hidden-character"]),
    "combining joiner": ("a: b\u034fc\n", ["1:5 hidden-character"]),
    "filler that is a letter": ("a: b\u3164c\n", ["1:5 hidden-character"]),
    "invisible tag letters": ("a: b\U000e0041\n", ["1:5 hidden-character"]),
    "escape sequence of a terminal": ("a: \x1b[2J\n", ["1:4 hidden-character"]),
    "escape sequence by an escape": ('a: "\\e[2J"\n', ["1:4 hidden-character"]),
    "null": ("a: b\x00c\n", ["1:5 hidden-character"]),
    "form feed": ("a: b\x0cc\n", ["1:5 hidden-character"]),
    "line separator": ("a: b\u2028c\n", ["1:5 hidden-character"]),
    "paragraph separator by an escape": ('a: "b\\Pc"\n', ["1:4 hidden-character"]),
    "next line": ("a: b\x85c\n", ["1:5 hidden-character"]),
    "no character": ("a: b\uffffc\n", ["1:5 hidden-character"]),
    "surrogate by an escape": ('a: "b\\ud800"\n', ["1:8 yaml-syntax"]),
    "pair of surrogates by escapes": ('a: "\\ud83d\\ude00"\n', ["1:7 yaml-syntax"]),
    "surrogate in bytes": (b"a: b\xed\xa0\x80\n", ["1:5 unreadable-file"]),
    "Latin-1": ("a: зв\n".encode() + "b: é\n".encode("latin-1"), ["2:4 unreadable-file"]),
    "bytes after Cyrillic": ("a: зварот ".encode() + b"\xff\n", ["1:11 unreadable-file"]),
    "UTF-16": ("a: b\n".encode("utf-16"), ["1:1 unreadable-file"]),
    "UTF-16 without its mark": ("a".encode("utf-16-le"), ["1:2 hidden-character"]),
    "UTF-7 is no encoding": (b"a: +AOk-\n", []),
    "overlong bytes": (b"a: \xc0\xaf\n", ["1:4 unreadable-file"]),
    "empty file": ("", ["1:1 yaml-syntax"]),
    "comments only": ("# a\n", ["1:1 yaml-syntax"]),
    "tab as indentation": ("a:\n\tb: c\n", ["2:1 yaml-syntax"]),
    "colon in a text": ("a: b: c\n", ["1:5 yaml-syntax"]),
    "open bracket": ("a: [b\n", ["2:1 yaml-syntax"]),
    "other version of YAML": ("%YAML 3.0\n---\na: b\n", ["1:1 yaml-syntax"]),
    "alias that nothing names": ("a: *x\n", ["1:4 yaml-feature"]),
    "mixed letters": ("a: Беларуcь\n", ["1:4 mixed-script"]),
    "mixed letters by an escape": ('a: "Mi\\u043dsk"\n', ["1:4 mixed-script"]),
    "mixed letters over a broken line": ('a: "Mi\\\n  нск"\n', ["1:4 mixed-script"]),
    "mixed letters with an accent": ("a: Бéларусь\n", ["1:4 mixed-script"]),
}


@pytest.mark.parametrize(("text", "expected"), TRAPS.values(), ids=TRAPS)
def test_a_trap_is_found_with_its_place(tmp_path: Path, text: str | bytes, expected: list[str]) -> None:
    assert expected == spots(read(tmp_path, text))


@pytest.mark.parametrize("text", [trap for trap, _ in TRAPS.values()], ids=TRAPS)
def test_looking_at_a_trap_changes_nothing_on_disk(tmp_path: Path, text: str | bytes) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read_yaml(path)
    assert [path] == list(tmp_path.iterdir())
    assert before == (path.read_bytes(), path.stat().st_mtime_ns)


def test_every_trap_but_mixed_letters_says_what_to_do(tmp_path: Path) -> None:
    helps = [found.help for text, _ in TRAPS.values() for found in read(tmp_path, text).findings]
    assert len(helps) > len(TRAPS) - 2
    assert all(helps)


def test_an_alias_bomb_is_not_expanded(tmp_path: Path) -> None:
    file = read(tmp_path, BOMB)
    assert {found.rule for found in file.findings} == {"yaml-feature"}
    assert spots(file)[0] == "1:5 yaml-feature"


def test_of_a_duplicate_key_the_first_is_kept_and_the_other_named_with_both_lines(tmp_path: Path) -> None:
    file = read(tmp_path, "audience: internal\n\naudience: public\n")
    assert file.data == {"audience": "internal"}
    assert file.findings[0].message == "`audience` stands here a second time"
    assert file.findings[0].help == "It stands in line 1 too; keep one."


def test_faults_inside_a_duplicate_are_found_too(tmp_path: Path) -> None:
    file = read(tmp_path, "a: x\na:\n  b: &x c\n")
    assert spots(file) == ["2:1 duplicate-key", "3:6 yaml-feature"]


def test_an_alias_leaves_nothing_of_what_it_pointed_to(tmp_path: Path) -> None:
    assert read(tmp_path, "a: &x b\nc: *x\n").data == {"a": "b", "c": ""}


def test_reading_goes_on_after_a_refused_feature(tmp_path: Path) -> None:
    file = read(tmp_path, "a: &x b\nc: !!str d\ne: f\ne: g\n")
    assert spots(file) == ["1:4 yaml-feature", "2:4 yaml-feature", "4:1 duplicate-key"]
    assert file.data == {"a": "b", "c": "d", "e": "f"}


def test_depth_is_allowed_up_to_its_limit(tmp_path: Path) -> None:
    text = "a: " + "[" * (MAX_DEPTH - 1) + "b" + "]" * (MAX_DEPTH - 1)
    assert spots(read(tmp_path, text)) == []
    assert spots(read(tmp_path, text.replace("b", "[b]"))) == [f"1:{4 + MAX_DEPTH} yaml-feature"]


def test_a_file_may_hold_two_megabytes_and_no_byte_more(tmp_path: Path) -> None:
    text = b"a: b\n#"
    assert spots(read(tmp_path, text.ljust(MAX_BYTES, b"."))) == []
    assert spots(read(tmp_path, text.ljust(MAX_BYTES + 1, b"."))) == ["1:1 unreadable-file"]


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    (found,) = read_yaml(tmp_path / "case.yaml").findings
    assert (found.rule, found.message) == ("unreadable-file", "there is no such file")


def test_a_folder_in_place_of_a_file_cannot_be_read(tmp_path: Path) -> None:
    (found,) = read_yaml(tmp_path).findings
    assert (found.rule, found.message) == ("unreadable-file", "it is not a file")


def test_each_invisible_character_is_named(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "a: b\u202ec\n").findings
    assert found.message == "an invisible character (U+202E, right-to-left override)"


def test_invisible_characters_are_shown_so_that_a_terminal_does_not_obey_them(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "a: b\x1b[2Jc\n").findings
    assert found.place is not None
    assert found.place.text == "a: b\ufffd[2Jc"


def test_no_escape_brings_an_invisible_character_into_the_data(tmp_path: Path) -> None:
    assert read(tmp_path, '"ti\\u200btle": "a\\e[2J\\u202eb"\n').data == {"title": "a[2Jb"}


def test_every_control_format_and_separator_character_is_refused_or_seen(tmp_path: Path) -> None:
    visible = {"\t", "\n", "\r"} | {*map(chr, [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2])}
    visible |= {*map(chr, [0x110BD, 0x110CD, *range(0x13430, 0x13440)])}
    hidden = [
        sign
        for sign in map(chr, range(0x110000))
        if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") and sign not in visible
    ]
    assert len(hidden) > 100
    unseen = [sign for sign in hidden if spots(read(tmp_path, f"a: b{sign}c\n")) != ["1:5 hidden-character"]]
    assert unseen == []


@pytest.mark.parametrize("words", ["Мінск і Minsk", "Article 9-артыкул", "COVID-19", "Ўладзімір", "Żółć"])
def test_words_of_one_alphabet_each_are_no_mixture(tmp_path: Path, words: str) -> None:
    assert spots(read(tmp_path, f"a: {words}\n")) == []


def test_after_a_hundred_faults_the_file_is_given_up(tmp_path: Path) -> None:
    file = read(tmp_path, "a: b\n" * 10_000)
    assert len(file.findings) == MAX_FAULTS + 1
    assert file.findings[-1].message == "there are more faults than these"
    assert file.data is None


def test_what_is_added_beyond_the_limit_gives_up() -> None:
    file = YamlFile("case.yaml", findings=[YAML_SYNTAX.broken(None, "first")] * MAX_FAULTS)
    with pytest.raises(GivenUp):
        file.add(YAML_SYNTAX.broken(None, "one more"))
