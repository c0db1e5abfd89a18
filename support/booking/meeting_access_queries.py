"""Who arranges a meeting of three: the nurse of the case, whoever leads it, and whoever meets its person."""

from collections.abc import Mapping

from support.booking.meeting_queries import meetings_of_case
from support.booking.rules.attendance import is_fresh
from support.booking.rules.three_party import HELD_OR_NOT
from support.cases.facts import CaseFacts
from support.pathways.rules.access import may_work
from support.pathways.rules.step import StepKind
from support.pathways.waiting_queries import waiting_of, waiting_step
from support.people.facts import Colleague
from support.people.queries import language_of_employee, practitioners_serving
from support.platform.work import Work

_LEADS = frozenset({"nurse", "psychologist", "coach", "physician"})


def may_arrange(look: Work, case: CaseFacts) -> bool:
    """Whether the actor may draft, arrange and lead a meeting of this case, until the case ends.

    Whoever led one that was called off has no more to do with it; where it was said who came, she may take
    that back while it may still be a mistake.
    """
    way = waiting_of(look, case.id)
    meetings = [
        one
        for one in meetings_of_case(look, case.id)
        if one.goes_on or (one.state in HELD_OR_NOT and is_fresh(one.ended_at, look.now))
    ]
    meet_her = {way.practitioner_id if way else None, *(one.practitioner_id for one in meetings)}
    return any(may_work(look.actor, case, one) for one in meet_her | {None})


def chairs_of(look: Work, case: CaseFacts) -> Mapping[str, Colleague]:
    """Who may lead a meeting of this case: the professions of the step that waits for it, or anybody who
    speaks her language."""
    step = waiting_step(look, case.id, StepKind.TRIPARTITE)
    language = language_of_employee(look, case.employee_id)
    return practitioners_serving(look, case.employer_id, step.professions if step else _LEADS, language)
