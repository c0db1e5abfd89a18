"""Page data of the working hours of one practitioner: the week, what differs from it, and the terms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import url_for

from support.booking import editor_queries as queries
from support.booking.appointment_pages import length_in_words
from support.booking.hours_queries import hours_of_one
from support.booking.outside_queries import outside_hours
from support.booking.rules.hours import Terms
from support.desk.hours_form import BUFFERS, CAPS, NOTICES, WINDOWS, TypedStretch, TypedWeek
from support.desk.hours_words import clock_minutes, days_in_words, stretch_in_words
from support.desk.outside_pages import OutsideView, outside_view
from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.desk.stretch_pages import (
    StretchRow,
    WeekdayView,
    kinds_of,
    stretch_row,
    typed_extra,
    weekday_views,
)
from support.desk.week_pages import DayLine, days_to_come
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import short_date
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError, Notice, Option

_DONE = {"opened": mark("Saved. The new times can be booked at once."), "saved": mark("Saved.")}


@dataclass(frozen=True)
class ExceptionView:
    """Days off or an extra stretch, to be taken back."""

    id: str
    text: str


@dataclass(frozen=True)
class PlannedView:
    """A day from which another week is in force."""

    text: str
    url: str


@dataclass(frozen=True)
class TermsView:
    """The terms to choose from."""

    notices: list[Option]
    windows: list[Option]
    caps: list[Option]
    buffers: list[Option]


@dataclass(frozen=True)
class HoursPage:
    """The editor of somebody's working hours."""

    staff: StaffView
    of_whom: str
    practitioner_id: str
    version: int
    from_day: str
    weekdays: list[WeekdayView]
    planned: list[PlannedView]
    days: list[DayLine]
    exceptions: list[ExceptionView]
    extra: StretchRow
    typed: Mapping[str, str]
    terms: TermsView
    outside: list[OutsideView]
    errors: list[FieldError]
    error_at: Mapping[str, str]
    notice: Notice | None


@dataclass(frozen=True)
class Tried:
    """What was typed and did not go through: the week or the fields of another form, and why.

    `at` says for each field what is wrong; `is_conflict` that somebody else was faster. `version` is the one
    that the editor has seen: the form keeps it until she has been told of another one.
    """

    week: TypedWeek | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    at: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    is_conflict: bool = False


def hours_page(
    work: Work,
    practitioner_id: str,
    language: Language,
    tried: Tried,
    *,
    day: date | None = None,
    done: str = "",
) -> HoursPage:
    """The editor; the week is the one in force on `day`, without one that of the next Monday.

    Raises NotFound for a reader who may not change these hours.
    """
    one = queries.practitioner_to_edit(work, practitioner_id)
    week = tried.week or _stored_week(work, practitioner_id, day or _next_monday(local_date(work.now)))
    kinds = kinds_of(one)
    weekdays = weekday_views(week, kinds, language)
    terms = hours_of_one(work, practitioner_id).terms
    return HoursPage(
        staff=staff_view(work, waiting_for(work), "hours"),
        of_whom="" if practitioner_id == work.actor.id else one.name,
        practitioner_id=practitioner_id,
        version=queries.version_of(work, practitioner_id) if tried.version is None else tried.version,
        from_day=week.from_day,
        weekdays=weekdays,
        planned=[
            PlannedView(short_date(one, language), _url(practitioner_id, one))
            for one in queries.planned_weeks(work, practitioner_id)
        ],
        days=days_to_come(work, practitioner_id, language),
        exceptions=_exceptions(work, practitioner_id, language),
        extra=stretch_row("-extra", typed_extra(tried.typed), kinds, sentence(mark("Extra stretch")), ""),
        typed={name: tried.typed.get(name, "") for name in ("first_day", "last_day", "extra_day")},
        terms=_terms_view(terms),
        outside=[outside_view(work, each, language) for each in outside_hours(work, practitioner_id)],
        errors=_errors(tried, weekdays),
        error_at={name: sentence(said) for name, said in tried.at.items()},
        notice=_notice(tried, done=done),
    )


def uses_of(work: Work, practitioner_id: str) -> dict[str, str]:
    """What the stretches of this practitioner may be for: the kinds of steps, each in words.

    Raises NotFound for a reader who may not change her hours.
    """
    return kinds_of(queries.practitioner_to_edit(work, practitioner_id))


def _terms_view(terms: Terms) -> TermsView:
    def options(known: tuple[int, ...], chosen: int, label: Callable[[int], str]) -> list[Option]:
        return [Option(str(one), label(one), one == chosen) for one in sorted({*known, chosen})]

    none = sentence(mark("As many as fit"))
    return TermsView(
        notices=options(NOTICES, terms.notice_minutes, _notice_in_words),
        windows=options(
            WINDOWS, terms.window_days, lambda days: sentence(mark("%(days)s days")) % {"days": days}
        ),
        caps=options((0, *CAPS), terms.daily_cap or 0, lambda cap: str(cap) if cap else none),
        buffers=options(BUFFERS, terms.buffer_minutes, length_in_words),
    )


def _notice_in_words(minutes: int) -> str:
    if minutes and minutes % 60 == 0:
        return sentence(mark("%(hours)s h")) % {"hours": minutes // 60}
    return length_in_words(minutes)


def _errors(tried: Tried, weekdays: list[WeekdayView]) -> list[FieldError]:
    """What is wrong; at a stretch of the week with its name, since many have the same fields."""
    spoken = {row.suffix: f"{row.spoken}:" for day in weekdays for row in day.rows}
    return [
        FieldError(name, sentence(said), spoken.get(name[name.find("-") :], ""))
        for name, said in tried.at.items()
    ]


def _notice(tried: Tried, *, done: str) -> Notice | None:
    if tried.is_conflict:
        said = mark(
            "Somebody has changed these hours while you were writing. Below is what you wrote; what is in "
            "force now stands under The next two weeks. Save again if yours is to hold."
        )
        return Notice(sentence(said), "lamp")
    return Notice(sentence(_DONE[done]), "ok") if done in _DONE else None


def _stored_week(work: Work, practitioner_id: str, day: date) -> TypedWeek:
    stretches = tuple(
        TypedStretch(
            one.weekday,
            clock_minutes(one.from_minute),
            clock_minutes(one.to_minute),
            "+".join(one.kinds),
            "+".join(one.channels),
        )
        for one in queries.week_on(work, practitioner_id, day)
    )
    return TypedWeek(day.isoformat(), stretches)


def _exceptions(work: Work, practitioner_id: str, language: Language) -> list[ExceptionView]:
    none = sentence(mark("no times"))
    found = [
        (off.first, off_id, f"{days_in_words(off.first, off.last, language)} – {none}")
        for off_id, off in queries.days_off(work, practitioner_id).items()
    ]
    for one in queries.extras_of(work, practitioner_id):
        stretch = stretch_in_words(one.from_minute, one.to_minute, one.kinds, language)
        found.append((one.day, one.id, f"{short_date(one.day, language)} – {stretch}"))
    return [ExceptionView(exception_id, text) for _day, exception_id, text in sorted(found)]


def _next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _url(practitioner_id: str, day: date) -> str:
    return url_for("desk.hours", practitioner_id=practitioner_id, day=day.isoformat())
