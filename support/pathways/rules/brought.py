"""What the agreed actions of a person bring to a step that must bring something (domain model D.4, D.5)."""

from collections.abc import Collection
from datetime import date
from typing import Protocol

from support.pathways.rules.agreed_action import OPEN, Owner, Release, State
from support.pathways.rules.step import PathwayStep, StepKind

BY_ACTIONS = frozenset(
    {"release_question_asked", "release_choices_made", "open_actions_have_owner_and_date", "actions_final"}
)
"""What stands in the agreed actions themselves."""
BY_MEETING = frozenset(
    {"goals_agreed", "timetable_agreed", "confidentiality_acknowledged", "released_actions_reviewed"}
)
"""What a meeting of three brings to its own step."""
_CHOSEN = frozenset({Release.YES, Release.NO})


class Standing(Protocol):
    """The few values of an action that decide it."""

    @property
    def state(self) -> State: ...

    @property
    def owner(self) -> Owner: ...

    @property
    def release(self) -> Release | None: ...

    @property
    def due_on(self) -> date: ...


def said_by_hand(step: PathwayStep) -> tuple[str, ...]:
    """What a step must bring and nothing else in the program knows: whoever held it says that it is there."""
    elsewhere = BY_ACTIONS | BY_MEETING if step.kind is StepKind.TRIPARTITE else BY_ACTIONS
    return tuple(word for word in step.must if word not in elsewhere)


def brought_by_actions(actions: Collection[Standing], today: date) -> frozenset[str]:
    """The outcomes that stand in the actions themselves, as the catalogue calls them.

    What nobody has agreed on needs no question and no day; only *final* says that there is something.
    """
    still_open = [one for one in actions if one.state in OPEN]
    there = {
        "release_question_asked": all(one.release is not None for one in still_open),
        "release_choices_made": all(one.release in _CHOSEN for one in still_open),
        "open_actions_have_owner_and_date": all(one.due_on >= today for one in still_open),
        "actions_final": bool(actions) and all(_is_final(one) for one in still_open),
    }
    return frozenset(outcome for outcome, is_there in there.items() if is_there)


def _is_final(action: Standing) -> bool:
    """Agreed, or waiting for nobody but the supervisor."""
    return action.state is not State.PROPOSED or action.owner is Owner.SUPERVISOR
