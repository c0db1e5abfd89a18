"""What is said of talks is shown only among what at least three people have said."""

import pytest

from support.pathways.rules.rating import Mean, Rated, check_numbers, mean_of
from support.vocabulary.errors import Invalid


def test_from_three_people_on_the_mean_of_each_question_is_shown() -> None:
    rated = [Rated("a", (10, 9, 8, 7)), Rated("b", (7, 9, 8, 7)), Rated("c", (8, 9, 8, 6))]
    assert mean_of(rated) == Mean(3, (8.3, 9.0, 8.0, 6.7))


def test_the_many_talks_of_two_people_are_still_of_two_people() -> None:
    assert mean_of([Rated(one, (9, 9, 9, 9)) for one in "aaaaabbbbb"]) is None


@pytest.mark.parametrize("numbers", [(), (1, 2, 3), (1, 2, 3, None), (1, 2, 3, 11), (1, 2, 3, 4, 5)])
def test_every_question_has_its_number(numbers: tuple[int | None, ...]) -> None:
    check_numbers((0, 10, 5, 5))
    with pytest.raises(Invalid):
        check_numbers(numbers)
