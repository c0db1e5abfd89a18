"""Page data of the process map of a version: a list of steps, each with who takes part in its lane."""

from collections.abc import Sequence
from dataclasses import dataclass

from support.desk.pathway_words import ATTENDEES, NEEDS, STEP_KINDS, gap_in_words, outcomes_in_words
from support.pathways.loading import own_themes
from support.pathways.rules.pathway import Pathway
from support.pathways.rules.process_map import Placed, process_map
from support.pathways.rules.step import PROVIDERS, Attendee, Need
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence


@dataclass(frozen=True)
class CellView:
    """One who takes part in a step, and whether she must be there."""

    name: str
    need: str
    need_text: str
    side: str
    """"person" for the employee, "work" for her workplace, "provider" for us."""


@dataclass(frozen=True)
class MapStepView:
    """One step on the map; `lanes` are as many as the map has, each with whoever is there."""

    key: str
    title: str
    day: int
    kind: str
    minutes: int
    gap: str
    is_optional: bool
    lanes: list[list[CellView]]
    themes: list[str]
    before: list[str]
    must: list[str]
    outputs: list[str]


@dataclass(frozen=True)
class MapView:
    """The map: names of the lanes, and the steps in order."""

    lanes: list[str]
    steps: list[MapStepView]


def map_view(pathway: Pathway, language: Language) -> MapView:
    """The map of a version, from its steps."""
    found = process_map(pathway)
    who = [(one,) for one in found.lanes] + ([found.others] if found.others else [])
    return MapView(
        lanes=[sentence(ATTENDEES[one]) for one in found.lanes]
        + ([sentence(mark("May be there"))] if found.others else []),
        steps=[_step_view(placed, who, language) for placed in found.steps],
    )


def _step_view(placed: Placed, lanes: Sequence[tuple[Attendee, ...]], language: Language) -> MapStepView:
    step = placed.step
    return MapStepView(
        key=step.key,
        title=step.title(language),
        day=placed.day,
        kind=sentence(STEP_KINDS[step.kind]),
        minutes=step.minutes,
        gap=gap_in_words(step.gap),
        is_optional=step.is_optional,
        lanes=[
            [_cell(one, step.needs(one)) for one in lane if step.needs(one) is not Need.NEVER]
            for lane in lanes
        ],
        themes=[own_themes()[code].name(language) for code in step.themes],
        before=outcomes_in_words(step.before, language),
        must=outcomes_in_words(step.must, language),
        outputs=outcomes_in_words(step.outputs, language),
    )


def _cell(one: Attendee, need: Need) -> CellView:
    if one in PROVIDERS:
        side = "provider"
    else:
        side = "person" if one in (Attendee.EMPLOYEE, Attendee.SUPPORT_PERSON) else "work"
    return CellView(sentence(ATTENDEES[one]), need.value, sentence(NEEDS[need]), side)
