"""What a supervisor sees of something agreed: only what was released, and how it goes only with F5 (C.5)."""

from collections.abc import Set
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from support.consent.rules.fact_code import FactCode
from support.pathways.rules.agreed_action import OPEN, Owner, Release, State, is_overdue


class Standing(StrEnum):
    """How something agreed stands, as a supervisor reads it."""

    WAITS = "waits"
    """For her answer."""
    TURNED_DOWN = "turned_down"
    """She has said that it does not suit her so."""
    TAKEN_ON = "taken_on"
    """By her."""
    AGREED = "agreed"
    GOING_ON = "going_on"
    DONE = "done"
    NEEDS_TALK = "needs_talk"


class Shared(Protocol):
    """The few values of an agreed action that decide what a supervisor sees of it."""

    @property
    def state(self) -> State: ...

    @property
    def owner(self) -> Owner: ...

    @property
    def release(self) -> Release | None: ...

    @property
    def due_on(self) -> date: ...

    @property
    def turned_down_at(self) -> datetime | None: ...

    @property
    def supervisor_link_id(self) -> str | None: ...

    @property
    def is_arrangement(self) -> bool: ...


_IN_OTHER_WORDS = {
    State.AGREED: Standing.AGREED,
    State.IN_PROGRESS: Standing.GOING_ON,
    State.DONE: Standing.DONE,
    State.NOT_DONE: Standing.NEEDS_TALK,
}
_AGREED_ON = frozenset({State.AGREED, State.IN_PROGRESS})
MAY_ANSWER = frozenset({Standing.WAITS, Standing.TURNED_DOWN})
ANSWERED = frozenset({Standing.TURNED_DOWN, Standing.TAKEN_ON})
_OWN = MAY_ANSWER | ANSWERED


def fact_of(owner: Owner) -> FactCode:
    """Which permission lets a supervisor read what this owner does."""
    return FactCode.F2 if owner is Owner.SUPERVISOR else FactCode.F3


def facts_about(action: Shared, link_id: str) -> frozenset[FactCode]:
    """Under which facts the supervisor of this link could be told something of it; none without the
    employee's yes to this very action."""
    if not _is_offered(action, link_id):
        return frozenset()
    arrangement = {FactCode.F4} if action.is_arrangement and action.state in _AGREED_ON else set()
    return frozenset({fact_of(action.owner), FactCode.F5, *arrangement})


def missing_fact(action: Shared, facts: Set[FactCode]) -> FactCode | None:
    """The permission that is missing although the employee has said yes to this very action."""
    needed = fact_of(action.owner)
    said_yes = action.release is Release.YES and action.state in OPEN
    return needed if said_yes and needed not in facts else None


def is_turned_down(action: Shared) -> bool:
    """Whether the supervisor has suggested a change of what she has not taken on, and it waits for whoever
    wrote it."""
    return action.state is State.PROPOSED and action.turned_down_at is not None


def standing_for(action: Shared, facts: Set[FactCode], link_id: str) -> Standing | None:
    """How it stands for the supervisor of this link; None where she may not see that it is there.

    `facts` are those that she may know now. What somebody else answered as the supervisor is not hers, and of
    others' she sees only what was agreed.
    """
    if not _is_let_know(action, facts, link_id):
        return None
    if action.owner is Owner.SUPERVISOR:
        if action.state is State.PROPOSED:
            return Standing.TURNED_DOWN if is_turned_down(action) else Standing.WAITS
        if action.state in OPEN:
            return Standing.TAKEN_ON
    # What others are to do is a draft until it is agreed.
    if action.state is State.PROPOSED:
        return None
    if FactCode.F5 not in facts:
        return Standing.AGREED if action.state in OPEN else None
    return _IN_OTHER_WORDS.get(action.state)


def standing_now(action: Shared, facts: Set[FactCode], link_id: str, *, goes_on: bool) -> Standing | None:
    """How it stands for her, where `goes_on` says whether the case of it does.

    What waits for her word leaves with the case: nobody would read it. All else stands as before, since that
    a case has ended is nothing that she may learn from it.
    """
    standing = standing_for(action, facts, link_id)
    return None if standing in MAY_ANSWER and not goes_on else standing


def may_agree_to(action: Shared, facts: Set[FactCode], link_id: str) -> bool:
    """Whether the supervisor of this link reads the words of it in a meeting, and is asked for her yes.

    There she reads a draft too: the three agree on it together.
    """
    is_hers_to_ask = action.state in OPEN and _is_let_know(action, facts, link_id)
    return is_hers_to_ask or standing_for(action, facts, link_id) is not None


def is_late_for(standing: Standing, action: Shared, facts: Set[FactCode], today: date) -> bool:
    """Whether she reads that its day has passed: of her own always, of others' with how it goes."""
    may_know = standing in _OWN or FactCode.F5 in facts
    return may_know and is_overdue(action.state, action.due_on, today)


def _is_let_know(action: Shared, facts: Set[FactCode], link_id: str) -> bool:
    return fact_of(action.owner) in facts and _is_offered(action, link_id)


def _is_offered(action: Shared, link_id: str) -> bool:
    is_of_another = action.owner is Owner.SUPERVISOR and action.supervisor_link_id not in (None, link_id)
    return action.release is Release.YES and not is_of_another
