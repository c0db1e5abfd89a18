"""What a time means for a person's way: whoever says how it went has been asked whether she may."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from support.cases.facts import CaseFacts
from support.cases.step_actions import record_step
from support.pathways.enrolment_models import Enrolment, EnrolmentStep
from support.pathways.enrolment_queries import going_on, step_rows
from support.pathways.rules.enrolment import UNDER_WAY, Move, State
from support.pathways.rules.order import (
    StepMove,
    StepState,
    check_take_back,
    may_be_left_out,
    missing_outcomes,
    next_step,
)
from support.pathways.rules.step import PathwayStep
from support.pathways.version_queries import version_of
from support.pathways.waiting_queries import brought_so_far
from support.platform.work import Work


@dataclass(frozen=True)
class Meeting:
    """A time that somebody had: of which kind, when, with whom; and whether the person whose path it is was
    there, or her supervisor alone."""

    appointment_id: str
    case_id: str
    kind: str
    met_at: datetime
    practitioner_id: str
    is_with_her: bool = True


@dataclass(frozen=True)
class HeldBy:
    """Who held a step, and whether the person whose path it is was there."""

    practitioner_id: str | None
    is_with_her: bool


def note_held(work: Work, meeting: Meeting, brought: frozenset[str] = frozenset()) -> None:
    """She came: the next step is held where it is of this kind and has brought what it must.

    `brought` is what the meeting itself has brought; what stands in the agreed actions is looked up.
    Who comes during a break goes on. That her supervisor came ends no break of hers: the talk is held in it.
    """
    enrolment = going_on(work, meeting.case_id, to_change=True)
    if enrolment is None:
        return
    if enrolment.state is State.PAUSED and meeting.is_with_her:
        enrolment.move(Move.RESUME)
    found = _next(work, enrolment, meeting.kind, in_breaks=not meeting.is_with_her)
    if found is None:
        return
    step, row = found
    # Where a word is missing the step waits, and the page of the talks says for what.
    if missing_outcomes(step, brought | brought_so_far(work, meeting.case_id)):
        return
    is_with_her = version_of(work, enrolment.pathway, enrolment.pathway_version).is_with_her(step)
    held_by = HeldBy(meeting.practitioner_id, is_with_her=is_with_her)
    hold_row(work, enrolment, row, held_by, at=meeting.met_at)
    row.appointment_id = meeting.appointment_id


def note_missed(work: Work, meeting: Meeting) -> None:
    """She did not come: the step keeps its place, and can be booked again."""
    enrolment = going_on(work, meeting.case_id, to_change=True)
    found = _next(work, enrolment, meeting.kind) if enrolment else None
    if found is None:
        return
    _step, row = found
    row.move(StepMove.MISS)
    row.said_at, row.appointment_id, row.missed = meeting.met_at, meeting.appointment_id, row.missed + 1
    work.log("step:miss", "enrolment_step", row.id)


def note_refused(work: Work, case: CaseFacts, kind: str, reason: str) -> None:
    """Whoever was to come would rather not: the next step is left out where it is of this kind and may be
    refused with a reason. The case is held."""
    enrolment = going_on(work, case.id, to_change=True)
    found = _next(work, enrolment, kind) if enrolment else None
    if found is None:
        return
    step, row = found
    if may_be_left_out(step):
        skip_row(work, case, row, step.key, reason)


def note_booked(work: Work, case_id: str, kind: str, practitioner_id: str) -> None:
    """She has a time for the next step: one that she missed is to come again, and whoever meets her then
    works with her from now on."""
    enrolment = going_on(work, case_id, to_change=True)
    found = _next(work, enrolment, kind) if enrolment else None
    if enrolment is None or found is None:
        return
    _step, row = found
    enrolment.practitioner_id = practitioner_id
    if row.state is StepState.MISSED:
        row.move(StepMove.REBOOK)
        row.said_at = row.appointment_id = None
        work.log("step:rebook", "enrolment_step", row.id)


def note_taken_back(work: Work, appointment_id: str) -> None:
    """It was said by mistake how this time went: its step stands as before.

    Raises Conflict where a later step has been held since.
    """
    of_time = EnrolmentStep.appointment_id == appointment_id
    case_id = work.session.execute(select(EnrolmentStep.case_id).where(of_time)).scalar()
    enrolment = going_on(work, case_id, to_change=True) if case_id else None
    rows = step_rows(work, enrolment.id) if enrolment else {}
    row = next((one for one in rows.values() if one.appointment_id == appointment_id), None)
    if row is None or enrolment is None:
        return
    states = {key: one.state for key, one in rows.items()}
    pathway = version_of(work, enrolment.pathway, enrolment.pathway_version)
    check_take_back(pathway.steps, states, row.step_key)
    row.missed -= 1 if row.state is StepState.MISSED else 0
    row.move(StepMove.TAKE_BACK)
    row.said_at = row.appointment_id = row.practitioner_id = None
    is_begun = any(one.state is StepState.HELD for one in rows.values())
    if enrolment.state is State.ACTIVE and not is_begun:
        enrolment.move(Move.UNSTART)
    work.log("step:take_back", "enrolment_step", row.id)


def note_given_back(work: Work, case_id: str, practitioner_id: str) -> None:
    """The last time that she had with this practitioner does not stand: whoever held her last step works with
    her again, and nobody where none was held."""
    enrolment = going_on(work, case_id, to_change=True)
    if enrolment is None or enrolment.practitioner_id != practitioner_id:
        return
    rows = step_rows(work, enrolment.id)
    pathway = version_of(work, enrolment.pathway, enrolment.pathway_version)
    steps = (step for step in pathway.steps if step.key in rows and pathway.is_with_her(step))
    held = [rows[step.key] for step in steps if rows[step.key].state is StepState.HELD]
    enrolment.practitioner_id = held[-1].practitioner_id if held else None


def skip_row(work: Work, case: CaseFacts, row: EnrolmentStep, key: str, reason: str) -> None:
    """Leave the step out. The reason is sealed."""
    row.move(StepMove.SKIP)
    row.said_at, row.appointment_id = work.now, None
    work.seal(row, "reason", reason)
    record_step(work, case, "step_skipped", after=key)
    work.log("step:skip", "enrolment_step", row.id)


def hold_row(work: Work, enrolment: Enrolment, row: EnrolmentStep, held_by: HeldBy, *, at: datetime) -> None:
    """The step has been held; whoever held it with the person works with her from now on.

    A talk with her supervisor alone may be held by anybody, whom the supervisor chooses: nobody comes to work
    with the person by that.
    """
    row.move(StepMove.HOLD)
    row.said_at, row.practitioner_id = at, held_by.practitioner_id
    if held_by.is_with_her:
        enrolment.practitioner_id = held_by.practitioner_id
    if enrolment.state is State.ACCEPTED:
        enrolment.move(Move.START)
    work.log("step:hold", "enrolment_step", row.id)


def _next(
    work: Work, enrolment: Enrolment, kind: str, *, in_breaks: bool = False
) -> tuple[PathwayStep, EnrolmentStep] | None:
    if enrolment.state not in UNDER_WAY and not (in_breaks and enrolment.state is State.PAUSED):
        return None
    rows = step_rows(work, enrolment.id)
    pathway = version_of(work, enrolment.pathway, enrolment.pathway_version)
    step = next_step(pathway.steps, {key: row.state for key, row in rows.items()})
    if step is None or kind not in (step.kind, pathway.booked_as(step)):
        return None
    return step, rows[step.key]
