"""What sends a text message; the providers stand behind this."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from werkzeug.datastructures import MultiDict

from support.messaging.delivery_rules import Delivery as Delivery
from support.messaging.refusal_rules import Refusal

log = logging.getLogger("kynnys.messages")


@dataclass(frozen=True)
class SendResult:
    """What the provider said at once: its reference when it accepted, or why it did not."""

    accepted: bool
    reference: str | None = None
    refusal: Refusal | None = None
    """Set exactly when it was not accepted."""


@dataclass(frozen=True)
class Sighting:
    """One message as the provider has it; no text of it."""

    reference: str
    delivery: Delivery
    refusal: Refusal | None = None


class SmsSender(Protocol):
    """Hands texts to whoever carries them, and asks what became of them."""

    @property
    def takes_replies(self) -> bool:
        """Whether who gets a text can answer it."""
        ...

    def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
        """Hand over the text, once: nothing in here tries again.

        The provider's reports carry the attempt id; after `valid_for` the text is pointless. Any exception
        means that nobody knows whether it went.
        """
        ...

    def find(self, phone: str, since: datetime) -> tuple[Sighting, ...]:
        """What the provider has taken on for this number since then; raises when it cannot be asked."""
        ...

    def look_up(self, reference: str) -> Sighting | None:
        """How far one message has come; None when the provider knows of none; raises when it cannot say."""
        ...


@dataclass(frozen=True)
class ProviderAccount:
    """Whose account it is, who is shown as the sender, and where the provider answers.

    The first token is ours to use; any of them may have signed what the provider sends.
    """

    sid: str
    tokens: tuple[str, ...] = field(repr=False)
    sender: str
    address: str


class Signature(Protocol):
    """Tells the provider's requests from all others."""

    def is_genuine(self, address: str, fields: MultiDict[str, str], signature: str) -> bool:
        """Whether the provider signed just these fields for this address."""
        ...


class NullSender:
    """Accepts everything and sends nothing."""

    takes_replies = False

    def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
        """Accept."""
        return SendResult(accepted=True, reference=f"null-{attempt_id}")

    def find(self, phone: str, since: datetime) -> tuple[Sighting, ...]:
        """Nothing was sent."""
        return ()

    def look_up(self, reference: str) -> Sighting | None:
        """It arrived as far as it ever will."""
        return Sighting(reference, Delivery.DELIVERED)


class ConsoleSender(NullSender):
    """For the demo: accepts, and notes that something would have left. What it said is on the demo page."""

    def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
        """Accept; neither number nor text reaches the log."""
        log.info("message handed over", extra={"attempt": attempt_id})
        return SendResult(accepted=True, reference=f"console-{attempt_id}")
