"""What is disclosed is the intersection of what exists, what is allowed, for this reader, at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.consent.rules.disclosing import Thing, disclose, facts_in
from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import State
from tests.counts import LONG

NOW = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CASES, LINKS, IDS = ("case-1", "case-2"), ("link-1", "link-2"), ("", "a", "b")
SUBSETS = [frozenset(fact for n, fact in enumerate(FactCode) if mask >> n & 1) for mask in range(2**8)]
EVERYTHING = [Thing(fact, case_id, about) for fact, case_id, about in product(FactCode, CASES, IDS)]


@dataclass(frozen=True)
class Permission:
    """A consent, as the rule reads it."""

    id: str
    case_id: str
    supervisor_link_id: str
    facts: frozenset[FactCode]
    state: State = State.GRANTED
    valid_until: datetime = NOW + MINUTE


@dataclass(frozen=True)
class Reader:
    """A supervisor, as the rule reads her."""

    id: str = "link-1"
    began_at: datetime = NOW - MINUTE
    ended_at: datetime | None = None


READERS = st.builds(
    Reader,
    st.sampled_from(LINKS),
    st.sampled_from([NOW - MINUTE, NOW, NOW + MINUTE]),
    st.sampled_from([None, NOW - MINUTE, NOW, NOW + MINUTE]),
)
PERMISSIONS = st.builds(
    Permission,
    st.uuids().map(str),
    st.sampled_from(CASES),
    st.sampled_from(LINKS),
    st.sampled_from(SUBSETS),
    st.sampled_from(State),
    st.integers(-2, 2).map(lambda minutes: NOW + minutes * MINUTE),
)
THINGS = st.lists(st.sampled_from(EVERYTHING), max_size=12)


def _allowed(permissions: Iterable[Permission], thing: Thing, reader: Reader) -> bool:
    """The same in one sentence, said once more without the rule."""
    is_hers = reader.began_at <= NOW and (reader.ended_at is None or reader.ended_at > NOW)
    return is_hers and any(
        one.state is State.GRANTED
        and one.valid_until > NOW
        and (one.case_id, one.supervisor_link_id) == (thing.case_id, reader.id)
        and thing.fact in one.facts
        for one in permissions
    )


@settings(max_examples=100_000 if LONG else 500, deadline=None)
@given(st.lists(PERMISSIONS, max_size=5), THINGS, READERS)
def test_nothing_is_told_but_what_exists_and_is_allowed_to_this_reader_now_and_all_of_that(
    permissions: list[Permission], available: list[Thing], reader: Reader
) -> None:
    told = disclose(permissions, available, reader, NOW)
    assert [one.thing for one in told] == [one for one in available if _allowed(permissions, one, reader)]
    for one in told:
        (under,) = [each for each in permissions if each.id == one.consent_id]
        assert _allowed([under], one.thing, reader) and one.until == under.valid_until


@pytest.mark.parametrize("ended_at", [None, NOW, NOW + MINUTE], ids=["goes on", "ended", "ends soon"])
@pytest.mark.parametrize("state", State)
def test_for_every_subset_of_permissions_the_facts_are_that_subset_or_nothing(
    state: State, ended_at: datetime | None
) -> None:
    reader = Reader(ended_at=ended_at)
    holds = state is State.GRANTED and ended_at != NOW
    for facts, case_id, link_id in product(SUBSETS, CASES, LINKS):
        permission = Permission("c", case_id, link_id, facts, state)
        for case in CASES:
            available = [Thing(fact, case) for fact in FactCode]
            told = facts_in(disclose([permission], available, reader, NOW))
            is_of_these = holds and (case, "link-1") == (case_id, link_id)
            assert told == (facts if is_of_these else frozenset())


@given(st.lists(PERMISSIONS, max_size=4), st.lists(PERMISSIONS, max_size=2), READERS)
def test_a_further_permission_takes_nothing_away(
    permissions: list[Permission], further: list[Permission], reader: Reader
) -> None:
    fewer, more = (disclose(some, EVERYTHING, reader, NOW) for some in (permissions, permissions + further))
    assert {one.thing for one in fewer} <= {one.thing for one in more}


def test_of_several_that_allow_the_same_the_longest_is_the_one_under_which_it_stands() -> None:
    short, long = (
        Permission(name, "case-1", "link-1", frozenset({FactCode.F1}), valid_until=NOW + n * MINUTE)
        for name, n in (("short", 1), ("long", 2))
    )
    for order in ([short, long], [long, short]):
        (told,) = disclose(order, [Thing(FactCode.F1, "case-1")], Reader(), NOW)
        assert told.consent_id == "long"
