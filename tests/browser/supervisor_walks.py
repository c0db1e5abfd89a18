"""The walk of an employee who lets her supervisor see something agreed, and of that supervisor."""

import re
from datetime import timedelta

from support.cases.nurse_actions import claim_case
from support.cases.queries import open_case_of
from support.consent.rules.fact_code import FactCode
from support.pathways.agreement_actions import Wanted, write_action
from support.pathways.enrolment_actions import enrol
from support.pathways.rules.agreed_action import Owner
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import local_date, next_text_time
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import Visitor
from tests.browser.walks import Look, signs_in
from tests.people_of_the_tests import an_employee_with_a_case

_NUMBER, _SUPERVISORS = "+358 40 765 0079", "+358 00 000 017"
_WAITS = timedelta(minutes=11)


def shares_with_her_supervisor(own: Visitor, supervisor: Visitor, nurse: Visitor, look: Look) -> None:
    """What is asked of the employee, what the supervisor sees of it, and what is left afterwards."""
    case = _has_agreed(own)
    look(supervisor.open("/s/nobodynobodynob"), "supervisor-closed")
    look(supervisor.open("/supervisor"), "supervisor-sign-in")
    _signs_in(own)
    # Both are known as Finnish speakers; the walk goes on in its own language.
    look(own.open(f"/my/supervisor?lang={own.language}"), "consents-none")
    look(own.press("Save the supervisor"), "consents-error")
    _answers(own, look)
    _reads_and_answers(supervisor, look)
    signs_in(nurse, nurse.site.house.nils)
    look(nurse.open(f"/cases/{case}/supervisor"), "desk-supervisor")
    look(nurse.press("Write down the permission"), "desk-supervisor-error")
    look(own.open("/my/supervisor"), "consents-read")
    look(own.press("Take everything back"), "consents-taken-back")
    look(supervisor.open("/supervisor"), "supervisor-none")


def _answers(own: Visitor, look: Look) -> None:
    _first_action(own)
    look(own, "release")
    look(own.press("Save"), "release-error")
    look(own.choose("release", "yes").press("Save"), "release-nobody")
    own.follow("Name your supervisor").write("supervisor_name", "Siiri Salmi")
    own.write("supervisor_phone", _SUPERVISORS).press("Save the supervisor")
    _first_action(own)
    look(own, "release-missing")
    own.press("Give permission").open("/my/supervisor")
    for fact in (FactCode.F3, FactCode.F5):
        own.page.check(f'[name="fact"][value="{fact}"]')
    own.press("Give permission")
    for n in (1, 2):
        _first_action(own, n)
        own.choose("release", "yes").press("Save")
    look(own.open("/my/supervisor"), "consents")


def _reads_and_answers(supervisor: Visitor, look: Look) -> None:
    link = _link(supervisor)
    look(supervisor.open(link), "supervisor-link")
    look(supervisor.press("Send a code"), "supervisor-code")
    look(supervisor.write("code", "000000").press("Confirm"), "supervisor-code-error")
    supervisor.write("code", supervisor.read_code()).press("Confirm").is_at("/supervisor")
    look(supervisor.open(f"/supervisor?lang={supervisor.language}"), "supervisor")
    supervisor.page.locator("article details summary").first.click()
    look(supervisor.press("Send the suggestion"), "supervisor-error")
    supervisor.press("I take care of this").page.locator("article details summary").nth(1).click()
    supervisor.page.locator('select[name="suggestion"]').nth(1).select_option("smaller_part")
    supervisor.press("Send the suggestion").press("Ask for a talk about this")
    look(supervisor, "supervisor-answered")


def _has_agreed(own: Visitor) -> str:
    """Nils has taken her case, begun a path, and written down what three do; its id."""
    site = own.site
    site.clock.set(next_text_time(site.clock.now()) + CODE_AGAIN)
    with site.begin_work(Actor.operator()) as work:
        opened = open_case_of(work, an_employee_with_a_case(work, site.house, 79))
        assert opened is not None
    with site.begin_work(site.house.nils.actor) as work:
        claim_case(work, opened.id)
        enrol(work, opened.id, has_accepted=True)
        day = local_date(work.now)
        for n, (text, owner) in enumerate(_TO_DO, start=7):
            write_action(work, opened.id, Wanted(text, owner, day + timedelta(days=n)))
    return opened.id


_TO_DO = (
    ("Aamupäivät (8–11) rauhoitetaan kokouksilta.", Owner.SUPERVISOR),
    ("Työtehtävät laitetaan yhdessä tärkeysjärjestykseen.", Owner.SUPERVISOR),
    ("Viikkokeskustelu maanantaisin, 20 minuuttia.", Owner.EMPLOYEE),
)


def _signs_in(own: Visitor) -> None:
    own.open("/sign-in").write("phone", _NUMBER).press("Send a code")
    own.write("code", own.read_code()).press("Confirm").is_at("/my")


def _first_action(own: Visitor, number: int = 0) -> None:
    """The page of the question about one of the actions, by its place."""
    own.open("/my")
    own.page.locator('a[href^="/my/agreed/"]').nth(number).click()
    own.page.wait_for_load_state("load")


def _link(supervisor: Visitor) -> str:
    """The link in her message, which waits for a while."""
    site = supervisor.site
    site.clock.pass_time(_WAITS)
    site.let_worker_run()
    site.let_worker_run()
    links = [link for _phone, text in site.sender.sent for link in re.findall(r"5000(/s/\S+)", text)]
    return str(links[-1])
