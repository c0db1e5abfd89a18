"""A nurse says how her times went, takes one back and cancels one; the person who missed hers looks in."""

from tests.browser.hours_walks import has_a_call_booked
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import Visitor
from tests.browser.walks import Look, signs_in


def says_how_it_went(visitor: Visitor, colleague: Visitor, person: Visitor, look: Look) -> None:
    """Her list in its states; somebody's call of yesterday waits for a word, and another one is to come."""
    has_a_call_booked(person, "+358 00 000 020")
    visitor.site.clock.pass_time(CODE_AGAIN)
    signs_in(colleague, visitor.site.house.nina)
    look(colleague.open("/appointments"), "appointments-none")
    signs_in(visitor, visitor.site.house.nils)
    look(visitor.open("/appointments"), "appointments")
    case = str(visitor.page.locator('.rows a[href^="/cases/"]').first.get_attribute("href"))
    look(visitor.open(case), "case-time-due")
    look(visitor.open("/appointments").press("Did not come"), "appointments-told")
    look(visitor.follow("Cancel because of us"), "appointments-cancel")
    look(visitor.press("Cancel the time"), "appointments-cancelled")
    visitor.press("Take it back").press("Came").press("Take it back").press("Did not come")


def looks_in_after_a_missed_time(visitor: Visitor, number: str, look: Look) -> None:
    """She signs in; the page says kindly that the time has passed."""
    visitor.open("/sign-in").write("phone", number).press("Send a code")
    visitor.write("code", visitor.read_code()).press("Confirm").is_at("/my")
    look(visitor, "my-support-missed")
