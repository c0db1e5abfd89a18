"""The few values of a person's way that rules and other slices may see; nothing of it is sealed."""

from dataclasses import dataclass
from datetime import date, datetime

from support.pathways.rules import agreed_action, enrolment, goal
from support.pathways.rules.agreed_action import Owner, Release, Size, Suggestion
from support.pathways.rules.enrolment import GOING_ON
from support.pathways.rules.order import StepState
from support.vocabulary.pathway import PathwayCode


@dataclass(frozen=True)
class EnrolmentFacts:
    """One person's way along one version of a pathway."""

    id: str
    key_id: str
    case_id: str
    pathway: PathwayCode
    pathway_version: int
    state: enrolment.State
    practitioner_id: str | None
    made_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    is_early: bool
    analysis_set: enrolment.AnalysisSet

    @property
    def goes_on(self) -> bool:
        """Whether it has not ended."""
        return self.state in GOING_ON


@dataclass(frozen=True)
class StepFacts:
    """How one step of it stands."""

    id: str
    number: int
    step_key: str
    state: StepState
    said_at: datetime | None
    practitioner_id: str | None
    missed: int


@dataclass(frozen=True)
class GoalFacts:
    """A goal without its words and points."""

    id: str
    state: goal.State
    good_enough: int
    is_shared: bool
    made_at: datetime
    agreed_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class ActionFacts:
    """An agreed action without its words."""

    id: str
    enrolment_id: str
    case_id: str
    state: agreed_action.State
    owner: Owner
    size: Size
    due_on: date
    revision: int
    review_on: date | None
    release: Release | None
    released_at: datetime | None
    accepted_at: datetime | None
    promised_on: date | None
    turned_down_at: datetime | None
    suggestion: Suggestion | None
    suggested_on: date | None
    is_arrangement: bool
    supervisor_link_id: str | None
    made_at: datetime
    agreed_at: datetime | None
    ended_at: datetime | None
