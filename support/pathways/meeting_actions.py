"""What a time means for a person's way: whoever says how it went has been asked whether she may."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from support.pathways.enrolment_models import Enrolment, EnrolmentStep
from support.pathways.enrolment_queries import going_on, step_rows
from support.pathways.rules.enrolment import UNDER_WAY, Move, State
from support.pathways.rules.order import (
    StepMove,
    StepState,
    check_take_back,
    missing_outcomes,
    next_step,
)
from support.pathways.rules.step import PathwayStep
from support.pathways.version_queries import version_of
from support.pathways.waiting_queries import brought_so_far
from support.platform.work import Work


@dataclass(frozen=True)
class Meeting:
    """A time that somebody had: of which kind, when, with whom."""

    appointment_id: str
    case_id: str
    kind: str
    met_at: datetime
    practitioner_id: str


def note_held(work: Work, meeting: Meeting, brought: frozenset[str] = frozenset()) -> None:
    """She came: the next step is held where it is of this kind and has brought what it must.

    `brought` is what the meeting itself has brought; what stands in the agreed actions is looked up.
    Who comes during a break goes on.
    """
    enrolment = going_on(work, meeting.case_id, to_change=True)
    if enrolment is None:
        return
    if enrolment.state is State.PAUSED:
        enrolment.move(Move.RESUME)
    found = _next(work, enrolment, meeting.kind)
    if found is None:
        return
    step, row = found
    # Where a word is missing the step waits, and the page of the talks says for what.
    if missing_outcomes(step, brought | brought_so_far(work, meeting.case_id)):
        return
    hold_row(work, enrolment, row, practitioner_id=meeting.practitioner_id, at=meeting.met_at)
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
    held = [row for row in step_rows(work, enrolment.id).values() if row.state is StepState.HELD]
    enrolment.practitioner_id = held[-1].practitioner_id if held else None


def hold_row(
    work: Work, enrolment: Enrolment, row: EnrolmentStep, *, practitioner_id: str | None, at: datetime
) -> None:
    """The step has been held; whoever held it works with the person from now on."""
    row.move(StepMove.HOLD)
    row.said_at, row.practitioner_id = at, practitioner_id
    enrolment.practitioner_id = practitioner_id
    if enrolment.state is State.ACCEPTED:
        enrolment.move(Move.START)
    work.log("step:hold", "enrolment_step", row.id)


def _next(work: Work, enrolment: Enrolment, kind: str) -> tuple[PathwayStep, EnrolmentStep] | None:
    if enrolment.state not in UNDER_WAY:
        return None
    rows = step_rows(work, enrolment.id)
    pathway = version_of(work, enrolment.pathway, enrolment.pathway_version)
    step = next_step(pathway.steps, {key: row.state for key, row in rows.items()})
    return (step, rows[step.key]) if step is not None and step.kind == kind else None
