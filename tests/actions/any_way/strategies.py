"""What is drawn on a way through a calendar: who acts, which time she wants, how hours change, when it is."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from tests.actions.any_way.plain_calendar import KINDS

PEOPLE, URGENT = 3, 2
VISITS = ("v" * 22, "w" * 22)
WINDOW = 9

WHO = st.integers(0, PEOPLE - 1)
# The so-many-th of those that come in question; several people often want the same.
NUMBER = st.integers(0, 60) | st.integers(0, 3)
VISIT = st.sampled_from(VISITS)
KIND = st.sampled_from(sorted(KINDS))
# Which time is wanted: the so-many-th of those that are free, or any moment of the days to come.
PICK = NUMBER | st.tuples(st.integers(0, WINDOW), st.integers(8 * 4, 16 * 4)).map(
    lambda drawn: timedelta(days=drawn[0], minutes=15 * drawn[1])
)
SPAN = st.sampled_from([timedelta(minutes=n) for n in (1, 9, 10, 11, 45, 180, 24 * 60)])
# By the wall clock, in minutes: around the hours in which a time may be offered.
HOUR = st.sampled_from([8 * 60 - 1, 8 * 60, 9 * 60, 18 * 60, 18 * 60 + 1, 21 * 60])
# The nurse has no times by video.
CHANNEL = st.sampled_from(("", "", "", "phone", "phone", "video"))

CHANGES: st.SearchStrategy[tuple[str, tuple[Any, ...]]] = st.one_of(
    st.tuples(
        st.just("change_terms"),
        st.tuples(
            st.sampled_from((0, 60, 24 * 60)),
            st.sampled_from((None, None, 1, 3)),
            st.sampled_from((0, 15, 30)),
            st.integers(1, WINDOW),
        ),
    ),
    st.tuples(st.just("take_days_off"), st.tuples(st.integers(0, WINDOW), st.integers(0, 2))),
    st.tuples(st.just("work_on_days_off"), st.just(())),
    st.tuples(
        st.just("plan_a_week"),
        st.tuples(st.sampled_from((8, 9, 11)), st.sampled_from((14, 16)), st.integers(0, WINDOW)),
    ),
    st.tuples(st.just("add_an_evening"), st.tuples(st.integers(0, WINDOW))),
)
