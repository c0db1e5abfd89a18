"""States of an outbound message, which report may change them, and when to try again.

Source: reliability design, section 4b.
"""

from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    """How far a message has come; `attempt_written` is committed before the provider is called."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    ATTEMPT_WRITTEN = "attempt_written"
    ACCEPTED = "accepted"
    SENT = "sent"
    UNKNOWN = "unknown"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


_REPORTED = frozenset(
    {
        State.ACCEPTED,
        State.SENT,
        State.DELIVERED,
        State.UNDELIVERED,
        State.FAILED,
    }
)
_GIVEN_UP = frozenset({State.SUPPRESSED, State.EXPIRED, State.CANCELLED})

ALLOWED: dict[State, frozenset[State]] = {
    # Claim and attempt may be written in one work.
    State.QUEUED: frozenset({State.CLAIMED, State.ATTEMPT_WRITTEN}) | _GIVEN_UP,
    # Back to the queue when the lease runs out: nothing has been written, so nothing was sent.
    State.CLAIMED: frozenset({State.ATTEMPT_WRITTEN, State.QUEUED}) | _GIVEN_UP,
    # Back to the queue only where it is sure that nothing was sent.
    State.ATTEMPT_WRITTEN: _REPORTED | {State.UNKNOWN, State.QUEUED},
    State.UNKNOWN: _REPORTED | {State.QUEUED},
    State.ACCEPTED: _REPORTED - {State.ACCEPTED},
    State.SENT: frozenset({State.DELIVERED, State.UNDELIVERED, State.FAILED}),
}
TERMINAL = frozenset(State) - frozenset(ALLOWED)
CANCELLABLE = frozenset(state for state, following in ALLOWED.items() if State.CANCELLED in following)


class Remedy(StrEnum):
    """What is done about a message that did not go out."""

    BACK_OFF = "back_off"
    LOOK_IT_UP = "look_it_up"
    TRY_LATER = "try_later"
    PLAN_AGAIN = "plan_again"
    NEW_NUMBER = "new_number"
    OPTED_OUT = "opted_out"
    HUMAN = "human"


REMEDIES: dict[int, Remedy] = {
    429: Remedy.BACK_OFF,
    20429: Remedy.BACK_OFF,
    20500: Remedy.LOOK_IT_UP,
    21211: Remedy.NEW_NUMBER,
    21614: Remedy.NEW_NUMBER,
    30005: Remedy.NEW_NUMBER,
    30006: Remedy.NEW_NUMBER,
    21610: Remedy.OPTED_OUT,
    30003: Remedy.TRY_LATER,
    30008: Remedy.TRY_LATER,
    30007: Remedy.HUMAN,
    30001: Remedy.PLAN_AGAIN,
    30036: Remedy.PLAN_AGAIN,
}

# How long a callback is waited for, then how often the provider's list is asked.
LOOK_UP_AFTER = (
    timedelta(seconds=60),
    timedelta(minutes=3),
    timedelta(minutes=10),
)
POLL_SILENT_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
_TRY_LATER_AFTER = (timedelta(hours=1), timedelta(hours=4))
_FIRST_BACK_OFF = timedelta(seconds=30)
_LONGEST_BACK_OFF = timedelta(minutes=15)


def may_become(state: State, following: State) -> bool:
    """Whether the table has a move from one state to the other."""
    return following in ALLOWED.get(state, frozenset())


def after_report(state: State, reported: State) -> State:
    """The state after the provider's report; reports come late, twice and out of order.

    A report that leads nowhere from here leaves the state as it is, and a terminal state stays for good.
    """
    return reported if reported in _REPORTED and may_become(state, reported) else state


def contradicts(state: State, reported: State) -> bool:
    """Whether a report speaks against a terminal state and should be logged."""
    return state in TERMINAL and reported in TERMINAL and state is not reported


def remedy_for(error_code: int | None) -> Remedy:
    """What to do about an error of the provider; None is a time-out; what is not known goes to a human."""
    return Remedy.LOOK_IT_UP if error_code is None else REMEDIES.get(error_code, Remedy.HUMAN)


def try_again_after(remedy: Remedy, attempts: int, spread: float = 0.0) -> timedelta | None:
    """How long to wait after so many failed attempts (1 or more); None when to stop and tell a human.

    `spread` from 0 to 1 lengthens a back-off by up to half, so that messages do not all return at once.
    A back-off has no end of its own: the message expires when it has become pointless.
    """
    if remedy is Remedy.BACK_OFF:
        doubled = _FIRST_BACK_OFF * (1 << min(attempts - 1, 10))
        return min(doubled, _LONGEST_BACK_OFF) * (1 + spread / 2)
    if remedy is Remedy.TRY_LATER and attempts <= len(_TRY_LATER_AFTER):
        return _TRY_LATER_AFTER[attempts - 1]
    return None
