"""Everybody sees where she is signed in, ends what she does not want, and cannot touch anybody else's."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest

from support.platform.crypto import token_hash
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, nurse_in_two_browsers, session_ref_of, signed_in_again
from tests.pages.forms import send

OTHER_PHONE = "+358 00 000 002"


def _two_nurses(world: World) -> tuple[Browser, Browser, str, str]:
    first, second, ref = nurse_in_two_browsers(world, world.house.nils)
    # The code with which she signed in is used up.
    world.clock.pass_time(timedelta(seconds=30))
    return first, second, ref, "/staff/signed-in"


def _code(world: World) -> str:
    """What the authenticator of Nils shows; an employee is asked for none."""
    return pyotp.TOTP(world.house.nils.secret).at(int(world.clock.now().timestamp()))


def _two_employees(world: World) -> tuple[Browser, Browser, str, str]:
    sent = a_sent_case(world)
    world.clock.pass_time(timedelta(minutes=1))
    return sent.browser, signed_in_again(world), sent.values["session_ref"], "/my/signed-in"


Two = Callable[[World], tuple[Browser, Browser, str, str]]
BOTH = pytest.mark.parametrize("two", [_two_nurses, _two_employees])


@BOTH
def test_each_session_stands_there_with_its_times_and_this_one_is_marked(two: Two, world: World) -> None:
    _first, second, ref, address = two(world)
    second.get(address)
    text = second.text().partition("Sign-ins that did not go through")[0]
    assert text.count("This browser") == 1
    assert text.count("Another browser") == 1
    assert "Signed in: 9:30 today" in text
    assert "Signed in: 9:31 today" in text
    assert f"{address}/{ref}/end" in second.html()


@BOTH
def test_ending_another_one_leads_it_to_the_sign_in_and_leaves_this_one(two: Two, world: World) -> None:
    first, second, ref, address = two(world)
    second.get(address)
    second.post(f"{address}/{ref}/end", code=_code(world))
    assert second.url == address
    assert "You are signed in only here." in second.text()
    assert "/sign-in" in first.get(address).request.path
    assert [row["detail"] for row in world.rows("audit_entry", verb="session:end")] == ["one other"]


@BOTH
def test_ending_all_others_leaves_only_this_one(two: Two, world: World) -> None:
    first, second, _ref, address = two(world)
    second.get(address)
    second.post(f"{address}/end-others", code=_code(world))
    assert second.url == address
    assert "/sign-in" in first.get(address).request.path
    assert second.get(address).status_code == 200


@BOTH
def test_the_own_session_and_an_ended_one_are_none_to_end(two: Two, world: World) -> None:
    first, second, ref, address = two(world)
    assert send(first, f"{address}/{ref}/end", []).status_code == 404
    second.get(address)
    code = [("code", _code(world).encode())]
    assert send(second, f"{address}/{ref}/end", code).status_code == 302
    assert send(second, f"{address}/{ref}/end", []).status_code == 404


def test_nobody_ends_the_session_of_anybody_else(world: World) -> None:
    sent = a_sent_case(world)
    other = a_sent_case(world, contact={"first_name": "Veera", "phone": OTHER_PHONE})
    outi, nils = world.nurse(world.house.outi), world.nurse(world.house.nils)
    (account,) = world.rows("account", practitioner_id=world.house.outi.id)
    of_outi = session_ref_of(world, account_id=account["id"])
    before = len(world.rows("sign_in"))
    world.clock.pass_time(timedelta(seconds=30))
    for browser, address in (
        (other.browser, f"/my/signed-in/{sent.values['session_ref']}/end"),
        (other.browser, f"/my/signed-in/{of_outi}/end"),
        (nils, f"/staff/signed-in/{of_outi}/end"),
        (nils, f"/staff/signed-in/{sent.values['session_ref']}/end"),
    ):
        assert send(browser, address, []).status_code == 404
    assert send(other.browser, "/my/signed-in/end-others", []).status_code == 302
    code = [("code", _code(world).encode())]
    assert send(nils, "/staff/signed-in/end-others", code).status_code == 302
    assert len(world.rows("sign_in")) == before
    assert outi.get("/queue").request.path == "/queue"


@BOTH
def test_no_page_carries_the_hash_of_a_session(two: Two, world: World) -> None:
    _first, second, ref, address = two(world)
    second.get(address)
    stored = [row["token_hash"] for row in world.rows("sign_in")]
    assert stored
    for one in stored:
        assert one not in second.html()
        assert send(second, f"{address}/{one}/end", []).status_code == 404
    assert ref not in stored
    assert token_hash(ref) not in stored


@BOTH
def test_a_session_that_is_over_stands_there_no_more(two: Two, world: World) -> None:
    _first, second, _ref, address = two(world)
    world.clock.pass_time(timedelta(minutes=14))
    second.get(address)
    assert "You are signed in only here." in second.text()


def test_the_way_there_is_in_the_frame_of_the_desk_and_on_my_support(world: World) -> None:
    assert 'href="/staff/signed-in"' in world.nurse(world.house.nils).html()
    sent = a_sent_case(world)
    sent.browser.get("/my")
    assert 'href="/my/signed-in"' in sent.browser.html()
