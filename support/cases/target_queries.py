"""Which cases wait for their first offer with their target near (domain model C.6, target_risk)."""

from sqlalchemy import select

from support.cases.facts import CaseFacts
from support.cases.models import Alert, Case
from support.cases.rules.alerts import AlertKind
from support.cases.rules.targets import is_at_risk
from support.platform.work import Work

_IS_RISK = Alert.kind == AlertKind.TARGET_RISK


def may_be_at_risk(look: Work) -> list[str]:
    """The open cases without an offer of which somebody has to hear now."""
    ask = select(Case).where(Case.closed_at.is_(None), Case.first_offer_at.is_(None))
    cases = [case.facts() for case in look.session.execute(ask).scalars()]
    return [case.id for case in cases if is_offer_at_risk(look, case)]


def near_target_but_offered(look: Work) -> list[str]:
    """The cases whose alert is open although nothing is waited for any more."""
    ask = select(Case).join(Alert, Alert.case_id == Case.id).where(_IS_RISK, Alert.resolved_at.is_(None))
    cases = [case.facts() for case in look.session.execute(ask).scalars()]
    return [case.id for case in cases if not case.waits_for_offer]


def is_offer_at_risk(work: Work, case: CaseFacts) -> bool:
    """Whether somebody has to hear that the target is near; not while nobody has seen the last alert."""
    if not case.waits_for_offer:
        return False
    ask = select(Alert).where(Alert.case_id == case.id, _IS_RISK).order_by(Alert.raised_at.desc())
    last = work.session.execute(ask.limit(1)).scalar()
    seen_at = (last.resolved_at or last.acknowledged_at) if last else None
    is_told_already = last is not None and seen_at is None
    return not is_told_already and is_at_risk(case.opened_at, case.due_at, seen_at, work.now)
