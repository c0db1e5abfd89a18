"""What a nurse has asked on the phone is sent as if the person had done it, and the case is the nurse's."""

from typing import Any

import pytest

from support.desk import phone_actions
from tests.builders import World, a_sent_case, contact_fields
from tests.nurse_on_the_phone import asked, on_phone

URGENT: dict[str, Any] = {"p4a": {"death_thoughts": ["2"], "self_harm": ["no"]}}


def _decisions(world: World) -> list[tuple[Any, ...]]:
    kept = ("urgency", "path", "suggested_urgency", "suggested_path", "has_safety_row", "flags")
    return [tuple(row[one] for one in kept) for row in world.rows("support_case")]


@pytest.mark.parametrize("answers", [{}, URGENT, {"p13": {"wish": ["talk_today"]}}, {"p6": {"skip": ["1"]}}])
def test_the_same_answers_give_the_same_decision(answers: dict[str, Any], world: World) -> None:
    a_sent_case(world, book=False, **answers)
    asked(world, **answers).post(**contact_fields(world, phone="+358 00 000 002"))
    alone, by_phone = _decisions(world)
    assert alone == by_phone
    counts = world.rows("decision_count")
    assert [row["decided"] for row in counts] == [2]


def test_the_case_is_hers_and_says_how_it_came(world: World) -> None:
    nils = asked(world)
    nils.post(**contact_fields(world))
    (case,) = world.rows("support_case")
    assert nils.url == f"/cases/{case['id']}"
    assert case["claimed_by"] == world.house.nils.id
    kinds = {row["kind"]: row["actor_id"] for row in world.rows("case_step")}
    assert kinds == dict.fromkeys(("opened", "by_phone", "claimed"), world.house.nils.id)
    assert "Answered on the phone with a nurse" in nils.text()
    assert "number not confirmed" in nils.text()


def test_no_time_was_shown_and_no_promise_is_kept_by_it(world: World) -> None:
    asked(world, **URGENT).post(**contact_fields(world))
    (case,) = world.rows("support_case")
    assert (case["first_offer_at"], case["first_contact_at"]) == (None, None)
    (alert,) = world.rows("alert")
    assert alert["acknowledged_at"] is not None
    assert alert["resolved_at"] is None


def test_what_is_known_may_be_sent_at_any_time(world: World) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/questions/4a")
    nils.post(None, **URGENT["p4a"])
    nils.get("/by-phone/contact")
    nils.post(**contact_fields(world))
    (case,) = world.rows("support_case")
    assert case["urgency"] == "same_day"


def test_sending_is_one_work(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    nils = asked(world)

    def breaks(*_parts: object) -> None:
        raise RuntimeError("broken by a test")

    monkeypatch.setattr(phone_actions, "take_after_phone", breaks)
    nils.post(**contact_fields(world))
    assert world.rows("support_case") == []
    assert world.rows("decision_count") == []
    (row,) = world.rows("triage_answer_set")
    assert row["sent_at"] is None


@pytest.mark.parametrize("other", [{"phone": "x"}, {"workplace": ""}, {"workplace": "the ministry"}])
def test_a_mistake_in_the_contact_data_sends_nothing(other: dict[str, str], world: World) -> None:
    fields = contact_fields(world, **other)
    if other.get("workplace"):
        fields["workplace"] = world.house.ministry
    nils = on_phone(world)
    nils.get("/by-phone/contact")
    assert world.house.ministry not in nils.html()
    answer = nils.post(**fields)
    assert answer.status_code == 422
    assert world.rows("support_case") == []


@pytest.mark.parametrize("workplace", ["not_listed", "unknown"])
def test_an_unknown_workplace_and_no_number_are_no_reason_to_refuse(workplace: str, world: World) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/contact")
    nils.post(first_name="Kerttu", safe_to_text="no", phone="", workplace=workplace, without_number="1")
    (case,) = world.rows("support_case")
    assert (case["employer_id"], case["claimed_by"]) == (None, world.house.nils.id)
    assert "Kerttu" in nils.text()


def test_a_message_goes_to_nobody_by_this_alone(world: World) -> None:
    asked(world).post(**contact_fields(world))
    world.send_due()
    assert world.sender.sent == []


def test_everything_she_does_is_recorded(world: World) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/stop")
    nils.post("/by-phone/stop")
    nils.get("/by-phone")
    nils.post(language="fi")
    nils.get("/by-phone/contact")
    nils.post(**contact_fields(world))
    verbs = [row["verb"] for row in world.rows("audit_entry", actor_id=world.house.nils.id)]
    wanted = ["phone:begin", "phone:delete", "phone:begin", "case:open", "triage:send", "case:claim"]
    assert [verb for verb in verbs if verb in wanted] == wanted
