"""The editor of working hours, as Nils uses it."""

from datetime import datetime

from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, slots_on
from tests.pages.forms import Pairs, send
from tests.people_of_the_tests import Staff

# A Monday, so far ahead that nothing of it is kept for urgent contacts.
FROM = "2026-11-30"
MONDAY_9 = {"weekday-0": "0", "from-0": "09:00", "to-0": "11:00", "use-0": "nurse_call", "how-0": "phone"}


def editor_of(staff: Staff) -> str:
    """The address of somebody's hours."""
    return f"/hours/{staff.id}"


def pairs(**fields: str) -> Pairs:
    """A form as it is sent; `__` in a name stands for a hyphen."""
    return [(name.replace("__", "-"), value.encode()) for name, value in fields.items()]


def save_week(browser: Browser, world: World, **other: str) -> int:
    """Nils works on Mondays from 9 to 11 and at no other time, from the last day of November on."""
    fields = {"version": "0", "from_day": FROM, "do": "save", **MONDAY_9, **other}
    # Not through `pairs`: the id of an appointment may have two underscores of its own.
    sent = [(name, value.encode()) for name, value in fields.items()]
    answer = send(browser, f"{editor_of(world.house.nils)}/week", sent)
    browser.page = answer
    return answer.status_code


def booked_call(world: World) -> tuple[str, datetime]:
    """A time with Nils far enough ahead to lie in the week that changes."""
    sent = a_sent_case(world, book=False)
    sent.browser.get("/times?talk=1")
    slots = slots_on(sent.browser.html())
    late = next(one for one in slots if one[:8] > "20261130")
    sent.browser.post("/times?talk=1", slot=late)
    assert sent.browser.url.startswith("/times/booked/"), sent.browser.text()
    (row,) = world.rows("appointment")
    return row["id"], row["starts_at"]
