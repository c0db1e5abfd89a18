"""The walk of an employee through what is kept of her, and of the nurse whom she calls."""

from support.cases.nurse_actions import claim_case
from support.cases.queries import open_case_of
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import next_text_time
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import Visitor
from tests.browser.walks import Look, signs_in
from tests.people_of_the_tests import an_employee_with_a_case

_NUMBER, _NEW = "+358 40 765 0091", "+358 00 000 091"


def decides_over_her_information(own: Visitor, nurse: Visitor, look: Look) -> None:
    """Who has opened it, the paper, what is wrong, what can be ended, another number; and a call."""
    case = _has_a_case(own)
    signs_in(nurse, nurse.site.house.nils)
    nurse.open(f"/cases/{case}")
    own.open("/sign-in").write("phone", _NUMBER).press("Send a code")
    own.write("code", own.read_code()).press("Confirm").is_at("/my")
    # She is known as a Finnish speaker; the walk goes on in its own language.
    look(own.open(f"/my/information?lang={own.language}"), "my-information")
    look(own.open("/my/information/paper"), "my-paper")
    _says_what_is_wrong(own, nurse, case, look)
    look(own.open("/my/endings"), "my-endings")
    look(own.press("Forget my number here"), "my-endings-told")
    look(own.open("/my/number"), "my-number")
    look(own.press("Send a code"), "my-number-error")
    look(own.write("phone", _NEW).choose("safe_to_text", "yes").press("Send a code"), "my-number-code")
    look(own.write("code", "000000").press("Confirm"), "my-number-code-error")
    look(own.open("/my/number").press("My phone is lost"), "my-number-lost")
    _calls(nurse, case, look)


def _says_what_is_wrong(own: Visitor, nurse: Visitor, case: str, look: Look) -> None:
    look(own.open("/my/corrections"), "my-corrections")
    look(own.press("Send"), "my-corrections-error")
    look(
        own.choose("about", "answers").write("wrong", "Päivä on toinen.").press("Send"), "my-corrections-sent"
    )
    look(nurse.open(f"/cases/{case}/corrections"), "corrections")
    look(nurse.press("Answer"), "corrections-error")
    nurse.choose("state", "refused").write("answer", "Päivä on tarkistettu.").press("Answer")
    look(own.open("/my/corrections"), "my-corrections-answered")


def _calls(nurse: Visitor, case: str, look: Look) -> None:
    look(nurse.open(f"/cases/{case}/number"), "number")
    look(nurse.press("Send a code"), "number-error")
    nurse.page.check('input[name="seen"]')
    look(nurse.write("phone", _NEW).choose("safe_to_text", "yes").press("Send a code"), "number-code")
    look(nurse.write("code", "000000").press("Confirm"), "number-code-error")


def _has_a_case(own: Visitor) -> str:
    """Nils has taken her case; its id."""
    site = own.site
    site.clock.set(next_text_time(site.clock.now()) + CODE_AGAIN)
    with site.begin_work(Actor.operator()) as work:
        opened = open_case_of(work, an_employee_with_a_case(work, site.house, 91))
        assert opened is not None
    with site.begin_work(site.house.nils.actor) as work:
        claim_case(work, opened.id)
    return opened.id
