"""The walk of a supervisor who is offered a talk of her own, and of those who offer and hold it."""

from support.consent.rules.fact_code import FactCode
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import Visitor
from tests.browser.walks import Look, signs_in
from tests.builders import World
from tests.coaching import OFFER, before_the_talk
from tests.people_of_the_tests import Staff
from tests.supervisors import link_in_the_last_message

_CONTACT = {"first_name": "Oona", "phone": "+358 00 000 026"}


def has_a_talk(
    nurse: Visitor, supervisor: Visitor, psychologist: Visitor, account: Staff, look: Look
) -> None:
    """From the offer beside the path to the time that the psychologist of this account cannot keep."""
    site = nurse.site
    world = World(site.app, site.begin_work, site.clock, site.sender, site.house)
    site.clock.pass_time(CODE_AGAIN)
    sent = before_the_talk(world, FactCode.F2, contact=_CONTACT)
    site.clock.pass_time(CODE_AGAIN)
    signs_in(nurse, site.house.nils)
    nurse.open(f"/cases/{sent.case_id}/talks").press(OFFER)
    look(nurse, "talks-offered")
    _books(supervisor, link_in_the_last_message(world), look)
    signs_in(psychologist, account)
    look(psychologist.open("/appointments"), "appointments-talk")
    (row,) = world.rows("supervisor_coaching", ended_at=None)
    look(psychologist.open(f"/appointments/talks/{row['id']}/cancel"), "appointments-talk-cancel")


def _books(supervisor: Visitor, link: str, look: Look) -> None:
    supervisor.open(link).press("Send a code")
    supervisor.write("code", supervisor.read_code()).press("Confirm").is_at("/supervisor")
    look(supervisor.open(f"/supervisor?lang={supervisor.language}"), "supervisor-offered")
    look(supervisor.follow("Choose a time"), "supervisor-talk")
    look(supervisor.press("Book this time"), "supervisor-talk-error")
    supervisor.page.locator('[name="slot"]').first.check()
    look(supervisor.press("Book this time"), "supervisor-talk-booked")
    look(supervisor.follow("Move the time"), "supervisor-talk-move")
