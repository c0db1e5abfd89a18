"""Who may be counted when a pilot is evaluated: asked at each look, so that what was taken back is gone."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from support.cases.queries import case_ids_of
from support.pathways.cohort_models import CohortMember
from support.pathways.enrolment_facts import EnrolmentFacts
from support.pathways.enrolment_models import Enrolment
from support.pathways.evaluation_models import EvaluationConsent
from support.pathways.rules.enrolment import JOINED, AnalysisSet
from support.pathways.rules.enrolment import State as WayState
from support.pathways.rules.evaluation import State
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import NotFound


@dataclass(frozen=True)
class OwnAnswer:
    """What somebody has said for her way in a cohort, and in which words she was asked (0: not yet)."""

    enrolment_id: str
    case_id: str
    state: State
    wording_version: int


@dataclass(frozen=True)
class CohortCounts:
    """How many people there are in a cohort; only what `small_counts` lets through is ever shown."""

    people: int
    completed: int
    dropped_out: int
    in_analysis: int


def people_in_analysis(look: Work, cohort_id: str, wanted: AnalysisSet) -> list[EnrolmentFacts]:
    """The ways of a cohort that may be reckoned in this set now: of whoever has joined and said yes.

    Whoever has declined, has taken it back or was not asked is in no set.
    """
    ask = (
        select(Enrolment)
        .join(CohortMember, CohortMember.enrolment_id == Enrolment.id)
        .join(EvaluationConsent, EvaluationConsent.enrolment_id == Enrolment.id)
        .where(
            CohortMember.cohort_id == cohort_id,
            Enrolment.analysis_set == wanted,
            Enrolment.state.in_(sorted(JOINED)),
            EvaluationConsent.state == State.GRANTED,
            EvaluationConsent.ended_at.is_(None),
        )
        .order_by(Enrolment.made_at, Enrolment.id)
    )
    return [row.facts() for row in look.session.execute(ask).scalars()]


def counts_of(look: Work, cohort_id: str) -> CohortCounts:
    """The numbers of a cohort as they are; whoever shows one asks `small_counts` first."""
    ask = (
        select(Enrolment.state, func.count())
        .join(CohortMember, CohortMember.enrolment_id == Enrolment.id)
        .where(CohortMember.cohort_id == cohort_id, Enrolment.state.in_(sorted(JOINED)))
        .group_by(Enrolment.state)
    )
    by_state = {state: count for state, count in look.session.execute(ask)}
    return CohortCounts(
        people=sum(by_state.values()),
        completed=by_state.get(WayState.COMPLETED, 0),
        dropped_out=by_state.get(WayState.DROPPED_OUT, 0),
        in_analysis=sum(len(people_in_analysis(look, cohort_id, one)) for one in AnalysisSet),
    )


def own_answer(work: Work) -> OwnAnswer:
    """What the employee who acts has said for her newest way in a cohort.

    Raises NotFound for who takes part in none.
    """
    if work.actor.role is not Role.EMPLOYEE:
        raise NotFound
    found = answer_of(work, case_ids_of(work, work.actor.id or ""))
    if found is None:
        raise NotFound
    return found


def answer_of(work: Work, case_ids: Collection[str]) -> OwnAnswer | None:
    """The same for the newest way in one of these cases; None where none belongs to a cohort."""
    ask = (
        select(Enrolment)
        .join(CohortMember, CohortMember.enrolment_id == Enrolment.id)
        .where(Enrolment.case_id.in_(sorted(case_ids)), Enrolment.state.in_(sorted(JOINED)))
        .order_by(Enrolment.made_at.desc())
        .limit(1)
    )
    way = work.session.execute(ask).scalar()
    if way is None:
        return None
    row = newest_answer(work, way.id)
    state = row.state if row else State.NOT_ASKED
    return OwnAnswer(way.id, way.case_id, state, row.wording_version if row else 0)


def newest_answer(work: Work, enrolment_id: str) -> EvaluationConsent | None:
    """The row of the last answer for a way, taken back or not."""
    ask = select(EvaluationConsent).where(EvaluationConsent.enrolment_id == enrolment_id)
    return work.session.execute(ask.order_by(EvaluationConsent.number.desc()).limit(1)).scalar()
