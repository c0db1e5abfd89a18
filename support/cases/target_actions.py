"""The timed job that raises an alert while a case waits for its first offer and its target is near."""

from support.cases.alert_actions import raise_alert, resolve_alerts
from support.cases.models import Case
from support.cases.rules.alerts import AlertKind
from support.cases.target_queries import is_offer_at_risk, may_be_at_risk, near_target_but_offered
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor

_JOB = Actor.job("watch-targets")
_RISK = (AlertKind.TARGET_RISK,)


def watch_targets(begin_work: BeginWork) -> None:
    """Raise what is at risk and resolve what is not any more; any number of workers may run it."""
    with begin_work.to_read(_JOB) as look:
        case_ids = [*may_be_at_risk(look), *near_target_but_offered(look)]
    for case_id in case_ids:
        with begin_work(_JOB) as work:
            case = work.session.get(Case, case_id, with_for_update=True)
            if case is None or not case.facts().is_open:
                continue
            is_at_risk = is_offer_at_risk(work, case.facts())
            if is_at_risk or not case.facts().waits_for_offer:
                # What somebody has seen before is over: this is a new share of the target.
                resolve_alerts(work, case_id, _RISK)
            if is_at_risk:
                raise_alert(work, case_id, AlertKind.TARGET_RISK)
