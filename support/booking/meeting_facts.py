"""The few values of a three-party meeting that rules and other slices may see."""

from dataclasses import dataclass
from datetime import datetime

from support.booking.rules.three_party import Kind, Party, State


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting without its agenda: of which case, with whom, how far it has come."""

    id: str
    key_id: str
    case_id: str
    kind: Kind
    state: State
    practitioner_id: str
    supervisor_link_id: str | None
    minutes: int
    channel: str
    asked_alone_at: datetime | None
    approved_at: datetime | None
    proposed_at: datetime | None
    answer_by: datetime | None
    starts_at: datetime | None
    appointment_id: str | None
    ended_at: datetime | None

    @property
    def goes_on(self) -> bool:
        """Whether it has neither taken place nor been called off."""
        return self.ended_at is None

    @property
    def needs_other_times(self) -> bool:
        """Whether the times that were proposed did not suit, and others are looked for."""
        return self.state is State.AGENDA_APPROVED and self.proposed_at is not None


@dataclass(frozen=True)
class ParticipantFacts:
    """One who takes part: whether she has answered, which times suit her, and whether she came.

    `person_id` is an employee's or a practitioner's; a support person has none.
    """

    id: str
    party: Party
    person_id: str | None
    replied_at: datetime | None
    suits: frozenset[str]
    came: bool | None
    has_acknowledged: bool


@dataclass(frozen=True)
class ProposedTime:
    """One of the times to choose from."""

    id: str
    starts_at: datetime


@dataclass(frozen=True)
class MeetingDraft:
    """What is put into a meeting before anybody but the nurse sees it."""

    kind: Kind
    minutes: int
    channel: str
    agenda: tuple[str, ...]
    asked_alone: bool
    chair: str = ""
    """Who leads it; whoever drafts it where nobody is chosen."""
