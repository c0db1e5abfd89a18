"""Page data of choosing a time."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import url_for

from support.booking import queries
from support.booking.appointment_pages import CHANNELS, PROFESSIONS
from support.booking.facts import ChosenTime, JustTaken, Offer
from support.booking.hold_pages import kept_for
from support.booking.rules.slots import Day, Slot, distinct_starts, nearest, nearest_and_more
from support.booking.waiting_pages import WaitingView, waiting_view
from support.cases.queries import open_case_of
from support.cases.rules.targets import asked_call
from support.people.queries import practitioner_names
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import (
    clock_time,
    day_heading_from_now,
    short_date_from_now,
    when_from_now,
)
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import ChoiceLink, FieldError

# Two working weeks of times are enough to choose from at once.
_SHOWN = 60
# So many stand open; the others are folded by day.
_NEAREST = 3


@dataclass(frozen=True)
class SlotView:
    """One free time as a radio button."""

    value: str
    time: str
    caption: str
    checked: bool
    choice: str


@dataclass(frozen=True)
class DayView:
    """One day with its free times; without any it is one quiet line."""

    id: str
    title: str
    slots: list[SlotView]


@dataclass(frozen=True)
class TimesToChoose:
    """The free times of one step, in one way of meeting."""

    length: str
    people: str
    channel_links: list[ChoiceLink]
    nearest: list[DayView]
    more: list[DayView]
    found: int
    all_url: str
    chosen: str


@dataclass(frozen=True)
class TimesPage:
    """Choosing a time."""

    back_url: str
    times: TimesToChoose
    gone: bool
    kept: str
    errors: list[FieldError]
    call_url: str
    call_by: str
    waiting: WaitingView


def slot_value(slot: Slot, channel: str) -> str:
    """A free time as a form value: moment, practitioner, way of meeting."""
    return f"{slot.starts_at.astimezone(UTC):%Y%m%dT%H%MZ}~{slot.practitioner_id}~{channel}"


def read_slot(value: str) -> ChosenTime | None:
    """The form value again, or None when it is not one of ours."""
    parts = value.split("~")
    if len(parts) != 3 or parts[2] not in CHANNELS or len(parts[1]) != 22:
        return None
    try:
        starts_at = datetime.strptime(parts[0], "%Y%m%dT%H%MZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return ChosenTime(parts[1], starts_at, parts[2])


def usual_channel(channels: frozenset[str]) -> str:
    """The way of meeting that is shown first."""
    return next(channel for channel in CHANNELS if channel in channels)


def slot_views(
    slots: list[Slot],
    language: str,
    now: datetime,
    *,
    channel: str = "",
    names: Mapping[str, str] | None = None,
    with_day: bool = False,
    chosen: str = "",
) -> list[SlotView]:
    """Free times as radio buttons: the chosen one, or another of its start, is ticked, and no other."""
    moment = chosen.partition("~")[0]
    views = []
    for slot in distinct_starts(slots):
        spoken = when_from_now(slot.starts_at, now, language)
        value = slot_value(slot, channel if channel in slot.channels else usual_channel(slot.channels))
        name = (names or {}).get(slot.practitioner_id, "").split(" ")[-1]
        views.append(
            SlotView(
                value=value,
                time=spoken if with_day else clock_time(slot.starts_at, language),
                caption=name,
                checked=bool(moment) and value.partition("~")[0] == moment,
                choice=spoken,
            )
        )
    return views


def day_views(
    days: list[Day],
    language: str,
    now: datetime,
    *,
    channel: str,
    names: Mapping[str, str],
    chosen: str = "",
    begun: Collection[date] = (),
) -> list[DayView]:
    """Free times under their days; a day of which some stand above already, `begun`, is told from those."""
    today = local_date(now)

    def title(day: date) -> str:
        if day not in begun:
            return day_heading_from_now(day, today, language)
        return sentence(mark("Other times %(day)s")) % {
            "day": " ".join(short_date_from_now(day, today, language))
        }

    return [
        DayView(
            f"day-{day.date:%Y%m%d}",
            title(day.date),
            slot_views(list(day.slots), language, now, channel=channel, names=names, chosen=chosen),
        )
        for day in days
    ]


def times_to_choose(
    work: Work,
    offer: Offer,
    args: Mapping[str, str],
    language: Language,
    url_of: Callable[[str], str],
    *,
    taken: JustTaken | None,
) -> TimesToChoose:
    """The free times, or only the nearest three for whoever came second.

    `url_of` gives the address of the page for one way of meeting, or for "" of the page with any.
    """
    slots = offer.slots if taken is None else nearest(offer.slots, taken.wanted)
    channels = [channel for channel in CHANNELS if channel in offer.step.channels]
    channel = args.get("channel", "") if args.get("channel", "") in channels else ""
    fitting = distinct_starts(slot for slot in slots if not channel or channel in slot.channels)[:_SHOWN]
    people = _people(work, offer, fitting)
    names = offer.practitioners if people else {}
    chosen = args.get("slot", "")[:80]
    nearest_days, other_days = nearest_and_more(fitting, _NEAREST)
    begun = {day.date for day in nearest_days if day.slots}
    first = day_views(nearest_days, language, work.now, channel=channel, names=names, chosen=chosen)
    more = day_views(other_days, language, work.now, channel=channel, names=names, chosen=chosen, begun=begun)
    shown = [view for day in first + more for view in day.slots]
    return TimesToChoose(
        length=sentence(mark("%(minutes)s min")) % {"minutes": offer.step.minutes},
        people=people,
        channel_links=[
            ChoiceLink(sentence(CHANNELS[one]), url_of(one), one == (channel or channels[0]))
            for one in (channels if len(channels) > 1 else [])
        ],
        nearest=first,
        more=more,
        found=len(shown),
        # Whoever came second sees the nearest three only.
        all_url="" if taken is None else url_of(channel),
        chosen=next((view.choice for view in shown if view.checked), ""),
    )


def slot_errors(error: str) -> list[FieldError]:
    """The fault at the choice of a time, if there is one."""
    return [FieldError("slot", error)] if error else []


def times_page(
    work: Work,
    args: Mapping[str, str],
    language: Language,
    *,
    error: str = "",
    taken: JustTaken | None = None,
) -> TimesPage | None:
    """The free times of the employee who acts, or only the nearest three for whoever came second.

    None when she has no open case or already has a time.
    """
    case = open_case_of(work, work.actor.id or "")
    if case is None or queries.appointment_of(work, case.employee_id):
        return None
    wanted, talk = args.get("slot", "")[:80], args.get("talk") or None
    channel = args.get("channel", "") if args.get("channel", "") in CHANNELS else ""
    still_wanted = wanted if taken is None else ""
    times = times_to_choose(
        work,
        queries.times_for(work, case, queries.step_of(case, wants_talk=talk == "1")),
        args,
        language,
        lambda channel: url_for(
            "booking.times", channel=channel or None, slot=still_wanted or None, talk=talk
        ),
        taken=taken,
    )
    _urgency, call_by = asked_call(case.urgency, case.path, case.awaited_by, work.now)
    return TimesPage(
        back_url=url_for("my_support.home"),
        times=times,
        # The time she pointed at before may have gone while she confirmed her number.
        gone=taken is not None or bool(wanted and not times.chosen and not args.get("channel")),
        kept=kept_for(work, case.employee_id, language),
        errors=slot_errors(error),
        call_url=url_for("booking.ask_for_call"),
        call_by=when_from_now(call_by, work.now, language) if call_by else "",
        waiting=waiting_view(work, case, None, language, channel=channel, talk=talk == "1"),
    )


def _people(work: Work, offer: Offer, slots: list[Slot]) -> str:
    """Whose times these are, by role and name; empty when one has them all, and nobody must be told apart."""
    whose = dict.fromkeys(slot.practitioner_id for slot in slots)
    if len(whose) < 2:
        return ""
    known = practitioner_names(work)
    told = ", ".join(f"{sentence(PROFESSIONS[known[one][1]])} {offer.practitioners[one]}" for one in whose)
    return told[:1].upper() + told[1:]
