"""What holds of an earlier case can be seen and taken back, and stands once on the supervisor's page."""

from datetime import timedelta

import pytest

from support.cases.models import Case
from support.consent.queries import cases_released
from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import State
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SentCase, World, a_sent_case
from tests.hands import press
from tests.supervisors import give, given, link_in_the_last_message, signed_in_by, take_back

TAKE_BACK = "Take the permission back"


def _come_again(world: World) -> tuple[SentCase, SentCase, Browser]:
    """Somebody whose case was closed and who has come again, and her supervisor, who has signed in."""
    first = given(world, FactCode.F1, FactCode.F8, sent=a_sent_case(world, book=False))
    supervisor = signed_in_by(world, link_in_the_last_message(world))
    _close(world, first)
    world.clock.pass_time(timedelta(minutes=1))
    again = a_sent_case(world, book=False)
    assert again.employee_id == first.employee_id and again.case_id != first.case_id
    return first, again, supervisor


def _close(world: World, sent: SentCase) -> None:
    nurse = world.nurse(world.house.nils)
    nurse.post(f"/cases/{sent.case_id}/claim")
    nurse.post(f"/cases/{sent.case_id}/close", close_reason="by_person")


def test_what_holds_of_an_earlier_case_is_shown_and_can_be_taken_back(world: World) -> None:
    _first, again, supervisor = _come_again(world)
    supervisor.get("/supervisor")
    assert "bring the matter up" in supervisor.text()
    own = again.browser
    own.get("/my")
    assert "You have given your supervisor permission to know something." in own.text()
    own.get("/my/supervisor")
    assert own.html().count(TAKE_BACK) == 2
    assert "When your supervisor has looked" in own.text()
    assert "This is how your supervisor sees it" in own.text()
    take_back(own)
    supervisor.get("/supervisor")
    assert "There is nothing for you here now" in supervisor.text()


def test_a_supervisor_cannot_count_the_cases_of_a_person(world: World) -> None:
    _first, again, supervisor = _come_again(world)
    supervisor.get("/supervisor")
    before = supervisor.text().count("Aino")
    give(again.browser, FactCode.F1)
    supervisor.get("/supervisor")
    assert supervisor.text().count("Aino") == before
    again.browser.get("/my/supervisor")
    assert again.browser.html().count(TAKE_BACK) == 2


def test_a_permission_ends_a_month_after_its_case_was_closed(world: World) -> None:
    first, _again, _supervisor = _come_again(world)
    (row,) = world.rows("consent", case_id=first.case_id)
    assert row["valid_until"] <= world.clock.now() + timedelta(days=32)
    world.clock.pass_time(timedelta(days=32))
    with world.begin_work.to_read(LOOKER) as look:
        assert not cases_released(look, str(row["supervisor_link_id"]))


def test_a_nurse_sees_what_holds_of_an_earlier_case_and_takes_it_back_there_too(world: World) -> None:
    first, again, supervisor = _come_again(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{again.case_id}/supervisor")
    assert "The supervisor knows nothing from us." not in nils.text()
    assert nils.html().count(TAKE_BACK) == 2
    nils.post(f"/cases/{again.case_id}/supervisor/withdraw", fact="all")
    assert "The supervisor knows nothing from us." in nils.text()
    supervisor.get("/supervisor")
    assert "There is nothing for you here now" in supervisor.text()
    assert not world.rows("consent", case_id=first.case_id, state=State.GRANTED)


def test_on_a_nurses_page_what_holds_of_an_earlier_case_can_still_be_given_in_this_one(world: World) -> None:
    _first, again, _supervisor = _come_again(world)
    nils = world.nurse(world.house.nils)
    nils.post(f"/cases/{again.case_id}/claim")
    nils.get(f"/cases/{again.case_id}/supervisor")
    press(nils, "Write down the permission", fact="F1", how="on_the_phone")
    assert len(world.rows("consent", case_id=again.case_id, state=State.GRANTED)) == 1
    assert nils.html().count(TAKE_BACK) == 2
    assert "Earlier permissions" not in nils.text()


@pytest.mark.parametrize("verb", ["name", "withdraw"])
def test_what_was_given_in_a_case_of_another_employer_ends_with_the_rest(verb: str, world: World) -> None:
    first, again, supervisor = _come_again(world)
    with world.begin_work(LOOKER) as work:
        case = work.session.get_one(Case, first.case_id)
        case.employer_id = next(
            str(one["id"]) for one in world.rows("employer") if one["id"] not in world.house.nils.employers
        )
    nils = world.nurse(world.house.nils)
    nils.post(f"/cases/{again.case_id}/claim")
    nils.get(f"/cases/{again.case_id}/supervisor")
    fields = {"supervisor_name": "Uusi Pomo", "supervisor_phone": "+358 00 000 009", "fact": "all"}
    assert nils.post(f"/cases/{again.case_id}/supervisor/{verb}", **fields).status_code == 200
    assert nils.get(f"/cases/{first.case_id}").status_code == 404
    assert not world.rows("consent", state=State.GRANTED)
    supervisor.get("/supervisor")
    assert "There is nothing for you here now" in supervisor.text()
