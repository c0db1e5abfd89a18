"""The protocol in use, a small second one, and answers that say nothing urgent."""

from functools import cache
from pathlib import Path

from support.triage.loading import PROTOCOLS, active_protocol, load_protocol
from support.triage.rules.answers import Answer
from support.triage.rules.protocol import Protocol

SMALL = Path(__file__).parent / "protocols"
IN_USE = PROTOCOLS / "voimavarat-1.0.0"


def in_use() -> Protocol:
    """The protocol that new visits use."""
    return active_protocol()


@cache
def small() -> Protocol:
    """A protocol about something else, made of data alone."""
    return load_protocol(SMALL / "kevyt-0.1.0")


def usual(*skipped: str, **changes: Answer) -> dict[str, Answer]:
    """The usual answers of the vectors (all routine), some changed, some skipped."""
    first = next(vector for vector in in_use().vectors if vector.id == "1")
    return {item: answer for item, answer in {**first.answers, **changes}.items() if item not in skipped}
