"""Who is on duty is planned by the team, and each keeps a number of her own."""

from datetime import date, timedelta

from support.cases.alert_actions import raise_alert
from support.cases.rules.alerts import AlertKind
from support.people.account_actions import give_role
from support.people.duty_rules import days_to_plan, first_of
from support.vocabulary.actor import Role
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, World, a_sent_case
from tests.hands import follow, press
from tests.pages.forms import send

TODAY = date(2026, 11, 25)
FIRST, NEXT = "on-2026-11-25-1", "on-2026-11-25-2"


def _order(world: World, day: date = TODAY) -> list[str]:
    rows = sorted(world.rows("duty", day=day), key=lambda row: row["place"])
    return [str(row["practitioner_id"]) for row in rows]


def test_a_nurse_puts_herself_first_and_whoever_was_first_is_next(world: World) -> None:
    nils, nina = world.house.nils, world.house.nina
    for one in (nils, nina):
        browser = world.nurse(one)
        browser.get("/duty")
        press(browser, "I am on duty today")
        assert "You are on duty today." in browser.text()
    assert _order(world) == [nina.id, nils.id]
    assert "I am on duty today" not in browser.text()


def test_the_order_of_a_day_is_what_was_chosen(world: World) -> None:
    house = world.house
    nils = world.nurse(house.nils)
    nils.get("/duty")
    press(nils, "Save", **{FIRST: house.nina.id, NEXT: house.nils.id, "on-2026-11-26-1": house.outi.id})
    assert "Saved." in nils.text()
    assert _order(world) == [house.nina.id, house.nils.id]
    assert _order(world, TODAY + timedelta(days=1)) == [house.outi.id]
    press(nils, "Save", **{FIRST: "", NEXT: house.nils.id})
    assert _order(world) == [house.nils.id]


def test_nobody_is_next_in_line_after_herself(world: World) -> None:
    house = world.house
    nils = world.nurse(house.nils)
    nils.get("/duty")
    press(nils, "Save", **{FIRST: house.nina.id, NEXT: house.nina.id})
    assert nils.page is not None
    assert nils.page.status_code == 422
    assert "Choose somebody else, or nobody, as the next in line." in nils.text()
    assert nils.html().count(f'value="{house.nina.id}" selected') == 2
    assert _order(world) == []


def test_only_nurses_of_the_team_can_be_on_duty(world: World) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/duty")
    press(nils, "Save", **{FIRST: world.house.psychologist})
    assert nils.page is not None
    assert nils.page.status_code == 422
    assert _order(world) == []


def test_a_service_manager_plans_and_is_not_on_duty_herself(world: World) -> None:
    with world.begin_work(LOOKER) as work:
        give_role(work, world.house.outi.email, Role.ADMIN)
    outi = world.nurse(world.house.outi)
    outi.post("/staff/role", role="admin")
    outi.get("/duty")
    press(outi, "Save", **{FIRST: world.house.nina.id})
    assert _order(world) == [world.house.nina.id]


def test_a_service_manager_begins_with_what_waits_and_who_is_on_duty(world: World) -> None:
    house = world.house
    sent = a_sent_case(world, book=False)
    with world.begin_work(LOOKER) as work:
        give_role(work, house.nils.email, Role.ADMIN)
        raise_alert(work, sent.case_id, AlertKind.HELP_WANTED)
    nils = world.nurse(house.nils)
    nils.post("/staff/role", role="admin")
    assert "You are now service manager." in nils.text()
    for words in ("No alert has come to you", "1 is open in all.", "Nobody in particular", "Give a number"):
        assert words in nils.text()
    assert "Aino" not in nils.text() and sent.case_id not in nils.html()
    follow(nils, "Plan who is on duty")
    press(nils, "Save", **{FIRST: house.nina.id, NEXT: house.outi.id})
    nils.get("/staff/signed-in")
    press(nils, "Save the number", phone="+358 00 000 031")
    nils.get("/staff")
    assert "Nina Niemi" in nils.text() and "Next in line: Outi Ojala." in nils.text()
    assert "Give a number" not in nils.text()
    follow(nils, "See the alerts")
    assert nils.url == "/alerts"


def test_an_employee_knows_of_no_duty(world: World) -> None:
    sent = a_sent_case(world)
    assert sent.browser.client.get("/duty").status_code == 404
    sent.browser.get("/my")
    assert send(sent.browser, "/duty/today", []).status_code == 404


def test_who_has_given_no_number_is_named(world: World) -> None:
    nils = world.nurse(world.house.nils)
    assert "No text message reaches Nils Nurmi, Nina Niemi, Outi Ojala" in _duty_text(nils)
    nils.get("/staff/signed-in")
    press(nils, "Save the number", phone="+358 00 000 031")
    assert "The number is saved." in nils.text()
    assert "A number is kept." in nils.text()
    assert "00 000 031" not in nils.html()
    assert "No text message reaches Nina Niemi, Outi Ojala" in _duty_text(nils)
    nils.get("/staff/signed-in")
    press(nils, "Keep no number")
    assert "The number is removed." in nils.text()
    assert "No number is kept" in nils.text()
    assert {row["phone"] for row in world.rows("account")} == {None}


def test_what_is_no_number_stays_in_the_field_with_a_word_about_it(world: World) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/staff/signed-in")
    press(nils, "Save the number", phone="09 123")
    assert nils.page is not None
    assert nils.page.status_code == 422
    assert 'value="09 123"' in nils.html()
    assert "Write a mobile number" in nils.text()


def test_the_operator_keeps_a_number_too(world: World) -> None:
    def run(*command: str) -> int:
        with world.app.app_context():
            return world.app.test_cli_runner().invoke(args=["staff-number", *command]).exit_code

    assert run("nils@ulappa.example", "+358 40 123 4567") == 0
    assert world.rows("account", practitioner_id=world.house.nils.id)[0]["phone"] is not None
    assert run("nils@ulappa.example") == 0
    assert world.rows("account", practitioner_id=world.house.nils.id)[0]["phone"] is None
    assert run("nils@ulappa.example", "112") != 0
    assert run("nobody@ulappa.example", "+358 40 123 4567") != 0


def test_the_days_to_plan_are_working_days() -> None:
    # The sixth of December and Christmas are free.
    assert days_to_plan(date(2026, 12, 5))[0] == date(2026, 12, 7)
    assert date(2026, 12, 24) not in days_to_plan(date(2026, 12, 22))
    assert len(days_to_plan(TODAY)) == 5


def test_a_third_in_line_falls_off() -> None:
    assert first_of(["a", "b"], "c") == ["c", "a"]
    assert first_of(["a", "b"], "b") == ["b", "a"]


def _duty_text(browser: Browser) -> str:
    browser.get("/duty")
    return browser.text()
