"""The database fails at one single statement of an act, at each in turn: nothing of the act stays.

Between two statements anything may happen to a database. Whoever asked sees whom to call; afterwards every
row is as before, and the same form, sent once more, does the whole of what was asked.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import pyotp
import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from support.people.models import OneTimeCode
from support.vocabulary.actor import Actor
from support.web.access import public
from tests.browser_of_the_tests import PHONE
from tests.builders import World, a_sent_case, at_result, begun, contact_fields, dump, first_slot
from tests.pages.forms import a_token, send
from tests.pages.ready_form import Form, Prepare
from tests.pages.ready_forms import FORMS
from tests.people_of_the_tests import PASSWORD
from tests.statements import failing_at

OUR_NUMBER = "09 000 0000"
MOST = 200
# What these acts have kept before the act itself begins: a try that was counted, or what she typed.
KEPT = {
    "sending with a code": {"one_time_code", "audit_entry"},
    "signing in": {"one_time_code", "audit_entry"},
    "sending without a code": {"triage_answer_set"},
    "asking for a code to send": {"triage_answer_set"},
    "asking for a code with a time chosen": {"triage_answer_set"},
}


def _code_of_answers(world: World) -> Form:
    browser = at_result(world)
    browser.get("/contact")
    browser.post(**contact_fields(world))
    return Form(browser, "/code", {"code": [world.code()]})


def _code_of_sign_in(world: World) -> Form:
    a_sent_case(world)
    browser = world.browser()
    browser.get("/sign-in")
    browser.post(phone=PHONE)
    return Form(browser, "/sign-in/code", {"code": [world.code()]})


def _second_step(world: World) -> Form:
    nils = world.house.nils
    browser = world.browser()
    browser.get("/staff/sign-in")
    browser.post(email=nils.email, password=PASSWORD)
    code = pyotp.TOTP(nils.secret).at(int(world.clock.now().timestamp()))
    return Form(browser, "/staff/sign-in/code", {"code": [code]})


def _first_step(world: World) -> Form:
    fields = {"email": [world.house.nils.email], "password": [PASSWORD]}
    return Form(world.browser(), "/staff/sign-in", fields)


def _booking(world: World) -> Form:
    browser = a_sent_case(world, book=False).browser
    return Form(browser, "/times", {"slot": [first_slot(browser)]})


def _moving(world: World) -> Form:
    sent = a_sent_case(world)
    address = f"/times/move/{sent.appointment_id}"
    sent.browser.get(address)
    return Form(sent.browser, address, {"slot": [first_slot(sent.browser)]})


def _contact_with_a_time(world: World) -> Form:
    browser = at_result(world)
    browser.post("/result", slot=first_slot(browser))
    return Form(browser, "/contact", {name: [value] for name, value in contact_fields(world).items()})


def _contact(safe_to_text: str) -> Prepare:
    def prepare(world: World) -> Form:
        fields = contact_fields(world, safe_to_text=safe_to_text)
        return Form(begun(world, "/questions/start-direct"), "/contact", {k: [v] for k, v in fields.items()})

    return prepare


ACTS: dict[str, Prepare] = {
    "beginning": FORMS["triage.start"][0],
    "answering": FORMS["triage.answer"][0],
    "deleting the answers": FORMS["triage.delete_all"][0],
    "asking for a code to send": _contact("yes"),
    "asking for a code with a time chosen": _contact_with_a_time,
    "sending without a code": _contact("no"),
    "sending with a code": _code_of_answers,
    "asking for a call": FORMS["triage.ask_for_call"][0],
    "asking for a code to sign in": FORMS["people.ask_code"][0],
    "signing in": _code_of_sign_in,
    "signing out": FORMS["people.sign_out"][0],
    "booking": _booking,
    "moving": _moving,
    "asking to be told of an earlier time": FORMS["booking.ask_to_be_told"][0],
    "taking an offered time": FORMS["booking.take_offered"][0],
    "declining an offered time": FORMS["booking.decline_offered"][0],
    "cancelling": FORMS["booking.cancel_time"][0],
    "asking for a call from the times": FORMS["booking.ask_for_call"][0],
    "withdrawing": FORMS["my_support.delete"][0],
    "ending another session": FORMS["my_support.end_session"][0],
    "signing in as a nurse": _first_step,
    "the second step of a nurse": _second_step,
    "claiming": FORMS["desk.claim"][0],
    "releasing": FORMS["desk.release"][0],
    "confirming": FORMS["desk.confirm"][0],
    "changing the decision": FORMS["desk.override"][0],
    "writing a call down": FORMS["desk.call"][0],
    "writing a note": FORMS["desk.note"][0],
    "closing": FORMS["desk.close"][0],
    "saying that somebody came": FORMS["desk.say_came"][0],
    "saying that somebody did not come": FORMS["desk.say_missed"][0],
    "taking back how a time went": FORMS["desk.take_back"][0],
    "cancelling because of us": FORMS["desk.cancel_by_us"][0],
}


@pytest.mark.parametrize("act", ACTS)
def test_a_fault_at_any_statement_leaves_nothing_and_the_act_can_be_repeated(act: str, world: World) -> None:
    form = ACTS[act](world)
    before = dump(world.begin_work)
    tried = _tried(world, form, KEPT.get(act, set()))
    assert tried.faults == []
    assert tried.statements > 2
    assert tried.status in (200, 302), tried.status
    assert dump(world.begin_work) != before


def test_an_act_in_two_halves_is_found(world: World) -> None:
    _plant(world, _note, _note)
    tried = _tried(world, FORMS["triage.start"][0](world), set())
    assert any("audit_entry is different" in fault for fault in tried.faults), tried.faults


def test_a_fault_that_nobody_is_told_of_is_found(world: World) -> None:
    def quiet(_world: World) -> None:
        with suppress(OperationalError):
            _note(world)

    _plant(world, quiet)
    tried = _tried(world, FORMS["triage.start"][0](world), set())
    assert any("answered with 200" in fault for fault in tried.faults), tried.faults


@dataclass(frozen=True)
class Tried:
    """What was wrong at which statement, how many there are, and the answer when none of them failed."""

    faults: list[str]
    statements: int
    status: int


def _tried(world: World, form: Form, kept: set[str]) -> Tried:
    """Send the form with a fault at its first statement, then at its second, until there is none left."""
    pairs = [(name, value.encode()) for name, values in form.fields.items() for value in values]
    faults: list[str] = []
    for number in range(1, MOST):
        token, before = a_token(form.browser), dump(world.begin_work)
        with failing_at(world, number) as statements:
            answer = send(form.browser, form.url, pairs, token)
        if len(statements) < number:
            return Tried(faults, len(statements), answer.status_code)
        at = f"fault at {number}, {statements[number - 1].split(' ')[0]}"
        if answer.status_code != 503 or not ("112" in answer.text and OUR_NUMBER in answer.text):
            faults.append(f"{at}: answered with {answer.status_code}")
        after = dump(world.begin_work)
        faults += [f"{at}: {table} is different" for table in after if after[table] != before[table]]
        faults = [
            fault for fault in faults if not fault.endswith(tuple(f" {one} is different" for one in kept))
        ]
        if "one_time_code" in kept:
            _forget_tries(world)
    raise AssertionError(f"more than {MOST} statements")


def _forget_tries(world: World) -> None:
    with world.begin_work(Actor.operator()) as work:
        work.session.execute(update(OneTimeCode).values(tries=0))


def _note(world: World) -> None:
    with world.begin_work(Actor.operator()) as work:
        work.log("planted", "nothing", "-")


def _plant(world: World, *acts: Callable[[World], None]) -> None:
    @public
    def planted() -> str:
        for act in acts:
            act(world)
        return "done"

    world.app.view_functions["triage.start"] = planted
