"""What a supervisor can say of something agreed: by when, a change from a closed list, a talk, or done."""

from datetime import date, timedelta
from itertools import product

import pytest

from support.pathways.rules.agreed_action import State, Suggestion
from support.pathways.rules.supervisor_answer import (
    CAN_SUGGEST,
    Say,
    check_say,
    last_day,
    may_say,
    promised,
    suggested_day,
)
from support.vocabulary.errors import Conflict, Invalid

TODAY = date(2026, 11, 25)
DUE = TODAY + timedelta(days=10)
MAY = {
    ("proposed", "accept"),
    ("proposed", "suggest"),
    ("agreed", "suggest"),
    ("agreed", "finish"),
    ("in_progress", "suggest"),
    ("in_progress", "finish"),
    ("done", "take_back"),
}


@pytest.mark.parametrize(("state", "say"), list(product(State, Say)))
def test_only_what_stands_in_the_table_can_be_said(state: State, say: Say) -> None:
    may = (state.value, say.value) in MAY
    assert may_say(state, say) is may
    if may:
        check_say(state, say)
    else:
        with pytest.raises(Conflict):
            check_say(state, say)


@pytest.mark.parametrize("days", range(-2, 14))
def test_she_does_it_by_a_day_from_today_to_the_agreed_one(days: int) -> None:
    day = TODAY + timedelta(days=days)
    if 0 <= days <= 10:
        assert promised(day, DUE, TODAY) == day
    else:
        with pytest.raises(Invalid):
            promised(day, DUE, TODAY)


def test_without_a_day_it_is_the_agreed_one_and_today_once_that_has_passed() -> None:
    assert promised(None, DUE, TODAY) == DUE
    assert promised(None, TODAY - timedelta(days=1), TODAY) == TODAY == last_day(date(2026, 1, 1), TODAY)


@pytest.mark.parametrize("days", [None, -1, 0, 10, 11, 365, 366])
def test_a_later_day_is_after_the_agreed_one_and_within_a_year(days: int | None) -> None:
    day = None if days is None else TODAY + timedelta(days=days)
    if days in (11, 365):
        assert suggested_day(Suggestion.LATER_DAY, day, DUE, TODAY) == day
    else:
        with pytest.raises(Invalid):
            suggested_day(Suggestion.LATER_DAY, day, DUE, TODAY)


@pytest.mark.parametrize("one", [one for one in Suggestion if one is not Suggestion.LATER_DAY])
def test_no_day_goes_with_any_other_suggestion(one: Suggestion) -> None:
    assert suggested_day(one, DUE + timedelta(days=3), DUE, TODAY) is None


def test_the_list_is_closed_and_holds_no_words_of_hers() -> None:
    assert [one.value for one in CAN_SUGGEST] == ["later_day", "smaller_part", "somebody_else", "talk"]
