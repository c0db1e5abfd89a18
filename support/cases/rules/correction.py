"""What a person may say is wrong in what is kept of her, and what may be answered (GDPR 16 and 18).

Nothing is overwritten: the value that was there stays in the record, and what is right stands beside it.
"""

from enum import StrEnum

from support.vocabulary.errors import Conflict, Invalid, mark


class About(StrEnum):
    """What it is about."""

    CONTACT = "contact"
    ANSWERS = "answers"
    TIMES = "times"
    DECISION = "decision"
    AGREED = "agreed"
    OTHER = "other"


class State(StrEnum):
    """How far it has come."""

    OPEN = "open"
    CORRECTED = "corrected"
    NOTED = "noted"
    REFUSED = "refused"


ANSWERS = (State.CORRECTED, State.NOTED, State.REFUSED)


def check_answer(before: State, answer: State, words: str) -> None:
    """Raises Conflict where it has been answered, Invalid without a choice or the words that she will read.

    A refusal without its reason would leave her nothing to turn against.
    """
    if before is not State.OPEN:
        raise Conflict(mark("This has been answered already."))
    if answer not in ANSWERS:
        raise Invalid(mark("Choose one from the list."))
    if not words:
        raise Invalid(mark("Write what the person reads: what was done, or why not."))
