"""No number leads to a person: neither a small one, nor what is left beside it, nor two looks."""

import pytest

from support.pathways.rules.small_counts import K_PERSONS, Band, in_all, part_of


@pytest.mark.parametrize("count", range(K_PERSONS))
def test_under_five_nothing_is_shown(count: int) -> None:
    assert in_all(count) is None
    assert part_of(count, 100) is None


@pytest.mark.parametrize("rest", range(K_PERSONS))
def test_nothing_is_shown_beside_which_fewer_than_five_are_left(rest: int) -> None:
    assert part_of(20, 20 + rest) is None
    assert part_of(20, 20 + K_PERSONS) == Band(20, 24)


def test_one_who_comes_or_goes_is_not_read_off_two_looks() -> None:
    assert in_all(5) == in_all(9) == Band(5, 9)
    assert part_of(12, 40) == part_of(13, 41) == Band(10, 14)
