"""Looking at what people say is wrong in what is kept of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from support.cases.correction_models import Correction
from support.cases.queries import case_ids_of
from support.cases.rules.correction import About, State
from support.platform.audit import Purpose
from support.platform.work import Work


@dataclass(frozen=True)
class ReadCorrection:
    """One of them, opened."""

    id: str
    about: About
    words: str
    asked_at: datetime
    due_at: datetime
    state: State
    answer: str
    answered_at: datetime | None
    answered_by: str | None


def own_corrections(work: Work) -> list[ReadCorrection]:
    """What the employee who acts has said, the newest first."""
    cases = case_ids_of(work, work.actor.id or "")
    ask = select(Correction).where(Correction.case_id.in_(sorted(cases)))
    return _read(work, ask, Purpose.OWN_PAGE)


def corrections_of_case(work: Work, case_id: str) -> list[ReadCorrection]:
    """What the person of a case has said, the newest first, for a reader who may open the case."""
    return _read(work, select(Correction).where(Correction.case_id == case_id), Purpose.CASE_PAGE)


def open_corrections(look: Work, case_id: str) -> int:
    """How many wait for an answer; nothing is opened."""
    waiting = (Correction.case_id == case_id, Correction.state == State.OPEN)
    return look.session.execute(select(func.count()).where(*waiting)).scalar_one()


def _read(work: Work, ask: Select[Correction], purpose: Purpose) -> list[ReadCorrection]:
    rows = work.session.execute(ask.order_by(Correction.asked_at.desc(), Correction.id)).scalars().all()
    return [_opened(work, row, purpose) for row in rows]


def _opened(work: Work, row: Correction, purpose: Purpose) -> ReadCorrection:
    opened = work.open_all(row, ("words", "answer"), subject=row.case_id, purpose=purpose)
    return ReadCorrection(
        id=row.id,
        about=row.about,
        words=opened["words"] or "",
        asked_at=row.asked_at,
        due_at=row.due_at,
        state=row.state,
        answer=opened["answer"] or "",
        answered_at=row.answered_at,
        answered_by=row.answered_by,
    )
