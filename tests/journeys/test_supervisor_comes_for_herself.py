"""The same person as a supervisor and as a client: two hats, and in neither anything of the other."""

from typing import NamedTuple

from support.consent.rules.fact_code import FactCode
from support.vocabulary.actor import Role
from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, contact_fields, first_slot, signed_in_again
from tests.hands import follow, press
from tests.supervisors import (
    NAME,
    SUPERVISORS_NUMBER,
    given,
    link_in_the_last_message,
    signed_in_by,
    take_back,
)

_NUMBER = SUPERVISORS_NUMBER.replace(" ", "")
_OF_THE_OTHER = ("Aino", NAME, "supervisor/", "/s/")
"""What a page of her own support must not hold: her employee, how she was named, the ways of a supervisor."""


class _Both(NamedTuple):
    aino: SentCase
    link: str
    browser: Browser
    """Her only browser: the supervisor's until she confirms her own number, then the client's."""

    case_id: str


def test_she_goes_through_the_same_door_as_anybody(world: World) -> None:
    aino = given(world, FactCode.F8)
    browser = signed_in_by(world, link_in_the_last_message(world))
    assert "As a supervisor" in browser.text()
    press(browser, "Answer the questions for yourself")
    hers = browser.url
    anybody = world.browser()
    anybody.get("/")
    press(anybody, "Start with the questions")
    assert hers == anybody.url == "/questions/before"
    assert browser.text() == anybody.text(), "the front door is the same for everybody"
    assert "As a supervisor" not in browser.text()
    browser.get("/supervisor")
    assert "Aino" in browser.text(), "until she confirms her own number she is still signed in as before"
    assert len(world.rows("support_case")) == 1 and aino.case_id


def test_whoever_changes_hats_is_told_so_and_loses_nothing(world: World) -> None:
    both = _both(world)
    browser = both.browser
    browser.get("/my")
    assert "Siiri" in browser.text() and "For myself" in browser.text()
    assert browser.get("/supervisor").status_code == 404, "a browser wears one hat"
    follow(_at_own(browser), "Switch")
    assert browser.url == "/hats"
    assert browser.text() == _of_a_stranger(world, "/hats"), "the page is the same for everybody"
    follow(browser, "Sign in as a supervisor")
    assert browser.url == "/supervisor/sign-in" and "link in your latest message" in browser.text()

    browser.get(both.link)
    press(browser, "Send a code")
    press(browser, "Confirm", code=world.code())
    assert browser.url == "/supervisor" and "Aino" in browser.text() and "As a supervisor" in browser.text()
    assert browser.get("/my").status_code == 404
    assert browser.get(f"/cases/{both.case_id}").status_code == 404
    assert "Siiri" in signed_in_again(world, SUPERVISORS_NUMBER).text()
    assert world.rows("appointment", case_id=both.case_id), "her time stands"


def test_neither_hat_shows_anything_of_the_other(world: World) -> None:
    both = _both(world)
    for page in ("/my", "/my/supervisor", "/my/sessions", "/", "/times/booked"):
        both.browser.get(page)
        for word in _OF_THE_OTHER:
            assert word not in both.browser.html(), (page, word)
    supervisor = signed_in_by(world, both.link)
    for page in ("/supervisor", "/", "/hats", "/guide"):
        supervisor.get(page)
        assert "Siiri" not in supervisor.html() and both.case_id not in supervisor.html(), page
    nils = world.nurse(world.house.nils)
    for page in ("/queue", f"/cases/{both.case_id}", f"/cases/{both.case_id}/supervisor"):
        nils.get(page)
        assert "Siiri" in nils.text() or page == "/queue"
        assert "As a supervisor" not in nils.html() and NAME not in nils.html(), page
        assert page == "/queue" or "Aino" not in nils.html(), page


def test_the_record_keeps_the_hats_apart(world: World) -> None:
    both = _both(world)
    (as_supervisor,) = world.rows("employee", hat=Role.SUPERVISOR)
    (case,) = world.rows("support_case", id=both.case_id)
    assert case["employee_id"] != as_supervisor["id"]
    assert _key_of(world, case["employee_id"]) != as_supervisor["key_id"]
    entries = world.rows("audit_entry")
    assert {row["role"] for row in entries if row["actor_id"] == as_supervisor["id"]} == {"supervisor"}
    assert {row["role"] for row in entries if row["actor_id"] == case["employee_id"]} == {"employee"}
    told = [row for row in world.rows("outbound_message") if row["business_key"].startswith("supervisor:")]
    assert told and not [row for row in told if both.case_id in row["business_key"]]


def test_signing_out_of_one_leaves_the_other_signed_in(world: World) -> None:
    both = _both(world)
    supervisor = signed_in_by(world, both.link)
    both.browser.get("/my")
    press(both.browser, "Sign out")
    assert both.browser.get("/my").request.path == "/sign-in"
    assert supervisor.get("/supervisor").status_code == 200
    again = signed_in_again(world, SUPERVISORS_NUMBER)
    press(supervisor, "Sign out")
    assert again.get("/my").status_code == 200


def test_deleting_one_leaves_the_other(world: World) -> None:
    both = _both(world)
    supervisor = signed_in_by(world, both.link)
    both.browser.get("/my/delete")
    both.browser.post("/my/delete")
    assert not world.rows("support_case", id=both.case_id)
    supervisor.get("/supervisor")
    assert "Aino" in supervisor.text()
    # And the other way about: whoever named her deletes everything, and her own support stays.
    other = _sends_for_herself(world, supervisor)
    both.aino.browser.get("/my/delete")
    both.aino.browser.post("/my/delete")
    assert not world.rows("employee", hat=Role.SUPERVISOR)
    assert world.rows("support_case", id=other)
    supervisor.get("/my")
    assert "Siiri" in supervisor.text()


def test_a_permission_that_is_taken_back_shuts_one_hat_alone(world: World) -> None:
    both = _both(world)
    take_back(both.aino.browser)
    stranger = world.browser()
    assert stranger.get(both.link).status_code == 404
    both.browser.get("/my")
    assert "Siiri" in both.browser.text()


def _both(world: World) -> _Both:
    """A supervisor who has answered for herself, confirmed her number and booked, all in one browser."""
    aino = given(world, FactCode.F8)
    link = link_in_the_last_message(world)
    browser = signed_in_by(world, link)
    return _Both(aino, link, browser, _sends_for_herself(world, browser))


def _sends_for_herself(world: World, browser: Browser) -> str:
    """From her page as a supervisor to a time of her own; the id of her case."""
    before = {row["id"] for row in world.rows("support_case")}
    browser.get("/supervisor")
    press(browser, "Answer the questions for yourself")
    follow(browser, "Begin")
    for _ in range(40):
        if "/result" in browser.url:
            break
        browser.answer_until("/result")
    browser.get("/contact")
    browser.post(**contact_fields(world, first_name="Siiri", phone=SUPERVISORS_NUMBER))
    browser.post(code=world.code())
    browser.post(browser.url, slot=first_slot(browser))
    assert browser.url.startswith("/times/booked/"), browser.text()
    (case,) = [row for row in world.rows("support_case") if row["id"] not in before]
    return str(case["id"])


def _at_own(browser: Browser) -> Browser:
    browser.get("/my")
    return browser


def _of_a_stranger(world: World, page: str) -> str:
    stranger = world.browser()
    stranger.get(page)
    return stranger.text()


def _key_of(world: World, employee_id: str) -> str:
    (row,) = world.rows("employee", id=employee_id)
    return str(row["key_id"])
