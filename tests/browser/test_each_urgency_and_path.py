"""Every urgency and every path, reached by answering in the browser and followed to the nurse's list.

Between them the journeys have every language, and run with scripts and without; the long run has them all.
"""

import os
import re
from dataclasses import dataclass, field

import pytest

from support.triage.loading import active_protocol
from support.vocabulary.language import LANGUAGES
from tests.browser.conftest import Comes
from tests.browser.site import Site
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.builders import Answers, World
from tests.check_ins import WELL

pytestmark = pytest.mark.browser

LONG = os.environ.get("LONG") == "1"


@dataclass(frozen=True)
class Journey:
    """Answers that are not the usual ones, and where they lead; `door` is the button on the start page."""

    urgency: str
    path: str
    answers: Answers = field(default_factory=dict)
    door: str = "Start with the questions"
    card: bool = False


JOURNEYS = {
    "crisis": Journey("now", "crisis", {"p4a": {"death_thoughts": ["1"], "self_harm": ["today"]}}, card=True),
    "urgent call": Journey("same_day", "urgent_call", {"p13": {"wish": ["talk_today"]}}),
    "physician": Journey("routine", "physician", {"p13": {"wish": ["physician"]}}),
    "tripartite": Journey(
        "routine",
        "tripartite",
        {"p13": {"wish": ["with_supervisor"]}, "p13b": {"involve_supervisor": ["yes"]}},
    ),
    "supervisor": Journey("routine", "supervisor_support", door="I am a supervisor"),
    "brief support, next day": Journey("next_day", "brief_support", {"p9": {"substance": ["harm"]}}),
    "brief support": Journey("routine", "brief_support"),
    "self care": Journey("routine", "self_care", WELL),
}
# In the ordinary run each journey once, the languages and the scripts in turn.
RUNS = [
    pytest.param(name, language, scripts, id=f"{name}-{language}-{'scripts' if scripts else 'plain'}")
    for number, name in enumerate(JOURNEYS)
    for place, language in enumerate(sorted(LANGUAGES))
    for scripts in (True, False)
    if LONG or (place == number % 3 and scripts is (number % 2 == 0))
]


@pytest.mark.parametrize(("name", "language", "scripts"), RUNS)
def test_answers_lead_to_the_path_and_to_the_nurse(
    comes: Comes, site: Site, name: str, language: str, scripts: bool
) -> None:
    journey = JOURNEYS[name]
    person = comes(PHONE if scripts else DESK, language, scripts=scripts)
    person.open("/").press(journey.door).follow("Begin")
    _answers_everything(person, journey)
    _stands_on_the_result(person, journey)
    person.keep_picture(f"journey-{re.sub('[^a-z]+', '-', name)}{'' if scripts else '-plain'}")
    _sends(person, site)
    world = World(site.app, site.begin_work, site.clock, site.sender, site.house)
    (case,) = world.rows("support_case")
    assert (case["urgency"], case["path"]) == (journey.urgency, journey.path)


def test_every_urgency_and_every_path_has_its_journey() -> None:
    assert {one.urgency for one in JOURNEYS.values()} == {"now", "same_day", "next_day", "routine"}
    assert {one.path for one in JOURNEYS.values()} == {row.path for row in active_protocol().paths}
    run = [param.values for param in RUNS]
    assert {str(values[1]) for values in run} == {"fi", "sv", "en"}
    assert {values[2] for values in run} == {True, False}


def _answers_everything(person: Visitor, journey: Journey) -> None:
    if journey.card:
        # The card comes in the very answer to the page, before any further question.
        person.answer_until("/questions/4a").answer(journey.answers["p4a"])
        assert person.words("Thank you for telling us. You do not have to manage this alone.") in person.text
        assert person.page.locator('a[href="tel:112"]').first.is_visible()
        person.follow("Go on with the questions")
    person.answer_until("/result", **journey.answers)


def _stands_on_the_result(person: Visitor, journey: Journey) -> None:
    person.is_at("/result")
    title = active_protocol().text(f"paths.{journey.path}.title", person.language)
    assert title in person.page.inner_text("#suggestion-title")
    assert person.words("I would rather talk to a person") in person.text
    promised = person.words("We call you by") in person.text
    assert promised is (journey.urgency in ("now", "same_day"))
    assert (person.page.locator("#help-title").count() == 1) is (journey.urgency == "now")


def _sends(person: Visitor, site: Site) -> None:
    person.page.locator('form[action="/result"] button').last.click()
    person.is_at("/review")
    person.press("Send and book a time")
    person.write("first_name", "Aino").choose("safe_to_text", "no").write("phone", "+358 00 000 001")
    person.page.select_option('[name="workplace"]', site.house.unit)
    person.press("Continue").is_at("/times")
