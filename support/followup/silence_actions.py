"""The timed job that writes down who has dropped out by the rule (domain model C.3).

Only the way ends. The case stays open, and its check-ins go on: a human decides what becomes of it.
"""

from support.booking.standing_queries import has_something_standing, last_time_of
from support.cases.opening_actions import hold_case_for_job
from support.cases.queries import last_heard_of
from support.pathways.enrolment_actions import drop_out
from support.pathways.rules.enrolment import LastSigns, has_dropped_out
from support.pathways.silence_queries import Planned, cases_to_look_at, planned_on_way
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.actor import Actor

_JOB = Actor.job("drop-out")


def drop_out_the_silent(begin_work: BeginWork) -> int:
    """End every way that the rule ends; how many. Any number of workers may run it, as often as they like:
    each case is held and the rule asked anew before anything is written."""
    with begin_work.to_read(_JOB) as look:
        found = [case_id for case_id in cases_to_look_at(look) if _is_silent(look, case_id)]
    return sum(_drop_out(begin_work, case_id) for case_id in found)


def signs_of(work: Work, case_id: str, planned: Planned) -> LastSigns:
    """What says whether the person of a case has dropped out of her way."""
    last_time = last_time_of(work, case_id)
    last_planned = None if planned.last_at is None else max(planned.last_at, last_time or planned.last_at)
    return LastSigns(
        held=planned.held,
        has_time_to_come=has_something_standing(work, case_id),
        last_planned_at=last_planned,
        last_contact_at=last_heard_of(work, case_id),
    )


def _drop_out(begin_work: BeginWork, case_id: str) -> bool:
    with begin_work(_JOB) as work:
        case = hold_case_for_job(work, case_id)
        if case is None or not _is_silent(work, case_id):
            return False
        drop_out(work, case)
    return True


def _is_silent(work: Work, case_id: str) -> bool:
    planned = planned_on_way(work, case_id)
    return planned is not None and has_dropped_out(planned.state, signs_of(work, case_id, planned), work.now)
