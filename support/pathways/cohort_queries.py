"""Looking at pilots and cohorts, and for the one that somebody can join."""

from collections.abc import Collection

from sqlalchemy import func, select

from support.cases.facts import CaseFacts
from support.pathways.cohort_facts import CohortFacts, PilotFacts, ReviewFacts
from support.pathways.cohort_models import Cohort, CohortMember, InterimReview, Pilot, PilotEmployer
from support.pathways.enrolment_models import Enrolment
from support.pathways.rules import enrolment
from support.pathways.rules.cohort import GOING_ON, State, takes_people
from support.pathways.rules.pathway import Pathway
from support.platform.work import Work
from support.vocabulary.errors import NotForReader


def all_pilots(work: Work) -> list[PilotFacts]:
    """Every pilot, the newest first."""
    ask = select(Pilot).order_by(Pilot.made_at.desc(), Pilot.id)
    return [row.facts() for row in work.session.execute(ask).scalars()]


def pilot_row(work: Work, pilot_id: str, *, to_change: bool = False) -> Pilot:
    """The row of a pilot; raises NotFound when there is none."""
    row = work.session.get(Pilot, pilot_id, with_for_update=to_change)
    if row is None:
        raise NotForReader("pilot", "-")
    return row


def cohort_row(work: Work, cohort_id: str, *, to_change: bool = False) -> Cohort:
    """The row of a cohort; raises NotFound when there is none."""
    row = work.session.get(Cohort, cohort_id, with_for_update=to_change)
    if row is None:
        raise NotForReader("cohort", "-")
    return row


def pilot_facts(work: Work, pilot_id: str) -> PilotFacts:
    """One pilot; raises NotFound when there is none."""
    return pilot_row(work, pilot_id).facts()


def cohort_facts(work: Work, cohort_id: str) -> CohortFacts:
    """One cohort; raises NotFound when there is none."""
    return cohort_row(work, cohort_id).facts()


def employers_of(work: Work, pilot_id: str) -> list[str]:
    """The ids of the employers whose people can take part."""
    ask = select(PilotEmployer.employer_id).where(PilotEmployer.pilot_id == pilot_id)
    return sorted(work.session.execute(ask).scalars())


def cohorts_of(work: Work, pilot_id: str) -> list[CohortFacts]:
    """The cohorts of a pilot, the first one first."""
    ask = select(Cohort).where(Cohort.pilot_id == pilot_id).order_by(Cohort.made_at, Cohort.id)
    return [row.facts() for row in work.session.execute(ask).scalars()]


def reviews_of(work: Work, cohort_id: str) -> list[ReviewFacts]:
    """What the interim reviews of a cohort have decided, the first one first."""
    ask = select(InterimReview).where(InterimReview.cohort_id == cohort_id)
    rows = work.session.execute(ask.order_by(InterimReview.written_at, InterimReview.id)).scalars()
    return [row.facts() for row in rows]


def cohorts_open_to(work: Work, case: CaseFacts, pathway: Pathway) -> list[CohortFacts]:
    """The cohorts that somebody who begins on this version can join, the first one first."""
    if case.employer_id is None:
        return []
    ask = (
        select(Cohort)
        .join(Pilot, Pilot.id == Cohort.pilot_id)
        .join(PilotEmployer, PilotEmployer.pilot_id == Pilot.id)
        .where(
            PilotEmployer.employer_id == case.employer_id,
            Pilot.pathway == pathway.code,
            Pilot.state.in_(sorted(GOING_ON)),
            Cohort.pathway_version == pathway.version,
            Cohort.state == State.RECRUITING,
        )
        .order_by(Cohort.made_at, Cohort.id)
    )
    rows = list(work.session.execute(ask).scalars())
    taken = _taken(work, [row.id for row in rows])
    return [
        row.facts()
        for row in rows
        if takes_people(row.state, taken=taken.get(row.id, 0), capacity=row.capacity)
    ]


def cohort_of_way(work: Work, enrolment_id: str) -> CohortFacts | None:
    """The cohort that somebody's way belongs to; whether the reader may know of the way was asked before."""
    member = work.session.get(CohortMember, enrolment_id)
    return cohort_facts(work, member.cohort_id) if member else None


def _taken(work: Work, cohort_ids: Collection[str]) -> dict[str, int]:
    """How many places are taken, by cohort; whoever has said no gives hers back."""
    ask = (
        select(CohortMember.cohort_id, func.count())
        .join(Enrolment, Enrolment.id == CohortMember.enrolment_id)
        .where(CohortMember.cohort_id.in_(sorted(cohort_ids)), Enrolment.state != enrolment.State.DECLINED)
        .group_by(CohortMember.cohort_id)
    )
    return {cohort_id: count for cohort_id, count in work.session.execute(ask)}
