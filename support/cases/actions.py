"""What is done with a case: opened, claimed, decided, called about, closed."""

from dataclasses import dataclass
from datetime import datetime

from support.cases import queries
from support.cases.models import Alert, Case, CaseStep
from support.cases.rules import access
from support.cases.rules.override import Change, Standing, check_override
from support.cases.rules.states import CloseReason, Move, State, check_close
from support.cases.rules.targets import promise
from support.platform.work import Work
from support.vocabulary.errors import Conflict, NotFound, mark
from support.vocabulary.pathway import Urgency, most_urgent

PROPOSED, CONFIRMED, OVERRIDDEN = "proposed", "confirmed", "overridden"

# At these two a human is told at once, whatever else happens to the case.
_ALERTING = (Urgency.NOW, Urgency.SAME_DAY)


@dataclass(frozen=True)
class Need:
    """What a person asks for, as the program has read it; a nurse decides."""

    urgency: Urgency
    path: str
    safety: bool
    flags: tuple[str, ...]
    chosen_path: str = ""
    """Another fitting path that the person would rather take."""


class AlreadyClaimed(Conflict):
    """A colleague was faster; `practitioner_id` says who."""

    def __init__(self, practitioner_id: str) -> None:
        super().__init__(mark("A colleague has just taken this case."))
        self.practitioner_id = practitioner_id


def open_case(work: Work, *, employee_id: str, employer_id: str | None, key_id: str, need: Need) -> str:
    """Open a case, or add the need to the one that is open; returns its id. Urgency only ever rises here."""
    known = queries.open_case_of(work, employee_id)
    if known is not None:
        return _add_need(work, known.id, need)
    case = Case(
        id=work.new_id(),
        key_id=key_id,
        short_code=work.ids.short_code(),
        employee_id=employee_id,
        employer_id=employer_id,
        state=State.NEW,
        urgency=need.urgency,
        path=need.chosen_path or need.path,
        suggested_urgency=need.urgency,
        suggested_path=need.path,
        decision=PROPOSED,
        has_safety_row=need.safety,
        flags=need.flags,
        opened_at=work.now,
        due_at=promise(need.urgency, need.path, work.now),
    )
    work.session.add(case)
    work.session.flush()
    _step(work, case, "opened", after=f"{need.urgency} {need.path}")
    work.log("case:open", "support_case", case.id)
    _alert_if_urgent(work, case)
    return case.id


def note_offer(work: Work, case_id: str) -> None:
    """Free times have been shown to the person: on the result page, before she sent her answers."""
    case = work.session.get_one(Case, case_id)
    case.first_offer_at = case.first_offer_at or work.now


def note_booking(work: Work, case_id: str) -> None:
    """The person has taken a time; the decision stays as it is."""
    case = work.session.get_one(Case, case_id)
    note_offer(work, case_id)
    before = case.move(Move.BOOK)
    _step(work, case, "booked", before=before, after=case.state)


def note_cancelled_booking(work: Work, case_id: str) -> None:
    """The person has given her time back."""
    case = work.session.get_one(Case, case_id)
    before = case.move(Move.UNBOOK)
    _step(work, case, "unbooked", before=before, after=case.state)


def claim_case(work: Work, case_id: str) -> None:
    """Take a case that nobody holds.

    Raises AlreadyClaimed when a colleague was faster, NotFound outside need-to-know.
    """
    case = queries.case_to_change(work, case_id)
    if case.claimed_by == work.actor.id:
        return
    if case.claimed_by is not None:
        raise AlreadyClaimed(case.claimed_by)
    _must(access.may_claim(work.actor, case))
    case.claimed_by, case.claimed_at = work.actor.id, work.now
    alert = queries.open_alert(work, case_id)
    if alert and alert.acknowledged_at is None:
        alert.acknowledged_at = work.now
    _step(work, case, "claimed")
    work.log("case:claim", "support_case", case.id)


def release_case(work: Work, case_id: str) -> None:
    """Give the case back to the queue."""
    case = _held_case(work, case_id)
    case.claimed_by = None
    _step(work, case, "released")
    work.log("case:release", "support_case", case.id)


def confirm_decision(work: Work, case_id: str) -> None:
    """Agree with what was suggested."""
    case = _held_case(work, case_id)
    if case.decision != PROPOSED:
        raise Conflict(mark("This suggestion has already been decided on."))
    case.decision = CONFIRMED
    before = _seen_by_nurse(case)
    _step(work, case, "confirmed", before=before, after=case.state)
    work.log("case:confirm", "support_case", case.id)


def override_decision(work: Work, case_id: str, wanted: Standing, reason: str) -> None:
    """Decide otherwise.

    Raises Invalid when a reason is needed and none was given.
    """
    case = _held_case(work, case_id)
    standing = Standing(case.urgency, case.path)
    change = check_override(work.actor.role, standing, wanted, reason)
    if change is Change.NONE:
        return
    case.urgency, case.path, case.decision = wanted.urgency, wanted.path, OVERRIDDEN
    case.due_at = _sooner(case.due_at, promise(wanted.urgency, wanted.path, work.now))
    before = _seen_by_nurse(case)
    names = f"{standing.urgency} {standing.path}", f"{wanted.urgency} {wanted.path}"
    _step(work, case, f"decision_{change}", before=names[0], after=names[1], text=reason.strip())
    work.log("case:override", "support_case", case.id, str(before))
    if change is Change.RAISED:
        _alert_if_urgent(work, case)


def log_call(work: Work, case_id: str, *, reached: bool, note: str) -> None:
    """Write down that the person was called."""
    case = _held_case(work, case_id)
    if reached:
        case.first_contact_at = case.first_contact_at or work.now
        _resolve_alert(work, case_id)
    _step(work, case, "call_reached" if reached else "call_tried", text=note.strip() or None)
    work.log("case:call", "support_case", case.id)


def write_note(work: Work, case_id: str, text: str) -> None:
    """Write a note that only professionals see."""
    case = _held_case(work, case_id)
    _step(work, case, "note", text=text.strip())
    work.log("case:note", "support_case", case.id)


def close_case(work: Work, case_id: str, reason: CloseReason) -> None:
    """End the case.

    Raises Conflict where a case may not end for this reason.
    """
    case = _held_case(work, case_id)
    check_close(reason, case.path, case.urgency)
    _close(work, case, reason)


def withdraw_case(work: Work, case_id: str) -> str:
    """End the case because the person asks for it; returns the id of its data key, for erasing.

    Raises Conflict once a nurse has taken it: from then on it is a record of care.
    """
    case = queries.case_to_change(work, case_id)
    _must(access.may_open_own(work.actor, case))
    if not case.facts().may_be_withdrawn:
        raise Conflict(
            mark("A nurse has already begun to help you. Call us, and we tell you what can be deleted.")
        )
    _close(work, case, CloseReason.BY_PERSON)
    return case.key_id


def _seen_by_nurse(case: Case) -> State:
    """Move a new case on; the times were shown before, so what is not booked yet has been offered."""
    before = case.state
    if case.state is State.NEW:
        case.move(Move.CONFIRM)
        if case.first_offer_at is not None:
            case.move(Move.OFFER)
    return before


def _close(work: Work, case: Case, reason: CloseReason) -> None:
    before = case.move(Move.CLOSE)
    case.closed_at, case.close_reason, case.claimed_by = work.now, reason, None
    _resolve_alert(work, case.id)
    _step(work, case, "closed", before=before, after=reason)
    work.log("case:close", "support_case", case.id)


def _held_case(work: Work, case_id: str) -> Case:
    case = queries.case_to_change(work, case_id)
    if access.may_change(work.actor, case):
        return case
    _must(access.may_open(work.actor, case))
    raise Conflict(mark("Take the case first; then you can change it."))


def _must(allowed: bool) -> None:
    if not allowed:
        raise NotFound


def _add_need(work: Work, case_id: str, need: Need) -> str:
    case = work.session.get_one(Case, case_id)
    before = f"{case.urgency} {case.path}"
    if need.urgency.is_more_urgent_than(case.urgency):
        case.path = case.suggested_path = need.path
    case.urgency = case.suggested_urgency = most_urgent((case.urgency, need.urgency))
    case.decision = PROPOSED
    case.has_safety_row = case.has_safety_row or need.safety
    case.flags = tuple(dict.fromkeys((*case.flags, *need.flags)))
    case.due_at = _sooner(case.due_at, promise(need.urgency, need.path, work.now))
    _step(work, case, "answered_again", before=before, after=f"{case.urgency} {case.path}")
    _alert_if_urgent(work, case)
    return case.id


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)


def _alert_if_urgent(work: Work, case: Case) -> None:
    if case.urgency not in _ALERTING or case.due_at is None or queries.open_alert(work, case.id):
        return
    alert = Alert(id=work.new_id(), case_id=case.id, kind=case.path, raised_at=work.now, due_at=case.due_at)
    work.session.add(alert)
    work.log("alert:raise", "support_case", case.id)


def _resolve_alert(work: Work, case_id: str) -> None:
    alert = queries.open_alert(work, case_id)
    if alert:
        alert.resolved_at = work.now


def _step(
    work: Work,
    case: Case,
    kind: str,
    *,
    before: str | None = None,
    after: str | None = None,
    text: str | None = None,
) -> None:
    step = CaseStep(
        id=work.new_id(),
        key_id=case.key_id,
        case_id=case.id,
        at=work.now,
        role=work.actor.role.value,
        actor_id=work.actor.id,
        kind=kind,
        before=before,
        after=after,
    )
    work.seal(step, "text", text)
    work.session.add(step)
