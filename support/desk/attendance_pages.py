"""Page data of a practitioner's own times, of saying how they went, and of cancelling one because of us."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from flask import url_for

from support.booking.appointment_pages import channel_and_length
from support.booking.attendance_queries import (
    may_say_of,
    own_appointments,
    time_to_cancel,
    times_to_speak_of,
)
from support.booking.coaching_queries import own_talks
from support.booking.facts import Booked, ChosenTime
from support.booking.rules.appointment import State
from support.booking.rules.attendance import is_due
from support.booking.rules.three_party import APPOINTMENT_KIND
from support.cases.queries import short_codes_of
from support.desk.coaching_pages import talk_time
from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.desk.time_pages import TimeCheckPage, goes_out, message_about, rows_of_time
from support.desk.time_view_pages import TimeView
from support.desk.words import name_or_code
from support.people.queries import contact_of, name_of
from support.platform.audit import Purpose
from support.platform.crypto import Unreadable
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import clock_time, day_heading_from_now, when_from_now
from support.vocabulary.errors import Conflict, mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import Notice

_SAID = {State.ATTENDED: mark("Came"), State.NO_SHOW: mark("Did not come")}
_NOTICES = {
    "came": mark("Saved: the person came."),
    "missed": mark("Saved: the person did not come."),
    "taken_back": mark("The mark has been taken back."),
    "cancelled": mark("The time has been cancelled. Somebody calls the person about a new one."),
    "talk_held": mark("Saved: the talk was held."),
    "talk_missed": mark("Saved: the supervisor did not come, and may choose another time."),
    "talk_cancelled": mark("The time has been cancelled. The supervisor is told, and may choose another."),
}


@dataclass(frozen=True)
class DayView:
    """The times of one day to come."""

    heading: str
    times: list[TimeView]


@dataclass(frozen=True)
class OwnAppointmentsPage:
    """Her own times: what waits for a word, what comes, and what was said and can be taken back."""

    staff: StaffView
    notice: Notice | None
    due: list[TimeView]
    has_more_due: bool
    days: list[DayView]
    has_more_to_come: bool
    said: list[TimeView]


def own_appointments_page(work: Work, language: Language, *, done: str) -> OwnAppointmentsPage:
    """The times of the practitioner who acts; each name that is shown is recorded as read."""
    own, talks = own_appointments(work), own_talks(work)
    view = _Viewer(work, language, [*own.due, *own.to_come, *own.said])
    due = [(one.starts_at, view.with_name(one, view.from_now(one))) for one in own.due]
    due += [(one.starts_at, talk_time(work, one, language)) for one in talks.due if one.starts_at]
    to_come = [(one.starts_at, view.with_name(one, view.clock(one.starts_at))) for one in own.to_come]
    to_come += [
        (one.starts_at, talk_time(work, one, language, view.clock(one.starts_at)))
        for one in talks.to_come
        if one.starts_at
    ]
    return OwnAppointmentsPage(
        staff=staff_view(work, waiting_for(work), "appointments"),
        notice=Notice(sentence(_NOTICES[done]), "ok") if done in _NOTICES else None,
        due=[time for _starts_at, time in sorted(due, key=_by_start)],
        has_more_due=own.has_more_due,
        days=_days(to_come, local_date(work.now), language),
        has_more_to_come=own.has_more_to_come,
        said=[view.with_name(one, view.from_now(one)) for one in own.said],
    )


def _days(times: list[tuple[datetime, TimeView]], today: date, language: Language) -> list[DayView]:
    in_order = sorted(times, key=_by_start)
    return [
        DayView(day_heading_from_now(day, today, language), [time for _starts_at, time in of_day])
        for day, of_day in groupby(in_order, key=lambda one: local_date(one[0]))
    ]


def _by_start(one: tuple[datetime, TimeView]) -> datetime:
    return one[0]


def case_times(work: Work, case_id: str, language: Language) -> list[TimeView]:
    """The times of a case of which the reader can say something now; the page tells whose they are."""
    times = times_to_speak_of(work, case_id)
    view = _Viewer(work, language, times)
    return [view.time(one, when_from_now(one.starts_at, work.now, language)) for one in times]


def cancel_by_us_url(work: Work, booked: Booked) -> str:
    """Where a time is cancelled because of us, for who may; else nothing."""
    if not (booked.is_live and may_say_of(work, booked.practitioner_id, booked.case_id)):
        return ""
    return url_for("desk.ask_cancel_by_us", appointment_id=booked.id)


def cancel_by_us_page(work: Work, appointment_id: str, language: Language) -> TimeCheckPage:
    """The time that we cannot keep with the message about it, before anything is done.

    Raises NotFound for who may not cancel it, Conflict where it no longer stands.
    """
    booked = time_to_cancel(work, appointment_id)
    if not booked.is_live:
        raise Conflict(mark("This time has already been changed."))
    view = _Viewer(work, language, [booked])
    contact = contact_of(
        work, booked.employee_id, subject=booked.case_id, purpose=Purpose.APPOINTMENTS, language=language
    )
    time = ChosenTime(booked.practitioner_id, booked.starts_at, booked.channel)
    return TimeCheckPage(
        staff=staff_view(work, waiting_for(work), "appointments"),
        back_url=where_to_go(work, booked),
        title=sentence(mark("Cancel because of us")),
        name=view.name(booked),
        rows=rows_of_time(work, time, booked.minutes, language),
        message=message_about(contact, "cxl_us", time),
        goes_out=goes_out(work.now, "cxl_us", language),
        post_url=url_for("desk.cancel_by_us", appointment_id=appointment_id),
        fields={},
        confirm=sentence(mark("Cancel the time")),
    )


def where_to_go(work: Work, booked: Booked, *, done: str = "", from_case: bool = False) -> str:
    """Back to her own list, or to the case where the time is a colleague's or she came from there."""
    is_hers = booked.practitioner_id == work.actor.id
    if (from_case or not is_hers) and short_codes_of(work, [booked.case_id]):
        return url_for("desk.case", case_id=booked.case_id)
    return url_for("desk.own_appointments", done=done or None)


class _Viewer:
    """Turns times into rows, asking once which cases the reader may open."""

    def __init__(self, work: Work, language: Language, times: list[Booked]) -> None:
        self.work, self.language = work, language
        self.codes = short_codes_of(work, {one.case_id for one in times})

    def from_now(self, booked: Booked) -> str:
        """When it is or was."""
        return when_from_now(booked.starts_at, self.work.now, self.language)

    def clock(self, starts_at: datetime) -> str:
        """The time of day."""
        return clock_time(starts_at, self.language)

    def with_name(self, booked: Booked, when: str) -> TimeView:
        """As on the list of who meets the person."""
        return self.time(booked, when, name=self.name(booked))

    def time(self, booked: Booked, when: str, *, name: str = "") -> TimeView:
        def url(endpoint: str, *, may: bool) -> str:
            return url_for(f"desk.{endpoint}", appointment_id=booked.id) if may else ""

        # What three have agreed on is ended on its own page.
        is_meeting = booked.kind == APPOINTMENT_KIND
        due = is_due(booked.state, booked.starts_at, self.work.now) and not is_meeting
        readable = booked.case_id in self.codes
        page = "desk.meeting" if is_meeting else "desk.case"
        return TimeView(
            when=when,
            name=name,
            how=channel_and_length(booked.channel, booked.minutes),
            said=sentence(_SAID[booked.state]) if booked.state in _SAID else "",
            ok=booked.state is State.ATTENDED,
            case_url=url_for(page, case_id=booked.case_id) if readable else "",
            came_url=url("say_came", may=due),
            missed_url=url("say_missed", may=due),
            take_back_url=url("take_back", may=booked.state in _SAID and not is_meeting),
            cancel_url=url("ask_cancel_by_us", may=booked.is_live and not is_meeting),
        )

    def name(self, booked: Booked) -> str:
        """Who comes; one name that nobody can read must not hide all the others."""
        try:
            name = name_of(
                self.work, booked.employee_id, subject=booked.case_id, purpose=Purpose.APPOINTMENTS
            )
        except Unreadable:
            name = ""
        code = self.codes.get(booked.case_id, "")
        return name_or_code(name, code) if name or code else sentence(mark("No name given"))
