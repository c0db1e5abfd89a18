"""Page data of where a role without a queue begins: what waits for her, who is on duty, how she is told."""

from dataclasses import dataclass

from flask import url_for

from support.cases.alert_queries import alerts_for
from support.desk.staff_pages import StaffView, staff_view
from support.people.duty_queries import duty_of, has_number, team_id_of
from support.people.duty_rules import days_to_plan
from support.people.queries import practitioner_names
from support.people.sessions import account_of
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import day_heading_from_now
from support.vocabulary.language import Language


@dataclass(frozen=True)
class LandingPage:
    """The beginning of a role without a queue."""

    staff: StaffView
    open_alerts: int
    """Those that have come to her and those that are still with the nurses."""
    duty_day: str
    on_duty: list[str]
    """Who is on duty on that day in her team, in their order."""
    has_number: bool
    alerts_url: str
    duty_url: str
    number_url: str


def landing_page(work: Work, token: str, language: Language) -> LandingPage:
    """The beginning of whoever holds this secret of a session."""
    team_id, today = team_id_of(work, work.actor.id or ""), local_date(work.now)
    day = days_to_plan(today)[0]
    names = practitioner_names(work)
    return LandingPage(
        staff=staff_view(work, None),
        open_alerts=len(alerts_for(work)),
        duty_day=day_heading_from_now(day, today, language),
        on_duty=[names[one][0] for one in duty_of(work, team_id, [day])[day] if one in names],
        has_number=has_number(work, account_of(work, token)),
        alerts_url=url_for("desk.alerts"),
        duty_url=url_for("desk.duty"),
        number_url=url_for("desk.signed_in", _anchor="number-title"),
    )
