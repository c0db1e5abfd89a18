"""What three people agree on in their meeting, in which words, and when they count (A.003-02, D.4, D.5).

A thing has words and the number of their version. Each who may see them says yes to this very version; the
supervisor sees nothing that the employee has not said yes to before.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from support.booking.rules.three_party import REQUIRED, Party, State
from support.vocabulary.errors import Conflict, Invalid, mark
from support.vocabulary.ids import is_id

# Whoever is there a little early begins.
_OPENS_BEFORE = timedelta(minutes=30)


class Matter(StrEnum):
    """What kind of thing is agreed on."""

    GOAL = "goal"
    TIMETABLE = "timetable"
    ACTION = "action"


class About(NamedTuple):
    """One thing: a goal or an action by its id, or the one timetable."""

    matter: Matter
    id: str = ""

    @classmethod
    def read(cls, key: str) -> "About":
        """The thing of this key; raises Invalid for any other word."""
        matter, _, one = key.partition(":")
        is_named = key == Matter.TIMETABLE if matter == Matter.TIMETABLE else is_id(one)
        if matter not in set(Matter) or not is_named:
            raise Invalid(mark("Choose from the list."))
        return cls(Matter(matter), one)

    @property
    def key(self) -> str:
        """How it is named where somebody agrees to it."""
        return f"{self.matter}:{self.id}" if self.id else self.matter.value


@dataclass(frozen=True)
class Agreement:
    """How far the words of one thing have come."""

    confirmed_by: frozenset[Party]
    may_supervisor_see: bool

    @property
    def asks(self) -> frozenset[Party]:
        """Whose word it needs: nobody is asked about what she may not see."""
        return REQUIRED if self.may_supervisor_see else REQUIRED - {Party.SUPERVISOR}

    @property
    def counts(self) -> bool:
        """Whether everybody has said yes to these words."""
        return self.confirmed_by >= self.asks

    def is_shown_to(self, party: Party) -> bool:
        """Whether she sees the words: the supervisor only once the employee has said yes to them."""
        if party is not Party.SUPERVISOR:
            return True
        return self.may_supervisor_see and Party.EMPLOYEE in self.confirmed_by


class Settled(NamedTuple):
    """What a meeting has brought of the kinds that it must bring."""

    goals: Collection[Agreement]
    timetable: Agreement | None
    has_all_acknowledged: bool
    are_released_reviewed: bool


def is_open(state: State, starts_at: datetime | None, now: datetime) -> bool:
    """Whether words can be written and agreed to: the three are together, or write down what they said."""
    return state is State.CONFIRMED and starts_at is not None and now >= starts_at - _OPENS_BEFORE


def check_open(state: State, starts_at: datetime | None, now: datetime) -> None:
    """Raises Conflict before the meeting, and once who came has been written down."""
    if not is_open(state, starts_at, now):
        raise Conflict(mark("This is written down during the meeting, until it is said who came."))


def check_version(shown: int, present: int) -> None:
    """Raises Conflict where somebody says yes to words that are not there any more."""
    if shown != present:
        raise Conflict(mark("The words have been changed since. Read them once more."))


def check_words(text: str) -> None:
    """Raises Invalid for nothing."""
    if not text.strip():
        raise Invalid(mark("Write it in a few words."))


def brought_by_meeting(settled: Settled) -> frozenset[str]:
    """The outcomes that the meeting itself has brought, as the catalogue calls them."""
    there = {
        "goals_agreed": any(one.counts for one in settled.goals),
        "timetable_agreed": settled.timetable is not None and settled.timetable.counts,
        "confidentiality_acknowledged": settled.has_all_acknowledged,
        "released_actions_reviewed": settled.are_released_reviewed,
    }
    return frozenset(outcome for outcome, is_there in there.items() if is_there)
