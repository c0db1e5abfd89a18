"""Page data of drafting a meeting of three: which kind, how long, how, and what is talked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from support.booking.appointment_pages import CHANNELS, length_in_words
from support.booking.meeting_facts import MeetingFacts
from support.booking.meeting_pages import KINDS
from support.booking.rules.three_party import LENGTHS, Kind
from support.triage.question_pages import ChoiceView
from support.vocabulary.errors import mark
from support.web.pages import sentence
from support.web.views import Option

_ABOUT = {
    Kind.TRIPARTITE_COACHING: mark("Goals of the coaching, timetable and confidentiality, agreed by three."),
    Kind.WORKABILITY_NEGOTIATION: mark("How work can be fitted to the person's ability to work."),
}


@dataclass(frozen=True)
class MeetingTried:
    """What was sent and not taken, with the message at each field."""

    error: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DraftForm:
    """What the meeting is to be, before the person approves it."""

    kinds: list[ChoiceView]
    lengths: list[Option]
    channels: list[Option]
    chairs: list[Option]
    agenda: str
    asked_alone: bool


def draft_form(
    meeting: MeetingFacts | None,
    agenda: list[str],
    tried: MeetingTried,
    chairs: Mapping[str, str],
    *,
    is_new: bool,
) -> DraftForm:
    """The form as it was typed, as it stands, or empty.

    `meeting` is the one before where a new one is begun: it may be of the other kind, and she is asked anew.
    """
    typed = tried.typed or _standing(meeting, agenda, is_new=is_new)
    kinds = [meeting.kind] if meeting and not is_new else list(Kind)
    return DraftForm(
        kinds=[
            ChoiceView(
                kind.value,
                sentence(KINDS[kind]),
                sentence(_ABOUT[kind]),
                typed.get("kind") == kind.value,
                False,
            )
            for kind in kinds
        ],
        lengths=[Option(str(one), length_in_words(one), typed.get("minutes") == str(one)) for one in LENGTHS],
        channels=[Option(one, sentence(name), typed.get("channel") == one) for one, name in CHANNELS.items()],
        chairs=[Option(one, name, typed.get("chair") == one) for one, name in chairs.items()],
        agenda=typed.get("agenda", ""),
        asked_alone=typed.get("asked_alone") == "yes",
    )


def _standing(meeting: MeetingFacts | None, agenda: list[str], *, is_new: bool) -> dict[str, str]:
    if meeting is None:
        return {}
    return {
        "kind": meeting.kind.value,
        "minutes": str(meeting.minutes),
        "channel": meeting.channel,
        "chair": meeting.practitioner_id,
        "agenda": "\n".join(agenda),
        "asked_alone": "yes" if meeting.asked_alone_at and not is_new else "",
    }
