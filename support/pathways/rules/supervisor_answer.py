"""What a supervisor can say of something that she is to do; there are no words of hers (act 759/2004, s. 3).

Source: domain model C.5 and 003-06: she does it by a day, suggests a change, asks for a talk, or has done it.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

from support.pathways.rules.agreed_action import State, Suggestion
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Conflict, Invalid, mark

_FURTHEST = timedelta(days=365)


class Say(StrEnum):
    """What she says."""

    ACCEPT = "accept"
    SUGGEST = "suggest"
    FINISH = "finish"
    TAKE_BACK = "take_back"


_OF_WHAT_GOES_ON = frozenset({Say.SUGGEST, Say.FINISH})
_MAY_SAY = {
    State.PROPOSED: frozenset({Say.ACCEPT, Say.SUGGEST}),
    State.AGREED: _OF_WHAT_GOES_ON,
    State.IN_PROGRESS: _OF_WHAT_GOES_ON,
    State.DONE: frozenset({Say.TAKE_BACK}),
}
CAN_SUGGEST = (Suggestion.LATER_DAY, Suggestion.SMALLER_PART, Suggestion.SOMEBODY_ELSE, Suggestion.TALK)
"""What she can choose from."""


def may_say(state: State, say: Say) -> bool:
    """Whether she can say this of something that she is to do and that stands so."""
    return say in _MAY_SAY.get(state, frozenset())


def check_say(state: State, say: Say) -> None:
    """Raises Conflict where she cannot say this of it any more, or not yet."""
    if not may_say(state, say):
        raise Conflict(mark("This can no longer be done."))


def is_of_today(ended_at: datetime | None, now: datetime) -> bool:
    """Whether it was marked as done today: so long whoever did so can take that back."""
    return ended_at is not None and local_date(ended_at) == local_date(now)


def last_day(due_on: date, today: date) -> date:
    """The last day by which she can say that she does it: a later one is a change, and is suggested."""
    return max(due_on, today)


def promised(by: date | None, due_on: date, today: date) -> date:
    """By when she does it; the agreed day where she names none. Raises Invalid for any day after that."""
    day = by or last_day(due_on, today)
    if not today <= day <= last_day(due_on, today):
        raise Invalid(mark("Choose a day from today to the agreed day. A later day you can suggest."))
    return day


def suggested_day(suggestion: Suggestion, day: date | None, due_on: date, today: date) -> date | None:
    """The day that belongs to what she suggests; raises Invalid where a later day is none, or is too far."""
    if suggestion is not Suggestion.LATER_DAY:
        return None
    if day is None or not last_day(due_on, today) < day <= today + _FURTHEST:
        raise Invalid(mark("Choose a day after the agreed day, within a year."))
    return day
