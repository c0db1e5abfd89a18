"""Decisions that nurses have lowered, for looking at them once a month (triage paper, section 5)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, tuple_

from support.cases.models import Case, CaseStep
from support.cases.queries import of_served
from support.cases.rules.access import may_open
from support.cases.rules.override import LOWERED_STEP
from support.platform.work import Work
from support.vocabulary.pathway import Urgency

AT_ONCE = 50


@dataclass(frozen=True)
class Lowered:
    """One lowering: of which case, when, and to which urgency; its reason stays in the case."""

    step_id: str
    case_id: str
    short_code: str
    at: datetime
    was: Urgency
    urgency: Urgency


def lowered_of_case(work: Work, case_id: str) -> list[Lowered]:
    """Every lowering of one case; the caller has asked need-to-know before."""
    rows = work.session.execute(_lowerings().where(Case.id == case_id))
    return [_lowered(step, case) for step, case in rows]


def lowered_between(work: Work, start: datetime, end: datetime, older_than: str = "") -> list[Lowered]:
    """A page of the lowerings in a span of time, newest first: of the cases that the reader may open.

    `older_than` names the last one of the page before. One more than a page comes when there are more.
    """
    actor = work.actor
    ask = _lowerings().where(CaseStep.at >= start, CaseStep.at < end, of_served(actor))
    last = work.session.get(CaseStep, older_than) if older_than else None
    if last is not None:
        ask = ask.where(tuple_(CaseStep.at, CaseStep.id) < (last.at, last.id))
    rows = work.session.execute(ask.order_by(CaseStep.at.desc(), CaseStep.id.desc()).limit(AT_ONCE + 1))
    return [_lowered(step, case) for step, case in rows if may_open(actor, case.facts())]


def _lowerings() -> Select[CaseStep, Case]:
    return select(CaseStep, Case).join(Case, Case.id == CaseStep.case_id).where(CaseStep.kind == LOWERED_STEP)


def _lowered(step: CaseStep, case: Case) -> Lowered:
    was, now = (Urgency((words or "").partition(" ")[0]) for words in (step.before, step.after))
    return Lowered(step.id, case.id, case.short_code, step.at, was, now)
