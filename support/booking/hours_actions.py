"""Changing when a practitioner sees people; what becomes of each booked time left outside is asked first."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import delete, or_, select

from support.booking.calendar_actions import hold_hours
from support.booking.editor_queries import practitioner_to_edit
from support.booking.freed_actions import note_freed
from support.booking.hours_queries import hours_of_one
from support.booking.models import Appointment, Availability, BookingTerms, OutsideHours
from support.booking.models import TimeOff as TimeOffRow
from support.booking.outside_queries import Outside, calls_to_make, outside_hours
from support.booking.rules.changes import Change, Dropped, Extra, NewWeek, check_change
from support.booking.rules.hours import Pattern, Terms, TimeOff
from support.booking.rules.outside import Choice
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Conflict, NotForReader, mark


class HoursChanged(Conflict):
    """Somebody else has saved these hours since the form was shown."""

    def __init__(self) -> None:
        super().__init__(mark("Somebody has changed these hours in the meantime."))


class LeftOutside(Conflict):
    """Booked times would lie outside the new hours, and nobody has said what becomes of them: `times`."""

    def __init__(self, times: list[Outside]) -> None:
        super().__init__(mark("Booked times would be left outside your hours."))
        self.times = times


def change_hours(
    work: Work, practitioner_id: str, change: Change, *, version: int, choices: Mapping[str, Choice]
) -> bool:
    """Change the hours of a practitioner, and say whether new ones have come that can be booked at once.

    `version` is the one that the editor saw; `choices` says by appointment what becomes of a time that is
    left outside. Raises NotFound for an actor who may not, HoursChanged, Unfit, and LeftOutside with every
    such time when one of them has no choice.
    """
    practitioner_to_edit(work, practitioner_id)
    today = local_date(work.now)
    check_change(change, today)
    hold_hours(work, practitioner_id)
    before = hours_of_one(work, practitioner_id).opened(today)
    _next_version(work, practitioner_id, version)
    _apply(work, practitioner_id, change)
    work.session.flush()
    outside = outside_hours(work, practitioner_id)
    undecided = [one for one in outside if one.choice is None]
    if any(one.appointment_id not in choices for one in undecided):
        raise LeftOutside(undecided)
    _keep_choices(work, practitioner_id, outside, choices)
    terms = work.session.get_one(BookingTerms, practitioner_id)
    note_freed(work, practitioner_id, work.now, work.now + timedelta(days=terms.window_days))
    work.log("hours:change", "practitioner", practitioner_id, type(change).__name__)
    return not hours_of_one(work, practitioner_id).opened(today) <= before


def note_called(work: Work, appointment_id: str) -> None:
    """The person was called about her time; once is enough.

    Raises NotFound when no such call is to be made, or not by the nurse who acts.
    """
    if appointment_id not in {one.appointment_id for one in calls_to_make(work)}:
        raise NotForReader("appointment", appointment_id)
    work.session.get_one(OutsideHours, appointment_id).called_at = work.now
    work.log("hours:called", "appointment", appointment_id)


def _next_version(work: Work, practitioner_id: str, seen: int) -> None:
    """Count this change; the practitioner is held, so that of two editors one comes second."""
    row = work.session.get(BookingTerms, practitioner_id)
    if (row.version if row else 0) != seen:
        raise HoursChanged
    if row is None:
        usual = Terms()
        row = BookingTerms(
            practitioner_id=practitioner_id,
            version=0,
            notice_minutes=usual.notice_minutes,
            window_days=usual.window_days,
            daily_cap=usual.daily_cap,
            buffer_minutes=usual.buffer_minutes,
        )
        work.session.add(row)
    row.version += 1


def _apply(work: Work, practitioner_id: str, change: Change) -> None:
    if isinstance(change, NewWeek):
        _end_weeks(work, practitioner_id, change.from_day)
        for pattern in change.patterns:
            _add_stretch(work, practitioner_id, pattern, is_extra=False)
    elif isinstance(change, Extra):
        _add_stretch(work, practitioner_id, change.pattern, is_extra=True)
    elif isinstance(change, TimeOff):
        first, last = change.first, change.last
        work.session.add(
            TimeOffRow(id=work.new_id(), practitioner_id=practitioner_id, first_day=first, last_day=last)
        )
    elif isinstance(change, Dropped):
        _drop(work, practitioner_id, change.id)
    else:
        terms = work.session.get_one(BookingTerms, practitioner_id)
        terms.notice_minutes, terms.window_days = change.notice_minutes, change.window_days
        terms.daily_cap, terms.buffer_minutes = change.daily_cap, change.buffer_minutes


def _end_weeks(work: Work, practitioner_id: str, from_day: date) -> None:
    """What was in force on the day ends the day before; what would have begun later is gone."""
    ask = select(Availability).where(
        Availability.practitioner_id == practitioner_id,
        Availability.is_extra.is_(False),
        or_(Availability.valid_to.is_(None), Availability.valid_to >= from_day),
    )
    for row in work.session.execute(ask).scalars():
        if row.valid_from >= from_day:
            work.session.delete(row)
        else:
            row.valid_to = from_day - timedelta(days=1)


def _add_stretch(work: Work, practitioner_id: str, pattern: Pattern, *, is_extra: bool) -> None:
    row = Availability(
        id=work.new_id(),
        practitioner_id=practitioner_id,
        weekday=pattern.weekday,
        from_minute=pattern.from_minute,
        to_minute=pattern.to_minute,
        kinds=tuple(sorted(pattern.kinds)),
        channels=tuple(sorted(pattern.channels)),
        valid_from=pattern.valid_from,
        valid_to=pattern.valid_to,
        is_extra=is_extra,
    )
    work.session.add(row)


def _drop(work: Work, practitioner_id: str, exception_id: str) -> None:
    """Take an exception back; one that is gone already stays gone."""
    for table, extra in ((TimeOffRow, ()), (Availability, (Availability.is_extra.is_(True),))):
        mine = (table.id == exception_id, table.practitioner_id == practitioner_id)
        work.session.execute(delete(table).where(*mine, *extra))


def _keep_choices(
    work: Work, practitioner_id: str, outside: list[Outside], choices: Mapping[str, Choice]
) -> None:
    """Note what was chosen; a time that has come inside again is asked about anew when it falls out again."""
    left = {one.appointment_id for one in outside}
    for made in _choices_made(work, practitioner_id):
        if made.appointment_id not in left:
            work.session.delete(made)
    for one in outside:
        if one.choice is None:
            work.session.add(
                OutsideHours(
                    appointment_id=one.appointment_id,
                    choice=choices[one.appointment_id],
                    chosen_by=work.actor.id,
                    chosen_at=work.now,
                )
            )
            work.log("hours:outside", "appointment", one.appointment_id, choices[one.appointment_id].value)


def _choices_made(work: Work, practitioner_id: str) -> list[OutsideHours]:
    ask = (
        select(OutsideHours)
        .join(Appointment, Appointment.id == OutsideHours.appointment_id)
        .where(Appointment.practitioner_id == practitioner_id, Appointment.starts_at > work.now)
    )
    return list(work.session.execute(ask).scalars())
