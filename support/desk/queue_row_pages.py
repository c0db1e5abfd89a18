"""Page data of the rows of the queue, one for each case; no answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from support.cases.alert_facts import AlertFacts
from support.cases.alert_queries import alerts_of
from support.cases.facts import CaseFacts
from support.cases.rules.access import may_claim
from support.cases.rules.targets import share_used
from support.desk.alert_words import KINDS
from support.desk.staff_pages import initials
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
from support.triage.loading import active_protocol
from support.vocabulary.calendar import opening_minutes_between
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.pathway import Urgency
from support.web.pages import sentence


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
    alerts: list[str]
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


class Viewer:
    """Turns cases into rows, looking names up once."""

    def __init__(self, work: Work, language: Language, taken_by: str, taken_case: str, open_url: str) -> None:
        self.work, self.language, self.open_url = work, language, open_url
        self.taken_by, self.taken_case = taken_by, taken_case
        self.employers = employer_names(work, language)
        self.practitioners = practitioner_names(work)
        self.protocol = active_protocol()
        self.alerts: Mapping[str, list[AlertFacts]] = {}

    def groups(self, cases: list[CaseFacts]) -> list[GroupView]:
        """The cases under their urgencies."""
        self.alerts = alerts_of(self.work, [case.id for case in cases])
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
        """One case; its name is recorded as read."""
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
            alerts=[sentence(KINDS[one.kind]) for one in self.alerts.get(case.id, ())],
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
        """Who has it."""
        if practitioner_id is None:
            return None
        name = self.practitioners[practitioner_id][0]
        words = sentence(mark("You")) if practitioner_id == self.work.actor.id else name
        return HolderView(words, initials(name))
