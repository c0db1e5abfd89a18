"""What the link in a supervisor's message leads to; by itself it shows nothing of anybody."""

from dataclasses import dataclass

from flask import url_for

from support.booking.coaching_queries import does_any_stand
from support.consent.queries import cases_released
from support.people.code_texts import CODE_FAULTS
from support.people.facts import Addressee
from support.people.rules import CODE_LIVES, CodeState
from support.people.supervisor_facts import SupervisorLinkFacts
from support.people.supervisor_queries import link_by_invitation, supervisor_addressee
from support.platform.work import Work
from support.web.pages import opening_hours, provider_phone, sentence


@dataclass(frozen=True)
class LinkPage:
    """Before the code: whom to call, and why no code was sent."""

    notice: str
    our_phone: str


@dataclass(frozen=True)
class LinkCodePage:
    """The code that came; no page says to which number."""

    error: str
    notice: str
    locked: bool
    minutes: int
    back_url: str
    confirm_url: str
    our_phone: str


@dataclass(frozen=True)
class ClosedPage:
    """An address that leads nowhere: whom to call instead."""

    our_phone: str
    opening: str


def opened_link(look: Work, token: str) -> SupervisorLinkFacts | None:
    """Whose supervisor signs in here, as long as she may know anything at all.

    None for an address that never led anywhere or has expired, and where all was taken back or is over.
    """
    link = link_by_invitation(look, token)
    if link is None:
        return None
    # A talk that was offered stands whatever is taken back, so that she cannot tell from it.
    leads_on = cases_released(look, link.id) or does_any_stand(look, link.id)
    return link if leads_on else None


def addressee(work: Work, link: SupervisorLinkFacts) -> Addressee:
    """Where her code goes, and her language; opening the number is recorded."""
    return supervisor_addressee(work, link.id)


def link_page(refusal: str = "") -> LinkPage:
    """The page of the link; `refusal` is the message of why no code was sent."""
    return LinkPage(sentence(refusal) if refusal else "", provider_phone())


def link_code_page(token: str, state: CodeState | None = None, refusal: str = "") -> LinkCodePage:
    """The page that asks for the code; with a state after a try."""
    return LinkCodePage(
        error=sentence(CODE_FAULTS[state]) if state else "",
        notice=sentence(refusal) if refusal else "",
        locked=state is CodeState.TOO_MANY_TRIES,
        minutes=int(CODE_LIVES.total_seconds() // 60),
        back_url=url_for("supervisor.link", token=token),
        confirm_url=url_for("supervisor.confirm_code", token=token),
        our_phone=provider_phone(),
    )


def closed_page() -> ClosedPage:
    """The same for every address that leads nowhere."""
    return ClosedPage(provider_phone(), opening_hours())
