"""Looking at plans and check-ins: what goes on, what is due, and what a link or a number leads to."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from support.followup.facts import CheckInFacts, PlanFacts
from support.followup.models import CheckIn, CheckInLink, FollowUpPlan
from support.followup.rules.answers import Given, from_words
from support.followup.rules.outcome import Result
from support.followup.rules.states import OPEN, TO_COME, PlanState, State
from support.platform.audit import Purpose
from support.platform.crypto import token_hash
from support.platform.work import Work
from support.vocabulary.pathway import Path


def plan_going_on(work: Work, case_id: str, *, to_change: bool = False) -> FollowUpPlan | None:
    """The row of the plan of a case that has not ended."""
    ask = select(FollowUpPlan).where(FollowUpPlan.case_id == case_id, FollowUpPlan.ended_at.is_(None))
    return work.session.execute(ask.with_for_update() if to_change else ask).scalar()


def plan_of(work: Work, case_id: str) -> PlanFacts | None:
    """The plan of a case that has not ended."""
    plan = plan_going_on(work, case_id)
    return plan.facts() if plan else None


def has_completed(work: Work, case_id: str, path: Path) -> bool:
    """Whether the check-ins of this path have been gone through in a case."""
    of_path = (FollowUpPlan.case_id == case_id, FollowUpPlan.path == path)
    ask = select(FollowUpPlan.id).where(*of_path, FollowUpPlan.state == PlanState.COMPLETED).limit(1)
    return work.session.execute(ask).scalar() is not None


def has_more_to_come(work: Work, plan_id: str) -> bool:
    """Whether a check-in of the plan has not ended."""
    ask = select(CheckIn.id).where(CheckIn.plan_id == plan_id, CheckIn.state.in_(TO_COME)).limit(1)
    return work.session.execute(ask).scalar() is not None


def next_planned_at(look: Work, plan_id: str) -> datetime | None:
    """When the next check-in of the plan goes out; None when there is none to come."""
    coming = (CheckIn.plan_id == plan_id, CheckIn.state == State.SCHEDULED)
    return look.session.execute(
        select(CheckIn.planned_at).where(*coming).order_by(CheckIn.planned_at).limit(1)
    ).scalar()


def numbers_of(work: Work, plan_id: str) -> set[int]:
    """Which check-ins of the plan there are."""
    return set(work.session.execute(select(CheckIn.number).where(CheckIn.plan_id == plan_id)).scalars())


def open_check_ins(work: Work, plan_id: str) -> list[CheckIn]:
    """Those that were asked and may be answered."""
    ask = select(CheckIn).where(CheckIn.plan_id == plan_id, CheckIn.state.in_(OPEN))
    return list(work.session.execute(ask).scalars())


def check_ins_of_case(work: Work, case_id: str) -> list[CheckInFacts]:
    """All check-ins of a case, in the order in which they were planned."""
    ask = select(CheckIn).where(CheckIn.case_id == case_id).order_by(CheckIn.planned_at, CheckIn.number)
    return [row.facts() for row in work.session.execute(ask).scalars()]


def last_states(work: Work, case_id: str) -> list[State]:
    """How the check-ins of a case that have ended did so, newest first."""
    ask = select(CheckIn.state).where(CheckIn.case_id == case_id, CheckIn.ended_at.is_not(None))
    newest_first = ask.order_by(CheckIn.ended_at.desc(), CheckIn.planned_at.desc())
    return list(work.session.execute(newest_first).scalars())


def first_due(look: Work) -> CheckInFacts | None:
    """The check-in whose next step has waited longest."""
    ask = select(CheckIn).where(CheckIn.due_at <= look.now).order_by(CheckIn.due_at).limit(1)
    row = look.session.execute(ask).scalar()
    return row.facts() if row else None


def by_link(work: Work, token: str) -> CheckIn | None:
    """The check-in that an address leads to; None once the address has expired."""
    live = (CheckInLink.token_hash == token_hash(token), CheckInLink.expires_at > work.now)
    ask = select(CheckIn).join(CheckInLink, CheckInLink.check_in_id == CheckIn.id).where(*live)
    return work.session.execute(ask).scalar()


def open_by_number(work: Work, phone_lookup: bytes) -> CheckIn | None:
    """The check-in that this number was asked last and may still answer."""
    ask = select(CheckIn).where(CheckIn.asked_lookup == phone_lookup, CheckIn.state.in_(OPEN))
    return work.session.execute(ask.order_by(CheckIn.sent_at.desc()).limit(1)).scalar()


def last_asked(work: Work, phone_lookup: bytes) -> CheckIn | None:
    """The check-in that this number was asked last, however it ended."""
    ask = select(CheckIn).where(CheckIn.asked_lookup == phone_lookup)
    return work.session.execute(ask.order_by(CheckIn.sent_at.desc()).limit(1)).scalar()


def answers_of_case(work: Work, case_id: str, purpose: Purpose) -> dict[str, Given]:
    """What was said last in each answered check-in of a case, by its id; opening is recorded.

    The reader's right to know of the case has been asked before.
    """
    ask = select(CheckIn).where(CheckIn.case_id == case_id, CheckIn.answers.is_not(None))
    rows = list(work.session.execute(ask).scalars())
    said = {row.id: from_words(work.open(row, "answers", subject=case_id, purpose=purpose)) for row in rows}
    return {one: given[-1] for one, given in said.items() if given}


def results_of(work: Work, check_in_ids: Collection[str]) -> dict[str, Result]:
    """What these answered check-ins say in one word, by id; opening is recorded."""
    ask = select(CheckIn).where(CheckIn.id.in_(sorted(check_in_ids)), CheckIn.result.is_not(None))
    found = {}
    for row in work.session.execute(ask).scalars():
        word = work.open(row, "result", subject=row.case_id, purpose=Purpose.QUEUE)
        if word:
            found[row.id] = Result(word)
    return found


def check_ins_of_cases(work: Work, case_ids: Collection[str]) -> list[CheckInFacts]:
    """All check-ins of these cases, in the order in which they were planned.

    The reader's right to know of the cases has been asked before.
    """
    ask = select(CheckIn).where(CheckIn.case_id.in_(sorted(case_ids)))
    rows = work.session.execute(ask.order_by(CheckIn.planned_at, CheckIn.number)).scalars()
    return [row.facts() for row in rows]
