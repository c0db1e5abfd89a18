"""A step of a pathway as a value: who meets whom, for how long, how many days after what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from support.vocabulary.language import in_language


class StepKind(StrEnum):
    """What happens in a step."""

    HELP_PAGE = "help_page"
    NURSE_CALL = "nurse_call"
    ONE_TO_ONE = "one_to_one"
    TRIPARTITE = "tripartite"
    SUPERVISOR_COACHING = "supervisor_coaching"
    PHYSICIAN = "physician"
    WORKABILITY_NEGOTIATION = "workability_negotiation"
    SELF_CARE = "self_care"
    CHECKIN = "checkin"
    GROUP_EVENT = "group_event"
    COHORT_START = "cohort_start"
    DECISION = "decision"
    RE_TRIAGE = "re_triage"


class Attendee(StrEnum):
    """As what somebody takes part in a step."""

    EMPLOYEE = "employee"
    SUPERVISOR = "supervisor"
    PRACTITIONER = "practitioner"
    NURSE = "nurse"
    PHYSICIAN = "physician"
    HR = "hr"
    SUPPORT_PERSON = "support_person"
    SAFETY_DELEGATE = "safety_delegate"


class Need(StrEnum):
    """Whether a step can be held without somebody."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NEVER = "never"


class Since(StrEnum):
    """From what the days of a gap are counted."""

    PREVIOUS = "previous"
    START = "start"
    LAST_SESSION = "last_session"


PROVIDERS = frozenset({Attendee.PRACTITIONER, Attendee.NURSE, Attendee.PHYSICIAN})
"""Those who take part as work of the provider."""

MEETS_BY_APPOINTMENT = frozenset(
    {
        StepKind.NURSE_CALL,
        StepKind.ONE_TO_ONE,
        StepKind.TRIPARTITE,
        StepKind.SUPERVISOR_COACHING,
        StepKind.PHYSICIAN,
        StepKind.WORKABILITY_NEGOTIATION,
    }
)
"""Kinds for which somebody's time is booked."""


@dataclass(frozen=True)
class Gap:
    """Days, whole and from midnight: never fewer than `least`, as a rule `usual`, at last `most`."""

    least: int
    usual: int
    most: int
    since: Since


@dataclass(frozen=True)
class PathwayStep:
    """One step of a version.

    `key` is unique in a pathway ("1", "5a"); steps follow each other as they stand. `minutes` is 0 where
    nothing is booked. `gap` is None for what happens at once. `before` names what must exist before the
    step is held, `must` the outcomes without which it does not count as held, `outputs` what it is hoped to
    bring. Who is not named in `attendees` is never there.
    """

    key: str
    kind: StepKind
    titles: Mapping[str, str]
    attendees: Mapping[Attendee, Need]
    minutes: int
    professions: frozenset[str]
    channels: frozenset[str]
    gap: Gap | None
    themes: tuple[str, ...]
    before: tuple[str, ...]
    must: tuple[str, ...]
    is_optional: bool
    is_skippable_with_reason: bool
    outputs: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """What the step is called."""
        return in_language(self.titles, language)

    def needs(self, attendee: Attendee) -> Need:
        """Whether the step needs this person."""
        return self.attendees.get(attendee, Need.NEVER)
