"""The process map: who does what, and about how many days after the start; made from the steps themselves."""

from dataclasses import dataclass

from support.pathways.rules.pathway import Pathway
from support.pathways.rules.step import MEETS_BY_APPOINTMENT, Attendee, Need, PathwayStep, Since


@dataclass(frozen=True)
class Placed:
    """A step and the day on which it is as a rule, counted from the start as 0."""

    step: PathwayStep
    day: int


@dataclass(frozen=True)
class ProcessMap:
    """The steps in order, a lane for everybody whom some step needs, and who else may be there."""

    lanes: tuple[Attendee, ...]
    others: tuple[Attendee, ...]
    steps: tuple[Placed, ...]


def process_map(pathway: Pathway) -> ProcessMap:
    """The map of a version."""
    needs = {one: {step.needs(one) for step in pathway.steps} for one in Attendee}
    lanes = tuple(one for one in Attendee if Need.REQUIRED in needs[one])
    others = tuple(one for one in Attendee if needs[one] - {Need.NEVER} == {Need.OPTIONAL})
    return ProcessMap(lanes, others, _placed(pathway))


def _placed(pathway: Pathway) -> tuple[Placed, ...]:
    found: list[Placed] = []
    last_session = previous = 0
    for step in pathway.steps:
        day = _day(step, previous, last_session)
        found.append(Placed(step, day))
        if not step.is_optional:
            # What only some people come to moves nothing that follows.
            previous = day
            if step.kind in MEETS_BY_APPOINTMENT:
                last_session = day
    return tuple(found)


def _day(step: PathwayStep, previous: int, last_session: int) -> int:
    if step.gap is None:
        return previous
    since = {Since.START: 0, Since.PREVIOUS: previous, Since.LAST_SESSION: last_session}
    return since[step.gap.since] + step.gap.usual
