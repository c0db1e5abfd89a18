"""Every way in, every try and every refused look leaves a record: who and what, never what was typed."""

from typing import Any

import pyotp
import pytest

from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case, addresses, dump, open_values, signed_in_again
from tests.guards.test_stranger import IDS, NOBODYS, OTHER_PHONE
from tests.people_of_the_tests import PASSWORD
from tests.statements import counted

Record = tuple[str, str | None, str, str, str, str | None]
OF_A_CASE = {"case_id": "support_case", "appointment_id": "appointment"}


def _records(world: World) -> list[Record]:
    columns = ("role", "actor_id", "verb", "subject_type", "subject_id", "detail")
    rows: list[dict[str, Any]] = dump(world.begin_work)["audit_entry"]
    return [tuple(row[name] for name in columns) for row in rows]


def _refused(world: World, browser: Browser, method: str, address: str) -> list[Record]:
    """What is recorded of one request that is refused."""
    browser.get("/")
    data = {"csrf_token": browser.token()} if method == "POST" else None
    before = len(_records(world))
    answer = browser.client.open(address, method=method, data=data, headers=browser.headers)
    assert answer.status_code == 404, f"{method} {address}: {answer.status_code}"
    return _records(world)[before:]


def test_every_refused_look_and_every_refused_act_is_recorded(world: World) -> None:
    sent = a_sent_case(world)
    other = a_sent_case(world, contact={"first_name": "Veera", "phone": OTHER_PHONE})
    outi = world.nurse(world.house.outi)
    tried = 0
    for method in ("GET", "POST"):
        for rule, address in addresses(world.app, open_values(world.app) | sent.values, method):
            if not rule.arguments & OF_A_CASE.keys():
                continue
            for role, actor_id, browser in (
                ("nurse", world.house.outi.id, outi),
                ("employee", other.employee_id, other.browser),
            ):
                (record,) = _refused(world, browser, method, address)
                assert record[:3] == (role, actor_id, "refuse"), f"{method} {rule}"
                is_hers = rule.endpoint.startswith("desk.") == (role == "nurse")
                name = next(iter(rule.arguments & OF_A_CASE.keys()))
                about = (
                    (OF_A_CASE[name], sent.values[name], None) if is_hers else ("route", "-", rule.endpoint)
                )
                assert record[3:] == about, f"{method} {rule} as {role}"
                tried += 1
    assert tried > 10


def test_a_refused_preview_beside_the_queue_is_recorded(world: World) -> None:
    sent = a_sent_case(world)
    outi = world.nurse(world.house.outi)
    records = _refused(world, outi, "GET", f"/queue?peek={sent.case_id}")
    assert records == [("nurse", world.house.outi.id, "refuse", "support_case", sent.case_id, None)]


@pytest.mark.parametrize("asked", [NOBODYS["case_id"], "x", "x" * 500, "<script>", "väärä"])
def test_what_does_not_exist_is_recorded_too_and_nothing_that_was_typed(asked: str, world: World) -> None:
    outi = world.nurse(world.house.outi)
    (record,) = _refused(world, outi, "GET", f"/queue?peek={asked}")
    subject = asked if asked == NOBODYS["case_id"] else "-"
    assert record == ("nurse", world.house.outi.id, "refuse", "support_case", subject, None)


def test_a_refused_look_at_what_exists_costs_as_many_statements_as_at_what_does_not(world: World) -> None:
    sent = a_sent_case(world)
    outi = world.nurse(world.house.outi)
    costs = []
    for case_id in (sent.case_id, NOBODYS["case_id"]):
        outi.get("/queue")
        with counted(world) as statements:
            outi.get(f"/cases/{case_id}")
        costs.append(list(statements))
    assert costs[0] == costs[1] != []


def test_a_stranger_who_is_sent_to_the_sign_in_leaves_no_record(world: World) -> None:
    sent = a_sent_case(world)
    before = _records(world)
    for _rule, address in addresses(world.app, open_values(world.app) | sent.values):
        if _rule.arguments & IDS:
            world.browser().client.get(address)
    assert _records(world) == before


def test_every_sign_in_of_an_employee_is_recorded(world: World) -> None:
    sent = a_sent_case(world)
    assert ("employee:sign-in", sent.employee_id) in _acts(world)
    before = len(_records(world))
    signed_in_again(world)
    acts = [act for act in _acts(world)[before:] if act[0] != "read"]
    assert acts == [("code:try", "-"), ("employee:sign-in", sent.employee_id)]


def test_without_a_code_the_sign_in_that_begins_with_the_answers_is_recorded(world: World) -> None:
    sent = a_sent_case(world, book=False, contact={"safe_to_text": "no"})
    assert ("employee:sign-in", sent.employee_id) in _acts(world)


@pytest.mark.parametrize("phone", [PHONE, "+358 00 000 009"])
def test_every_try_of_a_code_is_recorded_without_the_digits(phone: str, world: World) -> None:
    a_sent_case(world)
    browser = world.browser()
    browser.get("/sign-in")
    browser.post(phone=phone)
    before = len(_records(world))
    for _ in range(6):
        browser.post("/sign-in/code", code="000000")
    of_a_try = ("visitor", None, "code:try", "one_time_code", "-")
    assert _records(world)[before:] == [(*of_a_try, None)] * 5


def test_every_try_of_a_password_and_every_step_of_a_nurses_sign_in_is_recorded(world: World) -> None:
    nils = world.house.nils
    (account,) = world.rows("account", practitioner_id=nils.id)
    before = len(_records(world))
    browser = world.browser()
    browser.get("/staff/sign-in")
    for email, password in (
        (nils.email, "x" * 20),
        ("nobody@ulappa.example", PASSWORD),
        (nils.email, PASSWORD),
    ):
        browser.post("/staff/sign-in", email=email, password=password)
    browser.post(code="000000")
    browser.post(code=pyotp.TOTP(nils.secret).at(int(world.clock.now().timestamp())))
    acts = [act for act in _acts(world)[before:] if act[0] != "read"]
    assert acts == [
        ("account:try", account["id"]),
        ("account:try", "-"),
        ("account:try", account["id"]),
        ("account:refuse", account["id"]),
        ("account:sign-in", account["id"]),
    ]


def test_the_tries_up_to_the_limit_are_recorded_and_what_is_refused_at_the_door_writes_nothing(
    world: World,
) -> None:
    browser = world.browser()
    browser.get("/staff/sign-in")
    for _ in range(15):
        browser.post("/staff/sign-in", email=world.house.nils.email, password="x" * 20)
    assert len([record for record in _records(world) if record[2] == "account:try"]) == 10


def _acts(world: World) -> list[tuple[str, str]]:
    return [(verb, subject) for _role, _actor, verb, _type, subject, _detail in _records(world)]
