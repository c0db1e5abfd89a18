"""What a person sees of the list for an earlier time: the wish, and the time that is offered to her."""

from dataclasses import dataclass

from flask import current_app, url_for

from support.booking import queries
from support.booking.appointment_pages import channel_and_length, datebox, with_whom
from support.booking.facts import Booked
from support.booking.hold_pages import time_kept_until
from support.booking.rules.appointment import may_cancel
from support.booking.rules.waiting import State, is_open, may_wait
from support.booking.waiting_queries import Proposed, last_proposal, open_proposal, waiting_since
from support.cases.facts import CaseFacts
from support.cases.queries import open_case_of
from support.people.queries import may_be_texted
from support.platform.work import Work
from support.vocabulary.dates_in_words import clock_time, when, when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

# Whoever has a time, or sees some, wants an earlier one; whoever has none wants any.
_ASK = {True: mark("Tell me if an earlier time opens"), False: mark("Tell me when a time opens")}
_TOLD = {
    True: mark("We tell you by text message if an earlier time opens."),
    False: mark("We tell you by text message when a time opens."),
}
# What she has answered herself is shown where the answer led.
_ANSWERED = frozenset({State.TAKEN, State.DECLINED})


@dataclass(frozen=True)
class WaitingView:
    """The wish to be told, and what came of it; what she cannot do, or what is not so, is empty."""

    told: str
    ask_label: str
    ask_url: str
    fields: tuple[tuple[str, str], ...]
    leave_url: str
    kept: str
    offer_url: str


@dataclass(frozen=True)
class OfferedTime:
    """The time that is offered."""

    weekday: str
    date: str
    time: str
    with_whom: str
    channel: str


@dataclass(frozen=True)
class ProposalPage:
    """A time that is offered to her, beside the one that she has; without `offered` it has ended."""

    offered: OfferedTime | None
    until: str
    present: str
    gone: bool
    proposal_id: str
    take_url: str
    decline_url: str
    leave_url: str
    times_url: str
    back_url: str


def waiting_view(
    work: Work,
    case: CaseFacts | None,
    booked: Booked | None,
    language: Language,
    *,
    channel: str = "",
    talk: bool = False,
    finds: bool = False,
) -> WaitingView:
    """The wish of the person of a case who has this time, or none; `channel` is the way of meeting shown.

    `finds` says that free times stand beside it.
    """
    has_some = booked is not None or finds
    case = case if case is not None and case.is_open else None
    since = waiting_since(work, case.id) if case else None
    offered = open_proposal(work, case.id) if case else None
    may_ask = case is not None and since is None and _may_ask(work, case, booked)
    return WaitingView(
        told=sentence(_TOLD[has_some]) if since else "",
        ask_label=sentence(_ASK[has_some]) if may_ask else "",
        ask_url=url_for("booking.ask_to_be_told"),
        fields=(("channel", channel), ("talk", "1" if talk else "")),
        leave_url=url_for("booking.leave_waiting_list") if since else "",
        kept=time_kept_until(offered.starts_at, offered.until, work.now, language) if offered else "",
        offer_url=url_for("booking.offered") if offered else "",
    )


def proposal_page(work: Work, language: Language, *, gone: bool = False) -> ProposalPage | None:
    """What was offered last to the employee who acts; None where nothing was, or she has answered it.

    `gone` says that the offered time could not be booked when she took it.
    """
    case = open_case_of(work, work.actor.id or "")
    row = last_proposal(work, case.id) if case else None
    if case is None or row is None or row.state in _ANSWERED:
        return None
    booked = queries.appointment_of(work, case.employee_id)
    return ProposalPage(
        offered=_offered(work, row, language) if is_open(row.state, row.until, work.now) else None,
        until=clock_time(row.until, language),
        present=when_from_now(booked.starts_at, work.now, language) if booked else "",
        gone=gone,
        proposal_id=row.id,
        take_url=url_for("booking.take_offered"),
        decline_url=url_for("booking.decline_offered"),
        leave_url=url_for("booking.leave_waiting_list") if waiting_since(work, case.id) else "",
        times_url=_times_url(work, booked),
        back_url=url_for("my_support.home"),
    )


def waiting_of_case(work: Work, case_id: str, language: Language) -> str:
    """What the nurse reads: since when the person waits, and what is offered to her now; else nothing."""
    since = waiting_since(work, case_id)
    offered = open_proposal(work, case_id)
    told = []
    if since is not None:
        told.append(
            sentence(mark("On the list for an earlier time since %(time)s."))
            % {"time": when(since, language)}
        )
    if offered is not None:
        told.append(
            sentence(mark("Offered until %(until)s: %(time)s."))
            % {
                "until": clock_time(offered.until, language),
                "time": when_from_now(offered.starts_at, work.now, language),
            }
        )
    return " ".join(told)


def offer_url() -> str:
    """The whole address of the offered time, as the message about it names it: it says nothing by itself."""
    return str(current_app.config["PUBLIC_BASE_URL"]) + url_for("booking.offered")


def _may_ask(work: Work, case: CaseFacts, booked: Booked | None) -> bool:
    can_move = booked is None or may_cancel(booked.state, booked.starts_at, work.now)
    return can_move and may_wait(case.urgency, case.path) and may_be_texted(work, case.employee_id)


def _offered(work: Work, row: Proposed, language: Language) -> OfferedTime:
    weekday, date, time = datebox(row.starts_at, work.now, language)
    channel = channel_and_length(row.channel, row.minutes)
    return OfferedTime(weekday, date, time, with_whom(work, row.practitioner_id), channel)


def _times_url(work: Work, booked: Booked | None) -> str:
    """Where she can choose from all free times; empty once her own has begun."""
    if booked is None:
        return url_for("booking.times")
    if not may_cancel(booked.state, booked.starts_at, work.now):
        return ""
    return url_for("booking.ask_move", appointment_id=booked.id)
