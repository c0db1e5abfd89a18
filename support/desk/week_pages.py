"""The days to come of a practitioner, as they will be: stretches, days off, and how many times are booked."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from support.booking.hours_queries import hours_of_one
from support.booking.outside_queries import booked_days
from support.booking.rules.hours import Hours, days_from
from support.desk.hours_words import stretch_in_words
from support.platform.work import Work
from support.vocabulary.calendar import is_free_day, local_date
from support.vocabulary.dates_in_words import short_date
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

# Two weeks, of which the weekends stand there only when somebody works on them.
_SHOWN = 14
_SATURDAY = 5


@dataclass(frozen=True)
class DayLine:
    """One day to come; without stretches `why_none` says why."""

    date: str
    stretches: list[str]
    why_none: str
    booked: int


def days_to_come(work: Work, practitioner_id: str, language: Language) -> list[DayLine]:
    """The next two weeks."""
    hours = hours_of_one(work, practitioner_id)
    booked = Counter(booked_days(work, practitioner_id))
    return [
        _line(hours, day, booked[day], language)
        for day in days_from(local_date(work.now), _SHOWN)
        if day.weekday() < _SATURDAY or hours.on(day) or booked[day]
    ]


def _line(hours: Hours, day: date, booked: int, language: Language) -> DayLine:
    worked = sorted(hours.on(day), key=lambda one: one.from_minute)
    return DayLine(
        date=short_date(day, language),
        stretches=[stretch_in_words(one.from_minute, one.to_minute, one.kinds, language) for one in worked],
        why_none="" if worked else sentence(_why_none(hours, day)),
        booked=booked,
    )


def _why_none(hours: Hours, day: date) -> str:
    if is_free_day(day):
        return mark("public holiday")
    if any(off.covers(day) for off in hours.time_off):
        return mark("day off")
    return mark("no times")
