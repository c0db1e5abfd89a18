"""Stand-ins for what lies outside: time and the provider of text messages."""

from datetime import datetime, timedelta

from support.messaging.sender import Delivery, SendResult, Sighting


class FixedClock:
    """A clock that moves when it is told to."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """The moment it was set to."""
        return self._now

    def set(self, now: datetime) -> None:
        """Go to a moment."""
        self._now = now

    def pass_time(self, span: timedelta) -> None:
        """Let time pass."""
        self._now += span


class RecordingSender:
    """Accepts every message and remembers it."""

    takes_replies = False

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.result: SendResult | Exception = SendResult(accepted=True)

    def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
        """Remember number and text."""
        self.sent.append((phone, text))
        if isinstance(self.result, Exception):
            raise self.result
        return self.result if not self.result.accepted else SendResult(accepted=True, reference=attempt_id)

    def find(self, phone: str, since: datetime) -> tuple[Sighting, ...]:
        """Nothing that is not known already."""
        return ()

    def look_up(self, reference: str) -> Sighting | None:
        """Arrived."""
        return Sighting(reference, Delivery.DELIVERED)
