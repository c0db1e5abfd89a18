"""What follows from an answer: a worse one never lowers it, and silence is counted."""

from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.cases.rules.alerts import AlertKind
from support.followup.rules.answers import (
    SCALE,
    CallWish,
    Direction,
    Given,
    Page,
    Safe,
    asks_safety,
    from_words,
    pages_for,
    to_words,
)
from support.followup.rules.outcome import (
    Need,
    Result,
    alerts_for,
    is_silent_twice,
    need_of,
    need_of_all,
    result_of,
)
from support.followup.rules.states import PlanState, State, may_become, may_plan_become

GIVEN = st.builds(
    Given,
    scale=st.none() | st.sampled_from(SCALE),
    direction=st.none() | st.sampled_from(Direction),
    call=st.none() | st.sampled_from(CallWish),
    better=st.text(max_size=20),
    safe=st.none() | st.sampled_from(Safe),
    wellbeing=st.just(()) | st.tuples(*[st.none() | st.integers(0, 5)] * 5),
    work_ability=st.none() | st.sampled_from(SCALE),
)
# Each item with its values from the best to the worst.
WORSE = {
    "scale": tuple(reversed(SCALE)),
    "direction": tuple(Direction),
    "call": tuple(CallWish),
    "safe": tuple(Safe),
    "work_ability": tuple(reversed(SCALE)),
}

every_time = settings(derandomize=True, max_examples=300, deadline=None)


def _with(answers: Given, item: str, value: Any) -> Given:
    changed: dict[str, Any] = {**vars(answers), item: value}
    return Given(**changed)


def _asks_at_least(more: Need, less: Need) -> bool:
    return more.danger >= less.danger and more.wants_help >= less.wants_help


@pytest.mark.requirement("SR-17")
@pytest.mark.parametrize("item", WORSE)
@every_time
@given(GIVEN)
def test_a_worse_answer_never_lowers_what_follows(item: str, answers: Given) -> None:
    needs = [need_of(_with(answers, item, value)) for value in WORSE[item]]
    for better, worse in pairwise(needs):
        assert _asks_at_least(worse, better)


@every_time
@given(GIVEN, st.integers(0, 4))
def test_lower_wellbeing_never_lowers_what_follows(answers: Given, at: int) -> None:
    if None in answers.wellbeing or not answers.wellbeing:
        return
    lower = tuple(
        max(0, one - (place == at)) for place, one in enumerate(answers.wellbeing) if one is not None
    )
    assert _asks_at_least(need_of(_with(answers, "wellbeing", lower)), need_of(answers))


@every_time
@given(GIVEN)
def test_an_item_left_out_never_asks_for_more_than_its_worst_answer(answers: Given) -> None:
    for item, values in WORSE.items():
        without, worst = _with(answers, item, None), _with(answers, item, values[-1])
        assert _asks_at_least(need_of(worst), need_of(without))


@every_time
@given(st.lists(GIVEN, min_size=1, max_size=5))
def test_whatever_was_said_in_one_check_in_counts(said: list[Given]) -> None:
    assert all(_asks_at_least(need_of_all(said), need_of(one)) for one in said)


@every_time
@given(GIVEN)
def test_the_alerts_grow_with_the_need(answers: Given) -> None:
    kinds = alerts_for(need_of(answers))
    assert (AlertKind.CRISIS in kinds) == (answers.safe is Safe.NO)
    assert (AlertKind.HELP_WANTED in kinds) == need_of(answers).wants_help
    if asks_safety(answers) or answers.safe is Safe.UNSURE:
        assert {AlertKind.CRISIS, AlertKind.SAFETY_CHECKIN} & set(kinds)


@every_time
@given(GIVEN)
def test_what_is_kept_is_read_as_it_was_said(answers: Given) -> None:
    assert from_words(to_words((answers, answers))) == (answers, answers)


def test_every_combination_of_the_first_page_has_one_word_and_its_alerts() -> None:
    for scale, direction, call in product(SCALE, Direction, CallWish):
        answers = Given(scale=scale, direction=direction, call=call)
        need = need_of(answers)
        result = result_of(answers, need)
        is_worse = direction is Direction.WORSE or scale <= 2
        assert (result is Result.WORSE) == is_worse
        assert bool(alerts_for(need)) == (is_worse or call is not CallWish.NOT_NOW)


def test_safety_is_asked_before_the_scales_and_only_after_a_worse_answer() -> None:
    low = Given(scale=2)
    assert pages_for(low, is_measuring=True) == (Page.NOW, Page.SAFETY, Page.MEASURES)
    assert pages_for(Given(scale=3), is_measuring=False) == (Page.NOW,)


@pytest.mark.parametrize(
    ("newest_first", "is_silent"),
    [
        ([State.MISSED, State.MISSED], True),
        ([State.MISSED, State.ANSWERED, State.MISSED], False),
        ([State.MISSED], False),
        ([State.MISSED, State.NOT_ASKED, State.MISSED], True),
        ([State.MISSED, State.CALLED_OFF, State.MISSED], True),
        ([State.ANSWERED, State.MISSED, State.MISSED], False),
        ([], False),
    ],
)
def test_silence_twice_in_a_row_is_heard(newest_first: list[State], *, is_silent: bool) -> None:
    assert is_silent_twice(newest_first) == is_silent


def test_what_has_ended_stays_as_it_is() -> None:
    ended = set(State) - {State.SCHEDULED, State.SENT, State.REMINDED}
    assert not any(may_become(state, following) for state in ended for following in State)
    assert not any(may_plan_become(PlanState.STOPPED, following) for following in PlanState)
    assert may_become(State.REMINDED, State.ANSWERED) and may_become(State.SENT, State.REMINDED)
    assert not may_become(State.SCHEDULED, State.ANSWERED)
