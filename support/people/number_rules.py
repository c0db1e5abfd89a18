"""How somebody who calls proves that a case is hers, before her number is changed on her word.

A stranger who holds the old phone can read there when a time is; somebody close may know when she wrote to
us. The word stands in no message: only she has seen it, signed in.
"""

from dataclasses import dataclass
from datetime import date, timedelta

PROOFS_A_DAY = (5, timedelta(days=1))


@dataclass(frozen=True)
class Said:
    """What the caller said; what she did not say is empty."""

    word: str = ""
    booked_on: date | None = None
    sent_on: date | None = None


@dataclass(frozen=True)
class Known:
    """What is so; without a booked time its day proves nothing."""

    word: str
    booked_on: frozenset[date]
    sent_on: date | None


def proves(said: Said, known: Known, *, was_lost: bool) -> bool:
    """Whether it is she: the word and one day, or both days where no phone was ever lost; and nothing wrong.

    Who has found a phone reads both days in its messages.
    """
    right = {
        "word": bool(known.word) and same_word(said.word, known.word),
        "booked": said.booked_on is not None and said.booked_on in known.booked_on,
        "sent": said.sent_on is not None and said.sent_on == known.sent_on,
    }
    was_said = {
        "word": bool(said.word),
        "booked": said.booked_on is not None,
        "sent": said.sent_on is not None,
    }
    if any(was_said[one] and not right[one] for one in right):
        return False
    return sum(right.values()) >= 2 and (right["word"] or not was_lost)


def same_word(said: str, known: str) -> bool:
    """Whether it is the word, however it was written down while somebody spelled it."""
    plain = "".join(sign for sign in said if sign.isalnum()).casefold()
    return plain == known.casefold()
