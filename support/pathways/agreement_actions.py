"""What is agreed to be done: proposed, released by the employee, accepted, finished."""

from dataclasses import dataclass
from datetime import date

from support.cases.facts import CaseFacts
from support.cases.opening_actions import hold_own_case
from support.cases.step_actions import record_step
from support.pathways.enrolment_actions import hold_enrolment
from support.pathways.goal_models import AgreedAction
from support.pathways.rules.agreed_action import (
    OPEN,
    Assent,
    Move,
    Owner,
    Release,
    Size,
    State,
    check_agree,
    check_reason,
    check_wording,
    ends_with_release,
)
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Conflict, NotForReader, mark


@dataclass(frozen=True)
class Wanted:
    """An action as it is typed."""

    text: str
    owner: Owner
    due_on: date | None
    size: Size = Size.TRY_OUT
    review_on: date | None = None


def write_action(work: Work, case_id: str, wanted: Wanted) -> str:
    """Write down what was agreed in a talk; returns its id.

    What the supervisor is to do is proposed: it counts once the employee lets her see it and she accepts.
    Raises Invalid for empty words or a day that cannot be.
    """
    case, enrolment = hold_enrolment(work, case_id)
    check_wording(wanted.text, wanted.due_on, local_date(work.now))
    row = AgreedAction(
        id=work.new_id(),
        key_id=case.key_id,
        enrolment_id=enrolment.id,
        case_id=case.id,
        state=State.PROPOSED,
        owner=wanted.owner,
        size=wanted.size,
        due_on=wanted.due_on,
        review_on=wanted.review_on,
        made_at=work.now,
    )
    work.seal(row, "text", wanted.text.strip())
    if wanted.owner is not Owner.SUPERVISOR:
        _agree(work, row, Assent(None))
    work.session.add(row)
    work.session.flush()
    record_step(work, case, "action_written", after=str(row.state))
    work.log("action:write", "agreed_action", row.id)
    return row.id


def change_action(work: Work, case_id: str, action_id: str, move: Move, reason: str) -> None:
    """Whoever works with the person says how an action has gone.

    Raises Conflict where the table has no such move or the supervisor has not accepted, Invalid where it was
    not done and nobody says why.
    """
    case, _enrolment = hold_enrolment(work, case_id)
    row = action_row(work, case_id, action_id)
    check_reason(move, reason)
    if move is Move.AGREE:
        check_agree(row.owner, Assent(row.release))
    row.move(move)
    if row.state is State.NOT_DONE:
        work.seal(row, "reason", reason.strip())
    _end_if_over(work, case, row)
    work.log(f"action:{move}", "agreed_action", row.id)


def choose_release(work: Work, action_id: str, release: Release) -> None:
    """The employee who acts says whether her supervisor may see this; it takes effect at once.

    What the supervisor was to do ends where she may not see it any more. Raises NotFound when it is not hers.
    """
    case = hold_own_case(work)
    row = action_row(work, case.id, action_id)
    row.release, row.released_at = release, work.now
    if ends_with_release(row.state, row.owner, release):
        row.move(Move.CANCEL)
        _end_if_over(work, case, row)
    work.log(f"action:release_{release}", "agreed_action", row.id)


def accept_action(work: Work, case_id: str, action_id: str, *, consents: bool) -> None:
    """The supervisor takes upon her what she is to do; whoever calls this has asked whether it is she.

    `consents` says that the employee's consent to tell her stands now. Raises Conflict without it, without
    the release of this action, and for one that is not hers.
    """
    row = action_row(work, case_id, action_id)
    if row.owner is not Owner.SUPERVISOR:
        raise Conflict(mark("This can no longer be done."))
    _agree(work, row, Assent(row.release, consents=consents, accepts=True))
    row.accepted_at = work.now
    work.log("action:accept", "agreed_action", row.id)


def action_row(work: Work, case_id: str, action_id: str) -> AgreedAction:
    """The row of an action of this case, held against others; raises NotFound for any other."""
    row = work.session.get(AgreedAction, action_id, with_for_update=True)
    if row is None or row.case_id != case_id:
        raise NotForReader("agreed_action", action_id)
    return row


def _agree(work: Work, row: AgreedAction, assent: Assent) -> None:
    check_agree(row.owner, assent)
    row.move(Move.AGREE)
    row.agreed_at = work.now


def _end_if_over(work: Work, case: CaseFacts, row: AgreedAction) -> None:
    if row.state not in OPEN:
        row.ended_at = work.now
        record_step(work, case, "action_ended", after=str(row.state))
