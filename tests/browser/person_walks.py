"""Walks through a trial, the rest and the code for another device; `look` as in `walks`."""

from datetime import timedelta

from tests.browser.visitor import Visitor
from tests.browser.walks import IN_DANGER, Look

REST = timedelta(minutes=15)


def just_trying(visitor: Visitor, look: Look) -> None:
    """A trial, in calm and in danger, to where it goes no further, and its end."""
    visitor.open("/").press("Just trying")
    look(visitor, "trial-before")
    visitor.follow("Begin").answer_until("/questions/4a")
    look(visitor, "trial-question")
    look(visitor.answer({"death_thoughts": ["0"], "self_harm": ["today"]}), "trial-help-card")
    look(visitor.follow("Stop here"), "trial-stop")
    look(visitor.open("/questions").answer_until("/result"), "trial-result")
    look(visitor.open("/call-me"), "trial-goes-no-further")
    look(visitor.press("End the trial", 1), "trial-deleted")


def rests(visitor: Visitor, look: Look) -> None:
    """Fifteen idle minutes, then a code for another device."""
    visitor.open("/").press("Start with the questions").follow("Begin").answer_until("/questions/4a")
    visitor.answer(IN_DANGER)
    visitor.site.clock.pass_time(REST)
    look(visitor.open("/result"), "covered")
    visitor.press("Continue").open("/questions/stop")
    look(visitor.press("Show a code"), "resume-code")


def goes_on(visitor: Visitor, look: Look) -> None:
    """The code of the other device, not quite right."""
    look(visitor.open("/").follow("I have a code from another device"), "enter-code")
    look(visitor.write("resume_code", "AAAAA-AAAAA").press("Continue"), "enter-code-error")
