"""Page data of where a check-in ends: help at once, thanks and what comes next, or a link that is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for

from support.cases.rules.alerts import AlertKind
from support.cases.rules.targets import promise
from support.followup.answer_actions import Answered
from support.followup.link_pages import OpenedLink
from support.triage.help_pages import LineView, few_lines, first_and_more_lines, opens_at
from support.triage.sentences import call_time
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.pathway import URGENT_CALL, Urgency
from support.web.languages import language_now
from support.web.pages import language_links, opening_hours, provider_phone, sentence

_NUMBERS_ON_A_PAGE = 2
_WEEK = timedelta(days=7)
CALLED, SENT = "noted", "sent"


@dataclass(frozen=True)
class CheckInHelpPage:
    """Help in the very next response; `promise` is empty where the answer could not be kept."""

    lines: list[LineView]
    more_lines: list[LineView]
    opens: str
    promise: str
    our_phone: str
    language_links: list[dict[str, Any]]


@dataclass(frozen=True)
class CheckInDonePage:
    """What happens next; `call_by` is empty where no call was asked for, or once it should have come."""

    call_by: str
    again: str
    is_fresh: bool
    lines: list[LineView]
    our_phone: str
    opening: str


@dataclass(frozen=True)
class CheckInOverPage:
    """The link leads nowhere any more: whom to call instead."""

    our_phone: str
    opening: str
    lines: list[LineView]


def help_page(now: datetime, answered: Answered | None) -> CheckInHelpPage:
    """Numbers first; what we promise only when we know of it."""
    first, more = first_and_more_lines(language_now(), (), now)
    alerts = answered.alerts if answered else ()
    urgency = Urgency.NOW if AlertKind.CRISIS in alerts else Urgency.SAME_DAY
    return CheckInHelpPage(
        lines=first,
        more_lines=more,
        opens=opens_at(now, language_now()),
        promise=call_time(now, urgency) if alerts else "",
        our_phone=provider_phone(),
        language_links=[
            {**link, "url": url_for("triage.crisis", lang=link["code"])} for link in language_links()
        ],
    )


def done_word(alerts: tuple[AlertKind, ...]) -> str:
    """The word in the address of the last page: that somebody calls, or that there is nothing more to do."""
    return CALLED if alerts else SENT


def done_page(now: datetime, opened: OpenedLink, done: str) -> CheckInDonePage:
    """Thanks, and what happens next: what was promised when she answered, however late this is looked at."""
    due = promise(Urgency.SAME_DAY, URGENT_CALL, opened.answered_at or now)
    is_called = done == CALLED and due is not None and due > now
    return CheckInDonePage(
        call_by=when_from_now(due, now, language_now()) if is_called and due else "",
        is_fresh=done == SENT,
        again=_asked_again(opened.again_at, now, is_called=is_called),
        lines=few_lines(language_now(), now, _NUMBERS_ON_A_PAGE),
        our_phone=provider_phone(),
        opening=opening_hours(),
    )


def _asked_again(again_at: datetime | None, now: datetime, *, is_called: bool) -> str:
    """When she is asked again; that nothing more comes is not said to one who waits for a call."""
    if again_at is None:
        return "" if is_called else sentence(mark("This was the last time we ask."))
    weeks = round((again_at - now) / _WEEK)
    if weeks < 1:
        return sentence(mark("We ask again in a few days."))
    words = (
        mark("We ask again in about a week.")
        if weeks == 1
        else mark("We ask again in about %(weeks)s weeks.")
    )
    return sentence(words) % {"weeks": weeks}


def over_page(now: datetime) -> CheckInOverPage:
    """The same for every address that leads nowhere, whatever it led to."""
    lines = few_lines(language_now(), now, _NUMBERS_ON_A_PAGE)
    return CheckInOverPage(provider_phone(), opening_hours(), lines)
