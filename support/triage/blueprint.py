"""The blueprint that the routes of the self-triage share, and what each of them may need."""

from datetime import datetime
from functools import cache

from flask import Blueprint, current_app

from support.cases.rules.targets import promise
from support.triage.loading import active_protocol, protocol_named
from support.triage.question_pages import Sentences
from support.triage.rules.protocol import Protocol
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.pathway import URGENT_CALL, Urgency
from support.web.languages import language_now

triage = Blueprint("triage", __name__)


def protocol_of(name: str) -> Protocol:
    """The protocol that a visit began with, without instruments that real people may not be asked yet.

    A version that is no longer here gives way to the active one.
    """
    return usable(name, is_demo=current_app.config["IS_DEMO"])


def call_time(now: datetime, urgency: Urgency) -> str:
    """By when a nurse calls somebody who leaves her number now, as a clock time."""
    due = promise(urgency, URGENT_CALL, now)
    return when_from_now(due, now, language_now()) if due else ""


def sentences(protocol: Protocol, now: datetime, urgency: Urgency = Urgency.SAME_DAY) -> Sentences:
    """The protocol's sentences in the reader's language; a call they name is the one of this urgency."""
    return Sentences(protocol, language_now().value, lambda: call_time(now, urgency))


def provider_phone() -> str:
    """The number of the service, known without the database."""
    phone: str = current_app.config["PROVIDER_PHONE"]
    return phone


@cache
def usable(name: str, *, is_demo: bool) -> Protocol:
    """A protocol by name; outside the demo an instrument without a letter from its owner is off."""
    protocol = protocol_named(name) or active_protocol()
    return protocol if is_demo else protocol.without(protocol.uncleared())
