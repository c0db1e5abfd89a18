"""What is said of talks is shown only among what at least three people have said, and three at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.pathways.rules.rating import (
    PERSONS,
    Mean,
    Rated,
    Waiting,
    check_numbers,
    mean_of,
    next_group,
    shown,
)
from support.vocabulary.errors import Invalid

# Somebody rates a talk, or is forgotten with all that she has said.
_HAPPENS = st.lists(st.tuples(st.sampled_from("rrrrf"), st.sampled_from("abcdefg")), max_size=40)


def _kept(*said: tuple[str, str, tuple[int, ...]]) -> list[Rated]:
    return [Rated(*one) for one in said]


def test_of_three_people_the_mean_of_each_question_is_shown() -> None:
    rated = _kept(("a", "1", (10, 9, 8, 7)), ("b", "1", (7, 9, 8, 7)), ("c", "1", (8, 9, 8, 6)))
    assert mean_of(rated) == Mean(3, (8.3, 9.0, 8.0, 6.7))


def test_the_many_talks_of_two_people_are_still_of_two_people() -> None:
    waiting = [Waiting(str(number), person) for number, person in enumerate("aaaaabbbbb")]
    assert next_group(waiting) == frozenset()
    assert mean_of([]) is None


def test_whoever_has_rated_many_talks_weighs_no_more_than_the_others() -> None:
    many = [("a", "1", (0, 0, 0, 0))] * 8
    rated = _kept(*many, ("b", "1", (9, 9, 9, 9)), ("c", "1", (9, 9, 9, 9)))
    assert mean_of(rated) == Mean(3, (6.0, 6.0, 6.0, 6.0))


def test_a_group_is_of_three_people_and_the_fourth_waits() -> None:
    waiting = [Waiting(str(number), person) for number, person in enumerate("abacd")]
    assert next_group(waiting) == {"0", "1", "2", "3"}


def test_a_group_of_which_somebody_was_forgotten_is_shown_no_more() -> None:
    rated = _kept(("a", "1", (9, 9, 9, 9)), ("b", "1", (9, 9, 9, 9)))
    assert mean_of(rated) is None


@given(_HAPPENS)
def test_no_two_looks_differ_by_fewer_than_three_people(happens: list[tuple[str, str]]) -> None:
    waiting: list[Waiting] = []
    kept: list[tuple[str, Rated]] = []
    seen: dict[str, str] = {}
    for number, (what, person) in enumerate(happens):
        if what == "r":
            waiting.append(Waiting(str(number), person))
            group = next_group(waiting)
            of_group = [one for one in waiting if one.rating_id in group]
            kept += [(one.rating_id, Rated(one.person, str(number), (5, 5, 5, 5))) for one in of_group]
            waiting = [one for one in waiting if one.rating_id not in group]
        else:
            waiting = [one for one in waiting if one.person != person]
            kept = [one for one in kept if one[1].person != person]
        visible = {id(one) for one in shown([rated for _key, rated in kept])}
        now = {key: rated.person for key, rated in kept if id(rated) in visible}
        changed = {(seen | now)[key] for key in seen.keys() ^ now.keys()}
        assert len(changed) == 0 or len(changed) >= PERSONS, (happens, changed)
        seen = now


@pytest.mark.parametrize("numbers", [(), (1, 2, 3), (1, 2, 3, None), (1, 2, 3, 11), (1, 2, 3, 4, 5)])
def test_every_question_has_its_number(numbers: tuple[int | None, ...]) -> None:
    check_numbers((0, 10, 5, 5))
    with pytest.raises(Invalid):
        check_numbers(numbers)
