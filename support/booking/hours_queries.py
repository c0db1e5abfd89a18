"""Looking at when practitioners see people."""

from collections.abc import Collection

from sqlalchemy import select

from support.booking.models import Availability, BookingTerms
from support.booking.models import TimeOff as TimeOffRow
from support.booking.rules import reserve
from support.booking.rules.hours import Hours, Pattern, Terms, TimeOff
from support.people.queries import professions_of
from support.platform.work import Work


def hours_of(work: Work, practitioners: Collection[str]) -> list[Hours]:
    """The hours of these practitioners, as they are now and as they will be."""
    who = sorted(practitioners)
    patterns, off, terms = _patterns(work, who), _days_off(work, who), _terms(work, who)
    professions = professions_of(work, who)
    return [
        Hours(
            practitioner_id=one,
            patterns=tuple(patterns.get(one, ())),
            time_off=tuple(off.get(one, ())),
            terms=terms.get(one, Terms()),
            keeps_reserve=professions.get(one) in reserve.PROFESSIONS,
        )
        for one in who
    ]


def hours_of_one(work: Work, practitioner_id: str) -> Hours:
    """The hours of one practitioner."""
    (hours,) = hours_of(work, [practitioner_id])
    return hours


def _patterns(work: Work, who: list[str]) -> dict[str, list[Pattern]]:
    ask = (
        select(
            Availability.practitioner_id,
            Availability.weekday,
            Availability.from_minute,
            Availability.to_minute,
            Availability.kinds,
            Availability.channels,
            Availability.valid_from,
            Availability.valid_to,
        )
        .where(Availability.practitioner_id.in_(who))
        .order_by(Availability.practitioner_id, Availability.id)
    )
    found: dict[str, list[Pattern]] = {}
    for one, weekday, begins, ends, kinds, channels, valid_from, valid_to in work.session.execute(ask):
        pattern = Pattern(weekday, begins, ends, frozenset(kinds), frozenset(channels), valid_from, valid_to)
        found.setdefault(one, []).append(pattern)
    return found


def _days_off(work: Work, who: list[str]) -> dict[str, list[TimeOff]]:
    ask = (
        select(TimeOffRow.practitioner_id, TimeOffRow.first_day, TimeOffRow.last_day)
        .where(TimeOffRow.practitioner_id.in_(who))
        .order_by(TimeOffRow.practitioner_id, TimeOffRow.first_day, TimeOffRow.id)
    )
    found: dict[str, list[TimeOff]] = {}
    for one, first, last in work.session.execute(ask):
        found.setdefault(one, []).append(TimeOff(first, last))
    return found


def _terms(work: Work, who: list[str]) -> dict[str, Terms]:
    ask = select(
        BookingTerms.practitioner_id,
        BookingTerms.notice_minutes,
        BookingTerms.window_days,
        BookingTerms.daily_cap,
        BookingTerms.buffer_minutes,
    ).where(BookingTerms.practitioner_id.in_(who))
    return {
        one: Terms(notice, window, cap, buffer)
        for one, notice, window, cap, buffer in work.session.execute(ask)
    }
