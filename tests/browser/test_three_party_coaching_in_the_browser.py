"""Three-party coaching in the browser, from the first answer to the joint follow-up, with all three."""

import pytest

from tests.browser.coaching_walks import (
    LATER,
    coaches_the_supervisor,
    ends_as_completed,
    is_coached,
    speak_of_it_again,
)
from tests.browser.conftest import Comes
from tests.browser.site import Site
from tests.browser.three_party_walks import (
    Three,
    agree_on_words,
    are_arranged,
    comes_back,
    has_begun,
    is_taken,
    names_her_supervisor,
    nurse_comes,
    sends,
    takes_the_first_time,
    was_held,
    world_of,
)
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.meetings import ACTION, AGENDA, GOAL, WITH_SUPERVISOR

pytestmark = pytest.mark.browser

TALKS = {
    "2": "handling_the_situation",
    "3": "own_competence_made_visible",
    "4": "career_options",
    "5a": "conditions_of_coping_at_work",
}


def test_three_go_the_whole_way_from_the_questions_to_the_joint_follow_up(comes: Comes, site: Site) -> None:
    # given: somebody whose answers lead to the coaching, and a nurse who begins it with her after their call
    three = _begin(comes)
    # when: the three meet and agree on what is done, which her supervisor takes upon her
    are_arranged(three, releases=True)
    has_begun(three)
    agree_on_words(three)
    was_held(three)
    _has_taken_it_on(three.supervisor)
    # and: four coachings are held, and then the supervisor's own
    for point, (step, theme) in enumerate(TALKS.items(), start=4):
        is_coached(three, step, theme, point)
    assert "Up from 3 to 7." in three.nurse.text
    coaches_the_supervisor(three)
    # and: the three meet again, speak of what was released, and the path is completed
    site.clock.pass_time(LATER)
    nurse_comes(three.nurse)
    comes_back(three.own)
    are_arranged(three, releases=False)
    has_begun(three)
    speak_of_it_again(three)
    was_held(three)
    ends_as_completed(three)
    # then: it is the way of the second version, gone to its end
    (way,) = world_of(site).rows("enrolment")
    assert (way["pathway_version"], way["state"].value, way["is_early"]) == (2, "completed", False)
    # and: each sees what is hers to see
    _sees_her_goal_and_when_she_is_asked(three.own)
    _sees_what_was_released_and_nothing_more(three.supervisor)
    three.own.open("/my/supervisor").press("Take everything back")
    _sees_nothing(three.supervisor)


def _begin(comes: Comes) -> Three:
    own, nurse = sends(comes(PHONE, "fi"), WITH_SUPERVISOR), comes(DESK, "en")
    takes_the_first_time(own)
    three = Three(own, nurse, comes(PHONE, "sv"), is_taken(nurse, has_called=True))
    names_her_supervisor(comes_back(own))
    return three


def _has_taken_it_on(supervisor: Visitor) -> None:
    supervisor.open("/supervisor")
    assert (
        ACTION["action_text"] in supervisor.text
        and supervisor.words("You take care of this") in supervisor.text
    )


def _sees_her_goal_and_when_she_is_asked(own: Visitor) -> None:
    own.open("/my")
    assert GOAL["goal_text"] in own.text and ACTION["action_text"] in own.text
    assert own.words("We ask now and then how you are.") in own.text
    own.keep_picture("journey-coaching-own")


def _sees_what_was_released_and_nothing_more(supervisor: Visitor) -> None:
    """What she agreed to with the other two, and not a word of the talks between two."""
    supervisor.open("/supervisor")
    assert "Aino" in supervisor.text and ACTION["action_text"] in supervisor.text
    assert GOAL["goal_text"] not in supervisor.text
    supervisor.keep_picture("journey-coaching-supervisor")
    supervisor.follow("See what you agreed on")
    assert AGENDA.split("\n")[0] in supervisor.text
    for private in ("Haluaisin nukkua.", "Individuell coachning", "Handling the situation", "0-10"):
        assert private not in supervisor.page.content()


def _sees_nothing(supervisor: Visitor) -> None:
    there = supervisor.path
    assert supervisor.open(there).status == 404
    supervisor.open("/supervisor")
    assert supervisor.words("There is nothing for you here now") in supervisor.text
    assert "Aino" not in supervisor.page.content()
