"""What was agreed to be done: by whom, until when, and whether the supervisor may see it (domain C.5)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from support.pathways.rules.moves import following
from support.vocabulary.errors import Conflict, Invalid, mark

_FURTHEST = timedelta(days=365)


class State(StrEnum):
    """How far an action has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_DONE = "not_done"
    CANCELLED = "cancelled"


class Move(StrEnum):
    """What happens to an action."""

    AGREE = "agree"
    START = "start"
    FINISH = "finish"
    LEAVE_UNDONE = "leave_undone"
    CANCEL = "cancel"
    TAKE_BACK = "take_back"
    """It was not done yet: a slip of the finger of whoever said so."""


class Owner(StrEnum):
    """Who does it."""

    EMPLOYEE = "employee"
    SUPERVISOR = "supervisor"
    PROVIDER = "provider"
    HR = "hr"


class Size(StrEnum):
    """Whether it is tried out or goes on."""

    TRY_OUT = "try_out"
    ONGOING = "ongoing"


class Release(StrEnum):
    """What the employee has answered: may your supervisor see this? Before she has, there is no answer."""

    YES = "yes"
    NO = "no"
    LATER = "later"


class Suggestion(StrEnum):
    """What the supervisor says instead of yes: a closed list, since no words of hers are kept (759/2004)."""

    LATER_DAY = "later_day"
    SMALLER_PART = "smaller_part"
    SOMEBODY_ELSE = "somebody_else"
    TALK = "talk"
    UNSUITED = "unsuited"
    """Said before there was a list to choose from."""


OPEN = frozenset({State.PROPOSED, State.AGREED, State.IN_PROGRESS})
_AGREED = frozenset({State.AGREED, State.IN_PROGRESS})

ALLOWED: dict[tuple[State, Move], State] = {
    (State.PROPOSED, Move.AGREE): State.AGREED,
    (State.AGREED, Move.START): State.IN_PROGRESS,
    **{(state, Move.FINISH): State.DONE for state in _AGREED},
    **{(state, Move.LEAVE_UNDONE): State.NOT_DONE for state in _AGREED},
    **{(state, Move.CANCEL): State.CANCELLED for state in OPEN},
    (State.DONE, Move.TAKE_BACK): State.IN_PROGRESS,
}


@dataclass(frozen=True)
class Assent:
    """What must be there before something that the supervisor is to do counts as agreed.

    `consents` says that a consent to tell her stands now; `accepts` that she has taken it upon her.
    """

    release: Release | None
    consents: bool = False
    accepts: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return self.release is Release.YES and self.consents and self.accepts


def after(state: State, move: Move) -> State:
    """The state after the move; raises Conflict when the table has no such move."""
    return following(ALLOWED, state, move)


def check_revision(shown: int | None, present: int) -> None:
    """Raises Conflict where somebody says yes to something that has been changed since she read it."""
    if shown != present:
        raise Conflict(mark("The words have been changed since. Read them once more."))


def check_wording(text: str, due: date | None, today: date) -> None:
    """Raise Invalid where an action says nothing, or not a day from today on within a year."""
    if not text.strip():
        raise Invalid(mark("Write what is done, in a few words."))
    if due is None or not today <= due <= today + _FURTHEST:
        raise Invalid(mark("Choose a day from today on, within a year."))


def check_agree(owner: Owner, assent: Assent) -> None:
    """Raise Conflict where the supervisor would owe what she was never told of or has not taken upon her."""
    if owner is Owner.SUPERVISOR and not assent.is_whole:
        raise Conflict(
            mark("This is agreed once the employee lets her supervisor see it and the supervisor accepts it.")
        )


def check_reason(move: Move, reason: str) -> None:
    """Raise Invalid where something is left undone and nobody says why."""
    if move is Move.LEAVE_UNDONE and not reason.strip():
        raise Invalid(mark("Write in a few words why it was not done."))


def ends_with_release(state: State, owner: Owner, release: Release | None) -> bool:
    """Whether the action ends because its supervisor may not see it any more: nobody owes what she cannot
    read."""
    return owner is Owner.SUPERVISOR and state in _AGREED and release is not Release.YES


def is_overdue(state: State, due: date, today: date) -> bool:
    """Whether its day has passed and nothing final has been said of it."""
    return state in OPEN and due < today
