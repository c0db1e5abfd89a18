"""A version of a pathway as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from support.pathways.rules.step import Attendee, Need, PathwayStep, StepKind
from support.vocabulary.language import in_language
from support.vocabulary.pathway import SUPERVISOR_SUPPORT, Path, PathwayCode


@dataclass(frozen=True)
class Step:
    """One step that can be booked: its kind, its length in minutes, who may hold it, how and with whom.

    `is_beside` is a call that somebody has asked for; it stands beside her path and settles nothing of it.
    """

    kind: str
    minutes: int
    professions: frozenset[str]
    channels: frozenset[str]
    who: tuple[str, ...]
    is_beside: bool = False


@dataclass(frozen=True)
class Sessions:
    """How many talks there are: at least, as a rule, and at most before the need is looked at again."""

    least: int
    usual: int
    most: int


@dataclass(frozen=True)
class Completion:
    """Which steps must have been held to complete the path, and which held or refused with a reason."""

    held: tuple[str, ...]
    held_or_refused: tuple[str, ...]


LONGEST_DECISION = 120
"""In signs, the name of a review decision."""


@dataclass(frozen=True)
class Change:
    """What differs from the version before, why, the review decision behind it, and what shows its effect."""

    what: str
    why: str
    decision: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Pathway:
    """A version of the steps behind a path.

    `first_step` is the one whose times are offered, None where nothing is booked; `nurse_call` is offered
    to everyone who would rather talk to a person, and first when the urgency is `next_day`. `steps` are
    those of one person, in order; `before_enrolment` are held once for a group before anybody takes part.
    `confidentiality` is what everybody who takes part is told. `derived_from` is the version that was
    changed, and `changes` say how.
    """

    code: PathwayCode
    version: int
    serves: tuple[Path, ...]
    names: Mapping[str, str]
    first_step: Step | None
    nurse_call: Step
    steps: tuple[PathwayStep, ...]
    before_enrolment: tuple[PathwayStep, ...]
    sessions: Sessions | None
    completion: Completion
    confidentiality: Mapping[str, str]
    derived_from: int | None
    changes: tuple[Change, ...]
    note: str | None

    def is_with_her(self, step: PathwayStep) -> bool:
        """Whether the person whose path it is takes part; of a step without her she knows only that it was.

        On the path for supervisors the supervisor is the person herself.
        """
        is_of_supervisor = SUPERVISOR_SUPPORT in self.serves
        her = Attendee.SUPERVISOR if is_of_supervisor else Attendee.EMPLOYEE
        return step.needs(her) is not Need.NEVER

    def booked_as(self, step: PathwayStep) -> StepKind:
        """In which kind of time a step is booked: the coaching of a supervisor who comes for herself is a
        talk like any other, and she books it like anybody."""
        is_hers = step.kind is StepKind.SUPERVISOR_COACHING and self.is_with_her(step)
        return StepKind.ONE_TO_ONE if is_hers else step.kind

    def name(self, language: str) -> str:
        """What the pathway is called."""
        return in_language(self.names, language)

    def step(self, key: str) -> PathwayStep | None:
        """The step with this key."""
        return next((step for step in self.steps if step.key == key), None)
