"""What the supervisor says of what she is to do: she takes it on, it does not suit her so, it is done."""

from support.cases.facts import CaseFacts
from support.cases.released_actions import hold_released_case
from support.cases.step_actions import record_step
from support.consent.queries import facts_released
from support.pathways.agreement_actions import accept_row, move_row
from support.pathways.events import ActionTurnedDown
from support.pathways.goal_models import AgreedAction
from support.pathways.rules.agreed_action import Move, Owner, State, check_revision
from support.pathways.rules.shared_action import standing_now
from support.people.supervisor_queries import links_of_supervisor
from support.platform.work import Work
from support.vocabulary.errors import Conflict, NotForReader, mark


def accept(work: Work, action_id: str, revision: int | None) -> None:
    """The supervisor who acts takes it upon her; the three things that make it agreed are asked here.

    `revision` is the one that stood on her page. Raises NotFound for what she may not see now, Conflict for
    what is not hers, is agreed already, or has been changed since she read it.
    """
    case, row, link_id = _hers(work, action_id)
    check_revision(revision, row.revision)
    accept_row(work, case, row, link_id)


def turn_down(work: Work, action_id: str) -> None:
    """It does not suit her so: it goes back to whoever wrote it, and her last word is the one that stands.

    A repeat changes nothing, but for a yes that she has said in between somewhere else.
    Raises what `accept` does.
    """
    case, row, link_id = _hers(work, action_id)
    if row.state is not State.PROPOSED:
        raise Conflict(mark("This can no longer be done."))
    if row.turned_down_at is None:
        row.turned_down_at, row.supervisor_link_id = work.now, link_id
        record_step(work, case, "action_turned_down")
        work.log("action:turn_down", "agreed_action", row.id)
    work.record(ActionTurnedDown(case.id, row.id, link_id))


def finish(work: Work, action_id: str) -> None:
    """She has done what she took upon her, also where the case has ended since: that she is not to learn.

    Raises NotFound and Conflict as `accept` does.
    """
    case, row, _link_id = _hers(work, action_id)
    move_row(work, case, row, Move.FINISH)


def _hers(work: Work, action_id: str) -> tuple[CaseFacts, AgreedAction, str]:
    """The case, something of it that the supervisor who acts is to do, and her link, held against others.

    What she may know is asked once all is held, so that a permission that goes at this moment is gone.
    """
    known = work.session.get(AgreedAction, action_id)
    case = hold_released_case(work, known.case_id) if known else None
    row = work.session.get(AgreedAction, action_id, with_for_update=True, populate_existing=True)
    if case is None or row is None:
        raise NotForReader("agreed_action", action_id)
    for link in links_of_supervisor(work, work.actor.id or ""):
        facts = facts_released(work, case.id, link.id, work.now)
        if standing_now(row, facts, link.id, goes_on=case.is_open) is not None:
            if row.owner is not Owner.SUPERVISOR:
                raise Conflict(mark("This can no longer be done."))
            return case, row, link.id
    raise NotForReader("agreed_action", action_id)
