"""What sends a text message; the providers stand behind this."""

import logging
from dataclasses import dataclass
from typing import Protocol

log = logging.getLogger("kynnys.messages")


@dataclass(frozen=True)
class SendResult:
    """What the provider said: its reference when it accepted, or whether trying again makes sense."""

    accepted: bool
    reference: str | None = None
    permanent: bool = False


class SmsSender(Protocol):
    """Hands one text to whoever carries it."""

    def send(self, phone: str, text: str, attempt_id: str) -> SendResult:
        """Hand over the text; the attempt id lets the provider's answer be matched later."""
        ...


class NullSender:
    """Accepts everything and sends nothing."""

    def send(self, phone: str, text: str, attempt_id: str) -> SendResult:
        """Accept."""
        return SendResult(accepted=True, reference=f"null-{attempt_id}")


class ConsoleSender:
    """For the demo: accepts, and notes that something would have left. What it said is on the demo page."""

    def send(self, phone: str, text: str, attempt_id: str) -> SendResult:
        """Accept; neither number nor text reaches the log."""
        log.info("message handed over", extra={"attempt": attempt_id})
        return SendResult(accepted=True, reference=f"console-{attempt_id}")
