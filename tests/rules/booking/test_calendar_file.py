"""What stands in a calendar file, read by another program than the one that writes it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.booking.rules.calendar_file import (
    Entry,
    Words,
    calendar_file,
    first_of_each,
    latest_of_each,
    sequence_after,
)
from support.vocabulary.calendar import at, exists
from tests.calendar_files import ALL_SAID, HELSINKI, ReadEntry, read_entries
from tests.rules.booking.test_clock_changes import CHANGES

NOW = datetime(2026, 11, 24, 7, 15, tzinfo=UTC)
WORDS = Words("Tapaaminen", {"phone": "Puhelimitse", "video": "Etänä", "on_site": "Paikan päällä"})
ENTRY = Entry(
    uid="2c1e8a1e-6d3f-4f0a-9a54-0f6f6a3f1c11",
    sequence=0,
    starts_at=datetime(2026, 11, 26, 6, 30, tzinfo=UTC),
    minutes=45,
    channel="phone",
    changed_at=datetime(2026, 11, 23, 10, 0, tzinfo=UTC),
    is_cancelled=False,
)


def test_an_entry_says_when_and_how_and_nothing_else() -> None:
    read = _read(ENTRY)
    assert read.names == ALL_SAID
    assert (read.title, read.place) == ("Tapaaminen", "Puhelimitse")
    assert (read.wall, read.ends - read.begins) == ("26.11.2026 08:30", timedelta(minutes=45))
    assert (read.written, read.changed) == (NOW, ENTRY.changed_at)
    assert read.uid == ENTRY.uid


def test_every_entry_is_private() -> None:
    for one in (ENTRY, replace(ENTRY, is_cancelled=True)):
        assert _read(one).privacy == "PRIVATE"


def test_a_cancelled_time_says_so_and_is_still_there_to_be_found() -> None:
    read = _read(replace(ENTRY, sequence=3, is_cancelled=True))
    assert (read.uid, read.status, read.sequence) == (ENTRY.uid, "CANCELLED", 3)
    assert _read(ENTRY).status == "CONFIRMED"


def test_the_file_asks_nobody_to_answer_and_a_feed_has_a_name() -> None:
    alone = calendar_file([ENTRY], WORDS, NOW).decode()
    assert "METHOD:PUBLISH\r\n" in alone and "NAME" not in alone
    assert "ORGANIZER" not in alone and "ATTENDEE" not in alone
    assert "X-WR-CALNAME:Möten\r\n" in calendar_file([], WORDS, NOW, name="Möten").decode()


def test_nothing_in_a_file_begins_a_line_of_its_own() -> None:
    words = replace(WORDS, title="Tapaaminen\r\nATTENDEE:mailto:aino@example.org")
    file = calendar_file([ENTRY], words, NOW)
    assert b"\nATTENDEE" not in file
    assert read_entries(file)[0].names == ALL_SAID


@pytest.mark.parametrize(("moves", "is_cancelled", "number"), [(0, False, 0), (0, True, 1), (3, True, 4)])
def test_the_number_grows_with_each_move_and_with_the_end(
    moves: int, is_cancelled: bool, number: int
) -> None:
    assert sequence_after(moves, is_cancelled=is_cancelled) == number


def test_each_time_knows_what_was_booked_first_and_how_often_it_was_moved() -> None:
    assert first_of_each({"c": "b", "b": "a", "y": "x"}) == {"b": ("a", 1), "c": ("a", 2), "y": ("x", 1)}
    assert first_of_each({"b": "a", "c": "b"}) == first_of_each({"c": "b", "b": "a"})
    assert first_of_each({}) == {}


@pytest.mark.parametrize("newest_first", [True, False])
def test_who_moves_her_time_two_thousand_times_costs_two_thousand_looks_and_not_their_square(
    newest_first: bool,
) -> None:
    numbers = range(2000)
    moved = _Counted((str(n + 1), str(n)) for n in (reversed(numbers) if newest_first else numbers))
    found = first_of_each(moved)
    assert found["2000"] == ("0", 2000) and len(found) == 2000
    assert moved.looks < 5 * 2000


def test_of_one_entry_only_the_latest_stands_in_a_feed() -> None:
    moved = replace(ENTRY, sequence=1, starts_at=ENTRY.starts_at + timedelta(days=1))
    left = replace(ENTRY, sequence=1, is_cancelled=True)
    back = replace(ENTRY, sequence=2)
    other = replace(ENTRY, uid="other", starts_at=ENTRY.starts_at - timedelta(days=1))
    assert latest_of_each([back, left, moved, other]) == [other, back]
    assert latest_of_each([]) == []


def test_of_a_move_the_time_that_stands_is_the_later_one_in_whatever_order_they_come() -> None:
    stands, given_up = replace(ENTRY, sequence=1), replace(ENTRY, sequence=1, is_cancelled=True)
    assert latest_of_each([stands, given_up]) == latest_of_each([given_up, stands]) == [stands]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change:%Y-%m-%d}")
def test_around_each_change_of_the_clock_the_wall_shows_what_was_booked(change: datetime) -> None:
    """Every quarter-hour of that night, and morning and afternoon on both sides of it."""
    day = change.astimezone(HELSINKI).date()
    night = [time(minute // 60, minute % 60) for minute in range(0, 6 * 60, 15)]
    sides = [day + timedelta(days=n) for n in (-1, 0, 1)]
    walls = [(day, one) for one in night if exists(day, one)]
    walls += [(one, wall) for one in sides for wall in (time(8, 30), time(15, 45))]
    entries = [replace(ENTRY, uid=f"{one} {wall}", starts_at=at(one, wall)) for one, wall in walls]
    read = read_entries(calendar_file(entries, WORDS, NOW))
    assert [one.wall for one in read] == [f"{one:%d.%m.%Y} {wall:%H:%M}" for one, wall in walls]
    assert {one.ends - one.begins for one in read} == {timedelta(minutes=45)}


@settings(deadline=None)
@given(
    day=st.dates(date(2000, 1, 1), date(2037, 12, 31)),
    minute=st.integers(0, 24 * 4 - 1).map(lambda quarter: quarter * 15),
    minutes=st.sampled_from((15, 30, 45, 60, 90, 120)),
    sequence=st.integers(0, 50),
    is_cancelled=st.booleans(),
)
def test_whatever_is_written_is_read_back(
    day: date, minute: int, minutes: int, sequence: int, is_cancelled: bool
) -> None:
    wall = time(minute // 60, minute % 60)
    if not exists(day, wall):
        return
    starts_at = at(day, wall)
    entry = replace(ENTRY, starts_at=starts_at, minutes=minutes, sequence=sequence, is_cancelled=is_cancelled)
    read = _read(entry)
    assert (read.wall, read.ends) == (f"{day:%d.%m.%Y} {wall:%H:%M}", starts_at + timedelta(minutes=minutes))
    assert (read.sequence, read.status == "CANCELLED") == (sequence, is_cancelled)


def _read(entry: Entry) -> ReadEntry:
    (read,) = read_entries(calendar_file([entry], WORDS, NOW))
    return read


class _Counted(dict[str, str]):
    """Counts how often it is looked into."""

    looks = 0

    def __getitem__(self, key: str) -> str:
        self.looks += 1
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.looks += 1
        return super().__contains__(key)
