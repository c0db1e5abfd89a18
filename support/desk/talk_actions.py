"""Beginning a path of support at the desk: talks that were held before count as its first steps."""

from collections.abc import Collection

from support.booking.attendance_queries import attended_of_case
from support.booking.queries import appointment_of
from support.pathways.cohort_actions import join_cohort
from support.pathways.enrolment_actions import enrol
from support.pathways.meeting_actions import Meeting, note_booked, note_held
from support.pathways.rules.brought import said_by_hand
from support.pathways.step_actions import hold_step
from support.pathways.waiting_queries import waiting_of
from support.platform.work import Work


def begin_way(work: Work, case_id: str, *, has_accepted: bool, cohort_id: str = "") -> None:
    """Enrol the person of a case, into a cohort where one is named; whoever meets her next can prepare it.

    Raises what `enrol` and `join_cohort` raise.
    """
    case = enrol(work, case_id, has_accepted=has_accepted)
    if cohort_id:
        join_cohort(work, case, cohort_id)
    for one in attended_of_case(work, case_id):
        note_held(work, Meeting(one.id, one.case_id, one.kind, one.starts_at, one.practitioner_id))
    coming = appointment_of(work, case.employee_id)
    if coming is not None and coming.case_id == case_id:
        note_booked(work, case_id, coming.kind, coming.practitioner_id)


def hold_by_hand(work: Work, case_id: str, key: str, said: Collection[str]) -> None:
    """The next step was held, with what was ticked; nobody ticks what the program knows itself.

    Raises what `hold_step` raises.
    """
    waiting = waiting_of(work, case_id)
    step = waiting.step if waiting else None
    may_say = frozenset(said_by_hand(step)) if step is not None and step.key == key else frozenset()
    hold_step(work, case_id, key, brought=may_say.intersection(said))
