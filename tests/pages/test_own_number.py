"""Whoever tries to get at her number: who holds her phone, who calls in her name, who types another's."""

import json
from datetime import timedelta

import pytest

from support.messaging.actions import queue_sms
from support.vocabulary.language import Language
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import SECOND, SentCase, World, a_sent_case, signed_in_again
from tests.hands import press

OLD, NEW = PHONE.replace(" ", ""), "+35800000055"
NUMBER = {"phone": NEW, "safe_to_text": "yes"}
A_DAY = timedelta(days=1)


def at_number(world: World, sent: SentCase) -> Browser:
    nurse = world.nurse(world.house.nils)
    nurse.get(f"/cases/{sent.case_id}")
    nurse.post(f"/cases/{sent.case_id}/claim")
    nurse.get(f"/cases/{sent.case_id}/number")
    return nurse


def status(browser: Browser) -> int:
    assert browser.page is not None
    return browser.page.status_code


def days_of(world: World, sent: SentCase) -> dict[str, str]:
    (booked,) = world.rows("appointment", case_id=sent.case_id)
    (case,) = world.rows("support_case", id=sent.case_id)
    return {
        "booked_on": booked["starts_at"].date().isoformat(),
        "sent_on": case["opened_at"].date().isoformat(),
    }


def word_of(world: World, sent: SentCase) -> str:
    (person,) = world.rows("employee", id=sent.employee_id)
    return str(person["reference_word"])


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"word": "AAAAAA"},
        {"booked_on": "RIGHT"},
        {"sent_on": "RIGHT"},
        {"booked_on": "RIGHT", "sent_on": "2020-01-01"},
        {"booked_on": "RIGHT", "sent_on": "RIGHT", "word": "AAAAAA"},
    ],
)
def test_who_cannot_say_enough_gets_no_code_and_learns_nothing(said: dict[str, str], world: World) -> None:
    sent = a_sent_case(world)
    nurse, days = at_number(world, sent), days_of(world, sent)
    world.send_due()
    world.sender.sent.clear()
    filled = {one: days[one] if value == "RIGHT" else value for one, value in said.items()}
    press(nurse, "Send a code", **NUMBER, **filled)
    assert status(nurse) == 422
    assert "This does not show who it is." in nurse.text()
    world.send_due()
    assert world.sender.sent == [] and world.rows("former_number") == []


def test_after_five_tries_in_a_day_nothing_that_is_said_is_heard(world: World) -> None:
    sent = a_sent_case(world)
    nurse, right = at_number(world, sent), days_of(world, sent)
    for _ in range(5):
        press(nurse, "Send a code", **NUMBER, word="AAAAAA")
    press(nurse, "Send a code", **NUMBER, **right)
    assert status(nurse) == 429
    press(nurse, "Send a code", **NUMBER, seen="yes")
    assert status(nurse) == 200
    proofs = [row["detail"] for row in world.rows("audit_entry", verb="number:proof")]
    assert proofs == ["word: wrong"] * 5 + ["document: right"]


def test_who_has_found_the_phone_reads_both_days_there_and_is_not_believed(world: World) -> None:
    sent = a_sent_case(world)
    nurse = at_number(world, sent)
    press(nurse, "The phone is lost")
    press(nurse, "Send a code", **NUMBER, **days_of(world, sent))
    assert status(nurse) == 422
    said = {"word": word_of(world, sent).lower(), "sent_on": days_of(world, sent)["sent_on"]}
    press(nurse, "Send a code", **NUMBER, **said)
    assert status(nurse) == 200


def test_the_code_of_one_number_takes_no_other_into_use(world: World) -> None:
    sent = a_sent_case(world)
    nurse = at_number(world, sent)
    press(nurse, "Send a code", **NUMBER, **days_of(world, sent))
    code = world.code()
    nurse.post(f"/cases/{sent.case_id}/number/code", phone="+35800000056", safe_to_text="yes", code=code)
    assert world.rows("former_number") == []
    own = signed_in_again(world)
    own.get("/my/number")
    press(own, "Send a code", **NUMBER)
    code = world.code()
    own.post("/my/number/code", phone="+35800000056", safe_to_text="yes", code=code)
    assert world.rows("former_number") == []


def test_the_code_said_on_the_phone_is_of_no_use_elsewhere(world: World) -> None:
    sent = a_sent_case(world)
    other = a_sent_case(world, contact=SECOND)
    nurse = at_number(world, sent)
    press(nurse, "Send a code", **NUMBER, **days_of(world, sent))
    code = world.code()
    nina = world.nurse(world.house.nina)
    nina.get(f"/cases/{sent.case_id}/number")
    assert nina.post(f"/cases/{sent.case_id}/number/code", **NUMBER, code=code).status_code == 409
    nurse.get(f"/cases/{other.case_id}")
    nurse.post(f"/cases/{other.case_id}/claim")
    nurse.get(f"/cases/{other.case_id}/number")
    assert nurse.post(f"/cases/{other.case_id}/number/code", **NUMBER, code=code).status_code == 422
    assert world.rows("former_number") == []


def test_a_number_of_somebody_else_cannot_be_taken(world: World) -> None:
    a_sent_case(world, contact=SECOND)
    a_sent_case(world)
    own = signed_in_again(world)
    own.get("/my/number")
    press(own, "Send a code", phone=SECOND["phone"], safe_to_text="yes")
    press(own, "Confirm", code=world.code())
    assert "This number cannot be taken into use here." in own.text()
    assert world.rows("former_number") == []


def test_a_browser_left_open_changes_no_number(world: World) -> None:
    sent = a_sent_case(world)
    world.clock.pass_time(timedelta(minutes=11))
    sent.browser.get("/my/number")
    assert sent.browser.url.startswith("/sign-in")
    sent.browser.get("/my")
    sent.browser.post("/my/number", phone=NEW, safe_to_text="no")
    assert sent.browser.url.startswith("/sign-in") and world.rows("former_number") == []


def test_a_number_that_is_not_safe_gets_nothing_not_even_a_code(world: World) -> None:
    a_sent_case(world)
    own = signed_in_again(world)
    own.get("/my/number")
    world.sender.sent.clear()
    press(own, "Send a code", phone=NEW, safe_to_text="no")
    assert "Your new number is in use." in own.text()
    world.send_due()
    assert {number for number, _ in world.sender.sent} == {OLD}
    (person,) = world.rows("employee")
    assert not person["number_confirmed"] and not person["safe_to_text"]


def test_what_waits_follows_her_and_what_is_not_hers_stays(world: World) -> None:
    a_sent_case(world)
    world.send_due()
    with world.begin_work(world.house.nils.actor) as work:
        for template, key in (("message", "hers"), ("staff", "alert:x:1"), ("sup_first", "supervisor:x:1")):
            values, lives = {"link": "https://x.example/my"}, A_DAY
            queue_sms(
                work,
                template=template,
                phone=OLD,
                language=Language.FI,
                values=values,
                business_key=key,
                lives=lives,
                waits=timedelta(hours=1),
            )
    own = signed_in_again(world)
    own.get("/my/number")
    world.clock.pass_time(timedelta(minutes=1))
    press(own, "My phone is lost")
    world.clock.pass_time(timedelta(minutes=5))
    press(own, "Send a code", **NUMBER)
    press(own, "Confirm", code=world.code())
    world.clock.pass_time(timedelta(hours=2))
    world.sender.sent.clear()
    world.send_due()
    went = dict(world.sender.sent)
    (hers,) = world.rows("outbound_message", business_key="hers")
    assert hers["state"] == "accepted" and "Avaa se tästä" not in went.get(OLD, "")
    assert "Avaa se tästä" in went[NEW]
    states = {
        row["business_key"]: row["due_at"] < row["expires_at"] for row in world.rows("outbound_message")
    }
    assert states["alert:x:1"] and states["supervisor:x:1"]


def test_taking_everything_back_forgets_the_numbers_before_too(world: World) -> None:
    a_sent_case(world)
    own = signed_in_again(world)
    world.clock.pass_time(timedelta(minutes=1))
    own.get("/my/number")
    press(own, "Send a code", **NUMBER)
    press(own, "Confirm", code=world.code())
    world.send_due()
    own.get("/my/delete")
    own.post()
    assert world.rows("former_number") == [] and world.rows("outbound_message") == []


def test_a_step_in_the_case_and_the_record_say_that_it_changed_and_not_to_what(world: World) -> None:
    sent = a_sent_case(world)
    own = signed_in_again(world)
    own.get("/my/number")
    press(own, "Send a code", **NUMBER)
    press(own, "Confirm", code=world.code())
    (step,) = world.rows("case_step", case_id=sent.case_id, kind="number_changed")
    assert step["text"] is None and step["before"] is None
    (entry,) = world.rows("audit_entry", verb="number:change")
    assert entry["detail"] == "confirmed"


def test_a_number_that_was_only_typed_shows_and_ends_nothing_of_whoever_has_it(world: World) -> None:
    a_sent_case(world, contact=SECOND)
    world.send_due()
    with world.begin_work(world.house.nils.actor) as work:
        queue_sms(
            work,
            template="message",
            phone=SECOND["phone"].replace(" ", ""),
            language=Language.FI,
            values={"link": "https://x.example/my"},
            business_key="of somebody else",
            lives=A_DAY,
            waits=timedelta(hours=1),
        )
    before = {row["id"]: row["state"] for row in world.rows("outbound_message")}
    a_sent_case(world)
    own = signed_in_again(world)
    for phone in (SECOND["phone"], NEW, SECOND["phone"]):
        own.get("/my/number")
        press(own, "Send a code", phone=phone, safe_to_text="no")
    own.get("/my/information/file")
    sections = json.loads(own.html())["sections"]
    assert [row["phone"] for row in sections["former_number"]] == [OLD]
    hers = [row for row in world.rows("outbound_message") if row["id"] not in before]
    assert 0 < len(sections["outbound_message"]) <= len(hers)
    own.get("/my/delete")
    own.post()
    after = {row["id"]: row["state"] for row in world.rows("outbound_message")}
    assert before.items() <= after.items()
