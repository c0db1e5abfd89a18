"""Who did not come is met kindly, and never lost."""

from datetime import timedelta

from support.booking.rules.appointment import State
from support.cases.rules.states import State as CaseState
from support.vocabulary.pathway import Urgency
from tests.builders import World, after_its_start, first_slot, signed_in_again, with_a_call_booked
from tests.pages.how_it_went import SAME_DAY, a_call_begun, books_again, case_of, row_of, says, state_of


def test_who_missed_a_time_gets_one_kind_message_half_an_hour_later(world: World) -> None:
    sent, nils = a_call_begun(world)
    before = len(world.sender.sent)
    says(nils, sent, "missed")
    world.send_due()
    assert len(world.sender.sent) == before
    world.clock.pass_time(timedelta(minutes=30))
    world.send_due()
    ((_phone, text),) = world.sender.sent[before:]
    assert "did not take place. That is all right. Pick a new one when it suits you: " in text
    assert text.endswith("/my")
    nils = world.nurse(world.house.nils)
    says(nils, sent, "take-back")
    says(nils, sent, "missed")
    world.clock.pass_time(timedelta(minutes=30))
    world.send_due()
    assert len(world.sender.sent) == before + 1, "of one time she hears once"


def test_the_kind_message_waits_for_the_morning(world: World) -> None:
    sent, _nils = a_call_begun(world)
    day = row_of(world, sent)["starts_at"]
    world.clock.set(day.replace(hour=19, minute=0))
    says(world.nurse(world.house.nils), sent, "missed")
    (message,) = world.rows("outbound_message", template="missed")
    assert message["due_at"].hour == 6 and message["due_at"] > world.clock.now()


def test_who_wants_no_messages_gets_none(world: World) -> None:
    sent, nils = a_call_begun(world, contact={"safe_to_text": "no"})
    says(nils, sent, "missed")
    assert world.rows("outbound_message") == []
    assert state_of(world, sent) is State.NO_SHOW


def test_her_own_page_says_kindly_that_the_time_has_passed(world: World) -> None:
    sent, nils = a_call_begun(world)
    says(nils, sent, "missed")
    person = signed_in_again(world)
    assert "Your time has passed, and that is all right." in person.text()
    assert "Book a time" in person.text()
    person.get("/times")
    person.post("/times", slot=first_slot(person))
    assert person.url.startswith("/times/booked/")
    person.get("/my")
    assert "Your time has passed" not in person.text()


def test_after_one_missed_time_that_is_not_urgent_nobody_is_called(world: World) -> None:
    sent, nils = a_call_begun(world)
    says(nils, sent, "missed")
    case = case_of(world)
    assert case["state"] is CaseState.OFFERED
    assert case["call_asked_at"] is None and case["urgency"] is Urgency.ROUTINE


def test_after_the_second_missed_time_a_human_calls(world: World) -> None:
    sent, nils = a_call_begun(world)
    says(nils, sent, "missed")
    again = books_again(world, sent)
    after_its_start(world, again)
    nils = world.nurse(world.house.nils)
    says(nils, again, "missed")
    case = case_of(world)
    assert case["call_asked_at"] == world.clock.now() and case["due_at"] > world.clock.now()
    assert case["closed_at"] is None
    assert len(world.rows("outbound_message", template="missed_call")) == 1
    assert "A nurse calls you by" in signed_in_again(world).text()
    nils.get("/queue")
    assert "promise kept" not in nils.text()


def test_who_is_urgent_is_called_after_the_first_and_never_closed_by_silence(world: World) -> None:
    sent, nils = a_call_begun(world, None, **SAME_DAY)
    says(nils, sent, "missed")
    case = case_of(world)
    assert case["urgency"] is Urgency.SAME_DAY
    assert case["call_asked_at"] == world.clock.now() and case["due_at"] > world.clock.now()
    assert len(world.rows("alert", resolved_at=None)) == 1
    assert [
        row["template"] for row in world.rows("outbound_message") if row["template"].startswith("missed")
    ] == ["missed_call"]
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    assert nils.post(f"/cases/{sent.case_id}/close", close_reason="no_answer").status_code == 409
    assert case_of(world)["closed_at"] is None


def test_coming_counts_the_missed_times_anew(world: World) -> None:
    sent, nils = a_call_begun(world)
    says(nils, sent, "missed")
    for said in ("came", "missed"):
        sent = books_again(world, sent)
        after_its_start(world, sent)
        says(world.nurse(world.house.nils), sent, said)
    assert case_of(world)["call_asked_at"] is None


def test_who_has_another_time_already_is_not_asked_to_choose_one(world: World) -> None:
    sent = with_a_call_booked(world)
    after_its_start(world, sent, by=timedelta(hours=3))
    again = books_again(world, sent)
    says(world.nurse(world.house.nils), sent, "missed")
    assert world.rows("outbound_message", template="missed") == []
    assert case_of(world)["state"] is CaseState.BOOKED
    assert state_of(world, again) is State.CONFIRMED
