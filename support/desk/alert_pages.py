"""Page data of the alerts: what waits to be seen, by urgency and by when it is due."""

from dataclasses import dataclass

from flask import url_for

from support.cases.alert_facts import AlertFacts
from support.cases.alert_queries import alert_by_id, alerts_for
from support.cases.rules.alerts import AlertKind, AlertState
from support.desk.alert_words import KINDS, how_far, time_left
from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.desk.words import URGENCIES, name_or_code
from support.people.queries import name_of, practitioner_names
from support.platform.audit import Purpose
from support.platform.crypto import Unreadable
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.dates_in_words import clock_time, when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.pathway import Urgency
from support.web.pages import sentence

_OF_THE_FOLLOW_UP = frozenset(
    {
        AlertKind.SAFETY_CHECKIN,
        AlertKind.HELP_WANTED,
        AlertKind.REPLY_TO_READ,
        AlertKind.CHECKIN_MISSED,
    }
)
_DONE = {
    AlertState.ACKNOWLEDGED: mark("Marked as seen: %(name)s. Nobody else is told."),
    AlertState.RESOLVED: mark("Marked as done: %(name)s."),
}


@dataclass(frozen=True)
class AlertView:
    """One alert; without a case to open for a service manager, who does not see what it is about."""

    name: str
    case_url: str
    what: str
    raised: str
    due: str
    left: str
    is_late: bool
    how_far: str
    is_seen: bool
    acknowledge_url: str
    resolve_url: str
    take_back_url: str


@dataclass(frozen=True)
class AlertGroup:
    """The alerts of one urgency."""

    urgency: str
    label: str
    alerts: list[AlertView]


@dataclass(frozen=True)
class DoneView:
    """What the reader has just pressed, and the way back where there is one."""

    text: str
    take_back_url: str


@dataclass(frozen=True)
class AlertsPage:
    """Every open alert that the reader may know of."""

    staff: StaffView
    groups: list[AlertGroup]
    unseen: int
    late: int
    now: str
    now_iso: str
    shows_cases: bool
    done: DoneView | None


def alerts_page(work: Work, language: Language, *, done: str = "") -> AlertsPage:
    """The alerts of whoever acts; each name that is shown is recorded as read."""
    alerts = alerts_for(work)
    view = _Viewer(work, language)
    groups = [(urgency, [one for one in alerts if one.urgency is urgency]) for urgency in Urgency]
    return AlertsPage(
        staff=staff_view(work, waiting_for(work), "alerts"),
        groups=[
            AlertGroup(urgency.value, sentence(URGENCIES[urgency]), [view.row(one) for one in members])
            for urgency, members in groups
            if members
        ],
        unseen=sum(one.is_unseen for one in alerts),
        late=sum(one.due_at < work.now for one in alerts),
        now=clock_time(work.now, language),
        now_iso=work.now.isoformat(),
        shows_cases=not view.is_manager,
        done=view.done(alert_by_id(work, done)) if done else None,
    )


class _Viewer:
    """Turns alerts into rows, looking names up once."""

    def __init__(self, work: Work, language: Language) -> None:
        self.work, self.language = work, language
        self.is_manager = work.actor.role is Role.ADMIN
        self.names = practitioner_names(work)

    def row(self, alert: AlertFacts) -> AlertView:
        """One alert; the name of its person is recorded as read."""
        now, mine = self.work.now, alert.acknowledged_by == self.work.actor.id
        may_acknowledge = alert.is_unseen and (alert.with_manager or not self.is_manager)
        return AlertView(
            name=self.name(alert),
            case_url="" if self.is_manager else _case_url(alert),
            what="" if self.is_manager else sentence(KINDS[alert.kind]),
            raised=when_from_now(alert.raised_at, now, self.language),
            due=when_from_now(alert.due_at, now, self.language),
            left=time_left(alert.due_at, now),
            is_late=alert.due_at < now,
            how_far=how_far(alert, self.names, now, self.language),
            is_seen=not alert.is_unseen,
            acknowledge_url=_url("acknowledge", alert) if may_acknowledge else "",
            resolve_url="" if self.is_manager else _url("resolve", alert),
            take_back_url=_url("take_back", alert) if mine else "",
        )

    def name(self, alert: AlertFacts) -> str:
        """Who it is; the code of the case for a service manager, and where nobody can read the name."""
        if self.is_manager:
            return name_or_code("", alert.short_code)
        try:
            name = name_of(self.work, alert.employee_id, subject=alert.case_id, purpose=Purpose.QUEUE)
        except Unreadable:
            name = ""
        return name_or_code(name, alert.short_code)

    def done(self, alert: AlertFacts | None) -> DoneView | None:
        """What has just been pressed, if it was the reader who did and it still stands so."""
        if alert is None or alert.state not in _DONE:
            return None
        is_resolved = alert.state is AlertState.RESOLVED
        if self.work.actor.id != (alert.resolved_by if is_resolved else alert.acknowledged_by):
            return None
        text = sentence(_DONE[alert.state]) % {"name": self.name(alert)}
        return DoneView(text, _url("take_back", alert))


def _case_url(alert: AlertFacts) -> str:
    """The case; there at once what she has said or not said, where it is about that."""
    anchor = "follow-up-title" if alert.kind in _OF_THE_FOLLOW_UP else None
    return url_for("desk.case", case_id=alert.case_id, _anchor=anchor)


def _url(verb: str, alert: AlertFacts) -> str:
    return url_for(f"desk.{verb}_alert", alert_id=alert.id)
