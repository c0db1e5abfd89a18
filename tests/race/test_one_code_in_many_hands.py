"""Many send one code at the same instant, as if the browser had been copied: exactly one of them gets in."""

import threading
from collections import Counter

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from support.people.facts import KnownEmployee
from support.people.models import Employee
from support.people.rules import CODE_TRIES
from support.platform.work import Work
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case, at_result, contact_fields
from tests.people_of_the_tests import PASSWORD

MANY = 12
COOKIES = ("kynnys", "visit")


def test_a_code_to_sign_in_lets_one_of_many_in(world: World) -> None:
    a_sent_case(world)
    before = len(world.rows("sign_in"))
    browser = _asked_to_sign_in(world)
    assert _at_once(world, browser, "/sign-in/code", world.code()) == {302: 1, 422: MANY - 1}
    assert len(world.rows("sign_in")) == before + 1
    # No more than five were compared with, however many came at once.
    assert [row["tries"] for row in world.rows("one_time_code")][-1] <= CODE_TRIES


def test_a_code_that_sends_the_answers_sends_them_once(world: World) -> None:
    browser = at_result(world)
    browser.get("/contact")
    browser.post(**contact_fields(world))
    statuses = _at_once(world, browser, "/code", world.code())
    # Whoever comes when the answers have been sent learns that they are no longer here.
    assert statuses[302] == 1 and statuses.keys() <= {302, 410, 422}
    assert len(world.rows("support_case")) == len(world.rows("sign_in")) == len(world.rows("employee")) == 1


def test_a_code_of_an_authenticator_lets_one_of_many_in(world: World) -> None:
    nils = world.house.nils
    browser = world.browser()
    browser.get("/staff/sign-in")
    browser.post(email=nils.email, password=PASSWORD)
    code = pyotp.TOTP(nils.secret).at(int(world.clock.now().timestamp()))
    statuses = _at_once(world, browser, "/staff/sign-in/code", code)
    # After so many tries the last ones are told to wait.
    assert statuses[302] == 1 and statuses.keys() <= {302, 422, 429}
    assert len(world.rows("sign_in")) == 1


def test_a_code_that_is_not_used_up_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def known(work: Work, _browser: str, _stored: str) -> KnownEmployee:
        employee = work.session.execute(select(Employee)).scalar_one()
        return KnownEmployee(employee.id, employee.language)

    a_sent_case(world)
    monkeypatch.setattr("support.people.routes.employee_of_code", known)
    browser = _asked_to_sign_in(world)
    assert _at_once(world, browser, "/sign-in/code", world.code())[302] > 1


def _asked_to_sign_in(world: World) -> Browser:
    browser = world.browser()
    browser.get("/sign-in")
    browser.post(phone=PHONE)
    return browser


def _at_once(world: World, browser: Browser, url: str, code: str) -> Counter[int]:
    """Send the code from many copies of the browser at the same instant; how often which status came back."""
    together = threading.Barrier(MANY)
    statuses: list[int] = []
    fields = {"code": code, "csrf_token": browser.token()}

    def run(client: FlaskClient) -> None:
        together.wait()
        statuses.append(client.post(url, data=fields, headers=browser.headers).status_code)
        world.begin_work.let_go()

    threads = [threading.Thread(target=run, args=(_copy(world, browser),)) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(statuses)


def _copy(world: World, browser: Browser) -> FlaskClient:
    client = world.app.test_client()
    for name in COOKIES:
        cookie = browser.client.get_cookie(name)
        if cookie:
            client.set_cookie(name, cookie.value)
    return client
