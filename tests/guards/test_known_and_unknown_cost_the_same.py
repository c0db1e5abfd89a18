"""Nobody learns from the time of an answer who is known here: known and unknown cause the same work (6.3.8).

Not seconds are measured but what takes them: every slow hash with its cost, and every statement in its order.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import request
from sqlalchemy import text

from support.people.account_actions import leave, lock_account, reinvite
from support.platform import crypto
from support.vocabulary.actor import Actor
from support.web.access import public
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case, begun, contact_fields
from tests.pages.forms import Pairs, a_token, send
from tests.people_of_the_tests import PASSWORD
from tests.statements import counted

UNKNOWN, UNCONFIRMED = "+358 00 000 009", "+358 00 000 008"
NILS, NOBODY = "nils@ulappa.example", "nobody@ulappa.example"


class CountingHasher:
    """A slow hasher that remembers how much it had to do."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher = hasher
        self.done: list[str] = []

    def hash(self, secret: str) -> str:
        """Hash, remembering the cost."""
        stored = self._hasher.hash(secret)
        self.done.append(f"hash at {_cost(stored)}")
        return stored

    def verify(self, stored: str, secret: str) -> bool:
        """Compare, remembering the cost."""
        self.done.append(f"compare at {_cost(stored)}")
        return self._hasher.verify(stored, secret)


@pytest.fixture
def hasher(monkeypatch: pytest.MonkeyPatch) -> CountingHasher:
    """Every slow hash of the program goes through this."""
    counting = CountingHasher(crypto._SLOW)
    monkeypatch.setattr(crypto, "_SLOW", counting)
    return counting


def _work_of(
    world: World, hasher: CountingHasher, browser: Browser, url: str, pairs: Pairs
) -> tuple[int, list[str]]:
    """The status of the answer, and all the work that it took."""
    token = a_token(browser)
    hasher.done.clear()
    with counted(world) as statements:
        answer = send(browser, url, pairs, token)
    return answer.status_code, [*hasher.done, *statements]


def test_asking_for_a_code_costs_the_same_for_every_number(world: World, hasher: CountingHasher) -> None:
    a_sent_case(world)
    a_sent_case(world, book=False, contact={"phone": UNCONFIRMED, "safe_to_text": "no"})
    for _ in range(5):
        known, unknown, unconfirmed = (
            _work_of(world, hasher, world.browser(), "/sign-in", [("phone", phone.encode())])
            for phone in (PHONE, UNKNOWN, UNCONFIRMED)
        )
        assert known == unknown == unconfirmed
        assert sum("hash at" in one for one in known[1]) == 1
        assert known[0] == 302


def test_a_wrong_code_costs_the_same_for_every_number(world: World, hasher: CountingHasher) -> None:
    a_sent_case(world)
    browsers = [world.browser() for _ in range(2)]
    for browser, phone in zip(browsers, (PHONE, UNKNOWN), strict=True):
        browser.get("/sign-in")
        browser.post(phone=phone)
    for tried in range(7):
        known, unknown = (
            _work_of(world, hasher, one, "/sign-in/code", [("code", b"000000")]) for one in browsers
        )
        assert known == unknown
        assert sum("compare at" in one for one in known[1]) == (1 if tried < 5 else 0)


def test_leaving_a_number_costs_the_same_for_every_number(world: World, hasher: CountingHasher) -> None:
    a_sent_case(world)
    done = []
    for phone in (PHONE, UNKNOWN):
        fields = contact_fields(world, phone=phone)
        pairs = [(name, value.encode()) for name, value in fields.items()]
        browser = begun(world, "/questions/start-direct")
        done.append(_work_of(world, hasher, browser, "/contact", pairs))
    assert done[0] == done[1]


def test_asking_for_a_call_costs_the_same_for_every_number(world: World, hasher: CountingHasher) -> None:
    a_sent_case(world)
    known, unknown = (
        _work_of(world, hasher, world.browser(), "/call-me", [("phone", phone.encode())])
        for phone in (PHONE, UNKNOWN)
    )
    assert known == unknown
    assert known[0] == 302


def _nothing(world: World) -> None:
    """The account is as usual."""


def _locked(world: World) -> None:
    with world.begin_work(Actor.operator()) as work:
        lock_account(work, NILS)


def _invited(world: World) -> None:
    with world.begin_work(Actor.operator()) as work:
        reinvite(work, NILS)


def _left(world: World) -> None:
    with world.begin_work(Actor.operator()) as work:
        leave(work, NILS)


@pytest.mark.parametrize(
    ("has_happened", "password"),
    [
        (happened, password)
        for happened in (_nothing, _locked, _invited, _left)
        for password in (PASSWORD, "x" * 20, "")
        # The right password of an open account leads on, for everybody to see.
        if (happened, password) != (_nothing, PASSWORD)
    ],
)
def test_a_password_costs_the_same_for_every_address(
    has_happened: Callable[[World], None], password: str, world: World, hasher: CountingHasher
) -> None:
    has_happened(world)
    known, unknown = (_password_tried(world, hasher, email, password) for email in (NILS, NOBODY))
    assert known[1] == unknown[1]
    assert sum("compare at" in one for one in known[1]) == 1
    assert unknown[0] == 422


def test_beyond_the_limit_a_password_still_costs_the_same(world: World, hasher: CountingHasher) -> None:
    for _ in range(12):
        known, unknown = (_password_tried(world, hasher, email, "x" * 20) for email in (NILS, NOBODY))
        assert known == unknown
        world.clock.pass_time(timedelta(seconds=1))


@pytest.mark.parametrize("further", ["a statement", "a hash"])
def test_further_work_for_a_known_number_only_is_found(
    further: str, world: World, hasher: CountingHasher
) -> None:
    @public
    def planted() -> str:
        is_known = request.form["phone"] == PHONE
        if is_known and further == "a hash":
            crypto.slow_hash("000000")
        with world.begin_work(Actor.operator()) as work:
            for _ in range(2 if is_known and further == "a statement" else 1):
                work.session.execute(text("SELECT 1"))
        return "done"

    world.app.view_functions["people.ask_code"] = planted
    known, unknown = (
        _work_of(world, hasher, world.browser(), "/sign-in", [("phone", phone.encode())])
        for phone in (PHONE, UNKNOWN)
    )
    assert known != unknown


def _password_tried(world: World, hasher: CountingHasher, email: str, password: str) -> tuple[int, list[str]]:
    pairs = [("email", email.encode()), ("password", password.encode())]
    return _work_of(world, hasher, world.browser(), "/staff/sign-in", pairs)


def _cost(stored: str) -> str:
    return stored.rpartition("$")[0].rpartition("$")[0]
