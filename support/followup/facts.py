"""The few values of plans and check-ins that rules and other slices may see."""

from dataclasses import dataclass
from datetime import datetime

from support.followup.rules.states import PlanState, State
from support.vocabulary.pathway import Path


@dataclass(frozen=True)
class PlanFacts:
    """A plan: of which case, on which path, how far."""

    id: str
    case_id: str
    path: Path
    state: PlanState
    began_at: datetime | None


@dataclass(frozen=True)
class CheckInFacts:
    """A check-in without what was said in it."""

    id: str
    case_id: str
    number: int
    is_measuring: bool
    state: State
    planned_at: datetime
    sent_at: datetime | None
    reminded_at: datetime | None
    ended_at: datetime | None
