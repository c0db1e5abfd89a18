"""A person's way begins, is put aside, goes on and ends."""

from support.cases.facts import CaseFacts
from support.cases.nurse_actions import hold_claimed_case
from support.cases.opening_actions import hold_case, hold_own_case
from support.cases.rules.states import CloseReason
from support.cases.step_actions import RecordKind, record_step
from support.pathways.enrolment_models import Enrolment, EnrolmentStep
from support.pathways.enrolment_queries import going_on, step_rows, who_can_take_over
from support.pathways.loading import own_catalogue
from support.pathways.rules.access import check_work
from support.pathways.rules.completion import End, check_end, missing, move_with_case
from support.pathways.rules.enrolment import AnalysisSet, Move, State
from support.pathways.rules.order import StepState, held_by_somebody
from support.pathways.rules.pathway import Pathway
from support.pathways.version_queries import active_version, version_of
from support.platform.work import Work
from support.vocabulary.errors import Conflict, Invalid, mark

_MOVES = {
    End.COMPLETED: Move.COMPLETE,
    End.EARLY: Move.COMPLETE,
    End.WITHDRAWN: Move.WITHDRAW,
    End.TRANSFERRED: Move.TRANSFER,
}


def enrol(work: Work, case_id: str, *, has_accepted: bool) -> CaseFacts:
    """The nurse who has taken the case begins the way that its path has, on the version of today; the case.

    `has_accepted` says that the person has said yes to her; else she is asked on her own page. Raises
    Conflict where a way goes on already or nobody holds anything on the path, or the case was not taken.
    """
    case = hold_claimed_case(work, case_id)
    if going_on(work, case_id, to_change=True) is not None:
        raise Conflict(mark("A path of support goes on already."))
    pathway = active_version(work, own_catalogue()[case.path].code)
    if pathway is None or not held_by_somebody(pathway.steps):
        raise Conflict(mark("Nobody holds anything on this path, so there is nothing to begin."))
    row = Enrolment(
        id=work.new_id(),
        key_id=case.key_id,
        case_id=case.id,
        pathway=pathway.code,
        pathway_version=pathway.version,
        state=State.INVITED,
        made_at=work.now,
        is_early=False,
        analysis_set=AnalysisSet.MAIN,
    )
    if has_accepted:
        row.move(Move.ACCEPT)
        row.accepted_at = work.now
    work.session.add(row)
    work.session.flush()
    _write_steps(work, row, pathway)
    _record(work, case, row, "enrolled" if has_accepted else "invited")
    return case


def answer_invitation(work: Work, *, accepts: bool) -> None:
    """The employee who acts says whether she goes along; no has no effect on the help that is offered.

    Raises Conflict where nothing is asked of her, NotFound without an open case.
    """
    case = hold_own_case(work)
    row = _going_on(work, case.id)
    row.move(Move.ACCEPT if accepts else Move.DECLINE)
    if accepts:
        row.accepted_at = work.now
    else:
        row.ended_at = work.now
    _record(work, case, row, "path_accepted" if accepts else "path_declined")


def pause(work: Work, case_id: str, reason: str) -> None:
    """Put the way aside for a while, as agreed; raises Invalid where it is not said why."""
    if not reason.strip():
        raise Invalid(mark("Write in a few words why."))
    case, row = hold_enrolment(work, case_id)
    row.move(Move.PAUSE)
    _record(work, case, row, "path_paused", reason.strip())


def resume(work: Work, case_id: str) -> None:
    """Go on after a break."""
    case, row = hold_enrolment(work, case_id)
    row.move(Move.RESUME)
    _record(work, case, row, "path_resumed")


def hand_over(work: Work, case_id: str, practitioner_id: str, reason: str) -> None:
    """Somebody else works with the person from now on; times that are booked stay with whom they are.

    Raises Invalid where it is not said why, and for who cannot: whoever does already, or does not serve.
    """
    if not reason.strip():
        raise Invalid(mark("Write in a few words why."))
    case, row = hold_enrolment(work, case_id)
    if row.practitioner_id == practitioner_id or practitioner_id not in who_can_take_over(work, case):
        raise Invalid(mark("Choose one from the list."))
    row.practitioner_id = practitioner_id
    _record(work, case, row, "path_handed_over", reason.strip())


def end_enrolment(work: Work, case_id: str, end: End, reason: str) -> None:
    """End the way, as a human has agreed it with the person.

    Raises Conflict where it cannot end so from where it stands, Invalid where it is not said why.
    """
    case, row = hold_enrolment(work, case_id)
    states = {key: step.state for key, step in step_rows(work, row.id).items()}
    check_end(end, version_of(work, row.pathway, row.pathway_version), states, reason)
    row.move(_MOVES[end])
    row.ended_at, row.is_early = work.now, end is End.EARLY
    work.seal(row, "end_reason", reason.strip() or None)
    _record(work, case, row, "path_ended")


def end_with_case(work: Work, case_id: str, reason: CloseReason) -> None:
    """The case has been closed by its nurse: what still goes on ends with it, and nothing refuses that."""
    row = going_on(work, case_id, to_change=True)
    if row is None:
        return
    states = {key: step.state for key, step in step_rows(work, row.id).items()}
    move = move_with_case(row.state, reason, states)
    row.move(move)
    row.ended_at = work.now
    is_whole = not missing(version_of(work, row.pathway, row.pathway_version), states)
    row.is_early = move is Move.COMPLETE and not is_whole
    work.log("enrolment:end", "enrolment", row.id, str(row.state))


def drop_out(work: Work, case: CaseFacts) -> None:
    """Nothing has been heard of her for so long that the rule ends her way; her case stays open for a human.

    The job has asked the rule, and holds the case against others.
    """
    row = _going_on(work, case.id)
    row.move(Move.DROP_OUT)
    row.ended_at = work.now
    _record(work, case, row, "path_dropped_out")


def hold_enrolment(work: Work, case_id: str) -> tuple[CaseFacts, Enrolment]:
    """The case and the way of its person that goes on, held against others until the work ends.

    Raises NotFound for who may not know of the case, Conflict for who does not work with the person, and
    where nothing goes on.
    """
    case = hold_case(work, case_id)
    row = going_on(work, case_id, to_change=True)
    check_work(work.actor, case, row.practitioner_id if row else None)
    if row is None:
        raise Conflict(mark("No path of support goes on."))
    return case, row


def _going_on(work: Work, case_id: str) -> Enrolment:
    row = going_on(work, case_id, to_change=True)
    if row is None:
        raise Conflict(mark("This can no longer be done."))
    return row


def _write_steps(work: Work, row: Enrolment, pathway: Pathway) -> None:
    for number, step in enumerate(held_by_somebody(pathway.steps), start=1):
        work.session.add(
            EnrolmentStep(
                id=work.new_id(),
                key_id=row.key_id,
                enrolment_id=row.id,
                case_id=row.case_id,
                number=number,
                step_key=step.key,
                state=StepState.TO_COME,
                missed=0,
            )
        )
    work.session.flush()


def _record(work: Work, case: CaseFacts, row: Enrolment, kind: RecordKind, text: str | None = None) -> None:
    record_step(work, case, kind, after=str(row.state), text=text)
    work.log(f"enrolment:{row.state}", "enrolment", row.id)
