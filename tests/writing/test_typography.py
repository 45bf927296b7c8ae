"""Lines do not break where a reader would stumble."""

import pytest

from zvarot.writing.typography import bind


@pytest.mark.parametrize(
    ("language", "html", "bound"),
    [
        ("en", "<p>On 26 July 60 searches</p>", "<p>On 26\u00a0July 60\u00a0searches</p>"),
        ("de", "<p>am 26. Juli 2021</p>", "<p>am 26.\u00a0Juli 2021</p>"),
        ("pl", "<p>w kraju i za granicą</p>", "<p>w\u00a0kraju i\u00a0za granicą</p>"),
        ("ru", "<p>в стране и за рубежом</p>", "<p>в\u00a0стране и\u00a0за рубежом</p>"),
        ("be", "<p>у краіне</p>", "<p>у\u00a0краіне</p>"),
        ("en", "<p>a country</p>", "<p>a country</p>"),
        ("fr", "<p>il y a deux ans</p>", "<p>il y a deux ans</p>"),
    ],
)
def test_a_number_or_a_short_word_stays_with_the_next(language: str, html: str, bound: str) -> None:
    assert bind(html, language) == bound


def test_nothing_inside_a_tag_is_changed() -> None:
    html = '<td colspan="2 a" title="26 July"><br></td>'
    assert bind(html, "pl") == html


def test_a_year_at_the_end_of_a_sentence_is_no_day() -> None:
    assert bind("<p>In 2021. Then more.</p>", "en") == "<p>In 2021. Then more.</p>"
