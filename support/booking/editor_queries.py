"""Looking at one practitioner's hours to change them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from support.booking.models import Availability, BookingTerms
from support.booking.models import TimeOff as TimeOffRow
from support.booking.rules.changes import KINDS, may_edit
from support.booking.rules.hours import TimeOff
from support.people.facts import Colleague
from support.people.queries import team_of
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import NotForReader


@dataclass(frozen=True)
class Stretch:
    """One stretch of the week, or of a single day when `day` says which; minutes by the wall clock."""

    id: str
    weekday: int
    from_minute: int
    to_minute: int
    kinds: tuple[str, ...]
    channels: tuple[str, ...]
    day: date


def practitioners_to_edit(work: Work) -> list[Colleague]:
    """Whose hours the actor may change, by name; who holds no steps of pathways has no hours."""
    team = team_of(work, work.actor.id or "")
    ids = {one.id for one in team}
    return [one for one in team if one.profession in KINDS and may_edit(work.actor, one.id, ids)]


def practitioner_to_edit(work: Work, practitioner_id: str) -> Colleague:
    """The practitioner, for an actor who may change her hours.

    Raises NotFound for everybody else, as for one who does not exist.
    """
    for one in practitioners_to_edit(work):
        if one.id == practitioner_id:
            return one
    raise NotForReader("practitioner", practitioner_id)


def version_of(work: Work, practitioner_id: str) -> int:
    """How often these hours have been changed."""
    ask = select(BookingTerms.version).where(BookingTerms.practitioner_id == practitioner_id)
    return work.session.execute(ask).scalar() or 0


def week_on(work: Work, practitioner_id: str, day: date) -> list[Stretch]:
    """The week that repeats, as it is in force on the day, in order."""
    ask = select(Availability).where(
        Availability.practitioner_id == practitioner_id,
        Availability.is_extra.is_(False),
        Availability.valid_from <= day,
        or_(Availability.valid_to.is_(None), Availability.valid_to >= day),
    )
    return _in_order(work.session.execute(ask).scalars())


def planned_weeks(work: Work, practitioner_id: str) -> list[date]:
    """The days to come from which another week is in force."""
    ask = select(Availability.valid_from, Availability.valid_to).where(
        Availability.practitioner_id == practitioner_id, Availability.is_extra.is_(False)
    )
    today = local_date(work.now)
    days: set[date] = set()
    for begins, ends in work.session.execute(ask):
        days |= {begins} if ends is None else {begins, ends + timedelta(days=1)}
    return sorted(day for day in days if day > today)


def extras_of(work: Work, practitioner_id: str) -> list[Stretch]:
    """The extra stretches from today on."""
    ask = select(Availability).where(
        Availability.practitioner_id == practitioner_id,
        Availability.is_extra.is_(True),
        Availability.valid_from >= local_date(work.now),
    )
    return sorted(_in_order(work.session.execute(ask).scalars()), key=lambda one: one.day)


def days_off(work: Work, practitioner_id: str) -> dict[str, TimeOff]:
    """The days off that are not over, each under the id by which it is taken back."""
    ask = (
        select(TimeOffRow)
        .where(TimeOffRow.practitioner_id == practitioner_id, TimeOffRow.last_day >= local_date(work.now))
        .order_by(TimeOffRow.first_day, TimeOffRow.id)
    )
    return {row.id: TimeOff(row.first_day, row.last_day) for row in work.session.execute(ask).scalars()}


def _in_order(rows: Iterable[Availability]) -> list[Stretch]:
    found = [
        Stretch(row.id, row.weekday, row.from_minute, row.to_minute, row.kinds, row.channels, row.valid_from)
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.weekday, one.from_minute, one.to_minute, one.id))
