"""A service manager plans a pilot on the pages, and sees no person and no number that leads to one."""

import pytest

from support.pathways.rules.cohort import Move
from support.pathways.rules.evaluation import Move as Say
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, signed_in_again
from tests.cohorts import a_cohort, number_of, says, takes_part
from tests.hands import follow, press
from tests.pathways import a_manager
from tests.ways import enrolled, way_of


def test_from_the_plan_to_the_next_version(world: World) -> None:
    outi = a_manager(world)
    follow(outi, "Pilots")
    assert "No pilot yet." in outi.text()
    follow(outi, "Plan a pilot")
    outi.post(
        name="Työn suunta",
        pathway="BRIEF",
        employer=world.house.hiljasalo,
        aims="Apu ajoissa.",
        evaluation="Jaksaminen.",
        starts_on="2026-12-01",
        ends_on="2027-11-30",
    )
    press(outi, "Everything is ready")
    press(outi, "Begin the pilot")
    press(outi, "Add the group", name="Kevään ryhmä", capacity="4")
    assert "Hold the start meeting before anybody is invited." in outi.text()
    assert "Begin to invite people" not in outi.text()
    press(
        outi,
        "Save the start meeting",
        met_on="2026-11-20",
        goals="Tavoitteet",
        target_group="Toimistotyö",
        schedule="Viikoittain",
    )
    for button in ("Begin to invite people", "Invite nobody more", "Begin the interim review"):
        press(outi, button)
    press(outi, "Save the review and go on", findings="Aika riitti.", change="Talkoot lyhenevät.")
    press(outi, "Begin the next version from this decision")
    assert outi.url.startswith("/pathways/BRIEF-2")
    assert "Talkoot lyhenevät." in outi.text()
    assert "Työn suunta, Kevään ryhmä" in outi.text()


@pytest.mark.parametrize("role", ["nurse", "employee"])
def test_nobody_else_finds_a_pilot(world: World, role: str) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    (pilot,) = world.rows("pilot")
    browser = world.nurse(world.house.nils) if role == "nurse" else a_sent_case(world).browser
    for address in ("/pilots", "/pilots/new", f"/pilots/{pilot['id']}", f"/groups/{cohort_id}"):
        assert browser.client.get(address, headers=browser.headers).status_code == 404
    browser.get("/staff" if role == "nurse" else "/my")
    assert "Pilots" not in browser.text()


def test_a_mistake_stands_at_its_field_with_what_was_typed(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    outi = a_manager(world)
    outi.get(f"/groups/{cohort_id}")
    press(outi, "Save", case_code="ABCDEF", analysis="separate", analysis_reason="Eri työ.")
    assert "Nobody with this number takes part in this group." in outi.text()
    assert 'id="case_code-error"' in outi.html()
    assert "Eri työ." in outi.html()
    outi.get("/pilots/new")
    outi.post(name="Työn suunta", aims="Apu.", evaluation="Mittari.")
    assert 'id="pathway-error"' in outi.html()


def test_no_number_of_a_small_group_and_no_person_stands_on_the_page(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    people = [takes_part(world, cohort_id, contact={"phone": f"+358 00 000 00{n}"}) for n in range(2, 6)]
    says(world, people[0], Say.GIVE)
    outi = a_manager(world)
    outi.get(f"/groups/{cohort_id}")
    assert "Shown once at least five people take part." in outi.text()
    takes_part(world, cohort_id, contact={"phone": "+358 00 000 007"})
    outi.get(f"/groups/{cohort_id}")
    numbers = outi.text().partition("Numbers ")[2]
    assert numbers.startswith(
        "Take part 5–9 Completed Not shown Contact was lost Not shown May be counted Not shown"
    )
    for one in people:
        assert number_of(world, one) not in outi.html()
        assert one.case_id not in outi.html()


def test_the_nurse_chooses_the_group_and_the_one_that_is_open_is_chosen(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    assert f'<option value="{cohort_id}" selected>' in nils.html()
    press(nils, "Begin", answer="accepted")
    assert "Belongs to the group Kevään ryhmä." in nils.text()
    (member,) = world.rows("cohort_member")
    assert (member["cohort_id"], member["enrolment_id"]) == (cohort_id, way_of(world, sent).enrolment.id)


def _own(world: World, cohort_id: str) -> Browser:
    takes_part(world, cohort_id)
    browser = signed_in_again(world)
    browser.get("/my/evaluation")
    return browser


def test_she_is_asked_on_her_own_page_with_nothing_ticked(world: World) -> None:
    browser = _own(world, a_cohort(world, Move.RECRUIT))
    assert " checked" not in browser.html()
    press(browser, "Save")
    assert "Choose one of the answers." in browser.text()
    assert world.rows("evaluation_consent") == []
    press(browser, "Save", counted="yes")
    assert "You have said that you may be counted." in browser.text()
    browser.get("/my/evaluation")
    press(browser, "Take it back")
    assert "You are not counted any more." in browser.text()
    assert {row["state"] for row in world.rows("evaluation_consent")} == {"withdrawn"}


def test_a_no_is_asked_no_second_time_and_nobody_who_helps_reads_it(world: World) -> None:
    browser = _own(world, a_cohort(world, Move.RECRUIT))
    press(browser, "Save", counted="no")
    browser.get("/my/evaluation")
    assert "You can still say yes." in browser.text()
    assert "No, leave me out" not in browser.text()
    (case,) = world.rows("support_case")
    kinds = {row["kind"] for row in world.rows("case_step", case_id=case["id"])}
    assert not any("evaluation" in kind for kind in kinds)


def test_who_is_in_no_group_finds_no_such_page(world: World) -> None:
    sent = enrolled(world)
    assert sent.browser.client.get("/my/evaluation", headers=sent.browser.headers).status_code == 404
    sent.browser.get("/my")
    assert "Evaluation of this support" not in sent.browser.text()
