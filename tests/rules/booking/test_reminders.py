"""Reminders are said once each, at their time by the wall clock, in the hours for messages, or not at all."""

import heapq
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from support.booking.rules.reminders import next_reminder_at, reminder_now, reminders
from support.vocabulary.calendar import at, is_working_day, local, local_date, may_text, next_text_time

MINUTE = timedelta(minutes=1)
FIRST, LAST = date(2027, 1, 1), date(2030, 1, 1)
APPOINTMENTS = 3_000


def _said(starts_at: datetime, booked_at: datetime) -> list[tuple[str, str]]:
    found = reminders(starts_at, booked_at)
    return [(one.template, local(one.due_at).strftime("%a %d.%m. %H:%M")) for one in found]


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        # A Wednesday at one: on Monday at ten, and at eleven.
        ((date(2026, 11, 25), time(13)), [("rem2d", "Mon 23.11. 10:00"), ("rem2h", "Wed 25.11. 11:00")]),
        # Too early for two hours before: at eight, when messages begin.
        ((date(2026, 11, 25), time(9)), [("rem2d", "Mon 23.11. 10:00"), ("rem2h", "Wed 25.11. 08:00")]),
        # At eight there is nothing left to be said on the day.
        ((date(2026, 11, 25), time(8)), [("rem2d", "Mon 23.11. 10:00")]),
        # Two days before Monday 28 December is Saint Stephen's Day; the next day is no free day.
        ((date(2026, 12, 28), time(13)), [("rem2d", "Sun 27.12. 08:00"), ("rem2h", "Mon 28.12. 11:00")]),
        # Easter until the evening before: only what is said on the day.
        ((date(2027, 3, 30), time(12)), [("rem2h", "Tue 30.03. 10:00")]),
        # The clock goes forward on Sunday 26 March 2028: ten stays ten.
        ((date(2028, 3, 28), time(12)), [("rem2d", "Sun 26.03. 10:00"), ("rem2h", "Tue 28.03. 10:00")]),
        # And back on 31 October 2027.
        ((date(2027, 11, 2), time(12)), [("rem2d", "Sun 31.10. 10:00"), ("rem2h", "Tue 02.11. 10:00")]),
    ],
)
def test_she_is_reminded_two_days_and_two_hours_before(
    starts: tuple[date, time], said: list[tuple[str, str]]
) -> None:
    starts_at = at(*starts)
    assert _said(starts_at, starts_at - timedelta(days=20)) == said


def test_who_books_later_than_a_reminder_does_not_hear_it() -> None:
    starts_at = at(date(2026, 11, 25), time(13))
    assert [one for one, _ in _said(starts_at, at(date(2026, 11, 23), time(10)))] == ["rem2h"]
    assert _said(starts_at, at(date(2026, 11, 25), time(11))) == []


def test_after_dark_hours_only_what_still_makes_sense_is_said() -> None:
    starts_at, booked_at = at(date(2026, 11, 25), time(13)), at(date(2026, 11, 2), time(13))

    def said_at(day: int, hour: int) -> str | None:
        found = reminder_now(starts_at, booked_at, at(date(2026, 11, day), time(hour)))
        return found.template if found else None

    assert said_at(23, 9) is None
    assert said_at(23, 16) == "rem2d"
    assert said_at(24, 19) == "rem2d"
    # By night it would go on the very day.
    assert said_at(24, 23) is None
    assert said_at(25, 12) == "rem2h"
    assert said_at(25, 13) is None


def test_three_years_of_minutes_say_each_reminder_once_at_its_minute() -> None:
    chance = random.Random(19)  # noqa: S311 - an order, no secret
    times = [_a_time(chance) for _ in range(APPOINTMENTS)]
    heard = _heard(times, lambda now: now)
    for number, (starts_at, booked_at) in enumerate(times):
        wanted = [(one.template, one.due_at) for one in reminders(starts_at, booked_at)]
        assert [(template, said) for template, said in heard[number]] == wanted
        assert all(may_text(said) and booked_at < said < starts_at for _, said in heard[number])


def test_a_clock_that_is_set_back_repeats_nothing_and_one_set_forward_loses_nothing_of_use() -> None:
    chance = random.Random(20)  # noqa: S311 - an order, no secret
    times = [_a_time(chance) for _ in range(APPOINTMENTS)]
    # Wrong by up to an hour either way, another way on every day.
    wrong = {day: timedelta(minutes=chance.randint(-60, 60)) for day in range((LAST - FIRST).days + 2)}

    def read(now: datetime) -> datetime:
        return now + wrong[(local_date(now) - FIRST).days]

    heard = _heard(times, read)
    for number, (starts_at, booked_at) in enumerate(times):
        templates = [template for template, _ in heard[number]]
        assert len(templates) == len(set(templates))
        assert set(templates) <= {one.template for one in reminders(starts_at, booked_at)}
        far = [one for one in reminders(starts_at, booked_at) if one.until - one.due_at > timedelta(hours=3)]
        assert {one.template for one in far} <= set(templates)


def _heard(
    times: list[tuple[datetime, datetime]], read: Callable[[datetime], datetime]
) -> dict[int, list[tuple[str, datetime]]]:
    """Three years, minute by minute, as the job does it: what each hears, and when it goes out."""
    heard: dict[int, list[tuple[str, datetime]]] = {number: [] for number in range(len(times))}
    waiting = [
        (due, number)
        for number, (starts_at, booked_at) in enumerate(times)
        if (due := next_reminder_at(starts_at, booked_at, booked_at))
    ]
    heapq.heapify(waiting)
    now, end = at(FIRST, time(0)), at(LAST, time(0))
    while now < end:
        clock = read(now)
        while waiting and waiting[0][0] <= clock:
            _, number = heapq.heappop(waiting)
            starts_at, booked_at = times[number]
            reminder = reminder_now(starts_at, booked_at, clock)
            if reminder:
                heard[number].append((reminder.template, next_text_time(clock)))
            if due := next_reminder_at(starts_at, booked_at, clock):
                heapq.heappush(waiting, (due, number))
        now += MINUTE
    return heard


def _a_time(chance: random.Random) -> tuple[datetime, datetime]:
    """A time of a working day, and when it was booked: up to four weeks before, at any hour."""
    while True:
        day = FIRST + timedelta(days=chance.randrange(40, (LAST - FIRST).days - 5))
        if is_working_day(day):
            break
    starts_at = at(day, time(chance.randrange(8, 16), chance.choice((0, 15, 30, 45))))
    before = timedelta(minutes=chance.randrange(30, 28 * 24 * 60))
    return starts_at.astimezone(UTC), starts_at - before
