"""Page data of a trial: what stands above every page of it, and what stands where something would be sent."""

from dataclasses import dataclass

from flask import request

from support.triage.deciding import decide_or_none
from support.triage.help_pages import LineView
from support.triage.sentences import protocol_of
from support.triage.trial_cookie import trial_now

# Elsewhere nothing is tried: what somebody does behind a sign-in is real.
_PARTS = {"triage", "public"}


@dataclass(frozen=True)
class TrialBanner:
    """Above every page of a trial; `needs_call` when an answer would bring a call today in real use."""

    needs_call: bool


@dataclass(frozen=True)
class TrialStopsPage:
    """In the place of a page from which something would be sent; `to` is where making it real leads."""

    lines: list[LineView]
    to: str
    back_url: str


def trial_banner() -> TrialBanner | None:
    """The banner of the present page; None when nobody is trying here."""
    trial = trial_now() if request.blueprint in _PARTS else None
    if trial is None:
        return None
    decision = decide_or_none(protocol_of(trial.protocol), trial.visit)
    return TrialBanner(decision is None or decision.urgency.needs_call_today)
