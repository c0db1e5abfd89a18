"""An address that leads to something that is not there now, or is another's, leads nowhere."""

from tests.agreed import TEXT, proposed
from tests.builders import World, a_sent_case, begun
from tests.meetings import drafted
from tests.pathways import a_manager


def test_no_time_is_cancelled_where_none_is_booked(world: World) -> None:
    sent = a_sent_case(world, book=False)
    nurse = world.nurse(world.house.nils)
    nurse.post(f"/cases/{sent.case_id}/claim")
    assert nurse.get(f"/cases/{sent.case_id}/time/cancel").status_code == 404


def test_a_step_that_a_draft_does_not_have_is_not_there(world: World) -> None:
    manager = a_manager(world)
    manager.post("/pathways/BRIEF-1/draft")
    assert manager.get("/pathways/BRIEF-2/steps/1").status_code == 200
    assert manager.get("/pathways/BRIEF-2/steps/none").status_code == 404


def test_how_she_may_be_reached_is_no_page_of_questions(world: World) -> None:
    browser = begun(world)
    assert browser.get("/questions/2").status_code == 200
    assert browser.get("/questions/14").status_code == 404


def test_about_what_is_let_go_nobody_is_asked(world: World) -> None:
    agreed = proposed(world)
    page = f"/my/agreed/{agreed.action_id}"
    assert TEXT in agreed.sent.browser.get(page).get_data(as_text=True)
    nurse = world.nurse(world.house.nils)
    nurse.post(
        f"/cases/{agreed.sent.case_id}/talks/action/state", action=agreed.action_id, do="cancel", why=""
    )
    assert world.rows("agreed_action")[0]["state"] == "cancelled", nurse.text()
    assert agreed.sent.browser.get(page).status_code == 404


def test_an_agenda_that_is_being_drafted_is_not_there_for_its_employee(world: World) -> None:
    found = drafted(world, go="keep")
    assert found.own.get(found.on_own_page).status_code == 404


def test_what_a_colleague_has_pressed_is_not_said_to_her(world: World) -> None:
    a_sent_case(world, book=False, p4a={"death_thoughts": ["2"], "self_harm": ["no"]})
    (alert,) = world.rows("alert")
    nils, nina = world.nurse(world.house.nils), world.nurse(world.house.nina)
    nils.post(f"/alerts/{alert['id']}/acknowledge")
    said = f"/alerts/{alert['id']}/take-back"
    assert said in nils.html()
    nina.get(nils.url)
    assert said not in nina.html()


def test_only_who_may_say_how_a_time_went_cancels_it_for_us(world: World) -> None:
    sent = a_sent_case(world)
    nils, nina = world.nurse(world.house.nils), world.nurse(world.house.nina)
    nils.post(f"/cases/{sent.case_id}/claim")
    for nurse, may in ((nils, True), (nina, False)):
        nurse.get(f"/cases/{sent.case_id}")
        assert (f"/appointments/{sent.appointment_id}/cancel" in nurse.html()) is may
