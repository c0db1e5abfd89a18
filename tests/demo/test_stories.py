"""What the engine makes of the invented people: each comes out as her story says (domain model G.4)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest

from support.demo.acts import Act
from support.demo.cases import Story, all_stories
from support.demo.telling_actions import visit_of
from support.demo.verb_actions import VERBS
from support.triage.loading import active_protocol
from support.triage.rules.decision import Decision, decide
from support.vocabulary.pathway import Urgency
from support.vocabulary.phone import is_demo_number

BY_NUMBER = {story.number: story for story in all_stories()}

# number, urgency, path, what must be among the reasons, flags
WANTED: list[tuple[int, str, str, set[str], set[str]]] = [
    (1, "routine", "tripartite", set(), set()),
    (2, "routine", "tripartite", set(), set()),
    (3, "routine", "tripartite", set(), set()),
    (4, "routine", "tripartite", set(), set()),
    (5, "routine", "tripartite", set(), set()),
    (6, "routine", "tripartite", set(), set()),
    (7, "routine", "tripartite", set(), set()),
    (8, "routine", "tripartite", set(), set()),
    (9, "routine", "tripartite", set(), set()),
    (10, "now", "crisis", {"N2", "X10"}, set()),
    (11, "now", "crisis", {"N2"}, set()),
    (12, "same_day", "urgent_call", {"D7"}, {"safe_contact"}),
    (13, "same_day", "urgent_call", {"D8"}, set()),
    (14, "same_day", "urgent_call", {"D7"}, {"violence_at_work"}),
    (15, "same_day", "urgent_call", {"D9"}, set()),
    (16, "next_day", "physician", {"X8"}, set()),
    (17, "next_day", "physician", {"X8"}, set()),
    (18, "next_day", "physician", {"X8", "X10"}, set()),
    (19, "routine", "tripartite", set(), set()),
    (20, "routine", "tripartite", set(), set()),
    (21, "routine", "tripartite", set(), set()),
    (22, "routine", "brief_support", set(), set()),
    (23, "routine", "brief_support", set(), set()),
    (24, "routine", "brief_support", set(), set()),
    (25, "routine", "brief_support", set(), set()),
    (26, "routine", "brief_support", set(), set()),
    (27, "routine", "brief_support", set(), set()),
    (28, "next_day", "brief_support", {"X1"}, set()),
    (29, "routine", "brief_support", set(), set()),
    (30, "routine", "brief_support", set(), set()),
    (31, "routine", "brief_support", set(), set()),
    (32, "routine", "brief_support", set(), set()),
    (33, "routine", "brief_support", set(), set()),
    (34, "next_day", "brief_support", {"X2"}, {"incomplete"}),
    (35, "routine", "supervisor_support", set(), set()),
    (36, "routine", "supervisor_support", set(), set()),
    (37, "routine", "supervisor_support", set(), set()),
    (38, "routine", "self_care", set(), set()),
    (39, "routine", "self_care", set(), set()),
    (40, "routine", "self_care", set(), set()),
]
# number, the old scale V (0-60) and the work ability W of the story
FIGURES = [
    (1, 29, 6),
    (2, 24, 5),
    (3, 33, 7),
    (4, 31, 5),
    (5, 27, 6),
    (6, 30, 6),
    (7, 35, 7),
    (8, 26, 5),
    (9, 34, 7),
    (10, 9, 2),
    (11, 15, 4),
    (12, 18, 5),
    (13, 14, 4),
    (14, 28, 6),
    (15, 38, 7),
    (16, 22, 3),
    (17, 25, 3),
    (18, 19, 2),
    (19, 30, 6),
    (20, 34, 7),
    (21, 31, 6),
    (22, 27, 6),
    (23, 30, 7),
    (24, 25, 6),
    (25, 33, 6),
    (26, 20, 5),
    (27, 32, 7),
    (28, 26, 6),
    (29, 28, 6),
    (30, 24, 6),
    (31, 29, 7),
    (32, 23, 5),
    (33, 31, 6),
    (34, 40, 8),
    (38, 40, 8),
    (39, 43, 9),
    (40, 37, 8),
]
# number, the old scale at the end of the story
ENDS = [(1, 43), (2, 28), (4, 40), (9, 46), (22, 41), (23, 37), (24, 44), (25, 31), (27, 34), (30, 32)]


def decision_of(story: Story) -> Decision:
    visit = visit_of(story)
    return decide(active_protocol(), visit.answers, visit.given)


@pytest.mark.parametrize(("number", "urgency", "path", "rows", "flags"), WANTED)
def test_the_engine_suggests_what_the_story_asks_for(
    number: int, urgency: str, path: str, rows: set[str], flags: set[str]
) -> None:
    decision = decision_of(BY_NUMBER[number])
    assert (decision.urgency.value, decision.path) == (urgency, path)
    assert rows <= set(decision.matched)
    assert flags == set(decision.flags)


def test_forty_people_show_every_urgency() -> None:
    assert [number for number, *_ in WANTED] == list(BY_NUMBER) == list(range(1, 41))
    assert {decision_of(story).urgency for story in all_stories()} == set(Urgency)


def test_as_many_come_to_each_path_and_from_each_employer_as_the_domain_model_says() -> None:
    assert Counter(str(decision_of(story).path) for story in all_stories()) == {
        "brief_support": 13,
        "tripartite": 12,
        "urgent_call": 4,
        "physician": 3,
        "supervisor_support": 3,
        "self_care": 3,
        "crisis": 2,
    }
    assert Counter(story.employer for story in all_stories()) == {
        "HS": 10,
        "KK": 10,
        "YH": 9,
        "AT": 3,
        "MV": 3,
        "EV": 3,
        "TV": 2,
    }


@pytest.mark.parametrize(("number", "old_scale", "work_ability"), FIGURES)
def test_the_figures_of_the_story_are_kept(number: int, old_scale: int, work_ability: int) -> None:
    story = BY_NUMBER[number]
    assert decision_of(story).scores["who5"] == score_of(old_scale)
    assert story.answers["work_ability"] == work_ability


@pytest.mark.parametrize(("number", "old_scale"), ENDS)
def test_the_measure_at_the_end_of_the_story_is_said_in_a_check_in(number: int, old_scale: int) -> None:
    said = [one.given.wellbeing_score for one in BY_NUMBER[number].check_ins if one.given.wellbeing]
    assert score_of(old_scale) in said


def score_of(old_scale: int) -> int:
    quarter = (Decimal(25) * old_scale / 60).quantize(Decimal(1), ROUND_HALF_UP)
    return 4 * int(quarter)


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: str(story.number))
def test_only_what_a_person_is_asked_is_answered(story: Story) -> None:
    assert visit_of(story).answers == story.answers


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: str(story.number))
def test_only_the_story_of_a_skipped_question_has_a_gap(story: Story) -> None:
    assert visit_of(story).asked == (("4a",) if story.number == 34 else ())


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: str(story.number))
def test_numbers_are_placeholders_that_end_in_the_number_of_the_story(story: Story) -> None:
    assert is_demo_number(story.phone)
    assert story.phone.endswith(f"{story.number:02}")


def test_the_one_who_fears_somebody_gets_no_messages() -> None:
    assert [story.number for story in all_stories() if not story.safe_to_text] == [12]


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: str(story.number))
def test_every_act_is_told_in_the_words_that_its_verb_knows(story: Story) -> None:
    for act in _with_what_they_bring(story.then):
        _verb, known = VERBS[act.does]
        assert act.more.keys() <= known, act


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: str(story.number))
def test_what_is_counted_from_sending_lies_within_what_has_been_open_since(story: Story) -> None:
    for act in story.then:
        assert (act.after or 0) < (story.began.opening_minutes or 2400)


def _with_what_they_bring(acts: Iterable[Act]) -> Iterator[Act]:
    for act in acts:
        yield act
        yield from _with_what_they_bring(act.brings)
