"""Page data of a booked time: shown, told, asked about before it is cancelled."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, url_for

from support.booking import queries
from support.booking.facts import Booked
from support.booking.message_actions import is_told
from support.booking.rules.appointment import is_late_cancel, may_cancel
from support.booking.rules.calls import call_to_come
from support.cases.facts import CaseFacts
from support.cases.queries import open_case_of
from support.people.queries import contact_of, practitioner_names
from support.people.sessions import may_see_word
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import short_date, short_date_from_now, when, when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

# In the order in which they are offered.
CHANNELS = {"video": mark("By video"), "phone": mark("By phone"), "on_site": mark("In person")}
PROFESSIONS = {
    "nurse": mark("occupational health nurse"),
    "psychologist": mark("occupational health psychologist"),
    "coach": mark("coach"),
    "physician": mark("occupational health physician"),
    "service_manager": mark("service manager"),
}


@dataclass(frozen=True)
class AppointmentView:
    """A booked time: when, with whom, and how it takes place."""

    weekday: str
    date: str
    time: str
    with_whom: str
    channel: str
    way: str
    move_url: str
    cancel_url: str
    calendar_url: str


@dataclass(frozen=True)
class BookedPage:
    """The time is booked, or moved."""

    appointment: AppointmentView
    moved: bool
    text_sent: bool
    word: str
    home_url: str
    call_by: str
    our_phone: str


@dataclass(frozen=True)
class CancelPage:
    """Is it really to be cancelled?"""

    when: str
    with_whom: str
    late: bool
    too_late: bool
    move_url: str
    back_url: str
    our_phone: str


def appointment_view(work: Work, booked: Booked, language: Language) -> AppointmentView:
    """The time in words; once it has begun, with nothing more to do about it."""
    weekday, date, time = datebox(booked.starts_at, work.now, language)
    free_to_go = may_cancel(booked.state, booked.starts_at, work.now)
    return AppointmentView(
        weekday=weekday,
        date=date,
        time=time,
        with_whom=with_whom(work, booked.practitioner_id),
        channel=channel_and_length(booked.channel, booked.minutes),
        way=booked.channel,
        move_url=url_for("booking.ask_move", appointment_id=booked.id) if free_to_go else "",
        cancel_url=url_for("booking.ask_cancel", appointment_id=booked.id) if free_to_go else "",
        calendar_url=url_for("calendars.entry", appointment_id=booked.id) if free_to_go else "",
    )


def booked_page(
    work: Work, appointment_id: str, language: Language, *, token: str, our_phone: str
) -> BookedPage | None:
    """What was booked and what happens next; None when the time no longer stands.

    `token` is the secret of her browser.

    Raises NotFound when it is not hers.
    """
    booked = queries.own_appointment(work, appointment_id)
    if not booked.is_live:
        return None
    contact = contact_of(
        work, work.actor.id or "", subject=work.actor.id or "", purpose=Purpose.OWN_PAGE, language=language
    )
    case = open_case_of(work, work.actor.id or "")
    call_by = call_beside(case, booked, work.now, has_number=bool(contact.phone))
    moved = booked.rebooked_from is not None
    shows_word = not contact.may_be_texted and may_see_word(work, token, work.actor.id or "")
    return BookedPage(
        appointment=appointment_view(work, booked, language),
        moved=moved,
        text_sent=is_told(work, booked.id, "moved_you" if moved else "booked"),
        word=contact.reference_word if shows_word else "",
        home_url=url_for("my_support.home"),
        call_by=when_from_now(call_by, work.now, language) if call_by else "",
        our_phone=our_phone,
    )


def call_beside(
    case: CaseFacts | None, booked: Booked | None, now: datetime, *, has_number: bool
) -> datetime | None:
    """By when a nurse calls besides the appointment; None when nobody will."""
    if case is None:
        return None
    kind, starts_at = (booked.kind, booked.starts_at) if booked else ("", None)
    return call_to_come(
        case.urgency, case.awaited_by, now, has_number=has_number, booked_kind=kind, booked_at=starts_at
    )


def cancel_page(work: Work, appointment_id: str, language: Language, *, our_phone: str) -> CancelPage | None:
    """Ask before cancelling; None when it has been cancelled already.

    Raises NotFound when it is not hers.
    """
    booked = queries.own_appointment(work, appointment_id)
    if not booked.is_live:
        return None
    return CancelPage(
        when=when(booked.starts_at, language),
        with_whom=with_whom(work, booked.practitioner_id),
        late=is_late_cancel(booked.starts_at, work.now),
        too_late=not may_cancel(booked.state, booked.starts_at, work.now),
        move_url=url_for("booking.ask_move", appointment_id=booked.id),
        back_url=url_for("my_support.home"),
        our_phone=our_phone,
    )


def my_support_url() -> str:
    """The whole address of her own page, as a message about her time names it."""
    return str(current_app.config["PUBLIC_BASE_URL"]) + url_for("my_support.home")


def with_whom(work: Work, practitioner_id: str) -> str:
    """Name and profession of whom she meets."""
    name, profession = practitioner_names(work)[practitioner_id]
    return f"{name}, {sentence(PROFESSIONS[profession])}"


def channel_and_length(channel: str, minutes: int) -> str:
    """How a time takes place, and how long it is."""
    return f"{sentence(CHANNELS[channel])} · {length_in_words(minutes)}"


def length_in_words(minutes: int) -> str:
    """How long something takes."""
    return sentence(mark("%(minutes)s min")) % {"minutes": minutes}


def datebox(starts_at: datetime, now: datetime, language: Language) -> tuple[str, str, str]:
    """Weekday, date and time as the date box shows them."""
    day = local_date(starts_at)
    time = when(starts_at, language).removeprefix(short_date(day, language)).strip()
    return *short_date_from_now(day, local_date(now), language), time
