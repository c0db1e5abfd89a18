"""What a nurse does with a case: takes it, decides, calls, writes, closes it."""

from support.cases import queries
from support.cases.alert_actions import acknowledge_alerts, raise_alert, raise_if_urgent, resolve_alerts
from support.cases.ending_actions import end_case
from support.cases.facts import CaseFacts
from support.cases.models import Case
from support.cases.rules import access
from support.cases.rules.alerts import ANSWERED_BY_TALK, kind_of_no_answer
from support.cases.rules.override import Change, DecisionState, Standing, check_override
from support.cases.rules.states import CloseReason, Move, State, check_close
from support.cases.rules.targets import promise, sooner, still_to_come
from support.cases.step_actions import RecordKind, record_step
from support.platform.work import Work
from support.vocabulary.errors import Conflict, mark


class AlreadyClaimed(Conflict):
    """A colleague was faster; `practitioner_id` says who."""

    def __init__(self, practitioner_id: str) -> None:
        super().__init__(mark("A colleague has just taken this case."))
        self.practitioner_id = practitioner_id


_CHANGED: dict[Change, RecordKind] = {
    Change.RAISED: "decision_raised",
    Change.SIDEWAYS: "decision_sideways",
    Change.LOWERED: "decision_lowered",
}


def claim_case(work: Work, case_id: str) -> None:
    """Take a case that nobody holds.

    Raises AlreadyClaimed when a colleague was faster, Conflict once it is closed, NotFound outside
    need-to-know.
    """
    case = queries.case_to_change(work, case_id)
    if case.claimed_by == work.actor.id:
        return
    if case.claimed_by is not None:
        raise AlreadyClaimed(case.claimed_by)
    if not access.may_claim(work.actor, case.facts()):
        raise access.why_not(work.actor, case.facts())
    case.claimed_by, case.claimed_at = work.actor.id, work.now
    acknowledge_alerts(work, case_id)
    record_step(work, case, "claimed")
    work.log("case:claim", "support_case", case.id)


def release_case(work: Work, case_id: str) -> None:
    """Give the case back to the queue."""
    case = _held_case(work, case_id)
    case.claimed_by = None
    record_step(work, case, "released")
    work.log("case:release", "support_case", case.id)


def confirm_decision(work: Work, case_id: str) -> None:
    """Agree with what was suggested."""
    case = _held_case(work, case_id)
    if case.decision is not DecisionState.PROPOSED:
        raise Conflict(mark("This suggestion has already been decided on."))
    case.decision = DecisionState.CONFIRMED
    before = _seen_by_nurse(case)
    record_step(work, case, "confirmed", before=before, after=case.state)
    work.log("case:confirm", "support_case", case.id)


def override_decision(work: Work, case_id: str, wanted: Standing, reason: str) -> None:
    """Decide otherwise.

    Raises Invalid when a reason is needed and none was given.
    """
    case = _held_case(work, case_id)
    standing = Standing(case.urgency, case.path)
    change = check_override(standing, wanted, reason)
    if change is Change.NONE:
        return
    case.urgency, case.path = wanted.urgency, wanted.path
    case.decision = DecisionState.OVERRIDDEN
    to_come = still_to_come(case.facts().awaited_by, work.now)
    case.due_at = sooner(to_come, promise(wanted.urgency, wanted.path, work.now))
    came_from = _seen_by_nurse(case)
    names = f"{standing.urgency} {standing.path}", f"{wanted.urgency} {wanted.path}"
    record_step(work, case, _CHANGED[change], before=names[0], after=names[1], text=reason.strip())
    work.log("case:override", "support_case", case.id, f"state before: {came_from}")
    if change is Change.RAISED:
        raise_if_urgent(work, case)


def log_call(work: Work, case_id: str, *, reached: bool, note: str) -> None:
    """Write down that the person was called."""
    case = _held_case(work, case_id)
    if reached:
        case.first_contact_at = case.first_contact_at or work.now
        case.call_asked_at = None
        resolve_alerts(work, case_id, ANSWERED_BY_TALK)
    record_step(work, case, "call_reached" if reached else "call_tried", text=note.strip() or None)
    work.log("case:call", "support_case", case.id)
    if not reached:
        kind = kind_of_no_answer(case.urgency, case.path, queries.tries_in_a_row(work, case_id))
        if kind is not None:
            raise_alert(work, case_id, kind)


def write_note(work: Work, case_id: str, text: str) -> None:
    """Write a note that only practitioners see."""
    case = _held_case(work, case_id)
    record_step(work, case, "note", text=text.strip())
    work.log("case:note", "support_case", case.id)


def close_case(work: Work, case_id: str, reason: CloseReason) -> None:
    """End the case.

    Raises Conflict where a case may not end for this reason.
    """
    case = _held_case(work, case_id)
    check_close(reason, case.path, case.urgency)
    end_case(work, case, reason)


def hold_claimed_case(work: Work, case_id: str) -> CaseFacts:
    """The case that the nurse who acts has taken, held against others until the work ends.

    Raises Conflict where she has not taken it or it is closed, NotFound outside need-to-know.
    """
    return _held_case(work, case_id).facts()


def _seen_by_nurse(case: Case) -> State:
    """Move a new case on; the times were shown before, so what is not booked yet has been offered."""
    before = case.state
    if case.state is State.NEW:
        case.move(Move.CONFIRM)
        if case.first_offer_at is not None:
            case.move(Move.OFFER)
    return before


def _held_case(work: Work, case_id: str) -> Case:
    case = queries.case_to_change(work, case_id)
    access.check_change(work.actor, case.facts())
    return case
