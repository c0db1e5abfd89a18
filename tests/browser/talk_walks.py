"""The walk of an employee on her way along a path of support, and of the nurse who talks with her."""

from datetime import timedelta

from support.cases.queries import open_case_of
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import local_date, next_text_time
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import Visitor
from tests.browser.walks import Look, signs_in
from tests.people_of_the_tests import an_employee_with_a_case

_NUMBER = "+358 40 765 0080"


def goes_her_way(own: Visitor, nurse: Visitor, look: Look) -> None:
    """Asked, joined, a goal and something agreed, one talk and what she thought of it, enough early."""
    talks = _is_asked(own, nurse)
    # She is known as a Finnish speaker; the walk goes on in its own language.
    look(own.open(f"/my?lang={own.language}"), "my-support-asked")
    own.press("Yes, I join")
    look(nurse.open(talks), "talks")
    look(nurse.press("Save the goal"), "talks-error")
    _agrees(nurse)
    _holds_the_first(nurse)
    look(nurse, "talks-begun")
    look(own.open("/my"), "my-support-way")
    own.page.locator('a[href^="/my/talks/"]').click()
    look(own, "rating")
    look(own.press("Send"), "rating-error")
    nurse.page.locator("details", has=nurse.page.locator('[name="end"]')).locator("summary").click()
    look(nurse.press("End the path of support"), "talks-end-error")
    nurse.choose("end", "early").write("end_reason", "Yksi keskustelu riitti.")
    look(nurse.press("End the path of support"), "talks-over")


def _is_asked(own: Visitor, nurse: Visitor) -> str:
    """Nils takes her case and asks whether she joins; the address of their talks."""
    site = own.site
    site.clock.set(next_text_time(site.clock.now()) + CODE_AGAIN)
    with site.begin_work(Actor.operator()) as work:
        opened = open_case_of(work, an_employee_with_a_case(work, site.house, 80))
        assert opened is not None
    signs_in(nurse, site.house.nils)
    nurse.open(f"/cases/{opened.id}").press("Take this")
    nurse.page.locator("details", has=nurse.page.locator('[name="answer"]')).locator("summary").click()
    nurse.choose("answer", "ask").press("Begin")
    own.open("/sign-in").write("phone", _NUMBER).press("Send a code")
    own.write("code", own.read_code()).press("Confirm").is_at("/my")
    return f"/cases/{opened.id}/talks"


def _agrees(nurse: Visitor) -> None:
    nurse.write("goal_text", "Nukun viitenä yönä viikossa.")
    nurse.page.select_option('[name="value"]', "3")
    nurse.page.select_option('[name="good_enough"]', "7")
    nurse.press("Save the goal")
    nurse.site.clock.pass_time(timedelta(minutes=1))
    nurse.page.select_option('[name="point"]', "5")
    nurse.press("Save")
    nurse.page.locator("details", has=nurse.page.locator('[name="action_text"]')).locator("summary").click()
    nurse.write("action_text", "Iltakävely tiistaisin ja torstaisin.")
    nurse.page.select_option('[name="owner"]', "employee")
    nurse.write("due_on", (local_date(nurse.site.clock.now()) + timedelta(days=14)).isoformat())
    nurse.press("Save what was agreed")


def _holds_the_first(nurse: Visitor) -> None:
    nurse.page.locator('input[name="theme"]').first.check()
    nurse.press("Save the themes")
    nurse.press("Held without a booked time")
