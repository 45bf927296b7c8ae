"""The typefaces are found, know what they cannot print, and travel inside an HTML file."""

import base64
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from fontTools.ttLib import TTFont

import invented
import mirrored
from zvarot.writing import fonts
from zvarot.writing.typefaces import open_face


def embedded_characters(text: str) -> list[set[int]]:
    """Return the characters that each face holds which is embedded for a text."""
    data = re.findall(r"data:font/woff;base64,([A-Za-z0-9+/=]+)", fonts.embedded(text))
    return [set(TTFont(io.BytesIO(base64.b64decode(face))).getBestCmap()) for face in data]


def test_every_face_is_a_static_font_file() -> None:
    assert len(fonts.faces()) == 4
    for face in fonts.faces():
        with TTFont(face.path) as font:
            assert "fvar" not in font
            assert (font["OS/2"].usWeightClass, face.style == "italic") == (
                face.weight,
                bool(font["OS/2"].fsSelection & 1),
            )


def test_latin_and_cyrillic_letters_can_be_printed() -> None:
    assert fonts.missing_characters("Łódź, Çeşme, Đà Nẵng: “quoted” – 12 €…") == ""
    assert fonts.missing_characters("Ўзгорак, пад'езд, ґанок, їжак, ъ, ё; № 5 «так»") == ""


def test_what_leaves_no_ink_is_not_missing() -> None:
    assert fonts.missing_characters("co\u00adoperate\u2060\u200b\n\t") == ""


def test_what_is_drawn_with_other_glyphs_is_not_missing() -> None:
    assert fonts.missing_characters("cessez\u2011le\u2011feu, 35\u202f000") == ""


def test_a_character_that_no_face_holds_is_named_once() -> None:
    assert fonts.missing_characters("漢字 and 漢, შენ") == "漢字შენ"


def test_a_latin_text_brings_the_latin_alphabet_and_no_cyrillic() -> None:
    faces = embedded_characters("Only a few letters")
    assert len(faces) == 3
    for characters in faces:
        assert {ord("Z"), ord("ž"), ord("–"), ord("’")} <= characters
        assert ord("Ж") not in characters


def test_a_cyrillic_text_brings_the_whole_cyrillic_alphabet() -> None:
    for characters in embedded_characters("Зварот"):
        assert {ord("ў"), ord("Ё"), ord("ї"), ord("Z")} <= characters


def test_a_rare_character_is_brought_along() -> None:
    for characters in embedded_characters("Nẵng"):
        assert ord("ẵ") in characters


def test_two_texts_in_one_alphabet_share_the_same_rules() -> None:
    assert fonts.embedded("One letter.") is fonts.embedded("Another, with café and “quotes”.")


def test_small_capitals_and_old_style_figures_are_kept() -> None:
    rule = fonts.embedded("x").split("@font-face")[1]
    data = re.search(r"base64,([^)]+)", rule)
    assert data
    font = TTFont(io.BytesIO(base64.b64decode(data[1])))
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"smcp", "onum", "pnum", "liga"} <= features


def test_the_rules_are_the_same_bytes_in_another_process() -> None:
    program = "from zvarot.writing import fonts; print(fonts.embedded('Зварот, ẵ'))"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == fonts.embedded("Зварот, ẵ")


def test_finding_what_is_missing_needs_neither_weasyprint_nor_the_font_registry() -> None:
    program = (
        "import sys; from zvarot.writing import fonts; fonts.missing_characters('a'); fonts.embedded('a');"
        "assert 'weasyprint' not in sys.modules; assert 'fontpkg' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


# --- Fonts that a campaign brings


def own_faces(family: str = "Invented", without: str = "") -> tuple[fonts.Face, ...]:
    return tuple(
        open_face(Path(f"{number}.ttf"), invented.font(number, family, without=without))
        for number in (0, 1, 2)
    )


def arabic_faces() -> tuple[fonts.Face, ...]:
    return mirrored.arabic_look().faces


def test_a_font_of_ones_own_prints_what_spectral_cannot() -> None:
    assert fonts.missing_characters("حقوق") == "حقو"
    assert fonts.missing_characters("حقوق الإنسان، 2021؟", arabic_faces()) == ""


def test_a_sign_that_the_own_font_lacks_is_taken_from_spectral() -> None:
    lacking = own_faces(without="ў€")
    assert fonts.missing_characters("Ўзор: ў, 5 €", lacking) == ""
    assert fonts.missing_characters("漢", lacking) == "漢"


def test_a_sign_that_only_some_styles_hold_counts_as_missing() -> None:
    regular, *others = arabic_faces()
    latin = replace(own_faces()[1], family="Amiri")
    assert fonts.missing_characters("ح", (regular, *others)) == ""
    assert fonts.missing_characters("ح", (regular, latin)) == "ح"


def test_own_fonts_travel_beside_spectral() -> None:
    rules = fonts.embedded("Ўзор", own_faces())
    assert rules.startswith(fonts.embedded("Ўзор"))
    assert rules.count('font-family:"Invented"') == 3
    assert fonts.embedded("Ўзор", own_faces()) == rules


def test_what_joins_arabic_letters_is_kept() -> None:
    rules = fonts.embedded("حقوق الإنسان", arabic_faces())
    (data,) = re.findall(
        r'"Amiri";font-weight:400;font-style:normal;src:url\(data:font/woff;base64,([^)]+)\)', rules
    )
    font = TTFont(io.BytesIO(base64.b64decode(data)))
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina", "rlig"} <= features
    assert {ord(letter) for letter in "حقوق الإنسان"} <= set(font.getBestCmap())
    assert ord("ظ") not in font.getBestCmap()
    assert len(data) < 200_000


def test_another_file_of_the_same_name_is_another_font() -> None:
    assert fonts.missing_characters("ў", own_faces()) == ""
    first, second = own_faces(), own_faces(without="z")
    assert fonts.embedded("z", first) != fonts.embedded("z", second)
