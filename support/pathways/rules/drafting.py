"""Changing a draft: each function gives a new pathway and leaves the old one as it was."""

from dataclasses import replace

from support.pathways.rules.pathway import Change, Completion, Pathway
from support.pathways.rules.step import PathwayStep
from support.vocabulary.errors import Conflict, mark

_GONE = mark("This step is not there any more.")


def new_draft(parent: Pathway, version: int) -> Pathway:
    """A version that is like its parent, with no change said yet."""
    return replace(parent, version=version, derived_from=parent.version, changes=())


def with_step(pathway: Pathway, step: PathwayStep, *, instead_of: str | None, counts: str) -> Pathway:
    """The step in the place of another, or as the last one; `counts` is "held", "refusable" or "no".

    Raises Conflict when the other is not there, or the key belongs to a third.
    """
    if instead_of is not None and pathway.step(instead_of) is None:
        raise Conflict(_GONE)
    if step.key != instead_of and pathway.step(step.key) is not None:
        raise Conflict(mark("Another step has this number already."))
    if instead_of is None:
        steps = (*pathway.steps, step)
    else:
        steps = tuple(step if one.key == instead_of else one for one in pathway.steps)
    lists = {
        name: [step.key if key == instead_of else key for key in keys]
        for name, keys in (
            ("held", pathway.completion.held),
            ("refusable", pathway.completion.held_or_refused),
        )
    }
    for name, keys in lists.items():
        if name == counts and step.key not in keys:
            keys.append(step.key)
        if name != counts and step.key in keys:
            keys.remove(step.key)
    return _in_step_order(
        replace(pathway, steps=steps), Completion(tuple(lists["held"]), tuple(lists["refusable"]))
    )


def without_step(pathway: Pathway, key: str) -> Pathway:
    """Without the step; it counts for nothing any more."""
    kept = tuple(one for one in pathway.steps if one.key != key)
    return _in_step_order(replace(pathway, steps=kept), pathway.completion)


def moved(pathway: Pathway, key: str, by: int) -> Pathway:
    """The step one place earlier (-1) or later (1); as it was where there is no such place.

    Raises Conflict when it is not there.
    """
    keys = [one.key for one in pathway.steps]
    if key not in keys:
        raise Conflict(_GONE)
    at = keys.index(key)
    to = min(max(at + by, 0), len(keys) - 1)
    steps = list(pathway.steps)
    steps.insert(to, steps.pop(at))
    return _in_step_order(replace(pathway, steps=tuple(steps)), pathway.completion)


def with_change(pathway: Pathway, change: Change) -> Pathway:
    """With one more change said."""
    return replace(pathway, changes=(*pathway.changes, change))


def without_change(pathway: Pathway, number: int) -> Pathway:
    """Without the change of this number, counted from 0."""
    kept = tuple(one for at, one in enumerate(pathway.changes) if at != number)
    return replace(pathway, changes=kept)


def free_key(pathway: Pathway) -> str:
    """A key for one more step: the next number."""
    numbers = [int(one.key) for one in pathway.steps if one.key.isascii() and one.key.isdecimal()]
    return str(max(numbers, default=0) + 1)


def counts_as(pathway: Pathway, key: str) -> str:
    """Whether a step must have been held: "held", "refusable" or "no"."""
    if key in pathway.completion.held:
        return "held"
    return "refusable" if key in pathway.completion.held_or_refused else "no"


def _in_step_order(pathway: Pathway, completion: Completion) -> Pathway:
    keys = [one.key for one in pathway.steps]
    return replace(
        pathway,
        completion=Completion(
            held=tuple(key for key in keys if key in completion.held),
            held_or_refused=tuple(key for key in keys if key in completion.held_or_refused),
        ),
    )
