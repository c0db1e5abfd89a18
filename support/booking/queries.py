"""Looking at the calendar: free times, and appointments."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select

from support.booking.diary_queries import diaries_around, diaries_of, own_cells
from support.booking.facts import Booked, ChosenTime, JustTaken, Offer
from support.booking.models import Appointment
from support.booking.rules.appointment import LIVE, STANDS_FOR
from support.booking.rules.cells import cell_at, how_many, span
from support.booking.rules.diary import Changes, Diary, Mine, Question, asked, free_at, together
from support.booking.rules.hours import is_bookable_ever
from support.booking.rules.slots import Cells, Slot, Wanted
from support.booking.rules.three_party import APPOINTMENT_KIND
from support.cases.facts import CaseFacts
from support.pathways.loading import own_catalogue
from support.pathways.next_queries import as_on_her_way
from support.pathways.rules.first_step import step_to_move_to, step_to_offer
from support.pathways.rules.pathway import Pathway, Step
from support.people.queries import language_of_employee, practitioners_serving
from support.platform.hot_statement import HotStatement
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import NotForReader
from support.vocabulary.language import Language
from support.vocabulary.pathway import URGENT_CALL, Urgency

# So many of her last times say who knows her.
_LAST = 5
_KNOWN = HotStatement(
    select(Appointment.practitioner_id)
    .where(Appointment.employee_id == bindparam("employee"))
    .order_by(Appointment.starts_at.desc())
)


_LIVE = {f"state_{number}": state for number, state in enumerate(sorted(LIVE))}
# Put together once, as all that is asked at every look at free times.
_LIVE_ONE = HotStatement(
    select(Appointment.id)
    .where(
        Appointment.employee_id == bindparam("employee"),
        or_(*(Appointment.state == bindparam(name) for name in _LIVE)),
        Appointment.kind != bindparam("of_three"),
        Appointment.starts_at > bindparam("after"),
    )
    .order_by(Appointment.starts_at)
)


class Found(NamedTuple):
    """A time that can be booked, and the changes of its calendar that are known by then."""

    slot: Slot
    changes: Changes


@dataclass(frozen=True)
class Search:
    """What is looked for: a step, with whom it is booked, and how many times (None: all).

    `employee_id` is whose times they are, once she is known: what is taken of her own day is left out, what
    she holds is free, and who has met her before comes first. `holder` is a visit of one whom nobody knows
    yet, or an offer under which a time is kept for her. `instead_of` is an appointment that would be given
    back. With `only_of` one practitioner is asked, with `around` only the three closest starts are found,
    and never the one `not_at`. An urgent first contact may take what is reserved.
    """

    step: Step
    employer_id: str | None
    language: Language
    employee_id: str | None = None
    holder: str | None = None
    instead_of: Booked | None = None
    channel: str = ""
    only_of: str | None = None
    limit: int | None = None
    around: datetime | None = None
    not_at: datetime | None = None
    is_urgent: bool = False


def free_times(work: Work, search: Search) -> Offer:
    """The times that can be booked now, first free first, each once with the practitioner who comes first."""
    serving = practitioners_serving(work, search.employer_id, search.step.professions, search.language)
    asked_of = serving if search.only_of is None else serving.keys() & {search.only_of}
    diaries = [diary for _changes, diary in diaries_of(work, asked_of).values()]
    known = known_to(work, search.employee_id) if search.employee_id else ()
    hers = own_cells(work, search.employee_id)
    return Offer(search.step, serving, list(asked(_question(work, search, diaries, hers, known))))


def free_time(work: Work, search: Search, chosen: ChosenTime) -> Found:
    """The chosen time as it can be booked now in the chosen way; raises JustTaken when it cannot."""
    one = chosen.practitioner_id
    serving = practitioners_serving(work, search.employer_id, search.step.professions, search.language)
    if one not in serving or not is_bookable_ever(chosen.starts_at, work.now):
        raise JustTaken(chosen.starts_at)
    if chosen.kept_as:
        search = replace(search, holder=chosen.kept_as, is_urgent=True)
    changes, diary, hers = diaries_around(work, one, search.employee_id, chosen.starts_at)
    slot = free_at(_question(work, search, [diary], hers, ()), chosen.starts_at)
    if slot is None or chosen.channel not in slot.channels:
        raise JustTaken(chosen.starts_at)
    return Found(slot, changes)


def _question(
    work: Work, search: Search, diaries: Iterable[Diary], hers: Cells, known: tuple[str, ...]
) -> Question:
    step, diaries = search.step, tuple(diaries)
    wanted = Wanted(
        kind=step.kind,
        minutes=step.minutes,
        channels=frozenset({search.channel} if search.channel else step.channels),
        days=together(diaries).window_days,
        is_urgent=search.is_urgent,
    )
    return Question(
        diaries=diaries,
        wanted=wanted,
        mine=_mine(search),
        hers=hers,
        known=known,
        limit=search.limit,
        around=search.around,
        not_at=search.not_at,
        now=work.now,
    )


def _mine(search: Search) -> Mine:
    holders, given_back = frozenset({search.holder, search.employee_id}), search.instead_of
    if given_back is None:
        return Mine(holders=holders)
    first = cell_at(given_back.starts_at)
    mask = span(0, how_many(given_back.minutes))
    people = (given_back.practitioner_id, search.employee_id or "")
    return Mine(given_back.id, tuple(Cells(one, first, mask) for one in people), holders)


def step_of(case: CaseFacts, *, wants_talk: bool) -> Step:
    """The step that is booked first in this case; a nurse's call where the path is not in the catalogue."""
    return step_to_offer(_pathway_of(case), case.urgency, wants_talk=wants_talk)


def step_to_move(case: CaseFacts, kind: str) -> Step:
    """The step for which another time is looked for in this case by who has one of this kind."""
    return step_to_move_to(_pathway_of(case), case.urgency, kind)


def search_for(work: Work, case: CaseFacts, step: Step, has: Booked | None = None) -> Search:
    """What the person of a case looks for, in a language that she speaks; the next step where she goes along
    a path of support. `has` is the time that she would give back."""
    return Search(
        as_on_her_way(work, case, step, has.kind if has else None),
        case.employer_id,
        language_of_employee(work, case.employee_id),
        employee_id=case.employee_id,
        is_urgent=case.urgency is not Urgency.ROUTINE and case.first_contact_at is None,
    )


def search_to_move(work: Work, case: CaseFacts, given_back: Booked) -> Search:
    """What she looks for who moves this time."""
    step = step_to_move(case, given_back.kind)
    return replace(search_for(work, case, step, given_back), instead_of=given_back)


def times_to_move_to(work: Work, search: Search) -> Offer:
    """The times to which an appointment can be moved now; never the one that it has."""
    present = search.instead_of.starts_at if search.instead_of else None
    return free_times(work, replace(search, not_at=present))


def appointment_of(work: Work, employee_id: str) -> Booked | None:
    """The employee's live appointment: the only one she can have until it is over or given back.

    A meeting of three stands beside it, and is moved and cancelled as a meeting.
    """
    asked = {"employee": employee_id, "after": work.now - STANDS_FOR, "of_three": APPOINTMENT_KIND, **_LIVE}
    found = _LIVE_ONE.run(work.connection, asked).fetchone()
    return booked(work.session.get_one(Appointment, found[0])) if found else None


def has_time_with(work: Work, case_id: str, practitioner_id: str) -> bool:
    """Whether the person of a case has a time with this practitioner that stands."""
    of_both = (Appointment.case_id == case_id, Appointment.practitioner_id == practitioner_id)
    ask = select(Appointment.id).where(*of_both, Appointment.state.in_(sorted(LIVE))).limit(1)
    return work.session.execute(ask).scalar() is not None


def own_appointment(work: Work, appointment_id: str) -> Booked:
    """An appointment of the employee who acts.

    Raises NotFound for anybody else's, as for one that does not exist.
    """
    row = work.session.get(Appointment, appointment_id)
    if row is None or work.actor.role is not Role.EMPLOYEE or row.employee_id != work.actor.id:
        raise NotForReader("appointment", appointment_id)
    return booked(row)


def known_to(work: Work, employee_id: str) -> tuple[str, ...]:
    """The practitioners with whom she has had times, the last one first."""
    rows = _KNOWN.run(work.connection, {"employee": employee_id}).fetchmany(_LAST)
    return tuple(dict.fromkeys(practitioner_id for (practitioner_id,) in rows))


def follower_of(work: Work, appointment_id: str) -> Booked | None:
    """The appointment to which this one was moved."""
    ask = select(Appointment).where(Appointment.rebooked_from == appointment_id)
    row = work.session.execute(ask).scalar()
    return booked(row) if row else None


def _pathway_of(case: CaseFacts) -> Pathway:
    catalogue = own_catalogue()
    return catalogue.get(case.path) or catalogue[URGENT_CALL]


def booked(row: Appointment) -> Booked:
    """The values of an appointment."""
    return Booked(
        id=row.id,
        case_id=row.case_id,
        employee_id=row.employee_id,
        practitioner_id=row.practitioner_id,
        kind=row.kind,
        channel=row.channel,
        starts_at=row.starts_at,
        minutes=row.minutes,
        state=row.state,
        rebooked_from=row.rebooked_from,
    )
