"""A hundred thousand searches in the long run: each finds what a plain count finds, no more and no less."""

import os
import random
from datetime import UTC, datetime, timedelta

import pytest

from support.booking.rules.hours import Hours, Pattern, Terms, TimeOff
from support.booking.rules.slots import Taken, Wanted, free_slots
from support.vocabulary.calendar import local_date
from tests.rules.booking.calendars import CHANNELS, KINDS, as_cells
from tests.rules.booking.plain_count import counted

SEARCHES = 100_000 if os.environ.get("LONG") == "1" else 2_000
SHARES = 20
OF_ONE_CALENDAR = 10
QUARTER = timedelta(minutes=15)
FIRST, DAYS = datetime(2024, 1, 1, tzinfo=UTC), 6 * 365
WHO, ALSO = "maarit", "aino"


@pytest.mark.parametrize("share", range(SHARES))
def test_a_search_finds_what_a_plain_count_finds(share: int) -> None:
    found = 0
    for number in range(SEARCHES // SHARES // OF_ONE_CALENDAR):
        seed = share * 1_000_000 + number
        chance = random.Random(seed)  # noqa: S311 - the same in every run
        # Any moment of six years, with every holiday and every change of the clock of theirs.
        now = FIRST + timedelta(minutes=chance.randrange(DAYS * 24 * 60))
        hours, busy = _hours(chance, now), _busy(chance, now)
        today = local_date(now)
        full = {(WHO, today + timedelta(days=n)) for n in range(4) if chance.random() < 0.1}
        taken = Taken(as_cells(busy), now, full, also_of=ALSO)
        for _ in range(OF_ONE_CALENDAR):
            wanted = _wanted(chance)
            free = free_slots([hours], taken, wanted)
            assert free == counted(hours, busy, full, wanted, now), (seed, wanted)
            found += len(free)
    assert found > SEARCHES // SHARES, "there is something to be found"


def _hours(chance: random.Random, now: datetime) -> Hours:
    today = local_date(now)
    patterns = []
    for _ in range(chance.randint(4, 10)):
        start = chance.randrange(0, 80)
        first = today + timedelta(days=chance.randint(-20, 1))
        patterns.append(
            Pattern(
                chance.randrange(7),
                start * 15,
                15 * chance.randint(start + 4, min(start + 36, 96)),
                frozenset(chance.sample(KINDS, chance.randint(1, 2))),
                frozenset(chance.sample(CHANNELS, chance.randint(1, 3))),
                first,
                chance.choice((None, None, first + timedelta(days=chance.randint(7, 40)))),
            )
        )
    off = [today + timedelta(days=chance.randint(0, 8)) for _ in range(chance.randint(0, 1))]
    return Hours(
        WHO,
        tuple(patterns),
        tuple(TimeOff(day, day + timedelta(days=chance.randint(0, 2))) for day in off),
        Terms(
            chance.choice((0, 60, 60, 24 * 60, 1000)),
            chance.randint(1, 8),
            buffer_minutes=chance.choice((0, 0, 15, 30)),
        ),
        chance.random() < 0.5,
    )


def _busy(chance: random.Random, now: datetime) -> set[tuple[str, datetime]]:
    base = datetime(now.year, now.month, now.day, tzinfo=UTC)
    busy = set()
    for _ in range(chance.randint(0, 24)):
        who, start = chance.choice((WHO, WHO, ALSO)), chance.randrange(-8, 8 * 96)
        busy |= {(who, base + QUARTER * (start + n)) for n in range(chance.randint(1, 6))}
    return busy


def _wanted(chance: random.Random) -> Wanted:
    return Wanted(
        kind=chance.choice(KINDS),
        minutes=chance.choice((15, 20, 30, 45, 60, 90)),
        channels=frozenset(chance.sample(CHANNELS, chance.randint(0, 2))),
        step=chance.choice((15, 30, 30, 60)),
        days=chance.randint(1, 8),
        is_urgent=chance.random() < 0.3,
    )
