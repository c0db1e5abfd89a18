"""What is agreed to be done: proposed, released by the employee, accepted, finished."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from support.cases.facts import CaseFacts
from support.cases.opening_actions import hold_own_case
from support.cases.queries import case_ids_of
from support.cases.released_actions import hold_released_case
from support.cases.step_actions import record_step
from support.consent.events import ConsentWithdrawn, SupervisorEnded
from support.consent.rules.fact_code import FactCode
from support.messaging.actions import cancel_queued
from support.pathways.enrolment_actions import hold_enrolment
from support.pathways.enrolment_models import Enrolment
from support.pathways.goal_models import AgreedAction
from support.pathways.rules.action_reminders import REMINDED, next_reminder_at, reminder_key
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
    check_revision,
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
    is_arrangement: bool = False


def write_action(work: Work, case_id: str, wanted: Wanted) -> str:
    """Write down what was agreed in a talk; returns its id.

    What the supervisor is to do is proposed: it counts once the employee lets her see it and she accepts.
    Raises Invalid for empty words or a day that cannot be.
    """
    case, enrolment = hold_enrolment(work, case_id)
    row = new_action(work, enrolment, wanted)
    if wanted.owner is not Owner.SUPERVISOR:
        agree_row(work, row, Assent(None))
    record_step(work, case, "action_written", after=str(row.state))
    work.log("action:write", "agreed_action", row.id)
    return row.id


def new_action(work: Work, enrolment: Enrolment, wanted: Wanted) -> AgreedAction:
    """An action that is only proposed so far, whoever does it; the way is held.

    Raises Invalid for empty words or a day that cannot be.
    """
    check_wording(wanted.text, wanted.due_on, local_date(work.now))
    row = AgreedAction(
        id=work.new_id(),
        key_id=enrolment.key_id,
        enrolment_id=enrolment.id,
        case_id=enrolment.case_id,
        state=State.PROPOSED,
        owner=wanted.owner,
        size=wanted.size,
        due_on=wanted.due_on,
        review_on=wanted.review_on,
        is_arrangement=wanted.is_arrangement,
        made_at=work.now,
    )
    work.seal(row, "text", wanted.text.strip())
    work.session.add(row)
    work.session.flush()
    return row


def change_action(work: Work, case_id: str, action_id: str, move: Move, reason: str) -> None:
    """Whoever works with the person says how an action has gone.

    Raises Conflict where the table has no such move or the supervisor has not accepted, Invalid where it was
    not done and nobody says why.
    """
    case, _enrolment = hold_enrolment(work, case_id)
    row = action_row(work, case_id, action_id)
    if move is Move.TAKE_BACK:
        raise Conflict(mark("This can no longer be done."))
    check_reason(move, reason)
    if move is Move.AGREE:
        check_agree(row.owner, Assent(row.release))
    if move is Move.LEAVE_UNDONE:
        work.seal(row, "reason", reason.strip())
    move_row(work, case, row, move)


@dataclass(frozen=True)
class Answer:
    """Whether her supervisor may see something, and the revision of it that stood on her page."""

    release: Release
    revision: int | None


def choose_release(work: Work, action_id: str, answer: Answer) -> CaseFacts:
    """The employee who acts says whether her supervisor may see this; it takes effect at once. Her case.

    What the supervisor was to do ends where she may not see it any more. Raises NotFound when it is not hers,
    Conflict for a yes to what has been changed since she read it.
    """
    case = hold_own_case(work)
    row, release = action_row(work, case.id, action_id), answer.release
    if release is Release.YES:
        check_revision(answer.revision, row.revision)
    row.release, row.released_at = release, work.now
    if ends_with_release(row.state, row.owner, release):
        move_row(work, case, row, Move.CANCEL)
    work.log(f"action:release_{release}", "agreed_action", row.id)
    return case


def let_go_without_consent(work: Work, event: ConsentWithdrawn) -> None:
    """The supervisor may not know any more what she was to do: what she took upon her is let go.

    What she has not accepted stays proposed, and whoever is the supervisor next has answered nothing; what
    that one has answered by the time this is heard of stands.
    """
    case = hold_released_case(work, event.case_id) if FactCode.F2 in event.facts else None
    if case is None:
        return
    link = AgreedAction.supervisor_link_id
    ask = select(AgreedAction).where(
        AgreedAction.case_id == case.id,
        AgreedAction.owner == Owner.SUPERVISOR,
        or_(link.is_(None), link == event.supervisor_link_id),
        AgreedAction.state.in_(sorted(OPEN)),
    )
    for row in work.session.execute(ask.with_for_update()).scalars():
        if row.state is State.PROPOSED:
            forget_suggestion(row)
            row.supervisor_link_id = None
        else:
            move_row(work, case, row, Move.CANCEL)


def ask_anew_about_the_next(work: Work, event: SupervisorEnded) -> None:
    """What she let one supervisor see was not for the next: of every action of hers she is asked anew, and a
    page that she opened before takes no yes.

    What that supervisor has taken on stays her own, with the yes on which it stands: no other one sees it.
    """
    ask = select(AgreedAction).where(AgreedAction.case_id.in_(case_ids_of(work, event.employee_id)))
    for row in work.session.execute(ask.order_by(AgreedAction.id).with_for_update()).scalars():
        if row.owner is not Owner.SUPERVISOR or row.state not in OPEN - {State.PROPOSED}:
            row.release = row.released_at = None
            row.revision += 1


def accept_row(work: Work, case: CaseFacts, row: AgreedAction, link_id: str) -> None:
    """The supervisor of this link takes it upon her; case and row are held, and whoever calls this has asked
    for her word and for the permission that stands now.

    Raises Conflict where the person has not released it.
    """
    forget_suggestion(row)
    row.supervisor_link_id = link_id
    agree_row(work, row, Assent(row.release, consents=True, accepts=True))
    row.accepted_at = work.now
    record_step(work, case, "action_accepted")
    work.log("action:accept", "agreed_action", row.id)


def agree_row(work: Work, row: AgreedAction, assent: Assent) -> None:
    """It counts from now on, and its owner is reminded; raises Conflict where not all of it is there."""
    check_agree(row.owner, assent)
    row.move(Move.AGREE)
    row.agreed_at = work.now
    _remind_from_now(work, row)


def new_days(work: Work, row: AgreedAction, due_on: date | None, review_on: date | None) -> None:
    """Another day for what still goes on: what would be said of the old one is not said any more."""
    if (due_on or row.due_on, review_on or row.review_on) != (row.due_on, row.review_on):
        row.revision += 1
    row.review_on = review_on or row.review_on
    if due_on is None or due_on == row.due_on:
        return
    row.due_on, row.promised_on = due_on, None
    forget_suggestion(row)
    cancel_queued(work, reminder_key(row.id, row.supervisor_link_id))
    if row.state is not State.PROPOSED:
        _remind_from_now(work, row)


def move_row(work: Work, case: CaseFacts, row: AgreedAction, move: Move) -> None:
    """How it has gone; the case and the row are held. Raises Conflict where the table has no such move."""
    row.move(move)
    _end_if_over(work, case, row)
    work.log(f"action:{move}", "agreed_action", row.id)


def take_back_end(work: Work, case: CaseFacts, row: AgreedAction) -> None:
    """It was not done yet, and goes on; the case and the row are held. Raises Conflict as `move_row` does."""
    row.move(Move.TAKE_BACK)
    row.ended_at = None
    _remind_from_now(work, row)
    record_step(work, case, "action_taken_back")
    work.log(f"action:{Move.TAKE_BACK}", "agreed_action", row.id)


def forget_suggestion(row: AgreedAction) -> None:
    """What would have suited her better was of something else, or she has taken it on as it is."""
    row.turned_down_at = row.suggestion = row.suggested_on = None


def action_row(work: Work, case_id: str, action_id: str) -> AgreedAction:
    """The row of an action of this case, held against others; raises NotFound for any other."""
    row = work.session.get(AgreedAction, action_id, with_for_update=True)
    if row is None or row.case_id != case_id:
        raise NotForReader("agreed_action", action_id)
    return row


def _remind_from_now(work: Work, row: AgreedAction) -> None:
    if row.owner in REMINDED:
        row.remind_at = next_reminder_at(row.due_on, work.now)


def _end_if_over(work: Work, case: CaseFacts, row: AgreedAction) -> None:
    if row.state not in OPEN:
        row.ended_at, row.remind_at = work.now, None
        cancel_queued(work, reminder_key(row.id, row.supervisor_link_id))
        record_step(work, case, "action_ended", after=str(row.state))
