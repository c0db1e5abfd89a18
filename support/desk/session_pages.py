"""Where a member of the staff is signed in, and what was refused in her name, in the frame of the desk."""

from dataclasses import dataclass

from flask import url_for

from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.people.duty_queries import has_number
from support.people.facts import Step
from support.people.known_browser_actions import own_browsers
from support.people.refused_actions import refused_lately
from support.people.rules import REFUSED_KEPT
from support.people.session_pages import SessionList, session_list
from support.people.sessions import account_of, is_warned
from support.platform.work import Work
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

NUMBER_KEPT, NUMBER_GONE = "number", "no_number"
_DONE = {NUMBER_KEPT: mark("The number is saved."), NUMBER_GONE: mark("The number is removed.")}
_STEPS = {Step.PASSWORD: mark("Wrong password"), Step.CODE: mark("Wrong code")}


@dataclass(frozen=True)
class RefusedView:
    """A step that was refused on one day."""

    what: str
    count: int
    last: str


@dataclass(frozen=True)
class BrowserView:
    """A browser in which she has signed in lately."""

    since: str
    is_this: bool


@dataclass(frozen=True)
class NumberForm:
    """The number at which she is told that something waits; the one that is kept is not shown."""

    url: str
    is_known: bool
    typed: str = ""
    error: str = ""
    done: str = ""
    """What has just become of it, or empty."""


@dataclass(frozen=True)
class StaffSessionsPage:
    """Her sessions, what was refused in her name, and the browsers that are known as hers."""

    staff: StaffView
    sessions: SessionList
    is_warned: bool
    refused: list[RefusedView]
    refused_days: int
    browsers: list[BrowserView]
    forget_url: str
    number: NumberForm


@dataclass(frozen=True)
class ProvePage:
    """Something that needs the code of the authenticator once more."""

    staff: StaffView
    heading: str
    text: str
    button: str
    error: str
    back_url: str


def staff_sessions_page(
    work: Work,
    token: str,
    browser: str | None,
    language: Language,
    *,
    typed: str = "",
    error: str = "",
    done: str = "",
) -> StaffSessionsPage:
    """The page of whoever holds this secret, in the browser with this id.

    `typed` is a number that is none, and `error` says why; `done` names what has just become of her number.
    """
    listed = session_list(
        work,
        token,
        language,
        end_url=lambda ref: url_for("desk.ask_end_session", session_ref=ref),
        end_others_url=url_for("desk.ask_end_other_sessions"),
    )
    account_id = account_of(work, token)
    browsers = [
        BrowserView(when_from_now(one.since, work.now, language), one.is_this)
        for one in own_browsers(work, account_id, browser)
    ]
    return StaffSessionsPage(
        staff=staff_view(work, waiting_for(work)),
        sessions=listed,
        is_warned=is_warned(work, token),
        refused=[
            RefusedView(sentence(_STEPS[one.step]), one.count, when_from_now(one.last_at, work.now, language))
            for one in refused_lately(work, account_id)
        ],
        refused_days=REFUSED_KEPT.days,
        browsers=browsers,
        forget_url=url_for("desk.ask_forget_browsers") if any(not one.is_this for one in browsers) else "",
        number=NumberForm(
            url_for("desk.own_number"),
            has_number(work, account_id),
            typed,
            error,
            sentence(_DONE[done]) if done in _DONE else "",
        ),
    )


def prove_page(work: Work, heading: str, text: str, button: str, error: str = "") -> ProvePage:
    """The page that asks for the code; the sentences are marked ones."""
    return ProvePage(
        staff=staff_view(work, waiting_for(work)),
        heading=sentence(heading),
        text=sentence(text),
        button=sentence(button),
        error=sentence(error) if error else "",
        back_url=url_for("desk.signed_in"),
    )
