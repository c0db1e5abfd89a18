"""Appointments as a calendar file (RFC 5545) that says nothing of what they are about, nor with whom.

Moments are written in UTC (decision 0024): every program shows them by the wall clock where its reader is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

# It names a kind of thing: which program made the file would say more than the file does.
_MADE_BY = "-//Calendar//1.0//EN"
_ASK_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """An appointment as it stands in one reader's calendar.

    `uid` is the same after every move, and another one for every reader; `sequence` grows with each change,
    so that a program takes the later one. `changed_at` is when that was.
    """

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    channel: str
    changed_at: datetime
    is_cancelled: bool


@dataclass(frozen=True)
class Words:
    """All that a file says: what each entry is called, and the way of meeting by channel."""

    title: str
    ways: Mapping[str, str]


def sequence_after(moves: int, *, is_cancelled: bool) -> int:
    """The number of the latest change, after so many moves and perhaps giving the time back."""
    return moves + 1 if is_cancelled else moves


def first_of_each(moved_from: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """For every moved appointment the one that was booked first, and how often it has been moved since.

    Each is looked at once, however often somebody has moved her time.
    """
    found: dict[str, tuple[str, int]] = {}
    for moved in moved_from:
        way = [moved]
        while way[-1] in moved_from and way[-1] not in found:
            way.append(moved_from[way[-1]])
        first, moves = found.get(way[-1], (way[-1], 0))
        for count, one in enumerate(reversed(way[:-1]), start=moves + 1):
            found[one] = first, count
    return found


def latest_of_each(entries: Iterable[Entry]) -> list[Entry]:
    """Each entry as it was changed last, in order of time: where it was before is no entry of its own."""
    latest: dict[str, Entry] = {}
    # A move is one change of two times: the one that stands is the later of them.
    for one in sorted(entries, key=lambda entry: (entry.sequence, not entry.is_cancelled)):
        latest[one.uid] = one
    return sorted(latest.values(), key=lambda entry: (entry.starts_at, entry.uid))


def calendar_file(entries: Iterable[Entry], words: Words, now: datetime, *, name: str = "") -> bytes:
    """The file as it is sent; with a name it is a calendar of its own, and is asked for again every hour."""
    # Imported when first asked: few processes ever write such a file.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _MADE_BY)
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", _ASK_AGAIN_AFTER, parameters={"value": "DURATION"})
    for one in entries:
        calendar.add_component(_event(one, words, now))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, words: Words, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("summary", words.title)
    event.add("location", words.ways[entry.channel])
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.starts_at.astimezone(UTC) + timedelta(minutes=entry.minutes))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    return event
