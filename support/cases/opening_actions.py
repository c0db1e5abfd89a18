"""A case begins, is added to, and follows what its person does about a time."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, update

from support.cases import queries
from support.cases.alert_actions import raise_if_urgent
from support.cases.facts import CaseFacts
from support.cases.models import Case
from support.cases.rules.override import DecisionState
from support.cases.rules.states import Move, State, after
from support.cases.rules.targets import promise, sooner, still_to_come
from support.cases.step_actions import RecordKind, record_step
from support.platform.hot_statement import HotStatement
from support.platform.rows import Change
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.pathway import Path, Urgency, most_urgent

_BOOK = HotStatement(
    update(Case)
    .values(
        state=bindparam("booked", type_=Case.state.type),
        first_offer_at=func.coalesce(Case.first_offer_at, bindparam("offered", type_=Case.opened_at.type)),
        version=Case.version + bindparam("more"),
    )
    .where(Case.id == bindparam("the_case"))
)


@dataclass(frozen=True)
class Need:
    """What a person asks for, as the program has read it; a nurse decides."""

    urgency: Urgency
    path: Path
    safety: bool
    flags: tuple[str, ...]
    chosen_path: Path | None = None
    """Another fitting path that the person would rather take."""


def open_case(work: Work, *, employee_id: str, employer_id: str | None, key_id: str, need: Need) -> str:
    """Open a case, or add the need to the one that is open; returns its id. Urgency only ever rises here."""
    known = queries.open_case_of(work, employee_id)
    if known is not None:
        return _add_need(work, known.id, need)
    case = Case(
        id=work.new_id(),
        key_id=key_id,
        short_code=_free_code(work),
        employee_id=employee_id,
        employer_id=employer_id,
        state=State.NEW,
        urgency=need.urgency,
        path=need.chosen_path or need.path,
        suggested_urgency=need.urgency,
        suggested_path=need.path,
        decision=DecisionState.PROPOSED,
        has_safety_row=need.safety,
        flags=need.flags,
        opened_at=work.now,
        due_at=promise(need.urgency, need.path, work.now),
    )
    work.session.add(case)
    work.session.flush()
    record_step(work, case, "opened", after=f"{need.urgency} {need.path}")
    work.log("case:open", "support_case", case.id)
    raise_if_urgent(work, case)
    return case.id


def _free_code(work: Work) -> str:
    """A short code that no case has: of many thousands two would have the same one day."""
    codes = iter(work.ids.short_code, None)
    return next(code for code in codes if not queries.is_code_taken(work, code))


def hold_own_case(work: Work) -> CaseFacts:
    """The open case of the employee who acts, held against others until the work ends.

    Raises NotFound when she has none.
    """
    return queries.own_case_to_change(work)


def hold_case(work: Work, case_id: str) -> CaseFacts:
    """A case that the actor may know of, held against others until the work ends.

    Raises NotFound for everybody else.
    """
    return queries.case_to_change(work, case_id).facts()


def hold_case_for_job(work: Work, case_id: str) -> CaseFacts | None:
    """A case that a timed job acts for, held against others until the work ends; None when it is gone."""
    case = work.session.get(Case, case_id, with_for_update=True) if work.actor.role is Role.JOB else None
    return case.facts() if case else None


def note_waiting(work: Work, case_id: str, kind: RecordKind) -> None:
    """Something about the list for an earlier time: `kind` is the step that the nurse reads."""
    record_step(work, work.session.get_one(Case, case_id), kind)


def note_offer(work: Work, case_id: str) -> None:
    """Free times stand before the person: on the page that she comes to, or in the choice she has made."""
    case = work.session.get_one(Case, case_id)
    case.first_offer_at = case.first_offer_at or work.now


def note_booking(work: Work, case: CaseFacts) -> None:
    """The person of a case that is held against others has taken a time; the decision stays as it is."""
    booked = after(case.state, Move.BOOK)
    work.forget_rows()
    # A booking leads neither aside nor back, so where the case came from stays as it is.
    work.add(Change(_BOOK, {"the_case": case.id, "booked": booked, "offered": work.now, "more": 1}))
    record_step(work, case, "booked", before=case.state, after=booked)


def note_moved_booking(work: Work, case_id: str) -> None:
    """The person has another time instead of the one she had."""
    case = work.session.get_one(Case, case_id)
    record_step(work, case, "rebooked")


def note_cancelled_booking(work: Work, case_id: str) -> None:
    """The person has given her time back."""
    case = work.session.get_one(Case, case_id)
    if case.closed_at is not None:
        return
    before = case.move(Move.UNBOOK)
    record_step(work, case, "unbooked", before=before, after=case.state)


def _add_need(work: Work, case_id: str, need: Need) -> str:
    case = work.session.get_one(Case, case_id)
    before = f"{case.urgency} {case.path}"
    if need.urgency.is_more_urgent_than(case.urgency):
        case.path = case.suggested_path = need.path
    case.urgency = case.suggested_urgency = most_urgent((case.urgency, need.urgency))
    case.decision = DecisionState.PROPOSED
    case.has_safety_row = case.has_safety_row or need.safety
    case.flags = tuple(dict.fromkeys((*case.flags, *need.flags)))
    to_come = still_to_come(case.facts().awaited_by, work.now)
    case.due_at = sooner(to_come, promise(need.urgency, need.path, work.now))
    if need.urgency is not Urgency.ROUTINE:
        # However lately somebody called: this is a new call to wait for.
        case.call_asked_at = work.now
    record_step(work, case, "answered_again", before=before, after=f"{case.urgency} {case.path}")
    raise_if_urgent(work, case)
    return case.id
