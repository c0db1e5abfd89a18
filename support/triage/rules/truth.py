"""Conditions on a cell of the grid, where only some tests are settled yet."""

from collections.abc import Mapping

from support.triage.rules.conditions import AllOf, Atom, Condition, Facts, holds

Truths = Mapping[Atom, bool]


def truth(condition: Condition, truths: Mapping[Atom, bool], facts: Facts | None = None) -> bool | None:
    """True or false once the settled tests decide it, None before.

    Tests that are not settled are asked of the facts, if there are any.
    """
    if isinstance(condition, Atom):
        settled = truths.get(condition)
        return holds(condition, facts) if settled is None and facts is not None else settled
    parts = [truth(part, truths, facts) for part in condition.parts]
    decisive = not isinstance(condition, AllOf)
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def first_open(condition: Condition, truths: Truths) -> Atom | None:
    """The first test that is not settled and can still decide the condition."""
    if isinstance(condition, Atom):
        return condition if condition not in truths else None
    open_parts = (part for part in condition.parts if truth(part, truths) is None)
    return next((atom for part in open_parts if (atom := first_open(part, truths))), None)
