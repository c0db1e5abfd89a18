"""Page data of the queue: urgency, flags and waiting, and whose it is; no answers."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from support.cases.facts import CaseFacts
from support.cases.queries import queue_for, queue_mark
from support.cases.rules.access import may_claim
from support.cases.rules.targets import is_late, share_used
from support.desk.outside_pages import own_calls
from support.desk.peek_pages import PeekView
from support.desk.staff_pages import StaffView, initials, staff_view
from support.desk.words import (
    LANGUAGE_NAMES,
    STATES,
    URGENCIES,
    flag_in_words,
    name_or_code,
    path_in_words,
    span,
)
from support.people.queries import employer_names, language_of_employee, name_of, practitioner_names
from support.platform.audit import Purpose
from support.platform.crypto import Unreadable
from support.platform.work import Work
from support.triage.line_loading import own_lines
from support.triage.loading import active_protocol
from support.triage.rules.line_checks import unchecked
from support.vocabulary.calendar import local_date, opening_minutes_between
from support.vocabulary.dates_in_words import clock_time, when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.pathway import Urgency
from support.web.pages import sentence
from support.web.views import ChoiceLink, Notice

FILTERS = ("all", "free", "mine")
_TOOK = mark("%(name)s took case %(code)s just before you.")
_FASTER = mark("%(name)s was a moment faster.")
_FILTER_NAMES = {"all": mark("All"), "free": mark("Free"), "mine": mark("Mine")}


@dataclass(frozen=True)
class HolderView:
    """Who has the case."""

    name: str
    initials: str


@dataclass(frozen=True)
class RowView:
    """One case in the queue."""

    url: str
    peek_url: str
    name: str
    place: str
    about: str
    flags: list[str]
    spoken: str
    waited: str
    target: str
    promised: str
    share: int
    open: bool
    holder: HolderView | None
    claim_url: str
    taken: str


@dataclass(frozen=True)
class GroupView:
    """The cases of one urgency."""

    urgency: str
    label: str
    count: int
    rows: list[RowView]


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
    view = _Viewer(work, language, taken_by, taken_case, peek.url if peek else "")
    return QueuePage(
        staff=staff_view(len(everything), "queue"),
        waiting=len(everything),
        late=sum(is_late(case.awaited_by, work.now) for case in everything),
        mine=sum(case.claimed_by == work.actor.id for case in everything),
        filters=[
            ChoiceLink(sentence(_FILTER_NAMES[one]), url_for("desk.queue", show=one), one == show)
            for one in FILTERS
        ],
        groups=view.groups(shown),
        notice=_faster(everything, taken_by, taken_case) if taken_by else None,
        poll_url=url_for("desk.queue_news", since=work.now.isoformat(), mark=queue_mark(work)),
        now=clock_time(work.now, language),
        now_iso=work.now.isoformat(),
        peek=peek,
        unchecked_lines=len(unchecked(own_lines(), local_date(work.now))),
        calls=len(own_calls(work)),
    )


def claimed_by_colleague(work: Work, case_id: str, practitioner_id: str, language: Language) -> QueuePage:
    """The queue again, saying who was faster."""
    name = practitioner_names(work)[practitioner_id][0]
    return queue_page(work, language, taken_by=name, taken_case=case_id)


def news_page(work: Work, since: datetime, known_mark: str) -> NewsPage | None:
    """What came since then; None when nothing in the queue has changed. Opens no content."""
    if queue_mark(work) == known_mark:
        return None
    queue = queue_for(work)
    fresh = [case for case in queue if case.opened_at > since]
    return NewsPage(len(fresh), _urgent_news(queue, since), url_for("desk.queue"))


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


class _Viewer:
    """Turns cases into rows, looking names up once."""

    def __init__(self, work: Work, language: Language, taken_by: str, taken_case: str, open_url: str) -> None:
        self.work, self.language, self.open_url = work, language, open_url
        self.taken_by, self.taken_case = taken_by, taken_case
        self.employers = employer_names(work, language)
        self.practitioners = practitioner_names(work)
        self.protocol = active_protocol()

    def groups(self, cases: list[CaseFacts]) -> list[GroupView]:
        grouped = {urgency: [case for case in cases if case.urgency is urgency] for urgency in Urgency}
        return [
            GroupView(
                urgency.value,
                sentence(URGENCIES[urgency]),
                len(members),
                [self.row(case) for case in members],
            )
            for urgency, members in grouped.items()
            if members
        ]

    def row(self, case: CaseFacts) -> RowView:
        work = self.work
        due = case.awaited_by
        whole = span(opening_minutes_between(case.opened_at, due)) if due else sentence(mark("promise kept"))
        free = may_claim(work.actor, case)
        return RowView(
            url=url_for("desk.case", case_id=case.id),
            peek_url=url_for("desk.queue", peek=case.id),
            name=self.name(case),
            place=self.employers.get(case.employer_id or "", sentence(mark("Workplace not known"))),
            about=" · ".join(
                (path_in_words(case.path, self.protocol, self.language), sentence(STATES[case.state][0]))
            ),
            flags=[flag_in_words(flag, self.protocol, self.language) for flag in case.flags],
            spoken=self.spoken(case),
            promised=when_from_now(due, work.now, self.language) if due else "",
            waited=span(opening_minutes_between(case.opened_at, work.now)),
            target=whole,
            share=round(100 * share_used(case.opened_at, due, work.now)),
            open=url_for("desk.case", case_id=case.id) == self.open_url,
            holder=self.holder(case.claimed_by),
            claim_url=url_for("desk.claim", case_id=case.id) if free else "",
            taken=sentence(mark("%(name)s just took this")) % {"name": self.taken_by}
            if case.id == self.taken_case
            else "",
        )

    def name(self, case: CaseFacts) -> str:
        """Who it is; one name that nobody can read must not hide all the others."""
        try:
            name = name_of(self.work, case.employee_id, subject=case.id, purpose=Purpose.QUEUE)
        except Unreadable:
            name = ""
        return name_or_code(name, case.short_code)

    def spoken(self, case: CaseFacts) -> str:
        """The person's language, where it is another than the reader's."""
        language = language_of_employee(self.work, case.employee_id)
        return "" if language is self.language else sentence(LANGUAGE_NAMES[language])

    def holder(self, practitioner_id: str | None) -> HolderView | None:
        if practitioner_id is None:
            return None
        name = self.practitioners[practitioner_id][0]
        words = sentence(mark("You")) if practitioner_id == self.work.actor.id else name
        return HolderView(words, initials(name))
