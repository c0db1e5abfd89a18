"""Page data of who is on duty: the next working days, and for each who is told first and who next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import url_for

from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.people.duty_queries import duty_of, nurses_of_team, team_id_of, without_number
from support.people.duty_rules import PLACES, days_to_plan
from support.people.facts import Colleague
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import day_heading_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError, Notice, Option

_PLACES = (mark("Told first"), mark("Next in line"))
_NOTICES = {
    "planned": mark("Saved. Alerts go to them in this order."),
    "today": mark("You are on duty today. Urgent alerts are told to you first."),
}


@dataclass(frozen=True)
class Tried:
    """What was chosen when the form did not go through, and why, by the name of the field."""

    error: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PlaceView:
    """Who stands in one place of a day's line."""

    name: str
    label: str
    choices: list[Option]
    error: str


@dataclass(frozen=True)
class DutyDay:
    """One day."""

    heading: str
    places: list[PlaceView]


@dataclass(frozen=True)
class DutyPage:
    """Who is on duty in the reader's team."""

    staff: StaffView
    notice: Notice | None
    days: list[DutyDay]
    nobody_to_choose: bool
    unreachable: list[str]
    """Those of the team who have given no number."""
    own_today_url: str
    save_url: str
    back_url: str
    errors: list[FieldError]


def planned_days(look: Work) -> list[date]:
    """The days that the form names."""
    return days_to_plan(local_date(look.now))


def nurse_ids(look: Work) -> set[str]:
    """Who of the team of whoever acts can be on duty."""
    return {one.id for one in nurses_of_team(look, team_id_of(look, look.actor.id or ""))}


def field_name(day: date, place: int) -> str:
    """What the form calls a place of a day."""
    return f"on-{day.isoformat()}-{place + 1}"


def duty_page(work: Work, language: Language, *, done: str = "", tried: Tried | None = None) -> DutyPage:
    """The duty of the team of whoever acts."""
    tried, own = tried or Tried(), work.actor.id or ""
    team_id, today = team_id_of(work, own), local_date(work.now)
    nurses = nurses_of_team(work, team_id)
    days = days_to_plan(today)
    planned = duty_of(work, team_id, [today, *days])
    silent = without_number(work, [one.id for one in nurses])
    is_first = planned[today][:1] == [own]
    may_take = any(one.id == own for one in nurses) and not is_first
    return DutyPage(
        staff=staff_view(work, waiting_for(work), "alerts"),
        notice=Notice(sentence(_NOTICES[done]), "ok") if done in _NOTICES else None,
        days=[
            DutyDay(
                day_heading_from_now(day, today, language),
                [_place(day, place, planned[day], nurses, tried) for place in range(PLACES)],
            )
            for day in days
        ],
        nobody_to_choose=not nurses,
        unreachable=[one.name for one in nurses if one.id in silent],
        own_today_url=url_for("desk.take_duty_today") if may_take else "",
        save_url=url_for("desk.plan_duty"),
        back_url=url_for("desk.alerts"),
        errors=[FieldError(name, message) for name, message in tried.error.items()],
    )


def _place(day: date, place: int, planned: list[str], nurses: list[Colleague], tried: Tried) -> PlaceView:
    name = field_name(day, place)
    present = planned[place] if place < len(planned) else ""
    chosen = tried.typed.get(name, present)
    nobody = Option("", sentence(mark("Nobody in particular")), not chosen)
    return PlaceView(
        name=name,
        label=sentence(_PLACES[place]),
        choices=[nobody, *(Option(one.id, one.name, one.id == chosen) for one in nurses)],
        error=tried.error.get(name, ""),
    )
