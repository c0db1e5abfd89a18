"""Looking alerts up: who may open a case sees its alerts; a service manager sees that they are there."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select

from support.cases.alert_facts import AlertFacts
from support.cases.models import Alert, Case
from support.cases.queries import of_served
from support.cases.rules.access import may_open
from support.cases.rules.alerts import AlertKind, urgency_of
from support.platform.hot_statement import HotStatement
from support.platform.work import Work
from support.vocabulary.actor import Role

_OPEN = Alert.resolved_at.is_(None)
# On every page of the staff: so few are open and unseen that who may know of each is asked here.
_UNSEEN = HotStatement(
    select(Case.employer_id, Alert.with_manager)
    .join(Case, Case.id == Alert.case_id)
    .where(_OPEN, Alert.acknowledged_at.is_(None))
)


def unseen_alerts(work: Work) -> int:
    """How many alerts that concern the one who acts nobody has acknowledged; nothing is opened for it.

    Those of the cases that a nurse may open, and those that a service manager has been told of.
    """
    actor = work.actor
    if not actor.is_staff:
        return 0
    work.write_session()
    rows = _UNSEEN.rows(work.connection, {})
    if actor.role is Role.ADMIN:
        return sum(with_manager for _, with_manager in rows)
    return sum(employer_id is None or employer_id in actor.employers for employer_id, _ in rows)


def alerts_for(work: Work) -> list[AlertFacts]:
    """The open alerts that the one who acts may know of, most urgent first."""
    ask = select(Alert, Case).join(Case, Case.id == Alert.case_id).where(_OPEN)
    if work.actor.role is not Role.ADMIN:
        ask = ask.where(of_served(work.actor))
    rows = work.session.execute(ask).all()
    is_manager = work.actor.role is Role.ADMIN
    facts = [_facts(alert, case) for alert, case in rows if is_manager or may_open(work.actor, case.facts())]
    return sorted(facts, key=lambda one: (one.urgency.rank, one.due_at, one.raised_at, one.id))


def alerts_of(work: Work, case_ids: Collection[str]) -> dict[str, list[AlertFacts]]:
    """The open alerts of cases that the caller has been let open, by case."""
    ask = select(Alert, Case).join(Case, Case.id == Alert.case_id)
    rows = work.session.execute(ask.where(_OPEN, Alert.case_id.in_(sorted(case_ids)))).all()
    found: dict[str, list[AlertFacts]] = {}
    for alert, case in sorted(rows, key=lambda row: row[0].due_at):
        found.setdefault(case.id, []).append(_facts(alert, case))
    return found


def alert_by_id(work: Work, alert_id: str) -> AlertFacts | None:
    """An alert, open or resolved, for whoever may know of it."""
    row = work.session.execute(
        select(Alert, Case).join(Case, Case.id == Alert.case_id).where(Alert.id == alert_id)
    ).first()
    if row is None:
        return None
    alert, case = row
    may_know = work.actor.role is Role.ADMIN or may_open(work.actor, case.facts())
    return _facts(alert, case) if may_know else None


def open_alert_rows(work: Work, case_id: str, kinds: Collection[AlertKind]) -> list[Alert]:
    """The open alerts of a case that are of these kinds, the oldest first."""
    ask = select(Alert).where(Alert.case_id == case_id, _OPEN, Alert.kind.in_(sorted(kinds)))
    return list(work.session.execute(ask.order_by(Alert.raised_at, Alert.id)).scalars())


def due_alert(look: Work) -> tuple[str, str, datetime] | None:
    """The alert whose next in line is to be told now, with its case and that moment; None without any."""
    ask: Select[str, str, datetime | None] = (
        select(Alert.id, Alert.case_id, Alert.next_at)
        .where(Alert.next_at.is_not(None), Alert.next_at <= look.now)
        .order_by(Alert.next_at)
        .limit(1)
    )
    row = look.session.execute(ask).first()
    return None if row is None or row[2] is None else (row[0], row[1], row[2])


def _facts(alert: Alert, case: Case) -> AlertFacts:
    kind = AlertKind(alert.kind)
    return AlertFacts(
        id=alert.id,
        case_id=case.id,
        short_code=case.short_code,
        employee_id=case.employee_id,
        kind=kind,
        about=alert.about,
        urgency=urgency_of(kind),
        state=alert.state,
        raised_at=alert.raised_at,
        due_at=alert.due_at,
        told_at=alert.told_at,
        next_at=alert.next_at,
        with_manager=alert.with_manager,
        acknowledged_at=alert.acknowledged_at,
        acknowledged_by=alert.acknowledged_by,
        resolved_by=alert.resolved_by,
    )
