"""A service manager plans a pilot and takes a group through its review; somebody is asked to be counted."""

from support.cases.nurse_actions import claim_case
from support.cases.queries import latest_case_of
from support.pathways.cohort_actions import join_cohort
from support.pathways.enrolment_actions import enrol
from support.pathways.rules.cohort import Move
from support.people.code_actions import PHONE, employee_of_number
from support.vocabulary.phone import MobileNumber, mobile_number
from tests.browser.visitor import Visitor
from tests.browser.walks import Look, at_the_times
from tests.cohorts import a_cohort

MEETING = {"goals": "Yhteiset tavoitteet", "target_group": "Toimistotyö", "schedule": "Joka toinen viikko"}
PLAN = {
    "name": "Uusi alku",
    "aims": "Apu ajoissa.",
    "evaluation": "Jaksaminen alussa ja lopussa.",
    "starts_on": "2026-12-01",
    "ends_on": "2027-11-30",
}


def plans_a_pilot(manager: Visitor, look: Look) -> None:
    """The list, the form, the pilot, and a group from its start meeting to the review."""
    look(manager.open("/pilots"), "pilots-none")
    look(manager.open("/pilots/new"), "pilot-new")
    look(manager.press("Plan the pilot"), "pilot-new-error")
    for name, value in PLAN.items():
        manager.write(name, value)
    manager.page.select_option('[name="pathway"]', "BRIEF")
    manager.page.locator('[name="employer"]').first.check()
    look(manager.press("Plan the pilot"), "pilot-planned")
    manager.press("Everything is ready").press("Begin the pilot")
    look(manager.press("Add the group"), "pilot-error")
    manager.write("name", "Kevään ryhmä").write("capacity", "8").press("Add the group")
    look(manager, "group-new")
    look(manager.press("Save the start meeting"), "group-error")
    manager.write("met_on", "2026-11-20")
    for name, value in MEETING.items():
        manager.write(name, value)
    manager.press("Save the start meeting").press("Begin to invite people")
    look(manager, "group")
    manager.press("Invite nobody more, go on with these").press("Begin the interim review")
    look(manager, "group-review")
    manager.write("findings", "Aika riitti.").write("change", "Tapaamiset lyhenevät.")
    look(manager.press("Save the review and go on"), "group-reviewed")
    look(manager.open("/pilots"), "pilots")
    manager.page.get_by_role("link", name=PLAN["name"]).click()
    look(manager, "pilot")


def is_asked_to_be_counted(person: Visitor, number: str, look: Look) -> None:
    """Somebody whose nurse has begun her path in a group says yes, and takes it back."""
    site = person.site
    at_the_times(person, number)
    cohort_id = a_cohort(site, Move.RECRUIT, name="Syksyn ryhmä")
    with site.begin_work(site.house.nils.actor) as work:
        typed = mobile_number(number, allow_demo=True)
        assert isinstance(typed, MobileNumber)
        known = employee_of_number(work, work.lookup(PHONE, typed.e164))
        case = latest_case_of(work, known.id) if known else None
        assert case is not None
        claim_case(work, case.id)
        join_cohort(work, enrol(work, case.id, has_accepted=True), cohort_id)
    look(person.open("/my"), "my-support-counted")
    look(person.open("/my/evaluation"), "counted")
    look(person.press("Save"), "counted-error")
    person.choose("counted", "yes").press("Save")
    look(person.open("/my/evaluation"), "counted-yes")
    person.press("Take it back")
    look(person.open("/my/evaluation"), "counted-taken-back")
