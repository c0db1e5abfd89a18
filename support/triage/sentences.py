"""The protocol of a visit, and its sentences in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from flask import current_app

from support.cases.rules.targets import promise
from support.triage.loading import active_protocol, protocol_named
from support.triage.rules.protocol import Protocol
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.pathway import URGENT_CALL, Urgency
from support.web.languages import language_now

_CALL_TIME = "{call_time}"


@dataclass(frozen=True)
class Sentences:
    """The sentences of a protocol in one language, with what they may name filled in."""

    protocol: Protocol
    language: str
    call_time: Callable[[], str]
    """Asked for only where a sentence names the time."""

    def text(self, key: str) -> str:
        """The sentence; the protocol must have it."""
        return self._filled(self.protocol.text(key, self.language))

    def maybe(self, key: str) -> str:
        """The sentence, or nothing."""
        return self._filled(self.protocol.optional_text(key, self.language) or "")

    def _filled(self, sentence: str) -> str:
        return sentence.replace(_CALL_TIME, self.call_time()) if _CALL_TIME in sentence else sentence


def protocol_of(name: str) -> Protocol:
    """The protocol that a visit began with, without instruments that real people may not be asked yet.

    A version that is no longer here gives way to the active one.
    """
    return usable(name, is_demo=current_app.config["IS_DEMO"])


def call_time(now: datetime, urgency: Urgency, language: str = "") -> str:
    """By when a nurse calls somebody who leaves her number now, as a clock time."""
    due = promise(urgency, URGENT_CALL, now)
    return when_from_now(due, now, language or language_now()) if due else ""


def sentences(
    protocol: Protocol, now: datetime, urgency: Urgency = Urgency.SAME_DAY, spoken: str = ""
) -> Sentences:
    """The protocol's sentences in the reader's language, or in the one that is spoken on the phone.

    A call they name is the one of this urgency.
    """
    language = spoken or language_now().value
    return Sentences(protocol, language, lambda: call_time(now, urgency, language))


@cache
def usable(name: str, *, is_demo: bool) -> Protocol:
    """A protocol by name; outside the demo an instrument without a letter from its owner is off."""
    protocol = protocol_named(name) or active_protocol()
    return protocol if is_demo else protocol.without(protocol.uncleared())
