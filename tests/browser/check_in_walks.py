"""The walk of one who is asked how she is, and of the nurse who looks after everybody."""

import re
from datetime import timedelta

from support.cases.check_in_actions import hold_for_check_in
from support.cases.queries import open_case_of
from support.followup.plan_actions import start_plan
from support.people.models import Employee
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import next_text_time
from support.vocabulary.language import Language
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import Visitor
from tests.browser.walks import Look, signs_in
from tests.people_of_the_tests import an_employee_with_a_case

SIX_WEEKS = timedelta(days=43)


def says_how_she_is(visitor: Visitor, nurse: Visitor, look: Look) -> None:
    """Every page behind the link, once with a better and once with a worse answer."""
    look(visitor.open("/c/nobody-was-asked"), "check-in-over")
    nurse.site.clock.pass_time(CODE_AGAIN)
    signs_in(nurse, nurse.site.house.nils)
    look(nurse.open("/follow-up"), "follow-up-none")
    case, link = _is_asked(visitor)
    look(visitor.open(link), "check-in")
    look(visitor.press("Continue"), "check-in-error")
    visitor.choose("scale", "6")
    look(visitor.press("Continue"), "check-in-measures")
    visitor.press("Previous")
    visitor.choose("direction", "worse")
    look(visitor.press("Continue"), "check-in-safety")
    visitor.choose("safe", "no")
    look(visitor.press("Continue"), "check-in-help")
    look(visitor.open(link), "check-in-done")
    look(visitor.open(f"{link}?done=sent"), "check-in-done-sent")
    look(visitor.open(f"{link}?done=noted"), "check-in-done-call")
    look(nurse.open("/follow-up"), "follow-up")
    look(nurse.open(case), "case-followed")


def _is_asked(visitor: Visitor) -> tuple[str, str]:
    """Somebody was met six weeks ago: the address of her case, and the link in her message."""
    site = visitor.site
    site.clock.set(next_text_time(site.clock.now()))
    with site.begin_work(Actor.operator()) as work:
        employee_id = an_employee_with_a_case(work, site.house, 77)
        # The page is in the language of the message.
        work.session.get_one(Employee, employee_id).language = Language(visitor.language)
        opened = open_case_of(work, employee_id)
        case = hold_for_check_in(work, opened.id) if opened else None
        assert case is not None
        start_plan(work, case, "09 000 0000", met_at=work.now - SIX_WEEKS)
    site.let_worker_run()
    site.let_worker_run()
    found = [link for _phone, text in site.sender.sent for link in re.findall(r"5000(/c/\S+)", text)]
    return f"/cases/{case.id}", found[-1]
