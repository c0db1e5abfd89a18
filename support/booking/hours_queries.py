"""Looking at when practitioners see people."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, time

from sqlalchemy import select

from support.booking.cell_queries import Own, times_held
from support.booking.models import Appointment, Availability, BookingTerms, TimeOff
from support.booking.rules import reserve
from support.booking.rules.appointment import GIVEN_BACK
from support.booking.rules.hours import Hours, Pattern, Terms
from support.booking.rules.hours import TimeOff as DaysOff
from support.people.queries import professions_of
from support.platform.work import Work
from support.vocabulary.calendar import at, local_date


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


def full_days(work: Work, hours: Iterable[Hours], own: Own) -> set[tuple[str, date]]:
    """Practitioner and day wherever she already has as many times as she takes in a day.

    What is held for somebody counts as booked; what is her own does not count.
    """
    caps = {each.practitioner_id: each.terms.daily_cap for each in hours if each.terms.daily_cap is not None}
    if not caps:
        return set()
    ask = select(Appointment.practitioner_id, Appointment.starts_at).where(
        Appointment.practitioner_id.in_(sorted(caps)),
        Appointment.state.not_in(GIVEN_BACK),
        Appointment.id != (own.appointment_id or ""),
        Appointment.starts_at >= at(local_date(work.now), time()),
    )
    counted = Counter((one, local_date(starts_at)) for one, starts_at in work.session.execute(ask))
    counted.update((one, local_date(starts_at)) for one, starts_at in times_held(work, caps, own))
    return {(one, day) for (one, day), count in counted.items() if count >= caps[one]}


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


def _days_off(work: Work, who: list[str]) -> dict[str, list[DaysOff]]:
    ask = (
        select(TimeOff.practitioner_id, TimeOff.first_day, TimeOff.last_day)
        .where(TimeOff.practitioner_id.in_(who))
        .order_by(TimeOff.practitioner_id, TimeOff.first_day, TimeOff.id)
    )
    found: dict[str, list[DaysOff]] = {}
    for one, first, last in work.session.execute(ask):
        found.setdefault(one, []).append(DaysOff(first, last))
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
