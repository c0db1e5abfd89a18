"""Looking at the waiting list: who is on it, what is offered to her, and who is next for a freed time."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, or_, select

from support.booking import queries
from support.booking.facts import Booked, ChosenTime
from support.booking.hours_queries import hours_of
from support.booking.rules.slots import Slot
from support.booking.rules.waiting import State, fits, in_fair_order, is_open, is_part_of, may_wait
from support.booking.waiting_models import FreedTime, Proposal, Waiting
from support.cases.facts import CaseFacts
from support.cases.queries import open_cases
from support.pathways.rules.pathway import Step
from support.people.queries import may_be_texted
from support.platform.hot_statement import HotStatement
from support.platform.work import Work
from support.vocabulary.pathway import Urgency

# At every look at free times.
_SINCE = HotStatement(select(Waiting.since).where(Waiting.case_id == bindparam("case")))
_PROPOSED = HotStatement(
    select(
        Proposal.id,
        Proposal.practitioner_id,
        Proposal.channel,
        Proposal.starts_at,
        Proposal.minutes,
        Proposal.state,
        Proposal.until,
    )
    .where(Proposal.case_id == bindparam("case"))
    # Of several in one moment the one that stands.
    .order_by(Proposal.ended_at.is_(None).desc(), Proposal.made_at.desc())
)


class Proposed(NamedTuple):
    """A time that was offered to one person, and how the offer stands."""

    id: str
    practitioner_id: str
    channel: str
    starts_at: datetime
    minutes: int
    state: State
    until: datetime


@dataclass(frozen=True)
class Candidate:
    """One who waits, with what decides her place."""

    case: CaseFacts
    since: datetime
    channel: str
    wants_talk: bool

    @property
    def case_id(self) -> str:
        """Her case."""
        return self.case.id

    @property
    def urgency(self) -> Urgency:
        """How urgent it is."""
        return self.case.urgency

    @property
    def due_at(self) -> datetime | None:
        """What she was promised."""
        return self.case.due_at


@dataclass(frozen=True)
class Freed:
    """A stretch of a practitioner that has become free."""

    id: str
    practitioner_id: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Found:
    """Who is next for a freed time, and which time it is."""

    case_id: str
    chosen: ChosenTime
    minutes: int


def waiting_since(work: Work, case_id: str) -> datetime | None:
    """Since when the person of a case is on the list; None when she is not."""
    row = _SINCE.first(work.connection, {"case": case_id})
    return row[0] if row else None


def last_proposal(work: Work, case_id: str) -> Proposed | None:
    """What was offered last to the person of a case."""
    row = _PROPOSED.first(work.connection, {"case": case_id})
    return Proposed(*row) if row else None


def open_proposal(work: Work, case_id: str) -> Proposed | None:
    """What is offered to the person of a case and can still be taken."""
    found = last_proposal(work, case_id)
    return found if found and is_open(found.state, found.until, work.now) else None


def first_due(work: Work) -> Freed | None:
    """The stretch that is to be offered now and has waited longest."""
    ask = (
        select(FreedTime)
        .where(FreedTime.due_at <= work.now)
        .order_by(FreedTime.due_at, FreedTime.starts_at, FreedTime.id)
    )
    row = work.session.execute(ask.limit(1)).scalar()
    return Freed(row.id, row.practitioner_id, row.starts_at, row.ends_at) if row else None


def first_ended(work: Work) -> Proposal | None:
    """An offer that its person has let pass, the one that ended first."""
    ended = (Proposal.state == State.OPEN, Proposal.until <= work.now)
    return work.session.execute(select(Proposal).where(*ended).order_by(Proposal.until).limit(1)).scalar()


def first_to_end(work: Work) -> datetime | None:
    """When the next of the open offers ends; None when there is none."""
    return work.session.execute(select(func.min(Proposal.until)).where(Proposal.state == State.OPEN)).scalar()


def next_for(work: Work, freed: Freed, *, with_offer: bool = False) -> Found | None:
    """Who is next in the fair order for a time of the stretch; None when nobody is left.

    `with_offer` asks among those to whom something is offered now, and who come in question after that.
    """
    found = (time_for(work, one, freed) for one in _candidates(work, with_offer=with_offer))
    return next((each for each in found if each is not None), None)


def time_for(work: Work, one: Candidate, freed: Freed, *, held_by: str | None = None) -> Found | None:
    """The first time that touches the stretch and may be offered to her now; `held_by` holds it already."""
    present = queries.appointment_of(work, one.case.employee_id)
    has = present.starts_at if present else None
    if (has is not None and has <= freed.starts_at) or not may_be_texted(work, one.case.employee_id):
        return None
    step = _step(one, present)
    search = queries.search_for(work, one.case, step, present)
    search = replace(search, only_of=freed.practitioner_id, instead_of=present, holder=held_by)
    # What she holds herself cannot be held for her once more; of her own day, all lies later than what fits.
    search = replace(search, employee_id=None)
    slots = queries.free_times(work, search).slots
    (hours,) = hours_of(work, [freed.practitioner_id])
    notice = hours.terms.notice
    offered = _offered(work, one.case_id, freed.practitioner_id)
    fitting = (
        slot
        for slot in slots
        if is_part_of(slot.starts_at, slot.minutes, freed.starts_at, freed.ends_at)
        and (not one.channel or one.channel in slot.channels)
        and fits(slot.starts_at, slot.minutes, work.now, notice=notice, has=has)
        and slot.starts_at not in offered
    )
    first = next(fitting, None)
    if first is None:
        return None
    channel = one.channel or _channel(first, present)
    return Found(one.case_id, ChosenTime(first.practitioner_id, first.starts_at, channel), first.minutes)


def candidate(work: Work, case: CaseFacts) -> Candidate | None:
    """The person of a case as one who waits; None where she does not, or not for another offer."""
    row = work.session.get(Waiting, case.id)
    if row is None or not _may_be_next(case) or case.id in _with_open_proposal(work):
        return None
    return Candidate(case, row.since, row.channel, row.wants_talk)


def _candidates(work: Work, *, with_offer: bool) -> list[Candidate]:
    """Everybody to whom a time may be offered, in the fair order; nobody has two offers at once."""
    rows = {row.case_id: row for row in work.session.execute(select(Waiting)).scalars()}
    busy = _with_open_proposal(work)
    return in_fair_order(
        Candidate(case, rows[case.id].since, rows[case.id].channel, rows[case.id].wants_talk)
        for case in open_cases(work, rows.keys() & busy if with_offer else rows.keys() - busy)
        if _may_be_next(case)
    )


def _may_be_next(case: CaseFacts) -> bool:
    return case.is_open and may_wait(case.urgency, case.path)


def _with_open_proposal(work: Work) -> set[str]:
    """Whose offer has not been ended yet, though its time may be over."""
    return set(work.session.execute(select(Proposal.case_id).where(Proposal.state == State.OPEN)).scalars())


def _offered(work: Work, case_id: str, practitioner_id: str) -> set[datetime]:
    """What was offered to her before, or is to anybody, though its time may be over: that is ended first."""
    ask = select(Proposal.starts_at).where(
        Proposal.practitioner_id == practitioner_id,
        or_(Proposal.case_id == case_id, Proposal.state == State.OPEN),
    )
    return set(work.session.execute(ask).scalars())


def _step(one: Candidate, present: Booked | None) -> Step:
    if present is not None:
        return queries.step_to_move(one.case, present.kind)
    return queries.step_of(one.case, wants_talk=one.wants_talk)


def _channel(slot: Slot, present: Booked | None) -> str:
    """The way in which she meets already, else the one that is offered first."""
    if present is not None and present.channel in slot.channels:
        return present.channel
    return min(slot.channels, key=("video", "phone", "on_site").index)
