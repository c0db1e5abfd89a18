"""The closed list of what an employee can let her supervisor know; nothing else can be told (domain C.5).

Her answers, how urgent it is, the path, her own goals, notes, messages and the times that she was or was not
somewhere are not in it, so no tick can give them away.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum

from support.vocabulary.errors import Invalid, mark


class FactCode(StrEnum):
    """One thing that may be told."""

    F1 = "F1"
    """That a three-party discussion is arranged: time, place, headings of its agenda."""
    F2 = "F2"
    """The text of actions that the supervisor owns."""
    F3 = "F3"
    """The text of shared actions that somebody else owns."""
    F4 = "F4"
    """An agreed working arrangement and its last day."""
    F5 = "F5"
    """How far the released actions have come."""
    F6 = "F6"
    """Dates and lengths of absences from work for sessions, without their kind."""
    F7 = "F7"
    """The day of the joint follow-up, and that the path has ended."""
    F8 = "F8"
    """That the employee wants the supervisor to bring the matter up."""


# Off unless she looks for them herself; the others are asked about. None is ever ticked before she ticks it.
OFF_BY_DEFAULT = frozenset({FactCode.F3, FactCode.F6, FactCode.F8})
# What means nothing without another.
_NEEDS = {FactCode.F5: FactCode.F2}


def check_facts(given: Collection[FactCode], besides: Collection[FactCode] = ()) -> None:
    """Raises Invalid where nothing is given, or something without what it belongs to.

    `besides` is what has been given before.
    """
    if not given:
        raise Invalid(mark("Choose at least one thing, or go back without giving permission."))
    if any(fact in given and _NEEDS[fact] not in {*given, *besides} for fact in _NEEDS):
        raise Invalid(
            mark(
                "How far the agreed actions have come can be told only together with the actions themselves."
            )
        )


def with_what_hangs_on(taken: Iterable[FactCode]) -> frozenset[FactCode]:
    """These, and what means nothing without them."""
    gone = frozenset(taken)
    return gone | {fact for fact, needed in _NEEDS.items() if needed in gone}


def read_fact(word: str) -> FactCode:
    """The fact of this code; raises Invalid for any other word."""
    try:
        return FactCode(word)
    except ValueError:
        raise Invalid(mark("Choose from the list.")) from None
