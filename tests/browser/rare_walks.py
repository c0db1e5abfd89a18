"""States that need something to go wrong, to run out or to be missing; walked last."""

from datetime import timedelta
from typing import Any, NoReturn
from unittest.mock import patch

from sqlalchemy import delete

from support.booking.models import Availability
from support.people.account_actions import give_role
from support.triage import deciding, visit_actions
from support.vocabulary.actor import Actor, Role
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.browser.walks import Look, at_the_times, leaves_a_number, signs_in, signs_in_here
from tests.people_of_the_tests import say_that_hours_changed

DAY, NIGHT = timedelta(days=1), timedelta(hours=12)
CODE_GONE = timedelta(minutes=11)
SESSION_GONE = timedelta(minutes=16)


def code_too_late(visitor: Visitor, look: Look) -> None:
    """A code is written when it no longer counts; what was filled in is kept."""
    visitor.open("/").press("Or book a time directly")
    leaves_a_number(visitor, "+358 00 000 011", "Irja", visitor.site.house.unit)
    code = visitor.read_code()
    visitor.site.clock.pass_time(CODE_GONE)
    look(visitor.write("code", code).press("Confirm"), "code-expired")


def without_a_number(visitor: Visitor, look: Look) -> None:
    """She leaves no number: a word, and our number."""
    visitor.open("/").press("Start with the questions").follow("Begin").answer_until("/result")
    visitor.open("/contact").write("first_name", "Irja").choose("safe_to_text", "no")
    visitor.page.select_option('[name="workplace"]', visitor.site.house.unit)
    look(visitor.press("I do not want to leave a number"), "call-promised-no-number")


def cancels_late(visitor: Visitor, look: Look) -> None:
    """A time that is soon, then one that has begun."""
    number = "+358 00 000 012"
    at_the_times(visitor, number).page.locator('input[name="slot"]').first.check()
    look(visitor.press("Continue").follow("Open my support").follow("Cancel the time"), "cancel-late")
    address = visitor.path
    visitor.site.clock.pass_time(DAY)
    look(visitor.open(address), "sign-in-after-the-end")
    visitor.open("/sign-in").write("phone", number).press("Send a code")
    visitor.write("code", visitor.read_code()).press("Confirm").is_at("/my")
    look(visitor.open(address), "cancel-too-late")
    look(visitor.open(address.replace("cancel", "move")), "move-too-late")


def loses_the_session(visitor: Visitor, look: Look) -> None:
    """The nurse writes for longer than her session lasts, signs in there and has her words again."""
    signs_in(visitor, visitor.site.house.nina)
    visitor.open("/queue").page.locator("table.queue a.name").first.click()
    if visitor.page.locator('[name="text"]').count() == 0:
        visitor.press("Take this")
    visitor.write("text", "Soitin kahdesti.")
    visitor.site.clock.pass_time(SESSION_GONE)
    look(visitor.press("Save the note"), "staff-session-over")
    look(signs_in_here(visitor, visitor.site.house.nina), "staff-words-back")
    visitor.press("Save what I wrote").page.get_by_text("Soitin kahdesti.").wait_for()


def too_many_begin(visitor: Visitor, look: Look) -> None:
    """Her network has begun as often as it may."""
    with patch.object(visit_actions, "VISITS_PER_ADDRESS", (0, timedelta(hours=1))):
        look(visitor.open("/").press("Start with the questions"), "many-at-once")


def changes_her_role(visitor: Visitor, elsewhere: Visitor, look: Look) -> None:
    """A nurse who is a service manager too, and what she must prove before anything ends elsewhere."""
    nina = visitor.site.house.nina
    with visitor.site.begin_work(Actor.operator()) as work:
        give_role(work, nina.email, Role.ADMIN)
    # A code of the authenticator works once, so each sign-in waits for the next.
    visitor.site.clock.pass_time(timedelta(minutes=1))
    # Away from the queue, which asks for news as long as it stands open.
    signs_in(elsewhere, nina).open("/about")
    visitor.site.clock.pass_time(timedelta(minutes=1))
    signs_in(visitor, nina)
    visitor.site.clock.pass_time(timedelta(minutes=1))
    visitor.open("/staff/signed-in").page.locator('a[href$="/end"]').first.click()
    look(visitor, "staff-prove-one")
    look(visitor.open("/staff/signed-in/end-others"), "staff-prove-all")
    look(visitor.open("/staff/known-browsers/forget"), "staff-prove")
    look(visitor.write("code", "000000").press("Forget the other browsers"), "staff-prove-error")
    visitor.open("/queue").page.locator('button[name="role"]').first.click()
    look(visitor.open("/staff"), "staff-landing")


def sees_nothing(visitor: Visitor, look: Look) -> None:
    """The queue before anybody has written."""
    signs_in(visitor, visitor.site.house.outi)
    look(visitor, "queue-nothing")


def finds_no_time(visitor: Visitor, another: Visitor, look: Look) -> None:
    """Nobody has a free time, for her or for another who would move the one she has."""
    at_the_times(another, "+358 00 000 015")
    at_the_times(visitor, "+358 00 000 013")
    another.page.locator('input[name="slot"]').first.check()
    another.press("Continue").follow("Open my support")
    with visitor.site.begin_work(Actor.operator()) as work:
        work.session.execute(delete(Availability))
        say_that_hours_changed(work, visitor.site.house)
    look(visitor.open("/times"), "times-none")
    look(another.follow("Move the time"), "move-none")


def at_night(visitor: Visitor, look: Look) -> None:
    """Everything that is said differently when we are closed."""
    with _later(visitor.site, NIGHT):
        visitor.open("/").press("Start with the questions").follow("Begin").answer_until("/questions/4a")
        visitor.answer({"death_thoughts": ["2"], "self_harm": ["no"]})
        look(visitor.answer({"plan": ["yes"], "keep_safe": ["no"]}), "help-card-closed")
        look(visitor.follow("Leave your number"), "call-me-closed")
        visitor.write("first_name", "Irja").write("phone", "+358 00 000 014")
        look(visitor.press("Ask for a call"), "call-promised-closed")
        look(visitor.open(f"/help/{visitor.language}"), "crisis-closed")


def nothing_can_be_read(visitor: Visitor, look: Look) -> None:
    """The program cannot read the answers."""

    def decide(*_parts: Any) -> NoReturn:
        raise ArithmeticError("broken by a test")

    visitor.open("/").press("Start with the questions").follow("Begin").answer_until("/result")
    with patch.object(deciding, "decide", decide):
        look(visitor.open("/result"), "unavailable")


def comes_back_too_late(visitor: Visitor, look: Look) -> None:
    """A day has passed over the answers that were not sent."""
    visitor.open("/").press("Start with the questions").follow("Begin").answer_until("/questions/3")
    visitor.site.clock.pass_time(DAY + timedelta(hours=1))
    look(visitor.choose("scale_now", "4").press("Continue"), "answers-gone")


def invited_too_late(visitor: Visitor, look: Look, token: str) -> None:
    """An invitation is good for a day."""
    visitor.site.clock.pass_time(DAY + timedelta(hours=1))
    look(visitor.open(f"/staff/invitation/{token}"), "invitation-expired")


class _later:
    """The site at a later moment, and back."""

    def __init__(self, site: Site, span: timedelta) -> None:
        self._site, self._span = site, span

    def __enter__(self) -> None:
        self._site.clock.pass_time(self._span)

    def __exit__(self, *_fault: object) -> None:
        self._site.clock.pass_time(-self._span)
