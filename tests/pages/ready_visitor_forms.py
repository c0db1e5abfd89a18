"""The forms of a visitor who is not signed in, each made ready to be sent by a person who may send it."""

from tests.browser_of_the_tests import ANSWERS, PHONE
from tests.builders import World, at_page, at_result, begun, contact_fields, first_slot
from tests.pages.ready_form import Form, Prepare, of_anyone


def _question(key: str, door: str = "/questions/start", **earlier: dict[str, list[str]]) -> Prepare:
    def prepare(world: World) -> Form:
        browser = at_page(world, key, door, **earlier)
        return Form(browser, f"/questions/{key}", {**ANSWERS[key], "skip": []})

    return prepare


def _contact(world: World) -> Form:
    browser = begun(world, "/questions/start-direct")
    fields = {name: [value] for name, value in contact_fields(world, safe_to_text="no").items()}
    return Form(browser, "/contact", {**fields, "under_18": ["yes"], "without_number": []})


def _code(world: World) -> Form:
    browser = begun(world, "/questions/start-direct")
    browser.post(**contact_fields(world))
    assert browser.url.startswith("/code")
    return Form(browser, "/code", {"code": ["000000"]})


def _sign_in_code(world: World) -> Form:
    browser = world.browser()
    browser.get("/sign-in")
    browser.post(phone=PHONE)
    return Form(browser, "/sign-in/code", {"code": ["000000"]})


def _visit(url: str, **fields: str) -> Prepare:
    return lambda world: Form(begun(world), url, {name: [value] for name, value in fields.items()})


def _trial(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        browser = begun(world, "/questions/start-trial")
        return Form(browser, url, {name: [value] for name, value in fields.items()})

    return prepare


def _result(world: World) -> Form:
    browser = at_result(world)
    fields = {"slot": [first_slot(browser)], "path": ["brief_support"], "talk": ["1"], "more": []}
    return Form(browser, "/result", fields)


READY_VISITORS: dict[str, list[Prepare]] = {
    "people.ask_code": [of_anyone("/sign-in", phone=PHONE)],
    "people.confirm_code": [_sign_in_code],
    "people.new_code": [of_anyone("/sign-in/code/new", anything="1")],
    "public.choose_theme": [of_anyone("/theme", theme="dark")],
    "triage.answer": [
        *(_question(key) for key in ("2", "3", "4a", "5", "6", "8", "13")),
        _question("4b", p4a={"death_thoughts": ["1"], "self_harm": ["no"]}),
        _question("T2", "/questions/start-team"),
    ],
    "triage.ask_for_call": [of_anyone("/call-me", first_name="Aino", phone=PHONE, safe_to_text="no")],
    "triage.choose_time": [_result],
    "triage.confirm_code": [_code],
    "triage.delete_all": [_visit("/questions/delete", anything="1")],
    "triage.leave_contact": [_contact],
    "triage.make_code_to_move": [_visit("/questions/move", anything="1")],
    "triage.make_real": [_trial("/trial/real", to="contact")],
    "triage.move_here": [of_anyone("/go-on", resume_code="AAAAA-AAAAA-AAAAA-AAAAA")],
    "triage.new_code": [_visit("/code/new", anything="1")],
    "triage.send": [_visit("/review", anything="1")],
    "triage.start": [of_anyone("/questions/start", anything="1")],
    "triage.start_direct": [of_anyone("/questions/start-direct", anything="1")],
    "triage.start_team": [of_anyone("/questions/start-team", anything="1")],
    "triage.start_trial": [of_anyone("/questions/start-trial", anything="1")],
    "triage.stop_trial": [_trial("/trial/end", anything="1")],
    "triage.uncover": [_visit("/questions/continue", anything="1")],
}
