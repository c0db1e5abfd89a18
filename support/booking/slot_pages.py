"""Page data of free times: radio buttons under their days."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from support.booking.appointment_pages import CHANNELS
from support.booking.facts import ChosenTime
from support.booking.rules.days import Day, nearest_and_more
from support.booking.rules.slots import Slot
from support.vocabulary.calendar import at, local_date
from support.vocabulary.dates_in_words import (
    clock_time,
    day_heading_from_now,
    short_date_from_now,
    when_from_now,
)
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

# So many stand open; the others are folded by day.
_NEAREST = 3
# The same times are looked at by many, as long as nobody takes one.
_MOST_KEPT = 256


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
    slots: tuple[SlotView, ...]


@dataclass(frozen=True)
class ShownTimes:
    """Free times as a page shows them: the nearest, all others, and the chosen one in words or ""."""

    nearest: tuple[DayView, ...]
    more: tuple[DayView, ...]
    chosen: str


def slot_value(slot: Slot, channel: str) -> str:
    """A free time as a form value: moment, practitioner, way of meeting."""
    return f"{slot.starts_at.astimezone(UTC):%Y%m%dT%H%MZ}~{slot.practitioner_id}~{channel}"


def read_slot(value: str) -> ChosenTime | None:
    """The form value again, or None when it is not one of ours."""
    parts = value.split("~")
    if not value.isascii() or len(parts) != 3 or parts[2] not in CHANNELS or len(parts[1]) != 22:
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
    slots: Iterable[Slot],
    language: str,
    now: datetime,
    *,
    channel: str = "",
    names: Mapping[str, str] | None = None,
    with_day: bool = False,
    chosen: str = "",
) -> tuple[SlotView, ...]:
    """Free times as radio buttons: the chosen one, or another of its start, is ticked, and no other."""
    moment = chosen.partition("~")[0]
    views = []
    for slot in slots:
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
    return tuple(views)


def _day_views(
    days: list[Day],
    language: str,
    now: datetime,
    *,
    channel: str,
    names: Mapping[str, str],
    chosen: str = "",
    begun: Collection[date] = (),
) -> tuple[DayView, ...]:
    """Free times under their days; a day of which some stand above already, `begun`, is told from those."""
    today = local_date(now)

    def title(day: date) -> str:
        if day not in begun:
            return day_heading_from_now(day, today, language)
        return sentence(mark("Other times %(day)s")) % {
            "day": " ".join(short_date_from_now(day, today, language))
        }

    return tuple(
        DayView(
            f"day-{day.date:%Y%m%d}",
            title(day.date),
            slot_views(day.slots, language, now, channel=channel, names=names, chosen=chosen),
        )
        for day in days
    )


@lru_cache(maxsize=_MOST_KEPT)
def shown_times(
    slots: tuple[Slot, ...],
    names: tuple[tuple[str, str], ...],
    language: Language,
    today: date,
    channel: str,
    chosen: str,
) -> ShownTimes:
    """The times under their days, with the names of their practitioners where some are given.

    Made in the language of the present request, which `language` says.
    """
    now, known = at(today, time(12)), dict(names)
    nearest_days, other_days = nearest_and_more(slots, _NEAREST)
    begun = {day.date for day in nearest_days if day.slots}
    nearest = _day_views(nearest_days, language, now, channel=channel, names=known, chosen=chosen)
    more = _day_views(other_days, language, now, channel=channel, names=known, chosen=chosen, begun=begun)
    ticked = (view.choice for day in nearest + more for view in day.slots if view.checked)
    return ShownTimes(nearest, more, next(ticked, ""))
