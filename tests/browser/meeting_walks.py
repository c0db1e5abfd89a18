"""The walk of three who meet: arranging, what they agree on, each on a page of her own."""

import re

from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import Visitor
from tests.browser.walks import Look, signs_in
from tests.builders import World
from tests.meetings import ACTION, GOAL, TIMETABLE, together
from tests.supervisors import link_in_the_last_message


def three_meet(nurse: Visitor, own: Visitor, supervisor: Visitor, look: Look) -> None:
    """From the meeting that has just begun to the one before which somebody looks back."""
    site = nurse.site
    world = World(site.app, site.begin_work, site.clock, site.sender, site.house)
    site.clock.pass_time(CODE_AGAIN)
    three = together(world)
    site.clock.pass_time(CODE_AGAIN)
    link = link_in_the_last_message(world)
    signs_in(nurse, site.house.nils)
    look(nurse.open(three.found.at_desk), "meeting")
    look(nurse.press("Save the goal"), "meeting-error")
    writes(nurse)
    _reads(own, three.found.on_own_page, look)
    _comes_by(supervisor, link, three.found.for_supervisor, look)
    nurse.open(three.found.at_desk).press("I have read this and keep to it")
    look(nurse, "meeting-words")
    nurse.page.check('[name="came"][value="employee"]')
    look(nurse.press("Save who came"), "meeting-none")


def writes(nurse: Visitor) -> None:
    """A goal, a timetable and what the supervisor does, on the page of the meeting."""
    nurse.write("goal_text", GOAL["goal_text"])
    nurse.page.select_option('[name="value"]', GOAL["value"])
    nurse.page.select_option('[name="good_enough"]', GOAL["good_enough"])
    nurse.press("Save the goal").write("timetable", TIMETABLE["timetable"]).press("Save the timetable")
    nurse.page.get_by_text(re.compile(nurse.words("Write down what is done next"))).first.click()
    nurse.page.fill("#action_text", ACTION["action_text"])
    nurse.page.select_option("#owner", ACTION["owner"])
    nurse.page.fill("#due_on", ACTION["due_on"])
    nurse.press("Save what was agreed")


def _reads(own: Visitor, page: str, look: Look) -> None:
    own.open("/sign-in").write("phone", "+358 00 000 001").press("Send a code")
    own.write("code", own.read_code()).press("Confirm").is_at("/my")
    own.open(f"/my?lang={own.language}")
    look(own.open(page), "my-meeting")
    own.press("I have read this and keep to it").press("Yes, in these words").press("Yes, in these words")
    look(own, "my-meeting-words")


def _comes_by(supervisor: Visitor, link: str, page: str, look: Look) -> None:
    supervisor.open(link).press("Send a code")
    supervisor.write("code", supervisor.read_code()).press("Confirm").is_at("/supervisor")
    supervisor.open(f"/supervisor?lang={supervisor.language}")
    look(supervisor.open(page), "supervisor-meeting")
    supervisor.press("I have read this and keep to it").press("Yes, in these words")
    look(supervisor.press("Yes, in these words"), "supervisor-meeting-words")
