"""Other people's text, made fit to be printed."""

import pytest
from django.utils import translation

from assessments.records import showing


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("nul\x00 bell\x07 escape\x1b", "nul\ufffd bell\ufffd escape\ufffd"),
        ("half \ud800", "half \ufffd"),
        ("private \ue000 \uf8ff", "private \ufffd \ufffd"),
        ("nothing \ufffe", "nothing \ufffd"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\there", "tab here"),
        ("turned \u202eround\u202c", "turned round"),
        ("soft\xadhyphen", "softhyphen"),
        ("é 汉 ع 😀", "é 汉 ع 😀"),
    ],
)
def test_text_shows_whatever_it_holds(text, shown):
    assert showing.shown({"a": [text]}) == {"a": [shown]}


def test_what_has_no_font_stands_by_its_number():
    assert showing.shown("a \U0001f1e9 b", frozenset("\U0001f1e9")) == "a [U+1F1E9] b"


def test_a_long_run_may_break_and_loses_nothing():
    text = "x" * 500

    broken = showing.breakable(text)

    assert max(map(len, broken.split("\u200b"))) == showing.LONGEST_RUN
    assert broken.replace("\u200b", "") == text


@pytest.mark.parametrize("text", ["a word " * 100, "汉字" * 200, "ภาษาไทย" * 100, "short"])
def test_text_that_breaks_by_itself_is_left_alone(text):
    assert showing.breakable(text) == text


def test_a_fixed_space_is_no_place_to_break():
    assert "\u200b" in showing.breakable("word\xa0" * 100)


def test_a_text_comes_as_its_paragraphs():
    assert showing.paragraphs("one\n\n  two \n") == ["one", "two"]
    assert showing.paragraphs(" \n") == []


@pytest.mark.parametrize(
    ("language", "text", "is_apart"),
    [
        ("en", "See reasons.", False),
        ("en", "مركبات مرافقة.", True),
        ("en", "Army (جيش)", False),
        ("ar", "See reasons.", True),
        ("ar", "مركبات مرافقة.", False),
        ("ar", "Army (جيش)", False),
    ],
)
def test_text_that_runs_against_the_language_is_set_apart(language, text, is_apart):
    with translation.override(language):
        assert showing.breakable(text) == (f"\u2068{text}\u2069" if is_apart else text)


@pytest.mark.parametrize(
    ("text", "direction"),
    [("12. Army", "ltr"), ("“جيش” Army", "rtl"), ("משרד", "rtl"), ("", "ltr"), ("...", "ltr")],
)
def test_a_paragraph_runs_as_its_first_letter_does(text, direction):
    assert showing.direction(text) == direction
