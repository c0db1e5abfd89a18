"""How many messages may leave, whatever asks for them: a fault or a fraud costs money, and not without end.

Source: reliability design, sections 1.2 (message pumping) and 4b.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from support.vocabulary.phone import MobileNumber, mobile_number

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Caps:
    """The most that may be handed over: of all in an hour, and to one number in a day."""

    an_hour: int = 6_000
    reserve: int = 200
    """So many more of those that must arrive, for example a call to the nurse on duty."""
    a_number_a_day: int = 50


class Breaker(StrEnum):
    """What may leave now."""

    CLOSED = "closed"
    """Everything."""
    TRIPPED = "tripped"
    """What must arrive, and nothing else."""
    OPEN = "open"
    """Nothing."""


CAPS = Caps()


def breaker(handed_over: int, caps: Caps) -> Breaker:
    """What may leave after so many in the last hour."""
    if handed_over < caps.an_hour:
        return Breaker.CLOSED
    return Breaker.TRIPPED if handed_over < caps.an_hour + caps.reserve else Breaker.OPEN


def may_dial(phone: str) -> bool:
    """Whether this is a mobile number of a country that is open: asked again at the door of the house."""
    return isinstance(mobile_number(phone, allow_demo=True), MobileNumber)
