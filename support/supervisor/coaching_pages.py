"""Page data of a talk of a supervisor's own: offered, booked, moved. It names nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import url_for

from support.booking.appointment_pages import channel_and_length, datebox, length_in_words, with_whom
from support.booking.coaching_facts import CoachingFacts
from support.booking.coaching_queries import (
    row_for_supervisor,
    search_of,
    talk_for_supervisor,
    talks_for_supervisor,
)
from support.booking.facts import JustTaken
from support.booking.rules.coaching import Reason
from support.booking.times_pages import TimesToChoose, slot_errors, times_to_choose
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import short_date, when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import provider_phone, sentence
from support.web.views import FieldError, Notice

REASONS = {
    Reason.NO_TIME: mark("I have no time for it"),
    Reason.NO_NEED: mark("I do not need it"),
    Reason.ELSEWHERE: mark("I get support elsewhere"),
    Reason.NOT_NOW: mark("Not now"),
}
_DONE = {
    "saved": mark("The time is booked. You get a text message of it."),
    "updated": mark("The time is given back. You may choose another."),
}


@dataclass(frozen=True)
class TalkRow:
    """One talk on her first page."""

    said: str
    is_asked: bool
    url: str
    link: str


@dataclass(frozen=True)
class BookedTalk:
    """The time that she has; what can no longer be done with it has no address."""

    weekday: str
    date: str
    time: str
    with_whom: str
    channel: str
    way: str
    may_change: bool
    calendar_url: str


@dataclass(frozen=True)
class TalkPage:
    """A talk of hers; there is no field that could hold anything of an employee."""

    notice: Notice | None
    length: str
    booked: BookedTalk | None
    times: TimesToChoose | None
    gone: bool
    book_url: str
    move_url: str
    give_back_url: str
    decline_url: str
    reasons: list[ChoiceView]
    open_until: str
    back_url: str
    our_phone: str
    errors: list[FieldError]
    error: Mapping[str, str]


@dataclass(frozen=True)
class TalkTried:
    """What was sent and not taken, and a time that somebody else was faster to take."""

    error: Mapping[str, str] = field(default_factory=dict)
    taken: JustTaken | None = None


def talk_rows(look: Work, language: Language) -> list[TalkRow]:
    """The talks of the supervisor who acts: first what waits for her."""
    rows = [_row(one, language) for one in talks_for_supervisor(look)]
    return sorted(rows, key=lambda row: not row.is_asked)


def talk_page(
    work: Work,
    coaching_id: str,
    args: Mapping[str, str],
    language: Language,
    tried: TalkTried,
) -> TalkPage:
    """One talk of the supervisor who acts; raises NotFound for any other."""
    talk = talk_for_supervisor(work, coaching_id)
    booked = _booked(work, talk, language)
    done = args.get("done", "")
    may_choose = booked is None or (booked.may_change and _wants_another(args, tried))
    errors = [*slot_errors(tried.error.get("slot", ""))]
    errors += [FieldError(name, message) for name, message in tried.error.items() if name != "slot"]
    return TalkPage(
        notice=Notice(sentence(_DONE[done]), "ok") if done in _DONE else None,
        length=length_in_words(talk.minutes),
        booked=booked,
        times=_times(work, coaching_id, args, language, tried) if may_choose else None,
        gone=tried.taken is not None,
        book_url=url_for("supervisor.book_talk", coaching_id=coaching_id),
        move_url=url_for("supervisor.talk", coaching_id=coaching_id, move="1"),
        give_back_url=url_for("supervisor.give_talk_back", coaching_id=coaching_id),
        decline_url=url_for("supervisor.decline_talk", coaching_id=coaching_id),
        reasons=[
            ChoiceView(one, sentence(words), "", checked=False, apart=False) for one, words in REASONS.items()
        ],
        open_until="" if booked else short_date(local_date(talk.open_until), language),
        back_url=url_for("supervisor.home"),
        our_phone=provider_phone(),
        errors=errors,
        error=tried.error,
    )


def _wants_another(args: Mapping[str, str], tried: TalkTried) -> bool:
    return bool(args.get("move") or tried.taken or tried.error.get("slot"))


def _row(talk: CoachingFacts, language: Language) -> TalkRow:
    url = url_for("supervisor.talk", coaching_id=talk.id)
    if talk.is_booked and talk.starts_at is not None:
        return TalkRow(when(talk.starts_at, language), False, url, sentence(mark("See your time")))
    said, link = sentence(mark("Choose a time that suits you.")), sentence(mark("Choose a time"))
    return TalkRow(said, True, url, link)


def _booked(work: Work, talk: CoachingFacts, language: Language) -> BookedTalk | None:
    if not talk.is_booked or talk.starts_at is None or talk.practitioner_id is None:
        return None
    weekday, date, time = datebox(talk.starts_at, work.now, language)
    return BookedTalk(
        weekday=weekday,
        date=date,
        time=time,
        with_whom=with_whom(work, talk.practitioner_id),
        channel=channel_and_length(talk.channel, talk.minutes),
        way=talk.channel,
        may_change=work.now < talk.starts_at,
        calendar_url=url_for("supervisor.talk_entry", coaching_id=talk.id),
    )


def _times(
    work: Work, coaching_id: str, args: Mapping[str, str], language: Language, tried: TalkTried
) -> TimesToChoose:
    move = args.get("move") or None
    return times_to_choose(
        work,
        search_of(work, row_for_supervisor(work, coaching_id)),
        args,
        language,
        lambda channel: url_for(
            "supervisor.talk", coaching_id=coaching_id, channel=channel or None, move=move
        ),
        taken=tried.taken,
    )
