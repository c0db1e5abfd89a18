"""What a supervisor may know follows from what was given, for her, and is neither taken back nor over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.consent.facts import ConsentFacts
from support.consent.rules.disclosing import Thing, disclose, facts_in
from support.consent.rules.fact_code import FactCode, check_facts, read_fact, with_what_hangs_on
from support.consent.rules.release import MONTHS, is_in_force, valid_until
from support.consent.rules.states import State, check_move, may_become
from support.vocabulary.calendar import local, local_date
from support.vocabulary.errors import Conflict, Invalid
from support.vocabulary.language import Language

NOW = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)
CASES, LINKS = ("case-1", "case-2"), ("link-1", "link-2")
MOVES = {
    ("requested", "granted"),
    ("requested", "declined"),
    ("granted", "expired"),
    ("granted", "revoked"),
    ("granted", "superseded"),
}


def a_consent(
    *facts: FactCode,
    case_id: str = "case-1",
    link_id: str = "link-1",
    state: State = State.GRANTED,
    until: datetime = NOW + timedelta(days=1),
) -> ConsentFacts:
    """One that holds, unless something else is said."""
    return ConsentFacts(
        id="c",
        case_id=case_id,
        supervisor_link_id=link_id,
        facts=frozenset(facts),
        state=state,
        asked_at=None,
        given_at=NOW,
        valid_until=until,
        ended_at=None,
        given_how=None,
        wording_version=1,
        language=Language.FI,
    )


@dataclass(frozen=True)
class _Reader:
    id: str
    began_at: datetime = NOW - timedelta(days=1)
    ended_at: datetime | None = None


def released(
    consents: Iterable[ConsentFacts], case_id: str, link_id: str, now: datetime
) -> frozenset[FactCode]:
    """Every fact of one case that this supervisor may know now."""
    available = [Thing(fact, case_id) for fact in FactCode]
    return facts_in(disclose(consents, available, _Reader(link_id), now))


CONSENTS = st.builds(
    lambda facts, case_id, link_id, state, minutes: a_consent(
        *facts, case_id=case_id, link_id=link_id, state=state, until=NOW + timedelta(minutes=minutes)
    ),
    st.frozensets(st.sampled_from(FactCode)),
    st.sampled_from(CASES),
    st.sampled_from(LINKS),
    st.sampled_from(State),
    st.integers(-2, 2),
)


@pytest.mark.parametrize(("state", "following"), list(product(State, State)))
def test_only_the_moves_of_the_table_can_be_made(state: State, following: State) -> None:
    allowed = (state.value, following.value) in MOVES
    assert may_become(state, following) is allowed
    if allowed:
        check_move(state, following)
    else:
        with pytest.raises(Conflict):
            check_move(state, following)


def test_the_list_of_what_can_be_told_is_closed() -> None:
    assert [code.value for code in FactCode] == [f"F{n}" for n in range(1, 9)]
    for word in ("", "F0", "F9", "f1", "answers", "diagnosis"):
        with pytest.raises(Invalid):
            read_fact(word)


@given(st.lists(CONSENTS, max_size=6))
def test_what_is_released_is_what_was_given_and_nothing_more(consents: list[ConsentFacts]) -> None:
    for case_id, link_id in product(CASES, LINKS):
        facts = released(consents, case_id, link_id, NOW)
        of_these = [one for one in consents if (one.case_id, one.supervisor_link_id) == (case_id, link_id)]
        in_force = [one for one in of_these if one.state is State.GRANTED and one.valid_until > NOW]
        assert facts == frozenset(chain.from_iterable(one.facts for one in in_force))


@given(st.lists(CONSENTS, max_size=5), st.lists(CONSENTS, max_size=2))
def test_a_further_consent_takes_nothing_away_and_one_less_adds_nothing(
    consents: list[ConsentFacts], further: list[ConsentFacts]
) -> None:
    fewer, more = (released(some, "case-1", "link-1", NOW) for some in (consents, consents + further))
    assert fewer <= more


@pytest.mark.parametrize("facts", list(chain.from_iterable(combinations(FactCode, n) for n in range(9))))
def test_for_every_choice_of_ticks_exactly_these_are_released(facts: Iterable[FactCode]) -> None:
    consent = a_consent(*facts)
    assert released([consent], "case-1", "link-1", NOW) == frozenset(facts)
    assert released([consent], "case-2", "link-1", NOW) == frozenset()
    assert released([consent], "case-1", "link-2", NOW) == frozenset()


@pytest.mark.parametrize("state", [state for state in State if state is not State.GRANTED])
def test_what_was_not_given_or_was_taken_back_covers_nothing(state: State) -> None:
    consent = a_consent(FactCode.F1, state=state)
    assert not released([consent], "case-1", "link-1", NOW)


def test_it_ends_at_the_moment_it_was_given_until() -> None:
    consent = a_consent(FactCode.F1, until=NOW)
    assert is_in_force(consent, NOW - timedelta(microseconds=1))
    assert not is_in_force(consent, NOW)


def test_nothing_ticked_is_no_permission() -> None:
    with pytest.raises(Invalid):
        check_facts([])
    check_facts([FactCode.F1])


def test_the_state_of_actions_can_be_told_only_with_the_actions() -> None:
    with pytest.raises(Invalid):
        check_facts([FactCode.F5])
    check_facts([FactCode.F5, FactCode.F2])
    check_facts([FactCode.F5], besides=[FactCode.F2])
    assert with_what_hangs_on([FactCode.F2]) == {FactCode.F2, FactCode.F5}
    assert with_what_hangs_on([FactCode.F5]) == {FactCode.F5}


@pytest.mark.parametrize(
    ("given_at", "months", "path_ends_on", "last_day"),
    [
        (NOW, 6, None, date(2027, 5, 25)),
        (NOW, 12, None, date(2027, 11, 25)),
        (NOW, 120, None, date(2027, 11, 25)),
        (NOW, 12, date(2027, 1, 10), date(2027, 2, 9)),
        (NOW, 1, date(2027, 6, 1), date(2026, 12, 25)),
        (NOW, 12, date(2026, 1, 1), date(2026, 12, 25)),
        (datetime(2027, 1, 31, 12, tzinfo=UTC), 1, None, date(2027, 2, 28)),
        (datetime(2026, 8, 31, 12, tzinfo=UTC), 6, None, date(2027, 2, 28)),
        (datetime(2027, 12, 31, 12, tzinfo=UTC), 12, None, date(2028, 12, 31)),
    ],
)
def test_it_holds_until_a_month_after_the_path_and_a_year_at_most(
    given_at: datetime, months: int, path_ends_on: date | None, last_day: date
) -> None:
    until = valid_until(given_at, months, path_ends_on)
    assert local(until).date() == last_day + timedelta(days=1)
    assert (local(until).hour, local(until).minute) == (0, 0)


@given(st.integers(0, 5000 * 1440), st.sampled_from(MONTHS))
def test_it_never_holds_longer_than_a_year_and_a_day(minutes: int, months: int) -> None:
    given_at = NOW + timedelta(minutes=minutes)
    until = valid_until(given_at, months)
    assert given_at < until
    assert local_date(until) - local_date(given_at) <= timedelta(days=367)
