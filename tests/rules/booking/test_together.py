"""When several people are all free: the same as asking each of them, quarter-hour by quarter-hour."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.booking.rules.hours import Hours, Pattern
from support.booking.rules.slots import Taken, Wanted, free_slots
from support.booking.rules.together import times_together
from support.vocabulary.calendar import local
from tests.rules.booking.calendars import MOMENTS, WANTED, as_cells, busy_cells, calendars, examples, wall

MONDAY = Pattern(0, 480, 720, frozenset({"tripartite"}), frozenset({"phone", "video"}), date(2026, 1, 1))
MEETING = Wanted("tripartite", 60, days=7)
SUNDAY = wall("2026-11-22T18:00")


@settings(derandomize=True, max_examples=examples(60), deadline=None)
@given(st.data(), MOMENTS, WANTED)
def test_the_common_times_are_those_that_everybody_has(
    data: st.DataObject, now: datetime, wanted: Wanted
) -> None:
    people = [data.draw(calendars(now, who)) for who in ("maarit", "petri")]
    taken = Taken(as_cells(data.draw(busy_cells(now, ("maarit", "petri", "aino", "siiri")))), now)
    found = times_together(people, ("aino", "siiri"), taken, wanted)
    assert found == _asked_one_by_one(people, taken, wanted)


def test_a_common_time_has_a_common_way_of_meeting() -> None:
    by_phone = Hours("petri", (replace(MONDAY, channels=frozenset({"phone"})),))
    on_site = Hours("maarit", (replace(MONDAY, channels=frozenset({"on_site"})),))
    taken = Taken(set(), SUNDAY)
    assert times_together([by_phone, on_site], (), taken, MEETING) == []
    assert len(times_together([by_phone, Hours("maarit", (MONDAY,))], (), taken, MEETING)) == 7


def test_calendars_that_begin_at_different_quarters_still_meet() -> None:
    early = Hours("petri", (replace(MONDAY, from_minute=8 * 60 + 15),))
    found = times_together([early, Hours("maarit", (MONDAY,))], (), Taken(set(), SUNDAY), MEETING, limit=2)
    assert [f"{local(one):%H.%M}" for one in found] == ["08.30", "09.00"]


def test_without_a_practitioner_nothing_is_searched() -> None:
    with pytest.raises(ValueError, match="hours"):
        times_together([], ("aino",), Taken(set(), SUNDAY), MEETING)


def _asked_one_by_one(people: list[Hours], taken: Taken, wanted: Wanted) -> list[datetime]:
    offers = [
        {slot.starts_at: slot.channels for slot in free_slots([one], taken, replace(wanted, step=15))}
        for one in people
    ]
    common = sorted(set(offers[0]).intersection(*offers[1:]))
    return [
        start
        for start in common
        if frozenset.intersection(*(offer[start] for offer in offers))
        and (local(start).hour * 60 + local(start).minute) % wanted.step == 0
        and not any(
            taken.of(who) >> _bit(taken, start, n) & 1 for who in ("aino", "siiri") for n in _quarters(wanted)
        )
    ]


def _quarters(wanted: Wanted) -> range:
    return range(-(-wanted.minutes // 15))


def _bit(taken: Taken, start: datetime, n: int) -> int:
    return int((start + timedelta(minutes=15 * n)).timestamp()) // 900 - taken.base
