"""What a reply means, however a thumb has written it."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from support.messaging.reply_rules import (
    PROVIDERS_STOP,
    Meaning,
    Reply,
    is_providers_stop,
    plain,
    read_reply,
)

M = Meaning


@pytest.mark.parametrize("number", range(11))
@pytest.mark.parametrize(
    "form", ["{}", " {} ", "{}.", "{}/10", "{} / 10", "{}!", "\u200b{}\u200e", "({})", "{}\n"]
)
def test_a_number_from_nought_to_ten_is_that_number(number: int, form: str) -> None:
    assert read_reply(form.format(number)) == Reply(M.NUMBER, number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("\uff17", 7),
        ("\uff11\uff10", 10),
        ("\uff17\uff0f\uff11\uff10", 7),
        ("7\ufe0f\u20e3", 7),
        ("\u00a07\u202f", 7),
    ],
)
def test_digits_of_other_keyboards_are_digits(text: str, number: int) -> None:
    assert read_reply(text) == Reply(M.NUMBER, number)


@pytest.mark.parametrize(
    "text",
    ["11", "-3", "\u22123", "+3", "3.5", "3,5", "07", "7/5", "10/7", "7 8", "1 0", "7 kiitos", "77", "7/"],
)
def test_what_is_no_such_number_is_for_a_person_to_read(text: str) -> None:
    assert read_reply(text) == Reply(M.OTHER)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("OK", M.OK),
        ("okei", M.OK),
        ("SIIRRÄ", M.MOVE),
        ("SIIRRA", M.MOVE),
        ("FLYTTA", M.MOVE),
        ("MOVE", M.MOVE),
        ("STOP", M.STOP),
        ("LOPETA", M.STOP),
        ("SEIS", M.STOP),
        ("SLUTA", M.STOP),
        ("CANCEL", M.STOP),
        ("END", M.STOP),
        ("QUIT", M.STOP),
        ("START", M.START),
        ("UNSTOP", M.START),
        ("ALOITA", M.START),
        ("BÖRJA", M.START),
    ],
)
@pytest.mark.parametrize("form", ["{}", "{}.", "  {}!  ", '"{}"', "\ufeff{}\u200d"])
@pytest.mark.parametrize("case", [str.upper, str.lower, str.title])
@pytest.mark.parametrize("is_composed", [True, False])
def test_a_word_is_that_word(
    word: str, meaning: Meaning, form: str, case: Callable[[str], str], is_composed: bool
) -> None:
    written = unicodedata.normalize("NFC" if is_composed else "NFD", form.format(case(word)))
    assert read_reply(written) == Reply(meaning)


@pytest.mark.parametrize(
    "text", ["", " ", "?", "en jaksa", "stop it", "ei ok", "siirrä huomiseen", "okok", "👍", "st op", "7 OK"]
)
def test_anything_else_is_for_a_person_to_read(text: str) -> None:
    read = read_reply(text)
    assert (read.meaning, read.number) == (M.OTHER, None)


@pytest.mark.parametrize(
    ("text", "may_be"),
    [("En jaksa", True), ("JAG ORKAR INTE", True), ("I can\u2019t go on", True), ("ei sovi", False)],
)
def test_words_that_may_be_danger_are_known_as_such(text: str, may_be: bool) -> None:
    assert read_reply(text).may_be_danger is may_be


@pytest.mark.parametrize("word", sorted(PROVIDERS_STOP))
def test_no_word_on_which_the_provider_blocks_means_anything_else_to_us(word: str) -> None:
    assert is_providers_stop(word.upper())
    assert read_reply(word).meaning is M.STOP


@pytest.mark.parametrize("word", ["lopeta", "seis", "sluta", "ok", "7"])
def test_on_our_own_words_the_provider_does_nothing(word: str) -> None:
    assert not is_providers_stop(word)


@given(st.text(st.characters(codec=None)))
@example("\ud800")
@example("\u0130\u0307\u1e9e")
@example("A\u030a\u0327")
def test_any_text_is_read_and_its_plain_form_says_the_same(text: str) -> None:
    reply = read_reply(text)
    assert (reply.number is not None) == (reply.meaning is M.NUMBER)
    assert plain(plain(text)) == plain(text)
    assert read_reply(plain(text)) == reply


@given(st.text("0123456789/., -−stoplopetasiirräOK\u200b\u0308\uff17", max_size=12))
def test_what_looks_like_a_reply_is_read_the_same_in_its_plain_form(text: str) -> None:
    assert read_reply(plain(text)) == read_reply(text)


@pytest.mark.long
@with_settings(max_examples=50_000, deadline=None)
@given(st.text(st.characters(codec=None), max_size=30))
def test_very_many_texts_are_read_and_their_plain_form_says_the_same(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert read_reply(plain(text)) == read_reply(text)
