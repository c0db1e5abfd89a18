"""Answers to scores."""

from collections.abc import Mapping

from support.triage.rules.answers import Answers
from support.triage.rules.protocol import Protocol, present


def scores(protocol: Protocol, answers: Answers) -> Mapping[str, int | None]:
    """The score of each instrument; None unless every item of it is answered."""
    values = present(answers)
    found: dict[str, int | None] = {}
    for instrument in protocol.instruments.values():
        bounds = instrument.scale.bounds(values)
        found[instrument.id] = None if bounds is None else bounds[0]
    return found
