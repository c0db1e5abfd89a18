"""Answers to scores."""

from collections.abc import Mapping

from support.triage.rules.answers import Answers
from support.triage.rules.protocol import Protocol, present


def scores(protocol: Protocol, answers: Answers) -> Mapping[str, int | None]:
    """The score of each instrument; None unless every item of it is answered."""
    return _lowest(protocol, answers, skipped_as_best=False)


def best_case_scores(protocol: Protocol, answers: Answers) -> Mapping[str, int | None]:
    """The score of each instrument with an item without an answer counted at its best."""
    return _lowest(protocol, answers, skipped_as_best=True)


def _lowest(protocol: Protocol, answers: Answers, *, skipped_as_best: bool) -> dict[str, int | None]:
    values = present(answers)
    found: dict[str, int | None] = {}
    for instrument in protocol.instruments.values():
        bounds = instrument.scale.bounds(values, skipped_as_best=skipped_as_best)
        found[instrument.id] = None if bounds is None else bounds[0]
    return found
