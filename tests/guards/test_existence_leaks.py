"""That something exists is told to nobody: nothing, declined, taken back, run out look and cost the same."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from sqlalchemy import update
from werkzeug.routing import Rule

from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode
from support.vocabulary.errors import NotFound
from support.web.access import public
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, World, addresses, open_values, signed_in_again
from tests.guards.test_stranger import IDS, NOBODYS
from tests.leaks.canaries import BEA
from tests.leaks.planter import NUMBER
from tests.leaks.planting import Planted, planted
from tests.leaks.readers import READERS
from tests.pages.forms import a_token
from tests.statements import counted
from tests.supervisors import give, take_back

# Who must not learn that there is a case, a meeting, an action: each with nothing let known to her any more.
OUTSIDE = (
    "a supervisor from whom it was taken back",
    "a supervisor whose permission has run out",
    "another employee",
    "a nurse of another employer",
)
_PASSING = re.compile(r'nonce="[^"]*"|nonce-[A-Za-z0-9+/=_-]+|name="csrf_token" value="[^"]*"')


@pytest.mark.parametrize("who", OUTSIDE)
def test_what_is_not_hers_looks_like_what_never_was(who: str, world: World) -> None:
    found = planted(world)
    browser = READERS[who](world, found).browser
    _compare_all(world, browser, found.values[0])


def test_what_is_let_known_no_more_costs_the_same_whatever_the_reason(world: World) -> None:
    found = planted(world)
    siiri = READERS["a supervisor who is let know"](world, found).browser
    own = found.cases[0].browser
    costs = {name: _costs_after(world, siiri, found, end, own) for name, end in ENDS.items()}
    for address, cost in costs["run out"].items():
        assert {name: costs[name][address] for name in ENDS} == dict.fromkeys(ENDS, cost), address
    assert len(costs["run out"]) >= 5


def test_her_page_is_the_same_whatever_somebody_else_has_said(world: World) -> None:
    found = planted(world)
    nils = READERS["a nurse of the employer"](world, found).browser
    bea = signed_in_again(world, NUMBER[BEA])
    siiri = READERS["a supervisor who is let know"](world, found).browser
    before = _page(world, siiri)
    for name, says in SAID.items():
        says(world, found.cases[1].case_id, nils, bea)
        assert _page(world, siiri) == before, name
    give(bea, FactCode.F8)
    assert _page(world, siiri) != before, "what is given is not seen either: nothing was compared"


def test_a_page_that_tells_the_two_apart_is_found(world: World) -> None:
    found = planted(world)

    @public
    def tells(meeting_id: str) -> tuple[str, int]:
        if meeting_id == found.values[0]["meeting_id"]:
            return "Nothing here any more.", 404
        raise NotFound

    world.app.view_functions["supervisor.meeting"] = tells
    browser = READERS["a supervisor from whom it was taken back"](world, found).browser
    with pytest.raises(AssertionError, match="GET /supervisor/meetings/<meeting_id>"):
        _compare_all(world, browser, found.values[0])


def _asked(world: World, case_id: str, nils: Browser, _bea: Browser) -> None:
    nils.get(f"/cases/{case_id}/supervisor")
    nils.post(f"/cases/{case_id}/supervisor/ask", fact=["F1"])
    assert world.rows("consent", case_id=case_id, state="requested"), nils.text()


def _declined(_world: World, _case_id: str, _nils: Browser, bea: Browser) -> None:
    bea.get("/my/supervisor")
    bea.post("/my/supervisor/facts/none")
    assert "done=noted" in bea.url


def _taken_back(_world: World, _case_id: str, _nils: Browser, bea: Browser) -> None:
    give(bea, *FactCode)
    take_back(bea)


def _run_out(world: World, case_id: str, _nils: Browser, own: Browser) -> None:
    give(own, *FactCode)
    _let_run_out(world, case_id)


def _let_run_out(world: World, case_id: str) -> None:
    with world.begin_work(LOOKER) as work:
        hers = update(Consent).where(Consent.case_id == case_id)
        work.session.execute(hers.values(valid_until=work.now - timedelta(minutes=1)))


SAID: dict[str, Callable[[World, str, Browser, Browser], None]] = {
    "asked": _asked,
    "declined": _declined,
    "taken back": _taken_back,
    "run out": _run_out,
}


ENDS: dict[str, Callable[[World, str, Browser], None]] = {
    "run out": lambda world, case_id, _own: _let_run_out(world, case_id),
    "taken back": lambda world, case_id, own: _taken_back(world, case_id, own, own),
    "declined": lambda world, case_id, own: _declined(world, case_id, own, own),
}


def _costs_after(
    world: World, siiri: Browser, found: Planted, end: Callable[[World, str, Browser], None], own: Browser
) -> dict[str, int]:
    """How many statements each address takes that she may ask, after what ended it."""
    end(world, found.cases[0].case_id, own)
    values = {**open_values(world.app), **found.values[0]}
    siiri.get("/supervisor")
    return {
        f"{method} {rule}": _answer(world, siiri, method, address)[2]
        for method in ("GET", "POST")
        for rule, address in addresses(world.app, values, method)
        if rule.endpoint.startswith("supervisor.") and _is_compared(rule, values)
    }


def _page(world: World, siiri: Browser) -> tuple[str, int]:
    siiri.get("/supervisor")
    with counted(world) as statements:
        siiri.get("/supervisor")
    return _bare(siiri.html(), {}), len(statements)


def _compare_all(world: World, browser: Browser, values: Mapping[str, str]) -> None:
    compared = 0
    theirs, nobodys = ({**open_values(world.app), **each} for each in (values, NOBODYS))
    for method in ("GET", "POST"):
        pairs = zip(addresses(world.app, theirs, method), addresses(world.app, nobodys, method), strict=True)
        for (rule, real), (_rule, made_up) in pairs:
            if _is_compared(rule, values):
                real_one, nothing = (_answer(world, browser, method, one) for one in (real, made_up))
                assert _told(real_one, theirs) == _told(nothing, nobodys), f"{method} {rule}"
                compared += 1
    assert compared > 60


def _is_compared(rule: Rule, values: Mapping[str, str]) -> bool:
    """Whether an id of hers stands in it; practitioners and the own sessions of a reader are no secret."""
    ids = rule.arguments & IDS - {"practitioner_id", "session_ref", "cohort_id", "pilot_id", "review_id"}
    return bool(ids) and all(values[one] not in ("E" * 22, "J" * 22) for one in ids)


def _answer(world: World, browser: Browser, method: str, address: str) -> tuple[int, str, int]:
    """Status, body, and how many statements it took."""
    data = {"csrf_token": a_token(browser)} if method == "POST" else None
    with counted(world) as statements:
        answer = browser.client.open(address, method=method, data=data, headers=browser.headers)
    return answer.status_code, answer.get_data(as_text=True), len(statements)


def _told(answer: tuple[int, str, int], values: Mapping[str, str]) -> tuple[int, str]:
    status, body, _statements = answer
    return status, _bare(body, values)


def _bare(body: str, values: Mapping[str, str]) -> str:
    """Without what is new in every answer, and without the id that was asked for."""
    body = _PASSING.sub("", body)
    for name, value in values.items():
        body = body.replace(value, name) if name in IDS else body
    return body
