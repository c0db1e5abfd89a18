"""Page data of choosing a time and of the booked time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flask import url_for

from support.booking import queries
from support.booking.actions import Choice, JustTaken, step_of
from support.booking.facts import Booked, Offer
from support.booking.rules.appointment import LIVE, is_late_cancel
from support.booking.rules.slots import Slot, by_day, distinct_starts
from support.cases.queries import open_case_of
from support.people.queries import contact_of, practitioner_names
from support.platform.work import Work
from support.vocabulary.dates_in_words import clock_time, day_heading, when, when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.pathway import Urgency
from support.web.pages import sentence

CHANNEL_ORDER = ("video", "phone", "on_site")
CHANNELS = {"video": mark("By video"), "phone": mark("By phone"), "on_site": mark("In person")}
HOW = {
    "video": mark("You find the link in My support before the time."),
    "phone": mark("We call you at this time."),
    "on_site": mark("You find the address in My support before the time."),
}
PROFESSIONS = {
    "nurse": mark("occupational health nurse"),
    "psychologist": mark("occupational health psychologist"),
    "coach": mark("coach"),
    "physician": mark("occupational health physician"),
    "service_manager": mark("service manager"),
}
# Two working weeks of times are enough to choose from at once.
_SHOWN = 60


@dataclass(frozen=True)
class SlotView:
    """One free time as a radio button."""

    value: str
    time: str
    caption: str
    first: bool
    checked: bool
    choice: str


@dataclass(frozen=True)
class DayView:
    """One day with its free times; without any it is one quiet line."""

    id: str
    title: str
    note: str
    slots: list[SlotView]


@dataclass(frozen=True)
class ChannelLink:
    """A way of meeting, chosen by GET."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class ErrorView:
    """One sentence in the summary at the top."""

    id: str
    message: str
    about: str = ""


@dataclass(frozen=True)
class TimesPage:
    """Choosing a time."""

    back_url: str
    who: None
    length: str
    channel_links: list[ChannelLink]
    days: list[DayView]
    found: int
    gone: bool
    errors: list[ErrorView]
    chosen: str
    chosen_detail: str
    earlier_url: str
    later_url: str
    call_url: str
    call_by: str


@dataclass(frozen=True)
class BookedPage:
    """The time is booked."""

    weekday: str
    date: str
    time: str
    with_whom: str
    channel: str
    how: str
    text_sent: bool
    word: str
    home_url: str
    calendar_url: str
    call_by: str
    our_phone: str


@dataclass(frozen=True)
class CancelPage:
    """Is it really to be cancelled?"""

    when: str
    with_whom: str
    late: bool
    too_late: bool
    back_url: str
    our_phone: str


def slot_value(slot: Slot, channel: str) -> str:
    """A free time as a form value: moment, practitioner, way of meeting."""
    return f"{slot.starts_at.astimezone(UTC):%Y%m%dT%H%MZ}~{slot.practitioner_id}~{channel}"


def read_slot(value: str) -> Choice | None:
    """The form value again, or None when it is not one of ours."""
    parts = value.split("~")
    if len(parts) != 3 or parts[2] not in CHANNEL_ORDER or len(parts[1]) != 22:
        return None
    try:
        starts_at = datetime.strptime(parts[0], "%Y%m%dT%H%MZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Choice(parts[1], starts_at, parts[2])


def usual_channel(channels: frozenset[str]) -> str:
    """The way of meeting that is shown first."""
    return next(channel for channel in CHANNEL_ORDER if channel in channels)


def slot_views(
    slots: list[Slot],
    language: str,
    *,
    channel: str = "",
    names: Mapping[str, str] | None = None,
    with_day: bool = False,
    chosen: str = "",
) -> list[SlotView]:
    """Free times as radio buttons: the first is lit, the chosen one, or another of its start, is ticked."""
    moment = chosen.partition("~")[0]
    views = []
    for number, slot in enumerate(distinct_starts(slots)):
        value = slot_value(slot, channel if channel in slot.channels else usual_channel(slot.channels))
        name = (names or {}).get(slot.practitioner_id, "").split(" ")[-1]
        views.append(
            SlotView(
                value=value,
                time=when(slot.starts_at, language) if with_day else clock_time(slot.starts_at, language),
                caption=name,
                first=number == 0,
                checked=bool(moment) and value.partition("~")[0] == moment,
                choice=when(slot.starts_at, language),
            )
        )
    return views


def day_views(
    slots: list[Slot], language: str, *, channel: str, names: Mapping[str, str], chosen: str = ""
) -> list[DayView]:
    """Free times under their days; only the very first one is lit."""
    days = []
    lit = False
    for day in by_day(distinct_starts(slots)):
        views = slot_views(list(day.slots), language, channel=channel, names=names, chosen=chosen)
        views = [replace(view, first=view.first and not lit) for view in views]
        lit = lit or bool(views)
        days.append(DayView(f"day-{day.date:%Y%m%d}", day_heading(day.date, language), "", views))
    return days


def datebox(booked: Booked, language: str) -> tuple[str, str, str]:
    """Weekday, date and time as the date box shows them."""
    words = when(booked.starts_at, language).split(" ")
    if language == "en":
        return words[0], " ".join(words[1:3]), " ".join(words[3:])
    return words[0], words[1], " ".join(words[2:])


def times_page(
    work: Work, args: Mapping[str, str], language: Language, *, error: str = ""
) -> TimesPage | None:
    """The free times of the employee who acts; None when she has no open case or already has a time."""
    case = open_case_of(work, work.actor.id or "")
    if case is None or queries.appointment_of(work, case.employee_id):
        return None
    step = step_of(case, wants_talk=args.get("talk") == "1")
    offer = queries.free_times(work, step, case.employer_id, language, without=case.employee_id)
    return _times(offer, offer.slots, args, language, error=error, due_at=case.due_at, now=work.now)


def times_page_after_race(taken: JustTaken, args: Mapping[str, str], language: Language) -> TimesPage:
    """The nearest three times for whoever came second."""
    return _times(taken.offer, taken.nearest, args, language, gone=True)


def booked_page(work: Work, appointment_id: str, language: Language, *, our_phone: str) -> BookedPage:
    """What was booked and what happens next.

    Raises NotFound when it is not hers.
    """
    booked = queries.own_appointment(work, appointment_id)
    contact = contact_of(
        work, work.actor.id or "", subject=work.actor.id or "", purpose="own page", language=language
    )
    weekday, date, time = datebox(booked, language)
    case = open_case_of(work, work.actor.id or "")
    urgent = case is not None and case.urgency in (Urgency.NOW, Urgency.SAME_DAY) and case.due_at
    text_sent = contact.safe_to_text and contact.number_confirmed
    return BookedPage(
        weekday=weekday,
        date=date,
        time=time,
        with_whom=with_whom(work, booked),
        channel=channel_line(booked),
        how=sentence(HOW[booked.channel]),
        text_sent=text_sent,
        word="" if text_sent else contact.reference_word,
        home_url=url_for("my_support.home"),
        calendar_url="",
        call_by=when_from_now(case.due_at, work.now, language) if case and urgent and case.due_at else "",
        our_phone=our_phone,
    )


def cancel_page(work: Work, appointment_id: str, language: Language, *, our_phone: str) -> CancelPage | None:
    """Ask before cancelling; None when it has been cancelled already.

    Raises NotFound when it is not hers.
    """
    booked = queries.own_appointment(work, appointment_id)
    if booked.state not in LIVE:
        return None
    return CancelPage(
        when=when(booked.starts_at, language),
        with_whom=with_whom(work, booked),
        late=is_late_cancel(booked.starts_at, work.now),
        too_late=work.now >= booked.starts_at,
        back_url=url_for("my_support.home"),
        our_phone=our_phone,
    )


def with_whom(work: Work, booked: Booked) -> str:
    """The practitioner's name and profession."""
    name, profession = practitioner_names(work)[booked.practitioner_id]
    return f"{name}, {sentence(PROFESSIONS[profession])}"


def channel_line(booked: Booked) -> str:
    """Way of meeting and length."""
    return f"{sentence(CHANNELS[booked.channel])} · " + sentence(mark("%(minutes)s min")) % {
        "minutes": booked.minutes
    }


def _times(
    offer: Offer,
    slots: list[Slot],
    args: Mapping[str, str],
    language: Language,
    *,
    gone: bool = False,
    error: str = "",
    due_at: datetime | None = None,
    now: datetime | None = None,
) -> TimesPage:
    channels = [channel for channel in CHANNEL_ORDER if channel in offer.step.channels]
    channel = args.get("channel", "") if args.get("channel", "") in channels else ""
    chosen = args.get("slot", "")[:80]
    talk = args.get("talk") or None
    fitting = [slot for slot in slots if not channel or channel in slot.channels]
    days = day_views(fitting[:_SHOWN], language, channel=channel, names=offer.practitioners, chosen=chosen)
    ticked = next((view.choice for day in days for view in day.slots if view.checked), "")
    minutes = sentence(mark("%(minutes)s min")) % {"minutes": offer.step.minutes}
    return TimesPage(
        back_url=url_for("my_support.home"),
        who=None,
        length=minutes,
        channel_links=[
            ChannelLink(
                sentence(CHANNELS[one]),
                url_for("booking.times", channel=one, slot=chosen or None, talk=talk),
                one == (channel or channels[0]),
            )
            for one in (channels if len(channels) > 1 else [])
        ],
        days=days,
        found=sum(len(day.slots) for day in days),
        # The time she pointed at before may have gone while she confirmed her number.
        gone=gone or bool(chosen and not ticked and not channel),
        errors=[ErrorView("slot", error)] if error else [],
        chosen=ticked,
        chosen_detail=minutes,
        earlier_url="",
        later_url="",
        call_url=url_for("my_support.home"),
        call_by=when_from_now(due_at, now, language) if due_at and now else "",
    )
