"""Which step of a person's way waits for somebody to hold it, and what is there of what it must bring."""

from dataclasses import dataclass

from sqlalchemy import select

from support.pathways.enrolment_facts import ActionFacts
from support.pathways.enrolment_queries import going_on, step_rows
from support.pathways.goal_models import AgreedAction
from support.pathways.rules.brought import brought_by_actions
from support.pathways.rules.enrolment import UNDER_WAY, State
from support.pathways.rules.order import next_step
from support.pathways.rules.step import PathwayStep, StepKind
from support.pathways.version_queries import version_of
from support.platform.work import Work
from support.vocabulary.calendar import local_date

_AGREED = UNDER_WAY | {State.PAUSED}


@dataclass(frozen=True)
class Waiting:
    """The next step of a way that goes on, and who meets its person."""

    step: PathwayStep | None
    practitioner_id: str | None


def waiting_of(look: Work, case_id: str) -> Waiting | None:
    """The way of a case to which its person has said yes; None where none goes on.

    The reader's right to know of the case was asked before.
    """
    row = going_on(look, case_id)
    if row is None or row.state not in _AGREED:
        return None
    states = {key: one.state for key, one in step_rows(look, row.id).items()}
    steps = version_of(look, row.pathway, row.pathway_version).steps
    return Waiting(next_step(steps, states), row.practitioner_id)


def waiting_step(look: Work, case_id: str, kind: StepKind) -> PathwayStep | None:
    """The next step of the way where it is of this kind; otherwise as `waiting_of`."""
    found = waiting_of(look, case_id)
    return found.step if found and found.step and found.step.kind is kind else None


def action_facts(look: Work, case_id: str) -> list[ActionFacts]:
    """The agreed actions of a case by day, without their words; otherwise as `waiting_of`."""
    ask = select(AgreedAction).where(AgreedAction.case_id == case_id)
    rows = look.session.execute(ask.order_by(AgreedAction.due_on, AgreedAction.id)).scalars()
    return [row.facts() for row in rows]


def brought_so_far(look: Work, case_id: str) -> frozenset[str]:
    """What the agreed actions of a case bring to its next step; otherwise as `waiting_of`."""
    return brought_by_actions(action_facts(look, case_id), local_date(look.now))
