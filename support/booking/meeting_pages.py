"""What everybody who takes part in a meeting of three sees of it: time, place, people, agenda, what stays."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from support.booking.appointment_pages import PROFESSIONS, channel_and_length, datebox
from support.booking.confidentiality_loading import present_confidentiality
from support.booking.meeting_facts import MeetingFacts, ParticipantFacts
from support.booking.meeting_queries import agenda_of, proposed_times, support_person_of
from support.booking.rules.three_party import Kind, Party, State, is_held
from support.people.queries import name_of, practitioner_names
from support.people.supervisor_queries import named_supervisor
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import clock_time, short_date, when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

KINDS = {
    Kind.TRIPARTITE_COACHING: mark("Three-party discussion"),
    Kind.WORKABILITY_NEGOTIATION: mark("Work-ability negotiation"),
}
_ROLES = {
    Party.EMPLOYEE: mark("employee"),
    Party.SUPERVISOR: mark("supervisor"),
    Party.SUPPORT_PERSON: mark("support person"),
}
_TIME_TITLES = {
    State.CANCELLED: mark("Cancelled"),
    State.REBOOKED: mark("Put off"),
}
# In which order they are named.
_ORDER = tuple(Party)
NONE_SUITS = "none"
People = Mapping[Party, ParticipantFacts]
"""Who takes part, looked up once for a page."""


@dataclass(frozen=True)
class PersonView:
    """One who comes; `answer` says how far she has come with what was asked of her."""

    name: str
    role: str
    answer: str
    is_done: bool


@dataclass(frozen=True)
class AgreedView:
    """The time that was agreed, as the date box shows it."""

    weekday: str
    date: str
    time: str


@dataclass(frozen=True)
class TimeChoice:
    """A proposed time to tick, or the answer that none suits."""

    value: str
    label: str
    hint: str
    checked: bool
    apart: bool


@dataclass(frozen=True)
class MeetingView:
    """A meeting as all three may see it."""

    title: str
    agreed: AgreedView | None
    time_title: str
    goes_on: bool
    place: str
    way: str
    people: list[PersonView]
    agenda: list[str]
    confidentiality: str
    has_acknowledged: bool


@dataclass(frozen=True)
class Reader:
    """Who looks: as which party, for which purpose, in which language."""

    party: Party
    purpose: Purpose
    language: Language


def meeting_view(work: Work, meeting: MeetingFacts, people: People, reader: Reader) -> MeetingView:
    """The meeting in words; each name and the agenda are recorded as read.

    Whether the reader may know of it has been asked before.
    """
    own = people.get(reader.party)
    return MeetingView(
        title=sentence(KINDS[meeting.kind]),
        agreed=AgreedView(*datebox(meeting.starts_at, work.now, reader.language))
        if meeting.starts_at
        else None,
        time_title=_time_title(meeting, people),
        goes_on=meeting.goes_on,
        place=channel_and_length(meeting.channel, meeting.minutes),
        way=meeting.channel,
        people=[_person(work, meeting, people[party], reader) for party in _ORDER if party in people],
        agenda=agenda_of(work, meeting, reader.purpose),
        confidentiality=present_confidentiality().text[reader.language],
        has_acknowledged=own is not None and own.has_acknowledged,
    )


def held_in_words(meeting: MeetingFacts, people: People, party: Party, language: Language) -> str:
    """What is said of a meeting that was held to one who was there; nothing of any other."""
    came = _came(people)
    if meeting.starts_at is None or not is_held(meeting.state, came) or party not in came:
        return ""
    day = short_date(local_date(meeting.starts_at), language)
    return sentence(mark("You met together %(day)s. Here is what you agreed on.")) % {"day": day}


def times_to_mark(
    work: Work,
    meeting: MeetingFacts,
    own: ParticipantFacts,
    language: Language,
    ticked: Collection[str] | None = None,
) -> list[TimeChoice]:
    """The proposed times with what somebody has said, or has just ticked; nothing is ticked before that."""
    suits = own.suits if own.replied_at else frozenset()
    says_none = own.replied_at is not None and not own.suits
    chosen = frozenset(ticked) if ticked is not None else suits | ({NONE_SUITS} if says_none else set())
    place = channel_and_length(meeting.channel, meeting.minutes)
    choices = [
        TimeChoice(
            one.id, from_to(work, one.starts_at, meeting.minutes, language), place, one.id in chosen, False
        )
        for one in proposed_times(work, meeting.id)
    ]
    label = sentence(mark("None of these suits"))
    return [*choices, TimeChoice(NONE_SUITS, label, "", NONE_SUITS in chosen, True)]


def from_to(work: Work, starts_at: datetime, minutes: int, language: Language) -> str:
    """From when until when."""
    ends_at = clock_time(starts_at + timedelta(minutes=minutes), language)
    return f"{when_from_now(starts_at, work.now, language)}–{ends_at}"


def _came(people: People) -> frozenset[Party]:
    return frozenset(party for party, one in people.items() if one.came)


def _time_title(meeting: MeetingFacts, people: People) -> str:
    if meeting.goes_on:
        return sentence(mark("Agreed time"))
    held = mark("Held") if is_held(meeting.state, _came(people)) else mark("Not held")
    return sentence(_TIME_TITLES.get(meeting.state, held))


def _person(work: Work, meeting: MeetingFacts, one: ParticipantFacts, reader: Reader) -> PersonView:
    name, role = _name_and_role(work, meeting, one, reader)
    if meeting.starts_at is not None:
        done, answer = one.has_acknowledged, mark("Has read the confidentiality text")
    else:
        # Once none of the times suits, what was said of them is over.
        has_marked = meeting.state is State.PROPOSED and one.replied_at is not None
        done, answer = has_marked, mark("Has marked times")
    return PersonView(name, role, sentence(answer) if done else "", done)


def _name_and_role(
    work: Work, meeting: MeetingFacts, one: ParticipantFacts, reader: Reader
) -> tuple[str, str]:
    if one.party is Party.PRACTITIONER:
        name, profession = practitioner_names(work)[one.person_id or ""]
        # That it is a psychologist would tell the supervisor something of the person.
        hides = reader.party is Party.SUPERVISOR
        role = mark("occupational health care") if hides else PROFESSIONS[profession]
        return (sentence(mark("You")) if reader.party is one.party else name), sentence(role)
    role = sentence(_ROLES[one.party])
    if reader.party is one.party:
        return sentence(mark("You")), role
    return _opened_name(work, meeting, one, reader) or role, role


def _opened_name(work: Work, meeting: MeetingFacts, one: ParticipantFacts, reader: Reader) -> str:
    case_id, purpose = meeting.case_id, reader.purpose
    if one.party is Party.SUPPORT_PERSON:
        return support_person_of(work, meeting, purpose)
    if one.party is Party.SUPERVISOR:
        link_id = meeting.supervisor_link_id
        return named_supervisor(work, link_id, subject=case_id, purpose=purpose).name if link_id else ""
    return name_of(work, one.person_id or "", subject=case_id, purpose=purpose)


def replies(people: People) -> dict[str, int]:
    """For how many of those who marked times each proposed time suits."""
    found: dict[str, int] = {}
    for one in people.values():
        for time_id in one.suits:
            found[time_id] = found.get(time_id, 0) + 1
    return found
