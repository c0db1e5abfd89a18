"""What the engine makes of the invented people: each comes out as her story says (domain model G.4)."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from support.demo.cases import Story, all_stories
from support.demo.story_actions import DOINGS, visit_of
from support.triage.loading import active_protocol
from support.triage.rules.decision import Decision, decide
from support.vocabulary.pathway import Urgency
from support.vocabulary.phone import is_demo_number

BY_NUMBER = {story.number: story for story in all_stories()}

# number, urgency, path, what must be among the reasons and flags
WANTED = [
    (11, "now", "crisis", {"N2"}, set[str]()),
    (12, "same_day", "urgent_call", {"D7"}, {"safe_contact"}),
    (13, "same_day", "urgent_call", {"D8"}, set[str]()),
    (15, "same_day", "urgent_call", {"D9"}, set[str]()),
    (17, "next_day", "physician", {"X8"}, set[str]()),
    (18, "next_day", "physician", {"X8", "X10"}, set[str]()),
    (21, "routine", "tripartite", set[str](), set[str]()),
    (33, "routine", "brief_support", set[str](), set[str]()),
    (34, "next_day", "brief_support", {"X2"}, {"incomplete"}),
    (37, "routine", "supervisor_support", set[str](), set[str]()),
    (38, "routine", "self_care", set[str](), set[str]()),
    (39, "routine", "self_care", set[str](), set[str]()),
    (40, "routine", "self_care", set[str](), set[str]()),
]
# number, the old scale V (0-60) and the work ability W of the story
FIGURES = [
    (11, 15, 4),
    (12, 18, 5),
    (13, 14, 4),
    (15, 38, 7),
    (17, 25, 3),
    (18, 19, 2),
    (21, 31, 6),
    (33, 31, 6),
    (34, 40, 8),
    (38, 40, 8),
    (39, 43, 9),
    (40, 37, 8),
]


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


def test_thirteen_people_show_every_urgency() -> None:
    assert [number for number, *_ in WANTED] == list(BY_NUMBER)
    assert {decision_of(story).urgency for story in all_stories()} == set(Urgency)


@pytest.mark.parametrize(("number", "old_scale", "work_ability"), FIGURES)
def test_the_figures_of_the_story_are_kept(number: int, old_scale: int, work_ability: int) -> None:
    story = BY_NUMBER[number]
    quarter = (Decimal(25) * old_scale / 60).quantize(Decimal(1), ROUND_HALF_UP)
    assert decision_of(story).scores["who5"] == 4 * int(quarter)
    assert story.answers["work_ability"] == work_ability


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: str(story.number))
def test_only_what_a_person_is_asked_is_answered(story: Story) -> None:
    assert visit_of(story).answers == story.answers


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: str(story.number))
def test_only_the_story_of_a_skipped_question_has_a_gap(story: Story) -> None:
    assert visit_of(story).asked == (("4a",) if story.number == 34 else ())


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: str(story.number))
def test_numbers_are_placeholders_that_end_in_the_number_of_the_story(story: Story) -> None:
    assert is_demo_number(story.phone)
    assert story.phone.endswith(str(story.number))


def test_the_one_who_fears_somebody_gets_no_messages() -> None:
    assert [story.number for story in all_stories() if not story.safe_to_text] == [12]


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: str(story.number))
def test_everything_that_happens_is_over_when_the_demo_begins(story: Story) -> None:
    assert all(act.does in DOINGS for act in story.then)
    assert all(act.after < (story.began.opening_minutes or 480) for act in story.then)
