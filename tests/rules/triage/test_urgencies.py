"""Urgencies have an order."""

from itertools import pairwise

from support.vocabulary.pathway import Urgency, most_urgent


def test_each_urgency_leaves_less_time_than_the_next() -> None:
    for sooner, later in pairwise(Urgency):
        assert sooner.is_more_urgent_than(later)
        assert not later.is_more_urgent_than(sooner)
        assert not sooner.is_more_urgent_than(sooner)


def test_the_most_urgent_of_several_wins() -> None:
    assert most_urgent([Urgency.ROUTINE, Urgency.NOW, Urgency.NEXT_DAY]) is Urgency.NOW


def test_nothing_is_urgent_where_nobody_asks() -> None:
    assert most_urgent([]) is Urgency.ROUTINE
