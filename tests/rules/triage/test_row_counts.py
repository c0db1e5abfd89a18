"""What a decision adds to the month, what of it is shown, and when a row is put up for review."""

from datetime import UTC, date, datetime

import pytest

from support.triage.rules.row_counts import (
    RowCount,
    has_ended,
    is_for_review,
    may_show,
    month_after,
    month_before,
    month_of,
    of_decision,
    of_lowering,
    sole_reason,
)
from support.vocabulary.pathway import Urgency

NOW, SAME, NEXT, ROUTINE = Urgency.NOW, Urgency.SAME_DAY, Urgency.NEXT_DAY, Urgency.ROUTINE


@pytest.mark.parametrize(
    ("asked", "sole"),
    [
        ({}, None),
        ({"D1": SAME}, "D1"),
        ({"D1": SAME, "X1": NEXT, "X7": NEXT}, "D1"),
        ({"D1": SAME, "D9": SAME}, None),
        ({"N1": NOW, "D1": SAME, "D2": SAME}, "N1"),
        ({"X1": NEXT, "X7": NEXT}, None),
    ],
)
def test_the_sole_reason_is_the_row_without_which_the_decision_were_less_urgent(
    asked: dict[str, Urgency], sole: str | None
) -> None:
    assert sole_reason(asked) == sole
    assert of_decision(asked) == [RowCount(row, matched=1, sole=int(row == sole)) for row in asked]


@pytest.mark.parametrize(
    ("wanted", "earlier", "added"),
    [
        (SAME, [], [RowCount("N1", lowered=1, lowered_sole=1)]),
        (NEXT, [], [RowCount("N1", lowered=1, lowered_sole=1), RowCount("D1", lowered=1)]),
        (NEXT, [SAME], [RowCount("D1", lowered=1)]),
        (NEXT, [NEXT], []),
        (ROUTINE, [NEXT, SAME], [RowCount("X1", lowered=1)]),
        (SAME, [ROUTINE], []),
        (NOW, [], []),
    ],
)
def test_a_row_is_lowered_once_when_a_nurse_decides_for_less_than_it_asks(
    wanted: Urgency, earlier: list[Urgency], added: list[RowCount]
) -> None:
    assert of_lowering({"N1": NOW, "D1": SAME, "X1": NEXT}, wanted, earlier) == added


@pytest.mark.parametrize(
    ("sole", "lowered", "decided", "marked"),
    [
        (11, 6, 100, True),
        (10, 10, 100, False),
        (11, 5, 100, False),
        (12, 6, 100, False),
        (12, 7, 100, True),
        (4, 4, 10, False),
        (5, 3, 10, True),
        (5, 5, 49, True),
        (5, 5, 50, False),
        (0, 0, 0, False),
    ],
)
@pytest.mark.requirement("SR-20")
def test_a_row_is_put_up_above_a_tenth_of_the_month_and_above_half_of_those(
    sole: int, lowered: int, decided: int, marked: bool
) -> None:
    count = RowCount("D9", matched=sole + 20, sole=sole, lowered=lowered, lowered_sole=lowered)
    assert is_for_review(count, decided) is marked


def test_lowered_beside_other_rows_puts_no_row_up() -> None:
    assert not is_for_review(RowCount("D9", matched=40, sole=20, lowered=40, lowered_sole=10), 40)


@pytest.mark.parametrize(("count", "shown"), [(0, True), (1, False), (4, False), (5, True), (500, True)])
def test_numbers_under_five_are_not_shown(count: int, shown: bool) -> None:
    assert may_show(count) is shown


def test_a_month_is_that_of_helsinki_and_shown_when_it_is_over() -> None:
    last, first = datetime(2026, 11, 30, 21, 59, tzinfo=UTC), datetime(2026, 11, 30, 22, 0, tzinfo=UTC)
    november, december = date(2026, 11, 1), date(2026, 12, 1)
    assert (month_of(last), month_of(first)) == (november, december)
    assert not has_ended(november, last)
    assert has_ended(november, first)
    assert not has_ended(december, first)


@pytest.mark.parametrize("month", [date(2026, 1, 1), date(2026, 2, 1), date(2028, 2, 1), date(2026, 12, 1)])
def test_months_follow_each_other(month: date) -> None:
    assert month_before(month_after(month)) == month
    assert month_after(month_before(month)) == month
