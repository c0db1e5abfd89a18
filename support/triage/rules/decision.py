"""Answers to a decision: how soon, which path, and why."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from support.triage.rules.answers import Answer, Answers, Given
from support.triage.rules.conditions import Facts, holds
from support.triage.rules.pages import active_door
from support.triage.rules.protocol import PathRow, Protocol, Row, present
from support.triage.rules.scoring import scores
from support.vocabulary.pathway import Path, Urgency, most_urgent


class NoPathFits(Exception):
    """The protocol has a hole: no path row holds; checked protocols have none."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the service suggests; a nurse confirms or changes it."""

    urgency: Urgency
    path: Path
    alternatives: tuple[Path, ...]
    """Other paths that fit, best first."""
    matched: tuple[str, ...]
    """Every urgency row that holds, in the order of the protocol."""
    scores: Mapping[str, int | None]
    flags: tuple[str, ...]
    protocol: str
    path_row: str
    """The row behind the path."""

    def as_json(self) -> dict[str, Any]:
        """The decision as commands and exports write it."""
        return {
            "urgency": self.urgency.value,
            "path": self.path,
            "alternatives": list(self.alternatives),
            "matched": list(self.matched),
            "scores": dict(self.scores),
            "flags": list(self.flags),
            "protocol": self.protocol,
        }


def decide(
    protocol: Protocol,
    answers: Answers,
    given: Given | None = None,
    asked: Collection[str] | None = None,
) -> Decision:
    """Urgency, path, reasons and flags for what a person answered.

    `given` holds every value given in the visit: an answer that was changed, withheld or skipped afterwards
    lowers no urgency. `asked` names the items of a short check-in; items that were not asked are not missing.
    Raises NoPathFits when the protocol has a hole. Source: triage paper, sections 2 and 3.
    """
    everything_given = given or {}
    asked_now = _asked(protocol, answers, everything_given, asked)
    now = Facts(present(answers), protocol.scales, asked_now)
    matched = _holding(
        protocol.rows, now, Facts(_ever(answers, everything_given), protocol.scales, asked_now)
    )
    urgency = most_urgent(row.urgency for row in matched)
    fitting = _fitting_paths(protocol, Facts(now.values, now.scales, asked_now, urgency))
    suggested = fitting[0]
    others = dict.fromkeys(row.path for row in fitting if row.path != suggested.path)
    return Decision(
        urgency=urgency,
        path=suggested.path,
        alternatives=tuple(others),
        matched=tuple(row.id for row in matched),
        scores=scores(protocol, answers),
        flags=tuple(flag.id for flag in protocol.flags if holds(flag.when, now)),
        protocol=protocol.name,
        path_row=suggested.id,
    )


def rows_of(
    protocol: Protocol, urgency: Urgency, answers: Answers, given: Given | None = None
) -> tuple[str, ...]:
    """The rows of one urgency that hold, as `decide` finds them, without the rest of the decision."""
    everything_given = given or {}
    asked_now = _asked(protocol, answers, everything_given, None)
    now = Facts(present(answers), protocol.scales, asked_now)
    ever = Facts(_ever(answers, everything_given), protocol.scales, asked_now)
    rows = (row for row in protocol.rows if row.urgency is urgency)
    return tuple(row.id for row in _holding(rows, now, ever))


def is_served_from_anywhere(decision: Decision | None) -> bool:
    """Whether a person whose workplace we do not serve, or do not know, may send her answers all the same.

    She may when somebody has to call her today, and when nobody knows whether somebody has to.
    """
    return decision is None or decision.urgency.needs_call_today


def _holding(rows: Iterable[Row], now: Facts, ever: Facts) -> list[Row]:
    if now.values == ever.values:
        return [row for row in rows if holds(row.when, now)]
    return [row for row in rows if holds(row.when, now) or holds(row.when, ever)]


def _asked(
    protocol: Protocol, answers: Answers, given: Given, asked: Collection[str] | None
) -> frozenset[str]:
    if asked is not None:
        return frozenset(asked)
    ever = {item: values[-1] for item, values in given.items() if values}
    return protocol.items_of_door(active_door(protocol, {**ever, **answers}))


def _ever(answers: Answers, given: Given) -> dict[str, tuple[Answer, ...]]:
    merged = {item: values for item, values in given.items() if values}
    for item, values in present(answers).items():
        merged[item] = tuple(dict.fromkeys((*merged.get(item, ()), *values)))
    return merged


def _fitting_paths(protocol: Protocol, facts: Facts) -> list[PathRow]:
    fitting = [row for row in protocol.paths if row.when is not None and holds(row.when, facts)]
    if not fitting:
        raise NoPathFits(protocol.name)
    return fitting
