"""Reads what is typed and ticked about a meeting of three."""

from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict

from support.booking.appointment_pages import CHANNELS
from support.booking.meeting_draft_actions import clean_lines
from support.booking.meeting_facts import MeetingDraft
from support.booking.meeting_pages import NONE_SUITS
from support.booking.meeting_wording_actions import Shown
from support.booking.rules.three_party import LENGTHS, Kind, Party, check_agenda, check_to_employee
from support.booking.rules.wording import About
from support.vocabulary.errors import Invalid, mark
from support.vocabulary.plain_text import one_line, some_lines

AGENDA_LENGTH = 1000
LINE_LENGTH = 160
NAME_LENGTH = 60
_DIGITS = 6
_CHOOSE = mark("Choose one from the list.")
_WHICH = mark("Choose which meeting it is.")
_SAYS_BOTH = mark("Choose the times that suit, or say that none does.")


def read_agenda(form: MultiDict[str, str]) -> tuple[str, ...]:
    """The headings, one on each line."""
    text = some_lines(form.get("agenda", ""), AGENDA_LENGTH)
    return tuple(found for line in text.split("\n") if (found := one_line(line, LINE_LENGTH)))


def faults_of_draft(form: MultiDict[str, str], *, sends: bool) -> dict[str, str]:
    """Everything that is missing in a draft at once: the message by the field at which it belongs."""
    faults = {} if form.get("kind", "") in set(Kind) else {"kind": _WHICH}
    try:
        lines = clean_lines(read_agenda(form))
        if sends:
            check_agenda(lines)
    except Invalid as refusal:
        faults["agenda"] = refusal.message
    try:
        check_to_employee(asked_alone=not sends or form.get("asked_alone") == "yes")
    except Invalid as refusal:
        faults["asked_alone"] = refusal.message
    return faults


def read_draft(form: MultiDict[str, str]) -> MeetingDraft:
    """What the meeting is to be; raises Invalid for anything that is not on the page."""
    kind, channel = form.get("kind", ""), form.get("channel", "")
    minutes = {str(one): one for one in LENGTHS}.get(form.get("minutes", ""))
    if kind not in set(Kind) or channel not in CHANNELS or minutes is None:
        raise Invalid(_CHOOSE)
    return MeetingDraft(
        kind=Kind(kind),
        minutes=minutes,
        channel=channel,
        agenda=read_agenda(form),
        asked_alone=form.get("asked_alone") == "yes",
        chair=form.get("chair", ""),
    )


def read_marks(form: MultiDict[str, str]) -> frozenset[str]:
    """The times that suit; none at all only where that was said. Raises Invalid where nothing is, or both."""
    ticked = frozenset(form.getlist("time"))
    suits = ticked - {NONE_SUITS}
    if bool(suits) is (NONE_SUITS in ticked):
        raise Invalid(_SAYS_BOTH)
    return suits


def read_starts(form: MultiDict[str, str]) -> list[datetime]:
    """The times to propose; raises Invalid for anything that is no time."""
    return [read_start(value) for value in form.getlist("start")]


def read_start(value: str) -> datetime:
    """One time as a form sends it; raises Invalid for anything else."""
    try:
        return datetime.strptime(value, "%Y%m%dT%H%MZ").replace(tzinfo=UTC)
    except ValueError:
        raise Invalid(_CHOOSE) from None


def start_value(starts_at: datetime) -> str:
    """A time as a form sends it."""
    return f"{starts_at.astimezone(UTC):%Y%m%dT%H%MZ}"


def read_name(form: MultiDict[str, str]) -> str:
    """The name of a support person; empty for nobody."""
    return one_line(form.get("support_person", ""), NAME_LENGTH)


def read_came(form: MultiDict[str, str]) -> frozenset[Party]:
    """Who was there, besides whoever writes it down; raises Invalid for anybody else."""
    ticked = form.getlist("came")
    if not set(ticked) <= set(Party):
        raise Invalid(_CHOOSE)
    return frozenset(Party(one) for one in ticked) | {Party.PRACTITIONER}


def read_shown(form: MultiDict[str, str]) -> Shown:
    """To which words somebody says yes; raises Invalid for anything that is not on the page."""
    version = form.get("version", "")
    if not (version.isascii() and version.isdecimal() and len(version) <= _DIGITS):
        raise Invalid(_CHOOSE)
    return Shown(About.read(form.get("about", "")), int(version))
