"""Looking at a person's way: what goes on, how its steps stand, which themes were spoken of."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from support.cases.facts import CaseFacts
from support.pathways.enrolment_facts import EnrolmentFacts, StepFacts
from support.pathways.enrolment_models import CoveredTheme, Enrolment, EnrolmentStep
from support.pathways.rules.order import Anchors, StepState, Window, next_step, window_of
from support.pathways.rules.pathway import Pathway
from support.pathways.rules.step import PathwayStep
from support.pathways.version_queries import version_of
from support.people.facts import Colleague
from support.people.queries import language_of_employee, practitioners_serving
from support.platform.audit import Purpose
from support.platform.work import Work

_WHO_WORK = frozenset({"nurse", "psychologist", "coach", "physician"})


@dataclass(frozen=True)
class Way:
    """A person's way as it stands: the version she is on, and each of its steps."""

    enrolment: EnrolmentFacts
    pathway: Pathway
    steps: dict[str, StepFacts]
    """By key, in order."""
    covered: dict[str, frozenset[str]]
    """The themes that were spoken of in each step, by its key."""

    @property
    def states(self) -> dict[str, StepState]:
        """How each step stands."""
        return {key: step.state for key, step in self.steps.items()}

    @property
    def next(self) -> PathwayStep | None:
        """The step that comes next."""
        return next_step(self.pathway.steps, self.states)

    @property
    def held(self) -> list[StepFacts]:
        """What was held, in order."""
        return [step for step in self.steps.values() if step.state is StepState.HELD]

    @property
    def window(self) -> Window | None:
        """On which days the next step should be; None where nothing comes or it comes at once."""
        if self.next is None:
            return None
        last = max((step.said_at for step in self.held if step.said_at), default=None)
        begun = self.enrolment.accepted_at or self.enrolment.made_at
        return window_of(self.next.gap, Anchors(begun, last, last))


def going_on(work: Work, case_id: str, *, to_change: bool = False) -> Enrolment | None:
    """The row of the enrolment of a case that has not ended."""
    ask = select(Enrolment).where(Enrolment.case_id == case_id, Enrolment.ended_at.is_(None))
    return work.session.execute(ask.with_for_update() if to_change else ask).scalar()


def step_rows(work: Work, enrolment_id: str) -> dict[str, EnrolmentStep]:
    """The rows of its steps by key, in order."""
    ask = select(EnrolmentStep).where(EnrolmentStep.enrolment_id == enrolment_id)
    rows = work.session.execute(ask.order_by(EnrolmentStep.number)).scalars()
    return {row.step_key: row for row in rows}


def way_of_case(work: Work, case_id: str) -> Way | None:
    """The newest way of a case, ended ones included; the reader's right to know of it was asked before."""
    ask = select(Enrolment).where(Enrolment.case_id == case_id).order_by(Enrolment.made_at.desc()).limit(1)
    row = work.session.execute(ask).scalar()
    if row is None:
        return None
    steps = {key: step.facts() for key, step in step_rows(work, row.id).items()}
    return Way(
        enrolment=row.facts(),
        pathway=version_of(work, row.pathway, row.pathway_version),
        steps=steps,
        covered=_covered(work, steps.values()),
    )


def end_reason_of(work: Work, enrolment_id: str, purpose: Purpose) -> str:
    """Why it ended, where somebody wrote it; opening is recorded."""
    row = work.session.get_one(Enrolment, enrolment_id)
    return work.open(row, "end_reason", subject=row.case_id, purpose=purpose) or ""


def analysis_reason_of(work: Work, enrolment_id: str, purpose: Purpose) -> str:
    """Why she is left out of the comparison; opening is recorded."""
    row = work.session.get_one(Enrolment, enrolment_id)
    return work.open(row, "analysis_reason", subject=row.case_id, purpose=purpose) or ""


def skip_reasons_of(work: Work, enrolment_id: str, purpose: Purpose) -> dict[str, str]:
    """Why steps were left out, by their keys; opening is recorded."""
    rows = step_rows(work, enrolment_id).values()
    return {
        row.step_key: work.open(row, "reason", subject=row.case_id, purpose=purpose) or ""
        for row in rows
        if row.state is StepState.SKIPPED
    }


def who_can_take_over(work: Work, case: CaseFacts) -> dict[str, Colleague]:
    """Everybody who can work with the person of a case: who serves her employer and speaks her language."""
    language = language_of_employee(work, case.employee_id)
    return dict(practitioners_serving(work, case.employer_id, _WHO_WORK, language))


def _covered(work: Work, steps: Iterable[StepFacts]) -> dict[str, frozenset[str]]:
    keys = {step.id: step.step_key for step in steps}
    ask = select(CoveredTheme).where(CoveredTheme.step_id.in_(sorted(keys)))
    found: dict[str, set[str]] = {}
    for row in work.session.execute(ask).scalars():
        found.setdefault(keys[row.step_id], set()).add(row.theme)
    return {key: frozenset(themes) for key, themes in found.items()}
