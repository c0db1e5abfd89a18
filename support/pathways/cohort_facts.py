"""What may be seen of pilots and cohorts; no person stands in it."""

from dataclasses import dataclass
from datetime import date, datetime

from support.pathways.rules.cohort import PilotState, State
from support.vocabulary.pathway import PathwayCode


@dataclass(frozen=True)
class PilotFacts:
    """A pathway that is tried out: with what aims, from when to when, and how it is evaluated."""

    id: str
    name: str
    pathway: PathwayCode
    state: PilotState
    aims: str
    evaluation: str
    starts_on: date
    ends_on: date
    made_at: datetime


@dataclass(frozen=True)
class CohortFacts:
    """A cohort of a pilot, and what its start meeting has agreed on."""

    id: str
    pilot_id: str
    name: str
    pathway_version: int
    state: State
    capacity: int
    goals: str | None
    target_group: str | None
    schedule: str | None
    met_on: date | None


@dataclass(frozen=True)
class ReviewFacts:
    """What an interim review has found and decided; `draft_version` is the version that the change began."""

    id: str
    findings: str
    change: str
    written_at: datetime
    draft_version: int | None
