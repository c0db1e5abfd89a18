"""Looking at talks with supervisors alone: for the supervisor, for who holds them, and beside the path."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from support.booking.coaching_facts import CoachingFacts
from support.booking.coaching_models import Coaching
from support.booking.facts import Booked
from support.booking.queries import Search
from support.booking.rules.appointment import State as AppointmentState
from support.booking.rules.calendar_file import Entry
from support.booking.rules.coaching import HOURS_KIND, State, about, stands
from support.booking.rules.feed import GOES_BACK
from support.messaging.queries import has_any_come_to_its_turn
from support.pathways.rules.pathway import Step
from support.people.queries import language_of_employee
from support.people.supervisor_queries import is_supervisor_now
from support.people.supervisor_rules import message_key
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import NotForReader

_DAYS_SHOWN = timedelta(days=14)


@dataclass(frozen=True)
class OwnTalks:
    """The talks with supervisors that one practitioner has, each part in order of time."""

    due: list[CoachingFacts]
    """They have begun, and nobody has said yet how they went."""
    to_come: list[CoachingFacts]


def talks_for_supervisor(look: Work) -> list[CoachingFacts]:
    """What the supervisor who acts may book or has booked, in the order in which it was offered."""
    ask = select(Coaching).where(Coaching.supervisor_id == (look.actor.id or ""), Coaching.ended_at.is_(None))
    rows = look.session.execute(ask.order_by(Coaching.offered_at, Coaching.id)).scalars()
    return [row.facts() for row in rows if _is_hers(look, row)]


def talk_for_supervisor(look: Work, coaching_id: str) -> CoachingFacts:
    """One of them; raises NotFound for any other, and for one that is over."""
    return row_for_supervisor(look, coaching_id).facts()


def row_for_supervisor(work: Work, coaching_id: str, *, to_change: bool = False) -> Coaching:
    """The row of one of them; otherwise as `talk_for_supervisor`."""
    row = work.session.get(Coaching, coaching_id, with_for_update=to_change, populate_existing=to_change)
    if row is None or not _is_hers(work, row):
        raise NotForReader("supervisor_coaching", coaching_id)
    return row


def row_to_decline(work: Work, coaching_id: str, *, to_change: bool = False) -> Coaching:
    """The same, also where the supervisor who acts has declined it already."""
    row = work.session.get(Coaching, coaching_id, with_for_update=to_change, populate_existing=to_change)
    is_declined = row is not None and row.state is State.DECLINED and _is_supervisor_of(work, row)
    if row is None or not (is_declined or _is_hers(work, row)):
        raise NotForReader("supervisor_coaching", coaching_id)
    return row


def has_been_told(look: Work, row: Coaching) -> bool:
    """Whether the supervisor has been told of it, and sees it from then on whatever is taken back.

    Until its message leaves she sees nothing of it, so that it can go without a trace. Who has had a time of
    it has seen it.
    """
    if row.state is State.BOOKED or row.changes:
        return True
    return has_any_come_to_its_turn(look, message_key(row.supervisor_link_id) + about(row.id))


def does_any_stand(look: Work, supervisor_link_id: str) -> bool:
    """Whether a talk stands for which the supervisor of this link may sign in, whatever is released."""
    ask = select(Coaching).where(
        Coaching.supervisor_link_id == supervisor_link_id, Coaching.ended_at.is_(None)
    )
    return any(_stands(look, row) for row in look.session.execute(ask).scalars())


def talk_of_case(look: Work, case_id: str) -> CoachingFacts | None:
    """The newest talk that was offered beside the path of a case; the reader's right was asked before."""
    ask = select(Coaching).where(Coaching.case_id == case_id).order_by(Coaching.offered_at.desc()).limit(1)
    row = look.session.execute(ask).scalar()
    return row.facts() if row else None


def row_of_case(work: Work, case_id: str) -> Coaching | None:
    """The one of a case that has not ended; the case is held."""
    ask = select(Coaching).where(Coaching.case_id == case_id, Coaching.ended_at.is_(None))
    return work.session.execute(ask.with_for_update()).scalar()


def own_talks(look: Work) -> OwnTalks:
    """The talks of the practitioner who acts."""
    ask = select(Coaching).where(
        Coaching.practitioner_id == (look.actor.id or ""),
        Coaching.state == State.BOOKED,
        Coaching.starts_at < look.now + _DAYS_SHOWN,
    )
    rows = look.session.execute(ask.order_by(Coaching.starts_at, Coaching.id)).scalars()
    found = [row.facts() for row in rows]
    due = [one for one in found if one.starts_at and one.starts_at <= look.now]
    return OwnTalks(due, found[len(due) :])


def row_of_practitioner(work: Work, coaching_id: str, *, to_change: bool = False) -> Coaching:
    """The talk of the practitioner who acts; raises NotFound for any other."""
    row = work.session.get(Coaching, coaching_id, with_for_update=to_change, populate_existing=to_change)
    if row is None or work.actor.role is not Role.NURSE or row.practitioner_id != work.actor.id:
        raise NotForReader("supervisor_coaching", coaching_id)
    return row


def entries_of_talks(work: Work, practitioner_id: str) -> list[Entry]:
    """The talks with supervisors as they stand in a practitioner's calendar, with nothing of anybody."""
    ask = select(Coaching).where(
        Coaching.practitioner_id == practitioner_id,
        Coaching.state.in_([State.BOOKED, State.HELD]),
        Coaching.starts_at > work.now - GOES_BACK,
    )
    rows = work.session.execute(ask.order_by(Coaching.starts_at, Coaching.id)).scalars()
    return [entry for row in rows if (entry := _entry(work, practitioner_id, row))]


def entry_of_own_talk(work: Work, coaching_id: str) -> Entry | None:
    """A talk as it stands in the calendar of the supervisor who acts; None while no time is booked.

    Raises NotFound for any other.
    """
    return _entry(work, work.actor.id or "", row_for_supervisor(work, coaching_id))


def search_of(look: Work, row: Coaching) -> Search:
    """The free times of a talk: those in which the practitioner and the supervisor herself are free."""
    step = Step(HOURS_KIND, row.minutes, frozenset(row.professions), frozenset(row.channels), ())
    return Search(
        step,
        row.employer_id,
        language_of_employee(look, row.supervisor_id),
        employee_id=row.supervisor_id,
        holder=row.id,
        only_of=row.kept_for,
        instead_of=_time_of(row),
    )


def _entry(work: Work, reader_id: str, row: Coaching) -> Entry | None:
    if row.starts_at is None:
        return None
    return Entry(
        uid=work.lookup(f"calendar-entry:{reader_id}", row.id)[:16].hex(),
        sequence=row.changes,
        starts_at=row.starts_at,
        minutes=row.minutes,
        channel=row.channel or "",
        changed_at=row.booked_at or row.offered_at,
        is_cancelled=False,
    )


def _time_of(row: Coaching) -> Booked | None:
    """The time that she would give back for another, which is in nobody's way then."""
    if row.state is not State.BOOKED or row.starts_at is None or row.practitioner_id is None:
        return None
    return Booked(
        id=row.id,
        case_id="",
        employee_id=row.supervisor_id,
        practitioner_id=row.practitioner_id,
        kind=HOURS_KIND,
        channel=row.channel or "",
        starts_at=row.starts_at,
        minutes=row.minutes,
        state=AppointmentState.CONFIRMED,
    )


def _is_hers(look: Work, row: Coaching) -> bool:
    return _is_supervisor_of(look, row) and _stands(look, row)


def _is_supervisor_of(look: Work, row: Coaching) -> bool:
    is_supervisor = look.actor.role is Role.SUPERVISOR and row.supervisor_id == look.actor.id
    return is_supervisor and is_supervisor_now(look, row.supervisor_link_id)


def _stands(look: Work, row: Coaching) -> bool:
    is_there = stands(row.state, row.open_until, row.starts_at, look.now)
    return is_there and is_supervisor_now(look, row.supervisor_link_id) and has_been_told(look, row)
