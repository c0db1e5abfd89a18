"""Why a message did not go or did not arrive, in our own words, whatever the provider calls it.

Source: reliability design, section 4b (policy).
"""

from enum import StrEnum


class Refusal(StrEnum):
    """What stood in the way; what follows from each is the policy of the outbox."""

    BUSY = "busy"
    """Too many at once: never processed, so handing it over again is safe."""
    BAD_NUMBER = "bad_number"
    """No such number, or none that takes messages: a new number has to be asked for."""
    OPTED_OUT = "opted_out"
    """She told the provider to stop: nothing more is sent, and her nurse hears of it."""
    UNREACHABLE = "unreachable"
    """The phone did not answer; it may later."""
    FILTERED = "filtered"
    """A carrier took it for unwanted: never tried again, somebody has to look."""
    TOO_LATE = "too_late"
    """It waited at the provider until it was pointless."""
    NOT_SET_UP = "not_set_up"
    """Our account may not send this: an operator has to act."""
    UNCLEAR = "unclear"
    """A reason that we do not know: a human has to look."""
