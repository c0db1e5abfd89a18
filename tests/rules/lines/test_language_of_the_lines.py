"""Whoever is in danger is not sent to a line in another language while one speaks hers."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.messaging.templates import own_templates, render
from support.triage.line_loading import own_lines
from support.triage.rules.lines import (
    ShownLine,
    few_of,
    first_and_more,
    in_one_text,
    lines_for,
    lines_for_topics,
    mainly_for,
    own_first,
)
from support.vocabulary.language import LANGUAGES
from support.vocabulary.topic import Topic

LINES = own_lines()
NOON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

languages = st.sampled_from(LANGUAGES)
moments = st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))
many_topics = st.lists(st.sampled_from([Topic.VIOLENCE, Topic.POISON, Topic.YOUNG]), unique=True)
# The first moment of a year reads its holidays, which takes longer than one example may.
every_moment = settings(derandomize=True, max_examples=300, deadline=None)


def assert_own_language_first(shown: Sequence[ShownLine]) -> None:
    """Only 112, and the one line that can advise on poison, may stand above a line of her language."""
    in_order = [one.speaks for one in shown if not one.line.emergency and one.line.topics[0] != Topic.POISON]
    assert in_order == sorted(in_order, reverse=True)


@every_moment
@given(languages, st.sampled_from(list(Topic)), moments)
@pytest.mark.requirement("SR-1", "SR-18")
def test_no_line_without_her_language_stands_above_one_that_speaks_it(
    language: str, topic: str, now: datetime
) -> None:
    shown = lines_for(LINES, language, topic, now)
    assert shown[0].line.tel == "112"
    assert_own_language_first(shown)
    assert_own_language_first(own_first(shown, topic))
    assert_own_language_first(few_of(shown, 2))
    assert_own_language_first(mainly_for(shown, topic))


@every_moment
@given(languages, many_topics, moments)
@pytest.mark.requirement("SR-2", "SR-18")
def test_nor_where_the_offer_of_a_call_stands_between_the_first_numbers_and_the_rest(
    language: str, topics: list[str], now: datetime
) -> None:
    shown = lines_for_topics(LINES, language, topics, now)
    first, more = first_and_more(shown, topics)
    assert_own_language_first(first + more)
    assert first[0].line.tel == "112"
    assert any(one.open_now for one in first[1:])
    assert any(one.speaks and one.line.topics[0] == Topic.ANY for one in first)
    assert {one.line.id for one in first + more} == {one.line.id for one in shown}


@every_moment
@given(languages, moments)
def test_two_numbers_become_three_when_none_of_them_is_there_for_everybody(
    language: str, now: datetime
) -> None:
    few = few_of(lines_for(LINES, language, Topic.ANY, now), 2)
    assert any(one.speaks and one.line.topics[0] == Topic.ANY and not one.line.emergency for one in few)
    assert len(few) <= 3


def test_a_swedish_speaker_has_a_swedish_number_in_the_shortest_list() -> None:
    few = few_of(lines_for(LINES, "sv", Topic.ANY, NOON), 2)
    assert [one.line.id for one in few] == ["emergency", "nollalinja", "mieli_sv"]
    at_night = few_of(lines_for(LINES, "sv", Topic.ANY, NOON.replace(hour=1)), 2)
    assert [one.line.id for one in at_night] == ["emergency", "medical_helpline"]


def test_the_poison_line_keeps_its_place_in_a_language_that_it_may_not_speak() -> None:
    first, _more = first_and_more(lines_for_topics(LINES, "en", [Topic.POISON], NOON), [Topic.POISON])
    assert [one.line.id for one in first[:2]] == ["emergency", "poison"]


def test_a_young_person_who_reads_swedish_is_not_left_with_a_finnish_number_alone() -> None:
    young = mainly_for(lines_for(LINES, "sv", Topic.YOUNG, NOON), Topic.YOUNG)
    assert [(one.line.id, one.speaks) for one in young][-1] == ("young", False)
    assert young[0].speaks
    finnish = mainly_for(lines_for(LINES, "fi", Topic.YOUNG, NOON), Topic.YOUNG)
    assert [one.line.id for one in finnish] == ["young"]


@pytest.mark.parametrize(
    ("topics", "ids"),
    [
        ([], ["emergency", "mieli_fi"]),
        ([Topic.POISON], ["emergency", "poison", "mieli_fi"]),
        ([Topic.VIOLENCE], ["emergency", "nollalinja", "mieli_fi", "victim_support"]),
    ],
)
def test_a_finnish_reader_has_few_numbers_before_the_offer_of_a_call(
    topics: list[str], ids: list[str]
) -> None:
    first, _more = first_and_more(lines_for_topics(LINES, "fi", topics, NOON), topics)
    assert [one.line.id for one in first] == ids


@every_moment
@given(languages, moments)
def test_one_text_names_one_open_line_besides_112_and_never_one_that_is_closed(
    language: str, now: datetime
) -> None:
    emergency, others = in_one_text(lines_for(LINES, language, Topic.ANY, now))
    assert emergency.line.tel == "112"
    assert any(one.open_now for one in others)
    assert not any(one.open_now is False or one.line.topics[0] != Topic.ANY for one in others)
    assert others[0].speaks
    numbers = ", ".join(one.line.number for one in others)
    assert len(numbers) <= own_templates().longest["lines"][language]
    render("lines", language, {"lines": numbers, "sos": emergency.line.number})
