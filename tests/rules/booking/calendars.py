"""Made-up calendars for the searches: any hours, days off, terms and taken quarter-hours."""

import os
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from support.booking.rules.cells import cell_at
from support.booking.rules.hours import Hours, Pattern, Terms, TimeOff
from support.booking.rules.slots import Cells, Wanted
from support.vocabulary.calendar import HELSINKI

LONG = os.environ.get("LONG") == "1"
KINDS = ("one_to_one", "nurse_call")
CHANNELS = ("phone", "video", "on_site")


# Person and start of a taken quarter-hour in UTC.
Busy = AbstractSet[tuple[str, datetime]]


def as_cells(busy: Busy) -> list[Cells]:
    """What is taken, half a day in one piece."""
    found: dict[tuple[str, int], int] = {}
    for person, start in busy:
        place, bit = divmod(cell_at(start), 48)
        found[person, place * 48] = found.get((person, place * 48), 0) | 1 << bit
    return [Cells(person, first, mask) for (person, first), mask in found.items()]


def wall(text: str) -> datetime:
    """An instant written by the wall clock in Helsinki."""
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI).astimezone(UTC)


def examples(usual: int) -> int:
    """How many examples are tried: fifty times as many in the long run."""
    return usual * 50 if LONG else usual


# Around the days of public holidays and of a clock change too.
MOMENTS = st.builds(
    lambda start, minutes: wall(start) + timedelta(minutes=minutes),
    st.sampled_from(("2026-11-23T00:00", "2026-12-21T09:00", "2027-03-24T12:00", "2027-10-27T07:30")),
    st.integers(0, 3 * 24 * 60),
)


@st.composite
def patterns(draw: st.DrawFn, moment: datetime) -> Pattern:
    """One stretch of a week, perhaps for some weeks only."""
    start = draw(st.integers(0, 90))
    end = draw(st.integers(start + 1, min(start + 40, 96)))
    first = moment.date() + timedelta(days=draw(st.integers(-20, 10)))
    last = draw(st.none() | st.integers(0, 40).map(lambda n: first + timedelta(days=n)))
    return Pattern(
        draw(st.integers(0, 6)),
        start * 15,
        end * 15,
        draw(st.frozensets(st.sampled_from(KINDS), min_size=1)),
        draw(st.frozensets(st.sampled_from(CHANNELS), min_size=1)),
        first,
        last,
    )


@st.composite
def time_off(draw: st.DrawFn, moment: datetime) -> TimeOff:
    """Some days off, soon."""
    first = moment.date() + timedelta(days=draw(st.integers(-3, 15)))
    return TimeOff(first, first + timedelta(days=draw(st.integers(0, 6))))


TERMS = st.builds(
    Terms,
    notice_minutes=st.sampled_from((0, 60, 24 * 60, 1000)),
    window_days=st.integers(1, 21),
    daily_cap=st.none(),
    buffer_minutes=st.sampled_from((0, 15, 30)),
)


@st.composite
def calendars(draw: st.DrawFn, moment: datetime, who: str = "maarit") -> Hours:
    """All that says when somebody can be booked."""
    return Hours(
        who,
        tuple(draw(st.lists(patterns(moment), min_size=1, max_size=6))),
        tuple(draw(st.lists(time_off(moment), max_size=2))),
        draw(TERMS),
        draw(st.booleans()),
    )


@st.composite
def busy_cells(draw: st.DrawFn, moment: datetime, people: tuple[str, ...]) -> set[tuple[str, datetime]]:
    """Quarter-hours that are taken, of anybody, in lumps as times have them."""
    base = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    lumps = draw(
        st.lists(st.tuples(st.sampled_from(people), st.integers(-8, 20 * 96), st.integers(1, 6)), max_size=60)
    )
    return {
        (who, base + timedelta(minutes=15 * (start + n)))
        for who, start, length in lumps
        for n in range(length)
    }


WANTED = st.builds(
    Wanted,
    kind=st.sampled_from(KINDS),
    minutes=st.sampled_from((15, 20, 30, 45, 60, 90)),
    channels=st.frozensets(st.sampled_from(CHANNELS), max_size=2),
    step=st.sampled_from((15, 30, 60)),
    days=st.integers(1, 21),
    is_urgent=st.booleans(),
)
