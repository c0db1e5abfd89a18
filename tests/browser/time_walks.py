"""Walks of a nurse who books, moves and cancels for the person of a case that she has taken."""

from datetime import timedelta

from sqlalchemy import update

from support.people.models import Employee
from support.vocabulary.actor import Actor
from tests.browser.visitor import Visitor
from tests.browser.walks import Look, at_the_times, points_further_on, signs_in, takes

CODE_AGAIN = timedelta(minutes=1)


def books_for_her(visitor: Visitor, person: Visitor, another: Visitor, look: Look) -> str:
    """A time is booked for a person, once another one has been faster; the address of the case."""
    at_the_times(another, "+358 00 000 019")
    # A code of the authenticator works once, and who comes later stands behind the other in the queue.
    visitor.site.clock.pass_time(CODE_AGAIN)
    at_the_times(person, "+358 00 000 018")
    signs_in(visitor, visitor.site.house.nina)
    visitor.open("/queue?show=free").page.locator("table.queue a.name").last.click()
    visitor.is_at("/cases/")
    case = visitor.press("Take this").path
    look(visitor.open(f"{case}/time"), "case-times")
    look(visitor.press("Continue"), "case-times-error")
    points_further_on(visitor.open(f"{case}/time"))
    look(visitor.press("Continue"), "case-time-check")
    takes(another, str(visitor.page.locator('input[name="slot"]').get_attribute("value")))
    look(visitor.press("Confirm the booking"), "case-times-gone")
    visitor.page.locator('input[name="slot"]').first.check()
    visitor.press("Continue").press("Confirm the booking").is_at(case)
    return case


def moves_and_cancels_for_her(visitor: Visitor, case: str, look: Look) -> None:
    """The time is moved, and cancelled for one who by then wants no messages."""
    look(visitor.follow("Move the time"), "case-times-move")
    points_further_on(visitor)
    look(visitor.press("Continue"), "case-time-check-move")
    visitor.press("Confirm the move").is_at(case)
    look(visitor.follow("Cancel the time"), "case-cancel")
    with visitor.site.begin_work(Actor.operator()) as work:
        work.session.execute(update(Employee).values(safe_to_text=False))
    look(visitor.open(f"{case}/time/cancel"), "case-cancel-no-message")
    visitor.press("Cancel the time").is_at(case)
