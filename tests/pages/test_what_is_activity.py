"""Only what a reader was shown says that she is there: no poll, no refusal, no missing page."""

from datetime import timedelta

import pytest

from config import Settings
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case
from tests.faults.locks import locked_from_outside
from tests.pages.forms import send

LATER = timedelta(minutes=10)


def _noted(world: World, browser: Browser, method: str, address: str) -> bool:
    before = [row["seen_at"] for row in world.rows("sign_in")]
    world.clock.pass_time(LATER)
    if method == "POST":
        send(browser, address, [])
    else:
        browser.client.get(address, headers=browser.headers)
    return [row["seen_at"] for row in world.rows("sign_in")] != before


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/no-such-page"),
        ("GET", "/my"),
        ("GET", "/cases/" + "x" * 22),
        ("POST", "/cases/" + "x" * 22 + "/claim"),
        ("POST", "/my/delete"),
        ("GET", "/queue/news"),
        ("GET", "/stay"),
        ("GET", "/queue%00"),
    ],
)
def test_what_is_refused_or_missing_is_no_activity(method: str, address: str, world: World) -> None:
    assert not _noted(world, world.nurse(world.house.nils), method, address)


def test_a_form_without_a_token_is_no_activity(world: World) -> None:
    nils = world.nurse(world.house.nils)
    world.clock.pass_time(LATER)
    before = world.rows("sign_in")
    assert nils.client.post("/stay").status_code == 400
    assert world.rows("sign_in") == before


@pytest.mark.parametrize(("method", "address"), [("GET", "/queue"), ("GET", "/staff"), ("POST", "/stay")])
def test_what_she_was_shown_is_activity(method: str, address: str, world: World) -> None:
    assert _noted(world, world.nurse(world.house.nils), method, address)


def test_a_form_with_a_fault_in_it_is_activity(world: World) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    send(nils, f"/cases/{sent.case_id}/claim", [])
    assert _noted(world, nils, "POST", f"/cases/{sent.case_id}/note")


def test_the_refusals_of_a_quarter_of_an_hour_end_in_the_sign_in(world: World) -> None:
    nils = world.nurse(world.house.nils)
    for _ in range(3):
        world.clock.pass_time(timedelta(minutes=5))
        nils.client.get("/my")
    assert nils.get("/queue").request.path == "/staff/sign-in"


def test_while_nobody_can_write_the_page_comes_and_the_next_one_is_noted(
    world: World, settings: Settings
) -> None:
    nils = world.nurse(world.house.nils)
    world.clock.pass_time(LATER)
    before = world.rows("sign_in")
    with locked_from_outside(settings.database_url):
        assert nils.client.get("/staff/signed-in").status_code == 200
    assert world.rows("sign_in") == before
    nils.get("/staff/signed-in")
    assert world.rows("sign_in") != before


def test_every_page_behind_a_sign_in_offers_to_sign_out(world: World) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    pages = {
        sent.browser: (
            "/my",
            "/my/delete",
            "/my/signed-in",
            f"/times/booked/{sent.appointment_id}",
            "/times",
        ),
        nils: ("/queue", f"/cases/{sent.case_id}", "/staff/signed-in"),
    }
    for browser, addresses in pages.items():
        for address in addresses:
            assert browser.get(address).status_code == 200, address
            assert browser.html().count('action="/sign-out"') == 1, address
