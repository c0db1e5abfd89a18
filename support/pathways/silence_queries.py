"""Who may have been lost on the way, as far as the way itself says."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import exists, select

from support.pathways.enrolment_models import Enrolment, EnrolmentStep
from support.pathways.enrolment_queries import way_of_case
from support.pathways.rules.completion import missing
from support.pathways.rules.enrolment import State
from support.pathways.rules.order import StepState
from support.platform.work import Work
from support.vocabulary.calendar import at

# Nobody whose last step was settled later can have been silent for so long.
_AT_LEAST = timedelta(days=30)


@dataclass(frozen=True)
class Planned:
    """How far somebody has come: `last_at` is when the last step was settled, or the next should have been.

    It is None where nothing more has to come: that is an end to be written down, and not silence.
    """

    state: State
    held: int
    last_at: datetime | None


def cases_to_look_at(look: Work) -> list[str]:
    """The cases whose person goes along a way and whose steps have rested for a while."""
    settled_since = exists().where(
        EnrolmentStep.enrolment_id == Enrolment.id, EnrolmentStep.said_at > look.now - _AT_LEAST
    )
    # Ways that have ended stand in no index that is read here, however many they become.
    goes_on = (Enrolment.ended_at.is_(None), Enrolment.state == State.ACTIVE)
    ask = select(Enrolment.case_id).where(*goes_on, ~settled_since)
    return list(look.session.execute(ask.order_by(Enrolment.made_at, Enrolment.id)).scalars())


def planned_on_way(work: Work, case_id: str) -> Planned | None:
    """How far the person of a case has come on the way that goes on; None where none does."""
    way = way_of_case(work, case_id)
    if way is None or not way.enrolment.goes_on:
        return None
    said = [step.said_at for step in way.steps.values() if step.said_at]
    held = sum(state is StepState.HELD for state in way.states.values())
    if not missing(way.pathway, way.states):
        return Planned(way.enrolment.state, held, None)
    window = way.window
    if window is not None:
        # The whole of the last day is hers.
        said.append(at(window.latest + timedelta(days=1), time()))
    return Planned(way.enrolment.state, held, max(said, default=None))
