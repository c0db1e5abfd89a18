"""A nurse and alerts: she looks at them, sees to one, marks the others as done, and plans who is on duty."""

from sqlalchemy import select

from support.cases.alert_actions import raise_alert
from support.cases.models import Case
from support.cases.rules.alerts import AlertKind
from support.vocabulary.actor import Actor
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.browser.walks import Look

_KINDS = (AlertKind.CRISIS, AlertKind.SAFETY_CHECKIN, AlertKind.MESSAGE_FAILED, AlertKind.CHECKIN_MISSED)


def sees_to_alerts(visitor: Visitor, look: Look) -> None:
    """The alerts in their states, by a nurse who is signed in."""
    _raise_some(visitor.site)
    look(visitor.open("/alerts"), "alerts")
    look(visitor.press("I see to this"), "alerts-seen")
    visitor.press("Take back")
    while visitor.page.get_by_role("button", name=visitor.words("Done")).count():
        visitor.press("Done")
    look(visitor, "alerts-none")


def plans_duty(visitor: Visitor, look: Look) -> None:
    """Who is on duty, with a mistake; and her own number, with a mistake."""
    look(visitor.open("/duty"), "duty")
    selects = visitor.page.locator("select")
    for place in (0, 1):
        selects.nth(place).select_option(index=1)
    look(visitor.press("Save"), "duty-error")
    visitor.page.locator("select").nth(1).select_option(index=0)
    look(visitor.press("Save"), "duty-saved")
    visitor.open("/staff/signed-in").write("phone", "12")
    look(visitor.press("Save the number"), "staff-sessions-error")
    visitor.write("phone", "+358 00 000 090").press("Save the number")
    look(visitor, "staff-sessions-number")


def _raise_some(site: Site) -> None:
    with site.begin_work(Actor.job("walk")) as work:
        employer = Case.employer_id == site.house.hiljasalo
        ask = select(Case.id).where(Case.closed_at.is_(None), employer).order_by(Case.opened_at)
        case_id = work.session.execute(ask.limit(1)).scalar_one()
        for kind in _KINDS:
            raise_alert(work, case_id, kind)
