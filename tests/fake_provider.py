"""A provider of text messages in this process: it keeps an account of what it took on, and reports what it is
told to report."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from support.messaging.refusal_rules import Refusal
from support.messaging.sender import Delivery, SendResult, Sighting
from tests.fakes import FixedClock


class Moment(StrEnum):
    """Where a call to the provider may be cut off."""

    ENTERED = "entered"
    CONNECTING = "connecting"
    REQUEST_SENT = "request sent"
    TAKEN_ON = "taken on"


@dataclass(frozen=True)
class Report:
    """One report as it leaves the provider."""

    at: datetime
    attempt_id: str
    sighting: Sighting


@dataclass
class Taken:
    """One message on the provider's account."""

    reference: str
    phone: str
    text: str
    attempt_id: str
    at: datetime
    delivery: Delivery = Delivery.ACCEPTED
    refusal: Refusal | None = None

    @property
    def sighting(self) -> Sighting:
        """How far it is."""
        return Sighting(self.reference, self.delivery, self.refusal)


def _nothing(_moment: Moment, _phone: str) -> None:
    """Let the call go on."""


@dataclass
class FakeProvider:
    """Takes everything on; `during` is told of each moment of a call and may cut it off.

    A message is on its way after 5 seconds and has arrived after 20.
    """

    clock: FixedClock
    during: Callable[[Moment, str], None] = _nothing
    result: SendResult | Exception | None = None
    """What it answers instead."""
    is_dark: bool = False
    """It cannot be asked."""
    is_forgetful: bool = False
    """Its list shows nothing."""
    ends_as: Delivery = Delivery.DELIVERED
    refusal: Refusal | None = None
    taken: list[Taken] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    takes_replies: bool = False

    def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
        """Take the message on and answer."""
        self.during(Moment.ENTERED, phone)
        self.during(Moment.CONNECTING, phone)
        if isinstance(self.result, Exception):
            raise self.result
        if self.result is not None:
            return self.result
        try:
            self.during(Moment.REQUEST_SENT, phone)
        finally:
            one = self._take_on(phone, text, attempt_id)
        self.during(Moment.TAKEN_ON, phone)
        return SendResult(accepted=True, reference=one.reference)

    def find(self, phone: str, since: datetime) -> tuple[Sighting, ...]:
        """What it has for this number."""
        self.asked.append("find")
        if self.is_dark:
            raise ConnectionError
        self._let_arrive()
        if self.is_forgetful:
            return ()
        return tuple(one.sighting for one in self.taken if one.phone == phone and one.at >= since)

    def look_up(self, reference: str) -> Sighting | None:
        """How far one has come."""
        self.asked.append("look up")
        if self.is_dark:
            raise ConnectionError
        self._let_arrive()
        return next((one.sighting for one in self.taken if one.reference == reference), None)

    def _take_on(self, phone: str, text: str, attempt_id: str) -> Taken:
        one = Taken(f"SM{len(self.taken):032}", phone, text, attempt_id, self.clock.now())
        self.taken.append(one)
        for seconds, delivery in ((5, Delivery.SENT), (20, self.ends_as)):
            refusal = self.refusal if delivery is self.ends_as else None
            sighting = Sighting(one.reference, delivery, refusal)
            self.reports.append(Report(one.at + timedelta(seconds=seconds), attempt_id, sighting))
        return one

    def _let_arrive(self) -> None:
        now = self.clock.now()
        for one in self.taken:
            if now >= one.at + timedelta(seconds=20):
                one.delivery, one.refusal = self.ends_as, self.refusal
            elif now >= one.at + timedelta(seconds=5):
                one.delivery = Delivery.SENT
