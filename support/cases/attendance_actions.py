"""What it means for a case whether its person came to a time, and that we cancelled one.

Whoever met her may say so; the slice of the appointments has asked whether it was she.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from support.cases.alert_actions import raise_if_urgent, resolve_calls
from support.cases.facts import CaseFacts
from support.cases.models import Case, CaseStep
from support.cases.rules.closing import needs_call
from support.cases.rules.states import Move, State, may_move
from support.cases.rules.targets import asked_call
from support.cases.step_actions import record_step
from support.platform.work import Work
from support.vocabulary.pathway import Urgency

CAME: Final = "came"
MISSED: Final = "missed"
_NO_CALL = "-"


@dataclass(frozen=True)
class _Stood:
    """How a case stood, as a step keeps it: what is taken back leads here."""

    state: State
    urgency: Urgency
    call_asked_at: datetime | None

    @classmethod
    def of(cls, case: Case) -> "_Stood":
        """As the case stands now."""
        return cls(case.state, case.urgency, case.call_asked_at)

    @classmethod
    def read(cls, words: str) -> "_Stood":
        """As a step kept it."""
        state, urgency, call = words.split()
        asked_at = None if call == _NO_CALL else datetime.fromisoformat(call)
        return cls(State(state), Urgency(urgency), asked_at)

    def __str__(self) -> str:
        call = self.call_asked_at.isoformat() if self.call_asked_at else _NO_CALL
        return f"{self.state} {self.urgency} {call}"


def note_came(work: Work, case_id: str, met_at: datetime) -> None:
    """The person came to a time that began at this moment: a human has met her."""
    case = _held(work, case_id)
    if case.closed_at is not None:
        return
    before = _Stood.of(case)
    _move(case, Move.HOLD)
    case.first_contact_at = case.first_contact_at or met_at
    if case.call_asked_at is not None and case.call_asked_at <= met_at:
        case.call_asked_at = None
    _look_after_alert(work, case)
    record_step(work, case, CAME, before=str(before), after=str(_Stood.of(case)))


def note_missed(work: Work, case_id: str, *, in_a_row: int, has_time: bool) -> CaseFacts:
    """The person missed a time; where that is not enough said, a human calls her and the case waits for it.

    `has_time` says that she has another one already. Returns the case as it stands then.
    """
    case = _held(work, case_id)
    if case.closed_at is not None:
        return case.facts()
    before = _Stood.of(case)
    if not has_time:
        _move(case, Move.UNBOOK)
    calls = needs_call(case.path, case.urgency, in_a_row)
    if calls:
        _ask_call(work, case)
    record_step(work, case, MISSED, before=str(before), after=str(_Stood.of(case)))
    if calls:
        raise_if_urgent(work, case)
    return case.facts()


def note_taken_back(work: Work, case_id: str, *, came: bool, said_at: datetime, met_at: datetime) -> None:
    """It was said by mistake how a time went that began at `met_at`: the case stands as before.

    Where something else has happened to it since, only what the mistake had asked for is taken back.
    """
    case = _held(work, case_id)
    step = _step_of(work, case_id, CAME if came else MISSED, said_at)
    if case.closed_at is not None or step is None:
        return
    before, after = _Stood.read(step.before or ""), _Stood.read(step.after or "")
    if _Stood.of(case) == after:
        if case.state is not before.state:
            _move(case, Move.TAKE_BACK)
        case.urgency, case.call_asked_at = before.urgency, before.call_asked_at
    elif case.call_asked_at == said_at:
        case.call_asked_at = None
    if came and case.first_contact_at == met_at:
        case.first_contact_at = None
    record_step(work, case, "taken_back")
    _look_after_alert(work, case)


def note_cancelled_by_us(work: Work, case_id: str) -> None:
    """We could not keep a time: somebody calls its person, by the end of the next working day at latest."""
    case = _held(work, case_id)
    if case.closed_at is not None:
        return
    before = case.state
    _move(case, Move.UNBOOK)
    _ask_call(work, case)
    record_step(work, case, "unbooked_by_us", before=before, after=case.state)
    raise_if_urgent(work, case)


def _held(work: Work, case_id: str) -> Case:
    return work.session.get_one(Case, case_id, with_for_update=True)


def _move(case: Case, move: Move) -> None:
    """Go on where the table leads on; elsewhere the case stays as it is."""
    if may_move(case.state, move):
        case.move(move)


def _ask_call(work: Work, case: Case) -> None:
    case.urgency, case.due_at = asked_call(case.urgency, case.path, case.facts().awaited_by, work.now)
    case.call_asked_at = work.now


def _look_after_alert(work: Work, case: Case) -> None:
    """An alert stands exactly while somebody still has to act."""
    if case.facts().awaited_by is None:
        resolve_calls(work, case.id)
    else:
        raise_if_urgent(work, case)


def _step_of(work: Work, case_id: str, kind: str, at: datetime) -> CaseStep | None:
    ask = select(CaseStep).where(CaseStep.case_id == case_id, CaseStep.kind == kind, CaseStep.at == at)
    return work.session.execute(ask.limit(1)).scalar()
