"""Steps for the rules: a path of three talks with a fourth that need not be, and a check-in after it."""

from dataclasses import replace
from typing import Any

from support.pathways.loading import own_catalogue
from support.pathways.rules.pathway import Completion
from support.pathways.rules.step import Gap, PathwayStep, Since, StepKind
from support.vocabulary.pathway import BRIEF_SUPPORT


def a_step(key: str, kind: StepKind = StepKind.ONE_TO_ONE, **other: Any) -> PathwayStep:
    """One step; what is not said is empty."""
    usual: dict[str, Any] = {
        "titles": {"fi": "Tapaaminen", "sv": "Möte", "en": "Meeting"},
        "attendees": {},
        "minutes": 45,
        "professions": frozenset(),
        "channels": frozenset(),
        "gap": None,
        "themes": (),
        "before": (),
        "must": (),
        "is_optional": False,
        "is_skippable_with_reason": False,
    }
    return PathwayStep(key=key, kind=kind, **{**usual, **other})


STEPS = (
    a_step("1", themes=("what_carries", "hoped_for")),
    a_step("2", gap=Gap(7, 10, 21, Since.PREVIOUS), themes=("what_is_better",)),
    a_step("3", gap=Gap(7, 14, 28, Since.PREVIOUS), themes=("plan", "what_carries")),
    a_step("4", gap=Gap(7, 14, 28, Since.PREVIOUS), themes=("more",), is_optional=True),
    a_step("5", StepKind.CHECKIN, gap=Gap(30, 42, 60, Since.LAST_SESSION)),
)
_ANY = own_catalogue()[BRIEF_SUPPORT]
# As in brief support: one talk may be enough, and the whole way is three.
WHOLE_WAY = replace(_ANY, steps=STEPS, completion=Completion(held=("1",), held_or_refused=()))

WITH_SUPERVISOR = (
    a_step("1", StepKind.TRIPARTITE, must=("goals_agreed",)),
    a_step("5a"),
    a_step("5b", StepKind.SUPERVISOR_COACHING, is_skippable_with_reason=True),
    a_step("6", StepKind.TRIPARTITE),
)
WAY_WITH_SUPERVISOR = replace(
    _ANY,
    steps=WITH_SUPERVISOR,
    completion=Completion(held=("1", "5a", "6"), held_or_refused=("5b",)),
)
