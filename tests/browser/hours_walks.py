"""A nurse changes her hours while somebody has a time with her; walked after the other pages of the staff."""

from tests.browser.visitor import Visitor
from tests.browser.walks import Look, at_the_times


def has_a_call_booked(visitor: Visitor, number: str = "+358 00 000 016") -> str:
    """Somebody takes a nurse's call; returns its day as a field holds it."""
    at_the_times(visitor, number).open("/times?talk=1")
    first = visitor.page.locator('input[name="slot"]').first
    day = str(first.get_attribute("value"))[:8]
    first.check()
    visitor.press("Continue").is_at("/times/booked/")
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def changes_hours(visitor: Visitor, look: Look, booked_on: str) -> None:
    """The editor in its states, and the calls that follow."""
    look(visitor.open("/hours"), "hours-list")
    look(visitor.follow("Open"), "hours")
    editor = visitor.path
    visitor.press("Add a stretch").press("Save the week")
    look(visitor, "hours-error")
    visitor.open(editor).page.evaluate(
        "for (const one of document.querySelectorAll('[name=version]')) one.value = '99'"
    )
    look(visitor.press("Save the week"), "hours-conflict")
    visitor.open(editor).write("first_day", booked_on)
    look(visitor.press("Add days off"), "hours-outside")
    look(visitor.press("Save the hours"), "hours-outside-error")
    visitor.page.locator('input[value="call"]').first.check()
    look(visitor.press("Save the hours"), "hours-saved")
    look(visitor.open("/hours"), "hours-calls")


def subscribes(visitor: Visitor, look: Look) -> None:
    """An address for her own calendar program: made, replaced, ended."""
    look(visitor.open("/hours").follow("Open", -1), "feed-none")
    look(visitor.press("Make an address"), "feed-made")
    look(visitor.follow("I have copied the address"), "feed")
    visitor.press("Make a new address").follow("I have copied the address")
    look(visitor.press("Stop using the address"), "feed-ended")
