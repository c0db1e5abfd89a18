"""Page data of the queue: urgency, flags and waiting, and whose it is; no answers."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from support.booking.outside_queries import calls_to_make
from support.cases.alert_queries import unseen_alerts
from support.cases.facts import CaseFacts
from support.cases.queries import queue_for, queue_mark
from support.cases.rules.targets import is_late
from support.desk.peek_pages import PeekView
from support.desk.queue_row_pages import GroupView, Viewer
from support.desk.staff_pages import StaffView, staff_view
from support.people.queries import practitioner_names
from support.platform.work import Work
from support.triage.line_loading import own_lines
from support.triage.rules.line_checks import unchecked
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import clock_time
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import ChoiceLink, Notice

_DIGITS = 6
FILTERS = ("all", "free", "mine")
_TOOK = mark("%(name)s took case %(code)s just before you.")
_FASTER = mark("%(name)s was a moment faster.")
_FILTER_NAMES = {"all": mark("All"), "free": mark("Free"), "mine": mark("Mine")}


@dataclass(frozen=True)
class QueuePage:
    """The nurse's queue."""

    staff: StaffView
    waiting: int
    late: int
    mine: int
    filters: list[ChoiceLink]
    groups: list[GroupView]
    notice: Notice | None
    poll_url: str
    now: str
    now_iso: str
    peek: PeekView | None
    unchecked_lines: int
    """How many help lines nobody has looked at lately: a wrong number is worse than none (hazard H3)."""
    calls: int
    """How many people are to be called because hours have changed."""


@dataclass(frozen=True)
class NewsPage:
    """What came since the page was made."""

    count: int
    urgent: str
    alerts: int
    """How many alerts nobody has seen, where these are more than before and nothing more urgent is said."""
    queue_url: str


def queue_page(
    work: Work,
    language: Language,
    *,
    show: str = "all",
    taken_by: str = "",
    taken_case: str = "",
    peek: PeekView | None = None,
) -> QueuePage:
    """The queue of the nurse who acts; each name that is shown is recorded as read."""
    everything = queue_for(work)
    shown = [case for case in everything if _fits(case, show, work.actor.id)]
    view = Viewer(work, language, taken_by, taken_case, peek.url if peek else "")
    staff = staff_view(work, len(everything), "queue")
    return QueuePage(
        staff=staff,
        waiting=len(everything),
        late=sum(is_late(case.awaited_by, work.now) for case in everything),
        mine=sum(case.claimed_by == work.actor.id for case in everything),
        filters=[
            ChoiceLink(sentence(_FILTER_NAMES[one]), url_for("desk.queue", show=one), one == show)
            for one in FILTERS
        ],
        groups=view.groups(shown),
        notice=_faster(everything, taken_by, taken_case) if taken_by else None,
        poll_url=url_for("desk.queue_news", since=work.now.isoformat(), mark=_mark(work, staff.alerts)),
        now=clock_time(work.now, language),
        now_iso=work.now.isoformat(),
        peek=peek,
        unchecked_lines=len(unchecked(own_lines(), local_date(work.now))),
        calls=len(calls_to_make(work)),
    )


def claimed_by_colleague(work: Work, case_id: str, practitioner_id: str, language: Language) -> QueuePage:
    """The queue again, saying who was faster."""
    name = practitioner_names(work)[practitioner_id][0]
    return queue_page(work, language, taken_by=name, taken_case=case_id)


def news_page(work: Work, since: datetime, known_mark: str) -> NewsPage | None:
    """What came since then; None when nothing in the queue has changed. Opens no content."""
    present = _mark(work, unseen_alerts(work))
    if present == known_mark:
        return None
    queue = queue_for(work)
    fresh = [case for case in queue if case.opened_at > since]
    urgent, unseen = _urgent_news(queue, since), _unseen(present)
    alerts = unseen if unseen > _unseen(known_mark) and not urgent else 0
    return NewsPage(len(fresh), urgent, alerts, url_for("desk.queue"))


def _mark(work: Work, unseen: int) -> str:
    """A word that changes whenever the queue does, or the number of alerts that nobody has seen."""
    return f"{queue_mark(work)}.{unseen}"


def _unseen(known_mark: str) -> int:
    """The number of alerts that such a word tells; none where it is no such word."""
    number = known_mark.rpartition(".")[2]
    return int(number) if number.isdecimal() and len(number) < _DIGITS else 0


def _urgent_news(queue: list[CaseFacts], since: datetime) -> str:
    """A sentence when somebody has come to need a call today since then."""
    urgent = [case for case in queue if case.urgency.needs_call_today]
    if any(case.opened_at > since for case in urgent):
        return sentence(mark("A new contact needs a call today."))
    if any(case.call_asked_at is not None and case.call_asked_at > since for case in urgent):
        return sentence(mark("A case in the queue needs a call today."))
    return ""


def _faster(queue: list[CaseFacts], name: str, case_id: str) -> Notice:
    """Who was faster, with which case while it is in her queue; in Finnish a name would have to be bent."""
    code = next((case.short_code for case in queue if case.id == case_id), "")
    return Notice(sentence(_TOOK if code else _FASTER) % {"name": name, "code": code}, "lamp")


def _fits(case: CaseFacts, show: str, actor_id: str | None) -> bool:
    if show == "free":
        return case.claimed_by is None
    return case.claimed_by == actor_id if show == "mine" else True
