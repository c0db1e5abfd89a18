"""Dates and times as a person reads them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from support.vocabulary import dates_in_words

TUESDAY = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
UNBROKEN = "\N{NO-BREAK SPACE}"


def _read(words: str) -> str:
    """What is read: where a line may break shows only at its end."""
    return words.replace(UNBROKEN, " ")


@pytest.mark.parametrize(
    ("language", "text"),
    [("fi", "ti 24.11. klo 14.30"), ("sv", "tis 24.11 kl. 14.30"), ("en", "Tue 24 Nov at 14:30")],
)
def test_a_time_is_written_as_the_language_writes_it(language: str, text: str) -> None:
    assert _read(dates_in_words.when(TUESDAY, language)) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("fi", "ke 1.7. klo 9.05"), ("sv", "ons 1.7 kl. 9.05"), ("en", "Wed 1 Jul at 9:05")],
)
def test_hours_and_days_carry_no_leading_zero_but_minutes_do(language: str, text: str) -> None:
    assert _read(dates_in_words.when(datetime(2026, 7, 1, 6, 5, tzinfo=UTC), language)) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("fi", "Tiistai 24.11."), ("sv", "Tisdag 24.11"), ("en", "Tuesday 24 November")],
)
def test_a_day_heading_names_the_whole_weekday(language: str, text: str) -> None:
    assert _read(dates_in_words.day_heading(date(2026, 11, 24), language)) == text


@pytest.mark.parametrize(
    ("language", "text"), [("fi", "4.1.2026"), ("sv", "4.1.2026"), ("en", "4 January 2026")]
)
def test_a_date_may_name_the_year(language: str, text: str) -> None:
    assert _read(dates_in_words.date_with_year(date(2026, 1, 4), language)) == text


@pytest.mark.parametrize(
    ("days", "language", "text"),
    [
        (0, "fi", "tänään klo 14.30"),
        (0, "sv", "i dag kl. 14.30"),
        (0, "en", "14:30 today"),
        (1, "fi", "huomenna klo 14.30"),
        (1, "sv", "i morgon kl. 14.30"),
        (1, "en", "14:30 tomorrow"),
        (2, "fi", "ti 24.11. klo 14.30"),
        (2, "en", "Tue 24 Nov at 14:30"),
        (-1, "fi", "ti 24.11. klo 14.30"),
    ],
)
def test_today_and_tomorrow_are_called_so(days: int, language: str, text: str) -> None:
    now = TUESDAY - timedelta(days=days)
    assert _read(dates_in_words.when_from_now(TUESDAY, now, language)) == text


@pytest.mark.parametrize(
    ("days", "language", "heading", "box", "full"),
    [
        (0, "fi", "Tänään ti 24.11.", ("tänään", "24.11."), "tänään ti 24.11. klo 14.30"),
        (1, "fi", "Huomenna ti 24.11.", ("huomenna", "24.11."), "huomenna ti 24.11. klo 14.30"),
        (2, "fi", "Tiistai 24.11.", ("ti", "24.11."), "ti 24.11. klo 14.30"),
        (0, "sv", "I dag tis 24.11", ("i dag", "24.11"), "i dag tis 24.11 kl. 14.30"),
        (2, "sv", "Tisdag 24.11", ("tis", "24.11"), "tis 24.11 kl. 14.30"),
        (1, "en", "Tomorrow Tue 24 Nov", ("tomorrow", "24 Nov"), "tomorrow Tue 24 Nov at 14:30"),
        (2, "en", "Tuesday 24 November", ("Tue", "24 Nov"), "Tue 24 Nov at 14:30"),
    ],
)
def test_headings_and_date_boxes_call_today_as_the_sentences_do(
    days: int, language: str, heading: str, box: tuple[str, str], full: str
) -> None:
    now = TUESDAY - timedelta(days=days)
    day, today = date(2026, 11, 24), date(2026, 11, 24) - timedelta(days=days)
    weekday, date_alone = dates_in_words.short_date_from_now(day, today, language)
    assert _read(dates_in_words.day_heading_from_now(day, today, language)) == heading
    assert (weekday, _read(date_alone)) == box
    assert _read(dates_in_words.when_in_full(TUESDAY, now, language)) == full


def test_tomorrow_begins_at_midnight_in_helsinki() -> None:
    now = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    assert _read(dates_in_words.when_from_now(TUESDAY, now, "fi")) == "tänään klo 14.30"


@pytest.mark.parametrize(("language", "longest"), [("fi", 19), ("sv", 20), ("en", 19)])
def test_no_time_of_a_year_is_longer_than_the_messages_allow(language: str, longest: int) -> None:
    start = datetime(2026, 1, 1, 20, 59, tzinfo=UTC)
    texts = [dates_in_words.when_in_message(start + timedelta(days=n), language) for n in range(365)]
    assert max(map(len, texts)) == longest
    assert not any(UNBROKEN in text for text in texts)


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("fi", "ti~24.11. klo~14.30 tänään klo~14.30 Tiistai 24.11. 4.1.2026"),
        ("sv", "tis~24.11 kl.~14.30 i~dag kl.~14.30 Tisdag 24.11 4.1.2026"),
        ("en", "Tue 24~Nov at~14:30 14:30 today Tuesday 24~November 4~January~2026"),
    ],
)
def test_a_line_breaks_only_between_a_date_and_its_time(language: str, parts: str) -> None:
    words = (
        dates_in_words.when(TUESDAY, language),
        dates_in_words.when_from_now(TUESDAY, TUESDAY, language),
        dates_in_words.day_heading(date(2026, 11, 24), language),
        dates_in_words.date_with_year(date(2026, 1, 4), language),
    )
    assert " ".join(words).replace(UNBROKEN, "~") == parts


def test_an_unknown_language_reads_as_finnish() -> None:
    assert dates_in_words.clock_time(TUESDAY, "de") == "14.30"
