"""Behind proxies of our own the limits count the caller's address, and no caller can write it herself."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, request

from config import Settings
from support.app import create_app
from support.platform.database import db
from support.web.access import public
from tests.fakes import FixedClock

PROXY, CALLER, INVENTED = "10.0.0.1", "203.0.113.7", "198.51.100.99"


def _behind(settings: Settings, clock: FixedClock, hops: int, base: str = "http://127.0.0.1:5000") -> Flask:
    app = create_app(replace(settings, trusted_proxies=hops, public_base_url=base), clock=clock)
    app.view_functions["public.about"] = public(lambda: f"{request.remote_addr} {request.host_url}")
    return app


@pytest.fixture
def apps() -> Iterator[list[Flask]]:
    """The applications of a test; their databases are let go at its end."""
    made: list[Flask] = []
    yield made
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.mark.parametrize(
    ("hops", "forwarded", "seen"),
    [
        (0, None, PROXY),
        (0, INVENTED, PROXY),
        (0, f"{INVENTED}, {CALLER}", PROXY),
        (1, None, PROXY),
        (1, CALLER, CALLER),
        (1, f"{INVENTED}, {CALLER}", CALLER),
        (1, f"127.0.0.1, {INVENTED},{CALLER}", CALLER),
        (2, f"{INVENTED}, {CALLER}, 10.0.0.2", CALLER),
        # Fewer names than proxies: somebody went around one of them, and is taken for the proxy she came by.
        (2, INVENTED, PROXY),
    ],
)
def test_the_address_is_the_one_that_our_last_proxy_wrote(
    hops: int, forwarded: str | None, seen: str, settings: Settings, clock: FixedClock, apps: list[Flask]
) -> None:
    apps.append(_behind(settings, clock, hops))
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    headers |= {"X-Real-IP": INVENTED, "Forwarded": f"for={INVENTED}"}
    answer = apps[0].test_client().get("/about", headers=headers, environ_base={"REMOTE_ADDR": PROXY})
    assert answer.get_data(as_text=True).split()[0] == seen


@pytest.mark.parametrize("hops", [0, 1])
def test_an_invented_address_gets_nobody_around_the_limits(
    hops: int, settings: Settings, clock: FixedClock, apps: list[Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("support.people.sign_in_actions.slow_hash_matches", lambda _stored, _password: False)
    apps.append(_behind(settings, clock, hops))
    apps[0].config["WTF_CSRF_ENABLED"] = False
    client = apps[0].test_client()
    found = []
    for number in range(61):
        real = f", {CALLER}" if hops else ""
        headers = {"X-Forwarded-For": f"198.51.100.{number}{real}", "Sec-Fetch-Site": "same-origin"}
        form = {"email": f"nobody{number}@ulappa.example", "password": "wrong wrong wrong"}
        answer = client.post(
            "/staff/sign-in", data=form, headers=headers, environ_base={"REMOTE_ADDR": PROXY}
        )
        found.append(answer.status_code)
    assert found == [422] * 60 + [429]


def test_two_callers_behind_one_proxy_are_counted_apart(
    settings: Settings, clock: FixedClock, apps: list[Flask]
) -> None:
    apps.append(_behind(settings, clock, 1))
    client = apps[0].test_client()
    seen = {
        client.get("/about", headers={"X-Forwarded-For": one}, environ_base={"REMOTE_ADDR": PROXY}).data
        for one in (CALLER, INVENTED)
    }
    assert len(seen) == 2


@pytest.mark.parametrize("hops", [0, 1, 2])
def test_a_proxy_names_no_other_host(
    hops: int, settings: Settings, clock: FixedClock, apps: list[Flask]
) -> None:
    apps.append(_behind(settings, clock, hops))
    headers = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "4443",
        "X-Forwarded-Prefix": "/evil",
        "X-Forwarded-For": f"{CALLER}, {PROXY}",
    }
    answer = apps[0].test_client().get("/about", headers=headers)
    assert answer.get_data(as_text=True).endswith(" http://localhost/")
    assert apps[0].test_client().get("/about", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("said", "status"),
    [("https", 200), ("http", 400), (None, 400), ("http, https", 200), ("https, http", 400)],
)
def test_people_come_only_by_the_scheme_of_our_address(
    said: str | None, status: int, settings: Settings, clock: FixedClock, apps: list[Flask]
) -> None:
    apps.append(_behind(settings, clock, 1, "https://support.example"))
    headers = {"Host": "support.example"} | ({"X-Forwarded-Proto": said} if said else {})
    answer = apps[0].test_client().get("/about", headers=headers)
    assert answer.status_code == status
    assert apps[0].test_client().get("/health", headers={"Host": "127.0.0.1"}).status_code == 200
