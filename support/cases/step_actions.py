"""What every act on a case leaves behind: a line in its record."""

from typing import Literal, Protocol

from support.cases.models import CaseStep
from support.platform.work import Work

# What can happen in a case. The desk has words for each of these.
RecordKind = Literal[
    "opened",
    "by_phone",
    "answered_again",
    "booked",
    "rebooked",
    "unbooked",
    "listed",
    "unlisted",
    "offered",
    "offer_declined",
    "offer_passed",
    "unbooked_by_us",
    "came",
    "missed",
    "taken_back",
    "check_in_sent",
    "check_in_answered",
    "check_in_missed",
    "check_in_not_asked",
    "check_ins_ended",
    "texts_allowed",
    "enrolled",
    "invited",
    "path_accepted",
    "path_declined",
    "path_paused",
    "path_resumed",
    "path_handed_over",
    "path_dropped_out",
    "path_ended",
    "step_skipped",
    "goal_agreed",
    "goal_ended",
    "action_turned_down",
    "action_accepted",
    "action_written",
    "action_ended",
    "action_taken_back",
    "supervisor_named",
    "supervisor_ended",
    "consent_asked",
    "consent_given",
    "consent_declined",
    "consent_taken_back",
    "consent_over",
    "meeting_drafted",
    "meeting_agenda_sent",
    "meeting_agenda_yes",
    "meeting_proposed",
    "times_employee",
    "times_supervisor",
    "meeting_none_suits",
    "meeting_confirmed",
    "meeting_cancelled",
    "meeting_rebooked",
    "meeting_held",
    "meeting_not_held",
    "meeting_taken_back",
    "number_changed",
    "phone_lost",
    "correction_asked",
    "correction_done",
    "asked_call",
    "claimed",
    "released",
    "confirmed",
    "decision_raised",
    "decision_sideways",
    "decision_lowered",
    "call_reached",
    "call_tried",
    "note",
    "alert_raised",
    "alert_escalated",
    "alert_seen",
    "alert_resolved",
    "alert_back",
    "closed",
]


class Followed(Protocol):
    """A case whose steps are kept, and the key that their texts lie under."""

    @property
    def id(self) -> str:
        """The id of the case."""
        ...

    @property
    def key_id(self) -> str:
        """The id of its data key."""
        ...


def record_step(
    work: Work,
    case: Followed,
    kind: RecordKind,
    *,
    before: str | None = None,
    after: str | None = None,
    text: str | None = None,
) -> None:
    """Add a line to what has happened in the case."""
    step = CaseStep(
        id=work.new_id(),
        key_id=case.key_id,
        case_id=case.id,
        at=work.now,
        role=work.actor.role.value,
        actor_id=work.actor.id,
        kind=kind,
        before=before,
        after=after,
    )
    work.seal(step, "text", text)
    work.add(step)
