"""A judge of the outbox in plain Python: what was planned, what the provider has taken on, how it stands.

It knows nothing of the program but the words for the ends of a message.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

ENDS = frozenset({"delivered", "undelivered", "failed", "suppressed", "expired", "cancelled"})


@dataclass(frozen=True)
class Judged:
    """One message: its attempts as (id, how it ended), and whether a human has it."""

    key: str
    state: str
    has_human: bool
    must_arrive: bool
    attempts: tuple[tuple[str, str | None], ...]


def faults_of(messages: Iterable[Judged], account: Iterable[str], *, is_silent: bool = False) -> list[str]:
    """Everything wrong; `account` holds the attempt id of each message that the provider took on.

    Twice is a fault but where the provider stays silent in every way: there once more is allowed, and shows.
    """
    taken = Counter(account)
    found = [f"{one}: on the account {count} times" for one, count in taken.items() if count > 1]
    known = {attempt for message in messages for attempt, _ in message.attempts}
    found += [f"{one}: on the account, and we know of no such attempt" for one in taken if one not in known]
    for one in messages:
        found += [f"{one.key}: {fault}" for fault in _faults(one, taken, is_silent=is_silent)]
    return found


def _faults(one: Judged, taken: Counter[str], *, is_silent: bool) -> list[str]:
    found = []
    times = sum(taken[attempt] for attempt, _ in one.attempts)
    outcomes = [outcome for _, outcome in one.attempts]
    if one.state not in ENDS and not one.has_human:
        found.append(f"lost: {one.state}, and no human has it")
    if times == 0 and one.must_arrive and not one.has_human:
        found.append("lost: it never came to the provider")
    if times == 0 and one.state == "delivered":
        found.append("delivered, they say, and the provider never had it")
    if times > 1 and not (is_silent and times == 2 and "absent" in outcomes and one.has_human):
        found.append(f"sent {times} times, attempts {outcomes}")
    if None in outcomes:
        found.append("an attempt of which nobody knows the end")
    return found
