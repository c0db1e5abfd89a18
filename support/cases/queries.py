"""Looking cases up; every look asks need-to-know first, and outside it there is nothing to find."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from support.cases.facts import CaseFacts
from support.cases.models import FACTS, Case, CaseStep
from support.cases.rules.access import may_change, may_open, may_open_own
from support.cases.rules.alerts import AlertKind
from support.cases.rules.queue_order import in_queue_order
from support.platform.audit import Purpose
from support.platform.hot_statement import HotStatement
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import NotForReader, NotFound

# Asked at every look at her own pages, so put together once.
_OF_EMPLOYEE = (Case.employee_id == bindparam("employee"), Case.closed_at.is_(None))
_OPEN_OF = select(*FACTS).where(*_OF_EMPLOYEE).order_by(Case.opened_at.desc())
_OPEN = HotStatement(_OPEN_OF)
_OPEN_TO_CHANGE = HotStatement(_OPEN_OF.with_for_update())
# What she does while nobody is signed in, and where somebody else writes down that she was there.
_HEARD = ("answered_again", "call_reached", "came", "check_in_answered", "meeting_held", "opened", "by_phone")
_VERSION = HotStatement(select(Case.version).where(Case.id == bindparam("case")))


@dataclass(frozen=True)
class Step:
    """One move or change, with its opened text."""

    at: datetime
    actor_id: str | None
    kind: str
    before: str | None
    after: str | None
    text: str


def queue_for(work: Work) -> list[CaseFacts]:
    """The open cases that this nurse may open, topmost first."""
    rows = work.session.execute(_open_for(work.actor)).scalars()
    cases = [case.facts() for case in rows]
    return in_queue_order([case for case in cases if may_open(work.actor, case)], work.now)


def queue_length(work: Work) -> int:
    """How many cases stand in the queue of this nurse; nothing is opened for it."""
    mine = _open_for(work.actor).subquery()
    return work.session.execute(select(func.count()).select_from(mine)).scalar_one()


def queue_mark(work: Work) -> str:
    """A word that changes whenever the queue of this nurse does; nothing is opened for it."""
    mine = _open_for(work.actor).subquery()
    rows = work.session.execute(select(func.count(), func.sum(mine.c.version), func.max(mine.c.opened_at)))
    count, versions, newest = rows.one()
    return f"{count}-{versions}-{newest}"


def case_to_read(work: Work, case_id: str) -> CaseFacts:
    """The case, for a reader who may open it.

    Raises NotFound for everybody else, as for a case that does not exist.
    """
    return _case(work, case_id).facts()


def case_to_change(work: Work, case_id: str) -> Case:
    """The row to change, held against others until the work ends.

    Raises NotFound for a reader who may not know of it.
    """
    return _case(work, case_id, for_update=True)


def own_case_to_change(work: Work) -> CaseFacts:
    """The open case of the employee who acts, the newest of several, held against others until the work ends.

    Raises NotFound when she has none.
    """
    row = _OPEN_TO_CHANGE.first(work.connection, {"employee": work.actor.id or ""})
    if row is None or not may_open_own(work.actor, case := CaseFacts(*row)):
        raise NotFound
    return case


def is_unchanged(work: Work, case: CaseFacts) -> bool:
    """Whether the case is still as it was seen."""
    return _VERSION.first(work.connection, {"case": case.id}) == (case.version,)


def is_code_taken(work: Work, short_code: str) -> bool:
    """Whether a case is called so."""
    return work.session.execute(select(Case.id).where(Case.short_code == short_code)).scalar() is not None


def case_called(work: Work, short_code: str) -> str | None:
    """The id of the case that is called so, for who was told its number; nothing of it is shown."""
    return work.session.execute(select(Case.id).where(Case.short_code == short_code)).scalar()


def is_mine_to_change(work: Work, case_id: str) -> bool:
    """Whether the actor may change the case as it is; one that does not exist she may not."""
    case = work.session.get(Case, case_id)
    return case is not None and may_change(work.actor, case.facts())


def open_case_of(work: Work, employee_id: str) -> CaseFacts | None:
    """The employee's open case, the newest where there are several."""
    work.write_session()
    row = _OPEN.first(work.connection, {"employee": employee_id})
    return CaseFacts(*row) if row else None


def open_cases(work: Work, case_ids: Collection[str]) -> list[CaseFacts]:
    """Those of the cases that are open, for a timed job, which shows them to nobody."""
    if work.actor.role is not Role.JOB:
        return []
    ask = select(Case).where(Case.id.in_(sorted(case_ids)), Case.closed_at.is_(None))
    return [case.facts() for case in work.session.execute(ask).scalars()]


def latest_case_of(work: Work, employee_id: str) -> CaseFacts | None:
    """The employee's newest case, closed ones included."""
    ask = select(Case).where(Case.employee_id == employee_id).order_by(Case.opened_at.desc()).limit(1)
    case = work.session.execute(ask).scalar()
    return case.facts() if case else None


def case_ids_of(work: Work, employee_id: str) -> list[str]:
    """The ids of all cases of one employee, closed ones included; for what is hers, and no way into any."""
    return list(work.session.execute(select(Case.id).where(Case.employee_id == employee_id)).scalars())


def newest_first(look: Work, case_ids: Collection[str]) -> list[str]:
    """These cases in the order in which several of one person are held: a page begins with the newest."""
    ask = select(Case.id).where(Case.id.in_(sorted(case_ids)))
    return list(look.session.execute(ask.order_by(Case.opened_at.desc(), Case.id)).scalars())


def person_of_case(look: Work, case_id: str) -> str | None:
    """Whose case it is, for what is addressed to her and shown to nobody; None when it is gone."""
    return look.session.execute(select(Case.employee_id).where(Case.id == case_id)).scalar()


def does_case_go_on(look: Work, case_id: str) -> bool:
    """Whether a case is open, for what hangs on it; it is shown to nobody."""
    ask = select(Case.id).where(Case.id == case_id, Case.closed_at.is_(None))
    return look.session.execute(ask).scalar() is not None


def short_codes_of(work: Work, case_ids: Collection[str]) -> dict[str, str]:
    """What those of the cases are called that this reader may open, by id."""
    rows = work.session.execute(select(Case).where(Case.id.in_(sorted(case_ids)))).scalars()
    cases = (row.facts() for row in rows)
    return {case.id: case.short_code for case in cases if may_open(work.actor, case)}


def employees_of_cases(look: Work, case_ids: Collection[str]) -> dict[str, str]:
    """Whose case each of these is, by case; nothing else of it is read."""
    ask = select(Case.id, Case.employee_id).where(Case.id.in_(sorted(case_ids)))
    return {case: employee for case, employee in look.session.execute(ask)}


def has_case_besides(work: Work, employee_id: str, case_id: str) -> bool:
    """Whether the employee has another case than this one, open or closed."""
    ask = select(Case.id).where(Case.employee_id == employee_id, Case.id != case_id).limit(1)
    return work.session.execute(ask).scalar() is not None


def steps_of(work: Work, case_id: str) -> list[Step]:
    """What has happened in the case, newest first; opening the texts is recorded."""
    rows = work.session.execute(select(CaseStep).where(CaseStep.case_id == case_id)).scalars()
    steps = [
        Step(
            row.at,
            row.actor_id,
            row.kind,
            row.before,
            row.after,
            work.open(row, "text", subject=case_id, purpose=Purpose.CASE_PAGE) or "",
        )
        for row in rows
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def tries_in_a_row(work: Work, case_id: str) -> int:
    """How often the person was called without an answer since she was last reached."""
    called = CaseStep.kind.in_(("call_reached", "call_tried"))
    ask = select(CaseStep.kind).where(CaseStep.case_id == case_id, called).order_by(CaseStep.at.desc())
    kinds = list(work.session.execute(ask).scalars())
    return next((n for n, kind in enumerate(kinds) if kind == "call_reached"), len(kinds))


def last_heard_of(work: Work, case_id: str) -> datetime | None:
    """When the person of a case last did something herself, wrote, came, or was reached."""
    wrote = (CaseStep.kind == "alert_raised") & (CaseStep.after == AlertKind.REPLY_TO_READ.value)
    hers = or_(CaseStep.role == Role.EMPLOYEE.value, CaseStep.kind.in_(_HEARD), wrote)
    ask = select(func.max(CaseStep.at)).where(CaseStep.case_id == case_id, hers)
    return work.session.execute(ask).scalar()


def of_served(actor: Actor) -> ColumnElement[bool]:
    """The cases of the employers that a nurse serves and those without one, as `may_open` reads them."""
    return or_(Case.employer_id.in_(actor.employers), Case.employer_id.is_(None))


def _open_for(actor: Actor) -> Select[Case]:
    return select(Case).where(Case.closed_at.is_(None), of_served(actor))


def _case(work: Work, case_id: str, *, for_update: bool = False) -> Case:
    case = work.session.get(Case, case_id, with_for_update=for_update)
    if case is None:
        raise NotForReader("support_case", case_id)
    facts = case.facts()
    if not (may_open(work.actor, facts) or may_open_own(work.actor, facts)):
        raise NotForReader("support_case", case_id)
    if for_update:
        work.keep(case)
    return case
