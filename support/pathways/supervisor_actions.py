"""What the supervisor says of what she is to do: by when she does it, what would suit better, it is done."""

from dataclasses import dataclass
from datetime import date

from support.cases.facts import CaseFacts
from support.cases.released_actions import hold_released_case
from support.cases.step_actions import record_step
from support.consent.queries import told_by_link
from support.consent.rules.disclosing import facts_in
from support.pathways.agreement_actions import accept_row, move_row, take_back_end
from support.pathways.events import ActionTurnedDown
from support.pathways.goal_models import AgreedAction
from support.pathways.released_queries import is_slip
from support.pathways.rules.agreed_action import Move, Owner, State, Suggestion, check_revision
from support.pathways.rules.shared_action import facts_about, standing_now
from support.pathways.rules.supervisor_answer import Say, check_say, promised, suggested_day
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Conflict, NotForReader, mark


@dataclass(frozen=True)
class Suggested:
    """What would suit her better; the day only where it is a later one."""

    suggestion: Suggestion
    day: date | None = None


def accept(work: Work, action_id: str, revision: int | None, by: date | None = None) -> None:
    """The supervisor who acts takes it upon her; the three things that make it agreed are asked here.

    `revision` is the one that stood on her page, `by` the day by which she does it, or else the agreed one.
    Raises NotFound for what she may not see now, Conflict for what is not hers, is agreed already, or has
    been changed since she read it, Invalid for a day that cannot be.
    """
    case, row, link_id = _hers(work, action_id)
    check_revision(revision, row.revision)
    check_say(row.state, Say.ACCEPT)
    day = promised(by, row.due_on, local_date(work.now))
    accept_row(work, case, row, link_id)
    row.promised_on = day


def suggest(work: Work, action_id: str, wanted: Suggested) -> None:
    """It would suit her otherwise, or she wants to talk of it: it goes back to whoever wrote it.

    Her last word is the one that stands; what she took upon her before stays hers meanwhile. A repeat changes
    nothing, but for a yes that she has said in between somewhere else. Raises what `accept` does.
    """
    case, row, link_id = _hers(work, action_id)
    check_say(row.state, Say.SUGGEST)
    day = suggested_day(wanted.suggestion, wanted.day, row.due_on, local_date(work.now))
    if (row.suggestion, row.suggested_on) != (wanted.suggestion, day):
        row.turned_down_at, row.supervisor_link_id = work.now, link_id
        row.suggestion, row.suggested_on = wanted.suggestion, day
        record_step(work, case, "action_turned_down", after=wanted.suggestion.value)
        work.log("action:suggest", "agreed_action", row.id)
    if row.state is State.PROPOSED:
        work.record(ActionTurnedDown(case.id, row.id, link_id))


def finish(work: Work, action_id: str) -> None:
    """She has done what she took upon her, also where the case has ended since: that she is not to learn.

    Raises NotFound and Conflict as `accept` does.
    """
    case, row, _link_id = _hers(work, action_id)
    check_say(row.state, Say.FINISH)
    move_row(work, case, row, Move.FINISH)


def take_back(work: Work, action_id: str) -> None:
    """It is not done yet: she pressed the wrong button, and says so on the same day.

    Raises NotFound where she may not see that it is done, Conflict where somebody else said so or another day
    has begun.
    """
    case, row, link_id = _hers(work, action_id)
    check_say(row.state, Say.TAKE_BACK)
    if not is_slip(work, row, link_id):
        raise Conflict(mark("This can no longer be done."))
    take_back_end(work, case, row)


def _hers(work: Work, action_id: str) -> tuple[CaseFacts, AgreedAction, str]:
    """The case, something of it that the supervisor who acts is to do, and her link, held against others.

    What she may know is asked once all is held, so that a permission that goes at this moment is gone. What
    does not exist is looked for as far as what is not hers, so that no clock tells the two apart.
    """
    known = work.session.get(AgreedAction, action_id)
    case = hold_released_case(work, known.case_id if known else action_id)
    row = work.session.get(AgreedAction, action_id, with_for_update=True, populate_existing=True)
    let_know = told_by_link(work, work.actor.id or "")
    if case is None or row is None:
        raise NotForReader("agreed_action", action_id)
    for link, told in let_know:
        of_case = facts_in(one for one in told if one.thing.case_id == case.id)
        facts = of_case & facts_about(row, link.id)
        if standing_now(row, facts, link.id, goes_on=case.is_open) is not None:
            if row.owner is not Owner.SUPERVISOR:
                raise Conflict(mark("This can no longer be done."))
            return case, row, link.id
    raise NotForReader("agreed_action", action_id)
