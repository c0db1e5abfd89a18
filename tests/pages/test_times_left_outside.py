"""A booked time that changed hours leave outside is asked about, and never lost."""

from datetime import timedelta

import pytest

from support.people.account_actions import give_role
from support.vocabulary.actor import Role
from support.vocabulary.calendar import local
from tests.builders import LOOKER, World
from tests.pages.forms import fault_at, send
from tests.pages.hours_editor import booked_call, editor_of, pairs, save_week


def test_a_booked_time_left_outside_is_asked_about_before_anything_is_saved(world: World) -> None:
    appointment, _starts_at = booked_call(world)
    nils = world.nurse(world.house.nils)
    before = world.rows("availability")
    assert save_week(nils, world) == 409
    assert nils.page is not None
    page = nils.page.get_data(as_text=True)
    assert f'name="outside-{appointment}"' in page
    assert 'name="from-0" value="09:00"' in page
    assert world.rows("availability") == before
    assert save_week(nils, world, asked="1") == 422
    assert fault_at(nils.page, f"outside-{appointment}")


@pytest.mark.parametrize("choice", ["keep", "call"])
def test_with_a_choice_the_hours_are_saved_and_the_time_stands(choice: str, world: World) -> None:
    appointment, _starts_at = booked_call(world)
    nils = world.nurse(world.house.nils)
    assert save_week(nils, world, asked="1", **{f"outside-{appointment}": choice}) == 302
    (row,) = world.rows("appointment")
    assert row["state"].value == "confirmed"
    assert len(world.rows("booking_cell")) == 4
    nils.get("/hours")
    assert ("/hours/called/" in nils.html()) is (choice == "call")
    nils.get(editor_of(world.house.nils))
    assert "Booked times outside the hours" in nils.text()
    assert save_week(nils, world, version="1") == 302, "a time is asked about once"


def test_a_call_stands_in_the_queue_until_it_has_been_made(world: World) -> None:
    appointment, _starts_at = booked_call(world)
    nils = world.nurse(world.house.nils)
    save_week(nils, world, asked="1", **{f"outside-{appointment}": "call"})
    nina, outi = world.nurse(world.house.nina), world.nurse(world.house.outi)
    assert "1 person to call about changed hours" in nina.get("/queue").get_data(as_text=True)
    assert "to call about changed hours" not in outi.get("/queue").get_data(as_text=True)
    assert send(outi, f"/hours/called/{appointment}", []).status_code == 404
    assert send(nina, f"/hours/called/{appointment}", []).status_code == 302
    assert "to call about changed hours" not in nina.get("/queue").get_data(as_text=True)
    assert send(nina, f"/hours/called/{appointment}", []).status_code == 404
    assert len(world.rows("audit_entry", subject_id=appointment, verb="hours:called")) == 1


def test_once_the_time_has_come_nobody_is_called_any_more(world: World) -> None:
    appointment, starts_at = booked_call(world)
    nils = world.nurse(world.house.nils)
    save_week(nils, world, asked="1", **{f"outside-{appointment}": "call"})
    world.clock.set(starts_at + timedelta(minutes=1))
    nina = world.nurse(world.house.nina)
    assert "to call about changed hours" not in nina.get("/queue").get_data(as_text=True)


def test_a_time_that_is_inside_again_is_asked_about_anew(world: World) -> None:
    appointment, starts_at = booked_call(world)
    nils = world.nurse(world.house.nils)
    save_week(nils, world, asked="1", **{f"outside-{appointment}": "keep"})
    wall = local(starts_at)
    whole = {"weekday-0": str(wall.weekday()), "from-0": "08:00", "to-0": "16:00"}
    assert save_week(nils, world, version="1", **whole) == 302
    assert world.rows("outside_hours") == []
    assert save_week(nils, world, version="2") == 409


def test_days_off_ask_about_booked_times_too(world: World) -> None:
    appointment, starts_at = booked_call(world)
    nils = world.nurse(world.house.nils)
    day = local(starts_at).date().isoformat()
    url = f"{editor_of(world.house.nils)}/days-off"
    assert send(nils, url, pairs(version="0", first_day=day)).status_code == 409
    assert world.rows("time_off") == []
    choice = [(f"outside-{appointment}", b"call")]
    assert send(nils, url, [*pairs(version="0", first_day=day, asked="1"), *choice]).status_code == 302


def test_which_case_a_time_belongs_to_is_told_to_who_may_open_it(world: World) -> None:
    booked_call(world)
    (code,) = (row["short_code"] for row in world.rows("support_case"))
    with world.begin_work(LOOKER) as work:
        give_role(work, world.house.nina.email, Role.ADMIN)
    nina = world.nurse(world.house.nina)
    nina.post("/staff/role", role="admin")
    for browser, is_told in ((world.nurse(world.house.nils), True), (nina, False)):
        assert save_week(browser, world) == 409
        assert browser.page is not None
        assert (code in browser.page.get_data(as_text=True)) is is_told
