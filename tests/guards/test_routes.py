"""Every route says who may ask, answers only its own methods, and changes nothing when it is looked at."""

import pytest
from flask import Flask
from sqlalchemy import delete

from support.triage.models import AnswerSet
from support.vocabulary.actor import Actor
from support.web.access import keep_gate, public, undeclared_routes
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, addresses, at_page, dump, open_values
from tests.row_changes import Dump, changed

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")

# Whoever adds a page for everybody adds it here, on purpose.
PUBLIC = """
demo: components messages
health: show
people: ask_code choose_language code confirm_code new_code sign_in
public: about accessibility choose_theme guide hats landing leave privacy
reports: take
staff: code first_step second_step sign_in
supervisor: sign_in
triage: answer ask_for_call before call_me call_promised choose_time code confirm_code contact covered
triage: crisis delete_all deleted employer_door enter_code leave_contact make_code_to_move make_real move_here
triage: new_code question result resume review send
triage: start start_direct start_team start_trial stop stop_trial uncover
webhooks: reply report
"""
BY_LINK = {
    *("calendars.feed", "staff.invitation", "staff.take_into_use"),
    *("my_support.answer", "my_support.check_in"),
    *("supervisor.ask_code", "supervisor.code", "supervisor.confirm_code", "supervisor.link"),
}


def test_every_route_declares_who_may_ask(app: Flask) -> None:
    assert undeclared_routes(app) == []


def test_a_route_that_declares_nothing_stops_the_start() -> None:
    planted = Flask("planted", static_folder=None)
    planted.add_url_rule("/open", "open", public(lambda: "fine"))
    keep_gate(planted)
    planted.add_url_rule("/forgotten", "forgotten", lambda: "who may see this?")
    with pytest.raises(RuntimeError, match="forgotten"):
        keep_gate(planted)


def test_the_public_routes_are_the_ones_written_here(app: Flask) -> None:
    lines = [line.partition(": ") for line in PUBLIC.strip().splitlines()]
    written = {f"{group}.{name}" for group, _, names in lines for name in names.split()}
    found = _endpoints(app, "public")
    assert found == written | {"static"}
    assert _endpoints(app, "by_link") == BY_LINK


def test_a_route_looks_or_changes_but_not_both(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        asked = (rule.methods or set()) - {"OPTIONS", "HEAD"}
        assert asked in ({"GET"}, {"POST"}), f"{rule} answers {sorted(asked)}"


def test_only_the_declared_methods_are_answered(world: World) -> None:
    values = open_values(world.app) | {
        **dict.fromkeys(("cohort_id", "pilot_id", "review_id"), "x" * 22),
        "action_id": "x" * 22,
        "alert_id": "x" * 22,
        "case_id": "x" * 22,
        "appointment_id": "x" * 22,
        "meeting_id": "x" * 22,
        "coaching_id": "x" * 22,
        "practitioner_id": "x" * 22,
        "session_ref": "x" * 32,
        "step_id": "x" * 22,
    }
    found = {address for method in METHODS for _rule, address in addresses(world.app, values, method)}
    client, matcher = world.app.test_client(), world.app.url_map.bind("")
    for address in found:
        for method in set(METHODS) - set(matcher.allowed_methods(address)):
            answer = client.open(address, method=method)
            assert answer.status_code == 405, f"{method} {address} was answered with {answer.status_code}"


def test_looking_changes_nothing(world: World) -> None:
    sent = a_sent_case(world)
    readers = {
        "anonymous": world.browser(),
        "in the middle of the questions": at_page(world, "6"),
        "employee": sent.browser,
        "nurse": world.nurse(world.house.nils),
    }
    values = open_values(world.app) | sent.values
    before = dump(world.begin_work)
    for who, browser in readers.items():
        for rule, address in addresses(world.app, values):
            after, status = _after_a_look(world, browser, address)
            # A refusal is recorded, and how many are recorded is counted.
            kept = {"rate_count"} if status == 404 else set()
            assert not changed(before, after) - kept, f"GET {rule} as {who}"
            before = after


def test_a_look_that_changes_something_is_found(world: World) -> None:
    def look() -> str:
        with world.begin_work(Actor.visitor()) as work:
            work.session.execute(delete(AnswerSet))
        return "seen"

    world.app.add_url_rule("/planted", "planted", public(look))
    at_page(world, "3")
    before = dump(world.begin_work)
    after, _status = _after_a_look(world, world.browser(), "/planted")
    assert "triage_answer_set" in changed(before, after)


def _after_a_look(world: World, browser: Browser, address: str) -> tuple[Dump, int]:
    looked = [
        browser.client.open(address, method=method, headers=browser.headers)
        for method in ("GET", "HEAD", "OPTIONS")
    ]
    return dump(world.begin_work), looked[0].status_code


def _endpoints(app: Flask, kind: str) -> set[str]:
    return {name for name, view in app.view_functions.items() if vars(view)["access"].kind == kind}
