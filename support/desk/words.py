"""What the desk calls states, urgencies and lengths of time."""

from support.cases.attendance_actions import CAME, MISSED
from support.cases.rules.states import CloseReason, State
from support.triage.loading import active_protocol
from support.triage.rules.protocol import Protocol
from support.triage.send_actions import UNREADABLE_FLAG
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.pathway import Path, Urgency
from support.web.pages import sentence

LANGUAGE_NAMES = {
    Language.FI: mark("Finnish"),
    Language.SV: mark("Swedish"),
    Language.EN: mark("English"),
}
URGENCIES = {
    Urgency.NOW: mark("Now"),
    Urgency.SAME_DAY: mark("Today"),
    Urgency.NEXT_DAY: mark("Next working day"),
    Urgency.ROUTINE: mark("In order of arrival"),
}
NEVER_FIRST = mark("The person says it; never say it first.")
"""Of the recognition word: who hears it said by us could pass for the person."""
STATES = {
    State.NEW: (mark("New"), "lamp"),
    State.TRIAGED: (mark("Confirmed"), "ok"),
    State.OFFERED: (mark("Times shown"), "line"),
    State.BOOKED: (mark("Time booked"), "ok"),
    State.WAITING_PERSON: (mark("Waiting for the person"), "line"),
    State.IN_PATHWAY: (mark("In support"), "ok"),
    State.FOLLOW_UP: (mark("In follow-up"), "ok"),
    State.ESCALATED: (mark("Needs attention"), "lamp"),
    State.PAUSED: (mark("On a break"), "line"),
    State.TRANSFERRED: (mark("Handed on"), "line"),
    State.CLOSED: (mark("Closed"), "line"),
}
CLOSE_REASONS = {
    CloseReason.COMPLETED: mark("The support is completed"),
    CloseReason.BY_PERSON: mark("The person asked for it"),
    CloseReason.NO_ANSWER: mark("No answer"),
    CloseReason.NOT_ELIGIBLE: mark("Not served by us, referred elsewhere"),
    CloseReason.DUPLICATE: mark("The same matter is in another case"),
}
STEPS = {
    "opened": (mark("Contact came in"), "inbox", "primary"),
    "by_phone": (mark("Answered on the phone with a nurse"), "phone", "primary"),
    "answered_again": (mark("New answers came in"), "inbox", "primary"),
    "booked": (mark("Booked a time"), "calendar", "carry"),
    "rebooked": (mark("Moved the time"), "calendar", "carry"),
    "unbooked": (mark("Cancelled the time"), "calendar", ""),
    "listed": (mark("Asked to be told of an earlier time"), "clock", "carry"),
    "unlisted": (mark("Is no longer on the list for an earlier time"), "clock", ""),
    "offered": (mark("An earlier time was offered"), "clock", "carry"),
    "offer_declined": (mark("Kept the time there was; the offered one is free"), "clock", ""),
    "offer_passed": (mark("Did not answer the offer in two hours"), "clock", ""),
    "unbooked_by_us": (mark("Cancelled the time because of us"), "calendar", "lamp"),
    CAME: (mark("Came to the time"), "check", "carry"),
    MISSED: (mark("Did not come to the time"), "calendar", "lamp"),
    "taken_back": (mark("Took back how the time went"), "close", ""),
    "check_in_sent": (mark("Asked how the person is"), "clock", ""),
    "check_in_answered": (mark("Answered the check-in"), "check", "carry"),
    "check_in_missed": (mark("Did not answer the check-in"), "clock", "lamp"),
    "check_in_not_asked": (mark("The check-in could not be sent as a text message"), "clock", "lamp"),
    "check_ins_ended": (mark("Ended the check-ins"), "close", ""),
    "texts_allowed": (mark("Text messages go to the person again"), "note", ""),
    "enrolled": (mark("Began the path of support"), "user", "carry"),
    "invited": (mark("Asked the person to join the path of support"), "user", ""),
    "path_accepted": (mark("Joined the path of support"), "check", "carry"),
    "path_declined": (mark("Did not join the path of support"), "close", ""),
    "path_paused": (mark("Put the path of support on a break"), "clock", ""),
    "path_resumed": (mark("Went on with the path of support"), "check", "carry"),
    "path_handed_over": (mark("Handed the path of support over"), "user", ""),
    "path_dropped_out": (
        mark("The path of support ended, as nothing was heard of the person"),
        "clock",
        "lamp",
    ),
    "path_ended": (mark("Ended the path of support"), "check", ""),
    "step_skipped": (mark("Left out a step"), "close", ""),
    "goal_agreed": (mark("Agreed on a goal"), "flag", "carry"),
    "goal_ended": (mark("Ended a goal"), "check", ""),
    "action_turned_down": (
        mark("The supervisor suggests a change of something agreed, or asks for a talk"),
        "note",
        "lamp",
    ),
    "action_accepted": (mark("The supervisor took on something agreed"), "check", "carry"),
    "action_written": (mark("Wrote down what is done next"), "note", "carry"),
    "action_ended": (mark("Something agreed was finished or let go"), "check", ""),
    "action_taken_back": (mark("Something agreed is not done yet after all"), "note", "lamp"),
    "supervisor_named": (mark("A supervisor was named"), "people", ""),
    "supervisor_ended": (mark("Nobody is named as the supervisor any more"), "people", ""),
    "consent_asked": (mark("Asked what the supervisor may know"), "people", ""),
    "consent_given": (mark("Gave permission to let the supervisor know something"), "people", "carry"),
    "consent_declined": (mark("Gave no permission to let the supervisor know"), "people", ""),
    "consent_taken_back": (mark("Took back what the supervisor may know"), "people", "lamp"),
    "consent_over": (mark("A permission to let the supervisor know has ended"), "people", ""),
    "meeting_drafted": (mark("Drafted a meeting of three"), "note", ""),
    "meeting_agenda_sent": (mark("Sent the agenda to the person to approve"), "note", ""),
    "meeting_agenda_yes": (mark("Approved the agenda"), "check", "carry"),
    "meeting_proposed": (mark("Proposed times for the meeting of three"), "calendar", ""),
    "times_employee": (mark("Marked the times that suit"), "calendar", "carry"),
    "times_supervisor": (mark("The supervisor marked the times that suit"), "calendar", ""),
    "meeting_none_suits": (mark("None of the times suits everybody"), "calendar", "lamp"),
    "meeting_confirmed": (mark("Agreed on the time of the meeting of three"), "calendar", "carry"),
    "meeting_cancelled": (mark("Cancelled the meeting of three"), "close", ""),
    "meeting_rebooked": (mark("Put the meeting of three off"), "calendar", ""),
    "meeting_held": (mark("The meeting of three was held"), "check", "carry"),
    "meeting_not_held": (mark("The person did not come to the meeting of three"), "calendar", "lamp"),
    "meeting_taken_back": (mark("Took back who came to the meeting of three"), "calendar", ""),
    "number_changed": (mark("Another number was taken into use"), "phone", ""),
    "phone_lost": (mark("The phone of the person is lost: nothing goes to its number"), "phone", "lamp"),
    "correction_asked": (mark("Said that something in the records is wrong"), "note", "lamp"),
    "correction_done": (mark("Answered what was said to be wrong"), "check", ""),
    "asked_call": (mark("Asked for a call"), "phone", "lamp"),
    "claimed": (mark("Took the case"), "user", ""),
    "released": (mark("Gave the case back"), "user", ""),
    "confirmed": (mark("Confirmed the suggestion"), "check", "carry"),
    "decision_raised": (mark("Raised the urgency"), "flag", "lamp"),
    "decision_sideways": (mark("Changed the suggestion"), "flag", "lamp"),
    "decision_lowered": (mark("Lowered the urgency"), "flag", "lamp"),
    "call_reached": (mark("Called and reached the person"), "phone", "carry"),
    "call_tried": (mark("Called without an answer"), "phone", ""),
    "note": (mark("Wrote a note"), "note", ""),
    "alert_raised": (mark("An alert was raised"), "bell", "lamp"),
    "alert_escalated": (mark("Nobody had seen the alert; the next in line was told"), "bell", "lamp"),
    "alert_seen": (mark("Saw the alert and sees to it"), "bell", ""),
    "alert_resolved": (mark("Marked the alert as done"), "check", "carry"),
    "alert_back": (mark("Took back a mark on the alert"), "bell", ""),
    "closed": (mark("Closed the case"), "close", ""),
}

_HOUR = 60


def name_or_code(name: str, short_code: str) -> str:
    """What a case is called: by the name of the person, or by its code where she gave none."""
    return name or sentence(mark("Case %(code)s")) % {"code": short_code}


def path_in_words(path: Path, protocol: Protocol, language: str) -> str:
    """A path as the nurse reads it, by the protocol of the visit or the present one; else its own name."""
    key = f"paths.{path}.staff"
    known = protocol.optional_text(key, language) or active_protocol().optional_text(key, language)
    return (known or path).rstrip(".")


def flag_in_words(flag: str, protocol: Protocol, language: str) -> str:
    """A flag as the nurse reads it; one that this protocol does not know is shown by its name."""
    if flag == UNREADABLE_FLAG:
        return sentence(mark("The answers could not be read by the program"))
    return protocol.optional_text(f"flags.{flag}.staff", language) or flag


def span(minutes: float) -> str:
    """A length of opening time in words: minutes, hours, or working days of eight hours."""
    whole = max(0, int(minutes))
    if whole < _HOUR:
        return sentence(mark("%(n)s min")) % {"n": whole}
    if whole < 8 * _HOUR:
        hours, rest = divmod(whole, _HOUR)
        if rest:
            return sentence(mark("%(h)s h %(n)s min")) % {"h": hours, "n": rest}
        return sentence(mark("%(h)s h")) % {"h": hours}
    days = round(whole / (8 * _HOUR), 1)
    number = str(int(days)) if days == int(days) else str(days).replace(".", sentence(mark(".")))
    return sentence(mark("1 day")) if days == 1 else sentence(mark("%(d)s days")) % {"d": number}
