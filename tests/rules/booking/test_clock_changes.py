"""At every change of the clock in Helsinki from 2000 to 2037 times keep to the wall."""

from datetime import UTC, date, datetime, timedelta

import pytest

from support.booking.rules.hours import Hours, Pattern, Terms
from support.booking.rules.slots import Taken, Wanted, free_slots
from support.vocabulary.calendar import HELSINKI, at, is_free_day, local
from tests.rules.booking.plain_count import counted

WORD = frozenset({"phone"})
QUARTERS = Wanted("one_to_one", 15, step=15, days=3)
# The whole day, and nights around, into and out of the hour that is left out or comes twice.
STRETCHES = tuple(
    (begins, ends)
    for begins in (0, 105, 120, 180, 195)
    for ends in (210, 225, 240, 285, 24 * 60)
    if begins + 15 <= ends
)


def _changes() -> list[datetime]:
    """The hours after which the clock is another than before."""
    found, hour = [], datetime(2000, 1, 1, tzinfo=UTC)
    while hour.year <= 2037:
        later = hour + timedelta(hours=1)
        if hour.astimezone(HELSINKI).utcoffset() != later.astimezone(HELSINKI).utcoffset():
            found.append(later)
        hour = later
    return found


CHANGES = _changes()


def test_the_clock_changes_twice_a_year() -> None:
    assert len(CHANGES) == 76


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change:%Y-%m-%d}")
def test_what_the_wall_shows_is_offered_once_and_nothing_else(change: datetime) -> None:
    day = local(change).date()
    if is_free_day(day):
        # Easter Sunday: nothing is offered at all.
        assert _offered(day, day) == []
        return
    shown = sorted({local(one).replace(tzinfo=None) for one in _quarters(day)})
    offered = [local(one).replace(tzinfo=None) for one in _offered(day, day)]
    assert offered == shown
    assert len(offered) in (92, 96)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change:%Y-%m-%d}")
def test_working_hours_are_the_same_on_the_wall_before_and_after(change: datetime) -> None:
    day = local(change).date()
    for one in (day - timedelta(days=2), day + timedelta(days=2)):
        if not is_free_day(one):
            walls = [local(start) for start in _offered(one, one, from_minute=8 * 60, to_minute=9 * 60)]
            assert [(wall.hour, wall.minute) for wall in walls] == [(8, 0), (8, 15), (8, 30), (8, 45)]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change:%Y-%m-%d}")
def test_no_time_is_offered_that_the_wall_never_shows_and_none_of_the_hour_that_comes_again(
    change: datetime,
) -> None:
    day = local(change).date()
    leaps = local(change).hour == 4
    walls = [local(start) for start in _offered(day, day)]
    at_three = [wall for wall in walls if wall.hour == 3]
    assert len(at_three) == (0 if leaps or is_free_day(day) else 4)
    # Of the hour that is shown twice it is the first: whoever comes by the wall comes at the right moment.
    assert not any(wall.fold for wall in at_three)


@pytest.mark.parametrize("minutes", [15, 20, 30, 45, 60, 90])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change:%Y-%m-%d}")
def test_times_of_every_length_across_the_change_are_those_of_a_plain_count(
    change: datetime, minutes: int
) -> None:
    day = local(change).date()
    now = at(day - timedelta(days=1), datetime.min.time())
    wanted = Wanted("one_to_one", minutes, step=15, days=3)
    for begins, ends in STRETCHES:
        night = Pattern(day.weekday(), begins, ends, frozenset({"one_to_one"}), WORD, day, day)
        hours = Hours("maarit", (night,), terms=Terms(notice_minutes=0))
        found = free_slots([hours], Taken(set(), now), wanted)
        assert found == counted(hours, set(), set(), wanted, now)
        # Whatever is offered begins where the wall shows it, and within the stretch.
        walls = [local(slot.starts_at) for slot in found]
        assert all(begins <= wall.hour * 60 + wall.minute <= ends - minutes for wall in walls)


def _offered(first: date, last: date, from_minute: int = 0, to_minute: int = 24 * 60) -> list[datetime]:
    pattern = Pattern(first.weekday(), from_minute, to_minute, frozenset({"one_to_one"}), WORD, first, last)
    taken = Taken(set(), at(first - timedelta(days=1), datetime.min.time()))
    return [slot.starts_at for slot in free_slots([Hours("maarit", (pattern,))], taken, QUARTERS)]


def _quarters(day: date) -> list[datetime]:
    """Every quarter of an hour of the day that can be lived through."""
    begins, ends = (at(one, datetime.min.time()) for one in (day, day + timedelta(days=1)))
    return [begins + timedelta(minutes=15 * n) for n in range(int((ends - begins) / timedelta(minutes=15)))]
