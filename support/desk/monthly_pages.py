"""Page data of the review of decisions: rows of the protocol by month, small numbers hidden, no answers."""

import re
from dataclasses import dataclass
from datetime import date, time

from flask import url_for

from support.cases.lowered_queries import AT_ONCE, Lowered, lowered_between
from support.cases.queries import queue_length
from support.desk.staff_pages import StaffView, staff_view
from support.desk.words import URGENCIES
from support.platform.work import Work
from support.triage.count_queries import VersionCount, counts_of, first_month
from support.triage.loading import protocol_named
from support.triage.rules.protocol import Row
from support.triage.rules.row_counts import (
    FEWEST_SHOWN,
    RowCount,
    has_ended,
    is_for_review,
    may_show,
    month_after,
    month_before,
    month_of,
)
from support.triage.sentences import sentences
from support.vocabulary.calendar import at
from support.vocabulary.dates_in_words import date_with_year, month_with_year, when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.pathway import Urgency
from support.web.pages import sentence

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class CountView:
    """One row of the protocol in the month; a number may be the word for too few."""

    code: str
    text: str
    matched: str
    sole: str
    lowered: str
    lowered_sole: str
    for_review: bool


@dataclass(frozen=True)
class UrgencyView:
    """The rows that ask for one urgency."""

    urgency: str
    label: str
    rows: list[CountView]


@dataclass(frozen=True)
class VersionView:
    """One version of a protocol in the month."""

    name: str
    decided: str
    for_review: list[str]
    groups: list[UrgencyView]


@dataclass(frozen=True)
class LoweredView:
    """One case in which a decision was lowered."""

    code: str
    url: str
    when: str
    was: str
    now: str


@dataclass(frozen=True)
class MonthlyPage:
    """One month of decisions."""

    staff: StaffView
    month: str
    earlier_url: str
    later_url: str
    shown_from: str
    """When the numbers of a month that is not over yet are shown; empty for one that is."""
    fewest: int
    versions: list[VersionView]
    lowered: list[LoweredView]
    more_url: str


def monthly_page(work: Work, language: Language, *, asked: str, older_than: str) -> MonthlyPage:
    """The month that was asked for, or the last one that is over; nothing is opened for it."""
    present = month_of(work.now)
    earliest = min(first_month(work) or present, month_before(present))
    month = min(max(_month(asked) or month_before(present), earliest), present)
    following, ended = month_after(month), has_ended(month, work.now)
    lowered = lowered_between(work, at(month, time()), at(following, time()), older_than)
    shown = lowered[:AT_ONCE]
    return MonthlyPage(
        staff=staff_view(work, queue_length(work), "monthly"),
        month=month_with_year(month, language),
        earlier_url=_url(month_before(month)) if month > earliest else "",
        later_url=_url(following) if month < present else "",
        shown_from="" if ended else date_with_year(following, language),
        fewest=FEWEST_SHOWN,
        versions=[_version(work, one) for one in counts_of(work, month)] if ended else [],
        lowered=[_lowered(one, language) for one in shown],
        more_url=_url(month, before=shown[-1].step_id) if len(lowered) > AT_ONCE else "",
    )


def _month(asked: str) -> date | None:
    found = _MONTH.fullmatch(asked)
    return date(int(found[1]), int(found[2]), 1) if found else None


def _url(month: date, before: str | None = None) -> str:
    return url_for("desk.monthly", month=f"{month:%Y-%m}", before=before)


def _version(work: Work, counted: VersionCount) -> VersionView:
    protocol = protocol_named(counted.protocol)
    words = sentences(protocol, work.now) if protocol else None

    def view(row_id: str) -> CountView:
        count = counted.rows.get(row_id, RowCount(row_id))
        return CountView(
            code=row_id,
            text=words.maybe(f"rows.{row_id}.staff") if words else "",
            matched=_number(count.matched),
            sole=_number(count.sole),
            lowered=_number(count.lowered),
            lowered_sole=_number(count.lowered_sole),
            for_review=is_for_review(count, counted.decided),
        )

    groups = [
        UrgencyView(urgency.value, sentence(URGENCIES[urgency]), [view(row.id) for row in rows])
        for urgency, rows in _by_urgency(protocol.rows if protocol else ())
    ]
    if protocol is None:
        # A version whose text is no longer here: what was counted of it stays.
        groups = [UrgencyView("", "", [view(row_id) for row_id in sorted(counted.rows)])]
    marked = [one.code for group in groups for one in group.rows if one.for_review]
    return VersionView(counted.protocol, _number(counted.decided), marked, groups)


def _by_urgency(rows: tuple[Row, ...]) -> list[tuple[Urgency, list[Row]]]:
    grouped = [(urgency, [row for row in rows if row.urgency is urgency]) for urgency in Urgency]
    return [(urgency, members) for urgency, members in grouped if members]


def _number(count: int) -> str:
    if may_show(count):
        return str(count)
    return sentence(mark("under %(fewest)s")) % {"fewest": FEWEST_SHOWN}


def _lowered(one: Lowered, language: Language) -> LoweredView:
    return LoweredView(
        code=one.short_code,
        url=url_for("desk.case", case_id=one.case_id),
        when=when(one.at, language),
        was=sentence(URGENCIES[one.was]),
        now=sentence(URGENCIES[one.urgency]),
    )
