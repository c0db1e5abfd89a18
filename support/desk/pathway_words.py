"""What things of a pathway are called on the pages of the staff."""

from collections.abc import Iterable

from support.pathways.loading import own_outcomes
from support.pathways.rules.differences import Difference, How
from support.pathways.rules.step import Attendee, Gap, Need, PathwayStep, Since, StepKind
from support.pathways.rules.version_states import VersionState
from support.vocabulary.errors import mark
from support.vocabulary.language import Language, in_language
from support.web.pages import sentence

STATES = {
    VersionState.DRAFT: mark("Draft"),
    VersionState.IN_REVIEW: mark("In review"),
    VersionState.APPROVED: mark("Approved"),
    VersionState.ACTIVE: mark("In use"),
    VersionState.RETIRED: mark("No longer in use"),
}
STATE_KINDS = {
    VersionState.DRAFT: "line",
    VersionState.IN_REVIEW: "lamp",
    VersionState.APPROVED: "lamp",
    VersionState.ACTIVE: "ok",
    VersionState.RETIRED: "line",
}
STEP_KINDS = {
    StepKind.ONE_TO_ONE: mark("Conversation of two"),
    StepKind.TRIPARTITE: mark("Three-party coaching discussion"),
    StepKind.SUPERVISOR_COACHING: mark("Supervisor coaching"),
    StepKind.NURSE_CALL: mark("Phone call"),
    StepKind.PHYSICIAN: mark("Appointment with a physician"),
    StepKind.WORKABILITY_NEGOTIATION: mark("Work-ability negotiation"),
    StepKind.SELF_CARE: mark("Self-care"),
    StepKind.CHECKIN: mark("Check-in"),
    StepKind.GROUP_EVENT: mark("Event for a group"),
    StepKind.DECISION: mark("Decision"),
    StepKind.RE_TRIAGE: mark("Looking at the urgency again"),
    StepKind.HELP_PAGE: mark("Help page"),
    StepKind.COHORT_START: mark("Start meeting of a group"),
}
ATTENDEES = {
    Attendee.EMPLOYEE: mark("Employee"),
    Attendee.SUPERVISOR: mark("Supervisor"),
    Attendee.PRACTITIONER: mark("Practitioner"),
    Attendee.NURSE: mark("Nurse"),
    Attendee.PHYSICIAN: mark("Physician"),
    Attendee.HR: mark("Human resources"),
    Attendee.SUPPORT_PERSON: mark("Support person"),
    Attendee.SAFETY_DELEGATE: mark("Safety delegate"),
}
NEEDS = {
    Need.REQUIRED: mark("must be there"),
    Need.OPTIONAL: mark("may be there"),
    Need.NEVER: mark("is never there"),
}
SINCE = {
    Since.PREVIOUS: mark("from the step before"),
    Since.START: mark("from the start"),
    Since.LAST_SESSION: mark("from the last meeting"),
}
# At most and at least the same, or a range.
_GAPS = {
    Since.PREVIOUS: (
        mark("%(usual)s days after the step before"),
        mark("%(least)s–%(most)s days after the step before, as a rule %(usual)s"),
    ),
    Since.START: (
        mark("%(usual)s days after the start"),
        mark("%(least)s–%(most)s days after the start, as a rule %(usual)s"),
    ),
    Since.LAST_SESSION: (
        mark("%(usual)s days after the last meeting"),
        mark("%(least)s–%(most)s days after the last meeting, as a rule %(usual)s"),
    ),
}
_FIELDS = {
    "kind": mark("the kind"),
    "titles": mark("the name"),
    "attendees": mark("who takes part"),
    "minutes": mark("the length"),
    "professions": mark("who holds it"),
    "channels": mark("how to meet"),
    "gap": mark("the days between"),
    "themes": mark("the themes"),
    "before": mark("what is needed before"),
    "must": mark("what must come of it"),
    "outputs": mark("what is hoped to come of it"),
    "is_optional": mark("whether everybody has it"),
    "is_skippable_with_reason": mark("whether it can be refused"),
    "names": mark("the name of the pathway"),
    "sessions": mark("the number of conversations"),
    "completion": mark("when the pathway is complete"),
    "confidentiality": mark("what everybody is told about confidentiality"),
    "before_enrolment": mark("what comes before the first person"),
    "note": mark("the note"),
}


def gap_in_words(gap: Gap | None) -> str:
    """How many days after what."""
    if gap is None:
        return sentence(mark("straight on"))
    one, several = _GAPS[gap.since]
    said = one if gap.least == gap.most else several
    return sentence(said) % {"least": gap.least, "usual": gap.usual, "most": gap.most}


def outcomes_in_words(codes: Iterable[str], language: Language) -> list[str]:
    """What a step needs or brings, in words."""
    return [in_language(own_outcomes()[code], language) for code in codes]


def difference_in_words(one: Difference, language: Language) -> str:
    """One difference as a sentence."""
    fields = ", ".join(sentence(_FIELDS[name]) for name in one.fields)
    step = one.after or one.before
    if step is None:
        return sentence(mark("The whole: %(fields)s")) % {"fields": fields}
    said = {"step": _step_name(step, language), "fields": fields}
    if one.how is How.CHANGED and one.fields == ("minutes",) and one.before and one.after:
        said |= {"before": str(one.before.minutes), "after": str(one.after.minutes)}
        return sentence(mark("%(step)s: %(after)s min instead of %(before)s min")) % said
    return sentence(_HOW[one.how]) % said


_HOW = {
    How.ADDED: mark("%(step)s: new"),
    How.REMOVED: mark("%(step)s: left out"),
    How.MOVED: mark("%(step)s: in another place"),
    How.CHANGED: mark("%(step)s: changed – %(fields)s"),
}


def _step_name(step: PathwayStep, language: Language) -> str:
    return f"{step.key} {step.title(language)}"
