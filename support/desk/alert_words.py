"""What the desk says of alerts."""

from datetime import datetime

from support.cases.alert_facts import AlertFacts
from support.cases.rules.alerts import AlertKind
from support.desk.words import span
from support.vocabulary.calendar import opening_minutes_between
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

KINDS = {
    AlertKind.CRISIS: mark("Needs a call at once"),
    AlertKind.URGENT_CALL: mark("Needs a call today"),
    AlertKind.SAFETY_CHECKIN: mark("A worrying answer in a check-in"),
    AlertKind.HELP_WANTED: mark("Asks for help in a check-in"),
    AlertKind.NO_SHOW_URGENT: mark("Urgent, and has not been reached"),
    AlertKind.TARGET_RISK: mark("No time has been offered, and the target is near"),
    AlertKind.REPLY_TO_READ: mark("A reply to read"),
    AlertKind.MESSAGE_FAILED: mark("A text message did not arrive"),
    AlertKind.NO_ANSWER: mark("Two calls without an answer"),
    AlertKind.CHECKIN_MISSED: mark("Two check-ins without an answer"),
    AlertKind.CORRECTION: mark("Says that something in the records is wrong"),
}


def time_left(due_at: datetime, now: datetime) -> str:
    """How much opening time is left until it is due, or how late it is."""
    if now <= due_at:
        return sentence(mark("%(time)s left")) % {"time": span(opening_minutes_between(now, due_at))}
    return sentence(mark("%(time)s late")) % {"time": span(opening_minutes_between(due_at, now))}


def how_far(alert: AlertFacts, names: dict[str, tuple[str, str]], now: datetime, language: Language) -> str:
    """Who has seen it, or who is told when."""
    if alert.acknowledged_at is not None:
        seen = when_from_now(alert.acknowledged_at, now, language)
        name = names.get(alert.acknowledged_by or "", ("", ""))[0]
        words = mark("%(name)s has seen this, %(time)s") if name else mark("Seen %(time)s")
        return sentence(words) % {"name": name, "time": seen}
    if alert.next_at is None:
        return sentence(mark("Nobody has seen this. Everybody in line has been told."))
    following = when_from_now(max(alert.next_at, now), now, language)
    if alert.told_at is None:
        return sentence(mark("Nobody has seen this. Whoever is on duty is told: %(time)s")) % {
            "time": following
        }
    return sentence(mark("Nobody has seen this. The next in line is told: %(time)s")) % {"time": following}
