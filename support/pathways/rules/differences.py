"""What is different between two versions of a pathway, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from support.pathways.rules.pathway import Pathway
from support.pathways.rules.step import PathwayStep


class How(StrEnum):
    """In which way something is different."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """One difference; `before` and `after` are None where there is no such step, `fields` what has changed.

    A difference of the pathway as a whole has neither step.
    """

    how: How
    before: PathwayStep | None
    after: PathwayStep | None
    fields: tuple[str, ...] = ()


_OF_WHOLE = ("names", "sessions", "completion", "confidentiality", "before_enrolment", "note")


def differences(earlier: Pathway, later: Pathway) -> tuple[Difference, ...]:
    """What the later version has otherwise; steps are the same where their keys are."""
    return (*_of_steps(earlier, later), *_of_whole(earlier, later))


def _of_steps(earlier: Pathway, later: Pathway) -> Iterator[Difference]:
    for step in earlier.steps:
        if later.step(step.key) is None:
            yield Difference(How.REMOVED, step, None)
    stayed = _longest_run([step.key for step in earlier.steps], [step.key for step in later.steps])
    for step in later.steps:
        before = earlier.step(step.key)
        if before is None:
            yield Difference(How.ADDED, None, step)
            continue
        if step.key not in stayed:
            yield Difference(How.MOVED, before, step)
        changed = tuple(
            one.name for one in fields(step) if getattr(step, one.name) != getattr(before, one.name)
        )
        if changed:
            yield Difference(How.CHANGED, before, step, changed)


def _of_whole(earlier: Pathway, later: Pathway) -> Iterator[Difference]:
    changed = tuple(name for name in _OF_WHOLE if getattr(earlier, name) != getattr(later, name))
    if changed:
        yield Difference(How.CHANGED, None, None, changed)


def _longest_run(earlier: list[str], later: list[str]) -> frozenset[str]:
    """Keys that stand in the same order in both, as many as possible: the others have moved."""
    runs: list[list[str]] = []
    for key in later:
        if key in earlier:
            at = earlier.index(key)
            before = [run for run in runs if earlier.index(run[-1]) < at]
            runs.append([*_longest(before), key])
    return frozenset(_longest(runs))


def _longest(runs: list[list[str]]) -> list[str]:
    found: list[str] = []
    for run in runs:
        found = run if len(run) > len(found) else found
    return found
