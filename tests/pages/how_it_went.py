"""A time that has begun, and what is said of how it went."""

from typing import Any

from support.booking.rules.appointment import State
from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, after_its_start, first_slot, signed_in_again, with_a_call_booked

SAME_DAY: dict[str, Any] = {"p4a": {"death_thoughts": ["2"], "self_harm": ["no"]}}


def a_call_begun(
    world: World, contact: dict[str, str] | None = None, **answers: dict[str, list[str]]
) -> tuple[SentCase, Browser]:
    """Somebody whose call with Nils began ten minutes ago, and the browser of Nils."""
    sent = with_a_call_booked(world, contact, **answers)
    world.send_due()
    after_its_start(world, sent)
    return sent, world.nurse(world.house.nils)


def says(browser: Browser, sent: SentCase, what: str) -> int:
    """What stands behind one of the buttons; the status of the answer."""
    if not browser.url.startswith("/appointments"):
        browser.get("/appointments")
    return browser.post(f"/appointments/{sent.appointment_id}/{what}").status_code


def books_again(world: World, sent: SentCase) -> SentCase:
    """The same person with the first free call, booked anew."""
    person = signed_in_again(world)
    person.get("/times?talk=1")
    person.post("/times?talk=1", slot=first_slot(person))
    assert person.url.startswith("/times/booked/"), person.text()
    return SentCase(person, sent.case_id, sent.employee_id, person.url.rpartition("/")[2])


def row_of(world: World, sent: SentCase) -> dict[str, Any]:
    """The row of her time."""
    (row,) = world.rows("appointment", id=sent.appointment_id)
    return row


def state_of(world: World, sent: SentCase) -> State:
    """How her time stands."""
    state: State = row_of(world, sent)["state"]
    return state


def case_of(world: World) -> dict[str, Any]:
    """The only case there is; its version counts what was done, not how it stands."""
    (case,) = world.rows("support_case")
    return {name: value for name, value in case.items() if name != "version"}
