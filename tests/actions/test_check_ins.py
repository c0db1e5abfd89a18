"""Plans and check-ins: asked once, only whom a message may reach, gone with the case."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from support.cases.alert_actions import acknowledge_alert
from support.cases.check_in_actions import hold_for_check_in
from support.followup.asking_actions import ask_due_check_in
from support.followup.models import CheckIn
from support.followup.plan_actions import complete_if_over, start_plan
from support.followup.reply_actions import receive_reply
from support.followup.rules.states import State
from support.messaging.events import ReplyReceived
from support.messaging.inbound_actions import receive
from support.messaging.inbound_facts import IncomingMessage
from support.messaging.inbound_models import OptOutBy
from support.messaging.models import RECIPIENT
from support.messaging.opt_out_actions import opt_out
from support.messaging.reply_rules import Meaning, Reply
from support.messaging.send_actions import expire_old_messages
from support.people.code_actions import PHONE
from support.people.employee_actions import ContactData, register_employee
from support.people.models import Employee
from support.platform.work import Work
from support.vocabulary.language import Language
from tests.builders import LOOKER, SentCase, World, a_sent_case, signed_in_again
from tests.check_ins import NUMBER, asked, pass_to_the_next, was_met
from tests.settings import ADDRESS

OUR_PHONE = "09 000 0000"
OWN_PACE: dict[str, Any] = {
    "p4a": {"death_thoughts": ["0"], "self_harm": ["no"]},
    "p6": {f"who5_{n}": ["4"] for n in range(1, 6)},
    "p7": {f"phq4_{n}": ["0"] for n in range(1, 5)},
    "p8": {"work_ability": ["9"], "at_work": ["at_work"], "duration": ["days"]},
    "p10": {"strain": ["none"]},
    "p13": {"wish": ["own_pace"]},
}


@pytest.fixture
def met(world: World) -> SentCase:
    """Somebody whose check-ins are planned."""
    return was_met(world)


def test_self_care_is_followed_from_its_opening(world: World) -> None:
    a_sent_case(world, book=False, **OWN_PACE)
    assert [row["path"] for row in world.rows("support_case")] == ["self_care"]
    planned = sorted(row["planned_at"] for row in world.rows("check_in"))
    assert [f"{one:%d.%m.}" for one in planned] == ["02.12.", "16.12.", "07.01."]


def test_deciding_again_on_self_care_that_was_gone_through_asks_nothing_anew(world: World) -> None:
    sent = a_sent_case(world, book=False, **OWN_PACE)
    (plan,) = world.rows("follow_up_plan")
    with world.begin_work(LOOKER) as work:
        gone_through = {"state": State.MISSED, "due_at": None, "ended_at": work.now}
        work.session.execute(update(CheckIn).values(**gone_through))
        complete_if_over(work, plan["id"])
    with world.begin_work(LOOKER) as work:
        case = hold_for_check_in(work, sent.case_id)
        assert case is not None
        start_plan(work, case, OUR_PHONE)
    assert [row["state"] for row in world.rows("follow_up_plan")] == ["completed"]
    assert len(world.rows("check_in")) == 3


def test_until_somebody_has_met_her_the_plan_is_a_draft(world: World) -> None:
    a_sent_case(world)
    assert [row["state"] for row in world.rows("follow_up_plan")] == ["draft"]
    assert not world.rows("check_in")


def test_two_workers_ask_once(world: World, met: SentCase) -> None:
    world.clock.set(min(row["due_at"] for row in world.rows("check_in")))
    asked_again = [ask_due_check_in(world.begin_work, f"{ADDRESS}/c/") for _ in range(4)]
    assert asked_again == [True, False, False, False]
    keys = [row["business_key"] for row in world.rows("outbound_message", template="checkin")]
    assert len(keys) == 1 and keys[0].startswith("check-in:") and keys[0].endswith(":ask")


@pytest.mark.parametrize(("takes_replies", "name"), [(True, "checkin_n"), (False, "checkin")])
def test_a_number_is_asked_for_only_where_the_sender_can_receive_it(
    world: World, met: SentCase, takes_replies: bool, name: str
) -> None:
    world.sender.takes_replies = takes_replies
    pass_to_the_next(world)
    _phone, text = world.sender.sent[-1]
    assert ("0-10" in text) is ("112" in text) is takes_replies
    (row,) = world.rows("check_in", state="sent")
    (message,) = world.rows("outbound_message", business_key=f"check-in:{row['id']}:ask")
    assert message["template"] == name


def test_an_unsafe_number_is_never_written_to(world: World, met: SentCase) -> None:
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Employee).values(safe_to_text=False))
    pass_to_the_next(world)
    assert not world.rows("outbound_message", template="checkin")
    assert "not_asked" in {row["state"] for row in world.rows("check_in")}
    assert [row["kind"] for row in world.rows("alert", resolved_at=None)] == ["message_failed"]


def test_whoever_has_stopped_the_messages_at_the_provider_is_called_instead(
    world: World, met: SentCase
) -> None:
    with world.begin_work(LOOKER) as work:
        opt_out(work, work.lookup(RECIPIENT, NUMBER), OptOutBy.PROVIDER)
    pass_to_the_next(world)
    assert not world.rows("outbound_message", template="checkin")
    assert "not_asked" in {row["state"] for row in world.rows("check_in")}
    assert [row["kind"] for row in world.rows("alert", resolved_at=None)] == ["message_failed"]


def test_what_never_left_is_not_taken_for_silence(world: World, met: SentCase) -> None:
    world.clock.set(min(row["due_at"] for row in world.rows("check_in")))
    while (first := world.rows("check_in", number=1)[0])["due_at"]:
        ask_due_check_in(world.begin_work, f"{ADDRESS}/c/")
        world.clock.set(world.rows("check_in", number=1)[0]["due_at"] or world.clock.now())
        _in_work(world, expire_old_messages)
    assert first["state"] == "not_asked"
    assert [row["kind"] for row in world.rows("alert", resolved_at=None)] == ["message_failed"]


def test_one_that_cannot_be_written_holds_up_nobody(world: World, met: SentCase) -> None:
    world.clock.set(min(row["due_at"] for row in world.rows("check_in")))
    too_long = "https://" + "x" * 150 + "/c/"
    assert [ask_due_check_in(world.begin_work, too_long) for _ in range(2)] == [True, False]
    assert "not_asked" in {row["state"] for row in world.rows("check_in")}
    assert [row["kind"] for row in world.rows("alert", resolved_at=None)] == ["message_failed"]


def test_each_meeting_moves_what_has_not_been_asked(world: World, met: SentCase) -> None:
    asked(world)
    met_again = world.clock.now() + timedelta(days=1)
    for _ in range(2):
        with world.begin_work(LOOKER) as work:
            case = hold_for_check_in(work, met.case_id)
            assert case is not None
            start_plan(work, case, "09 000 0000", met_at=met_again)
    first, second = sorted(world.rows("check_in"), key=lambda row: row["number"])
    assert first["state"] == "sent"
    assert second["planned_at"] - met_again > timedelta(days=118)


def test_a_closed_case_is_not_asked_any_more(world: World, met: SentCase) -> None:
    link = asked(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{met.case_id}")
    nils.post(f"/cases/{met.case_id}/claim")
    nils.post(f"/cases/{met.case_id}/close", close_reason="completed")
    assert {row["state"] for row in world.rows("check_in")} == {"called_off"}
    assert [row["stop_reason"] for row in world.rows("follow_up_plan")] == ["case_closed"]
    assert world.browser().get(link).status_code == 404


def test_who_takes_everything_back_leaves_no_check_in(world: World) -> None:
    a_sent_case(world, book=False, **OWN_PACE)
    pass_to_the_next(world)
    link = world.sender.sent[-1][1].rpartition("/c/")[2]
    browser = signed_in_again(world)
    browser.get("/my/delete")
    browser.post("/my/delete")
    assert not world.rows("support_case")
    for table in ("follow_up_plan", "check_in", "check_in_link"):
        assert not world.rows(table), table
    assert not world.rows("outbound_message", template="checkin")
    assert world.browser().get(f"/c/{link}").status_code == 404


def test_a_doubled_answer_gives_the_first(world: World, met: SentCase) -> None:
    browser = world.browser()
    link = asked(world)
    browser.get(link)
    for scale in ("7", "2"):
        browser.post(link, page="measures", scale=scale)
        assert "your answers have been sent" in browser.text()
    assert len([row for row in world.rows("check_in") if row["answers"]]) == 1
    assert not world.rows("alert", resolved_at=None)


def test_what_was_left_unsent_is_read_after_half_an_hour(world: World, met: SentCase) -> None:
    browser = world.browser()
    link = asked(world)
    browser.get(link)
    browser.post(link, page="now", direction="worse")
    assert "Are you safe?" in browser.text()
    browser.get(link)
    assert 'value="worse" checked' not in browser.html()
    assert not world.rows("alert", resolved_at=None)
    world.clock.pass_time(timedelta(minutes=31))
    assert ask_due_check_in(world.begin_work, f"{ADDRESS}/c/")
    assert [row["kind"] for row in world.rows("alert", resolved_at=None)] == ["safety_checkin"]
    assert "answered" in {row["state"] for row in world.rows("check_in")}


@pytest.mark.requirement("SR-8")
@pytest.mark.requirement("SR-17")
def test_a_better_answer_afterwards_takes_no_alert_back(world: World, met: SentCase) -> None:
    browser = world.browser()
    link = asked(world)
    browser.get(link)
    browser.post(link, page="now", scale="1")
    browser.post(link, page="measures", scale="9")
    assert [row["kind"] for row in world.rows("alert", resolved_at=None)] == ["safety_checkin"]


@pytest.mark.requirement("SR-2")
def test_help_stands_there_when_nothing_can_be_kept(
    world: World,
    met: SentCase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = world.browser()
    link = asked(world)
    browser.get(link)

    def broken(*_arguments: Any, **_named: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("support.my_support.check_in_routes.answer_check_in", broken)
    answer = browser.post(link, page="safety", scale="1", safe="no")
    assert answer.status_code == 200
    assert "112" in browser.text() and "Your answer did not reach us" in browser.text()


@pytest.mark.parametrize(
    ("reply", "state", "alerts"),
    [
        (Reply(Meaning.NUMBER, 7), "answered", []),
        (Reply(Meaning.NUMBER, 1), "answered", ["safety_checkin"]),
        (Reply(Meaning.OK), "sent", []),
        (Reply(Meaning.MOVE), "sent", ["reply_to_read"]),
        (Reply(Meaning.OTHER), "sent", ["reply_to_read"]),
        (Reply(Meaning.STOP), "called_off", ["reply_to_read"]),
    ],
)
def test_a_reply_touches_only_what_it_answers(
    world: World,
    met: SentCase,
    reply: Reply,
    state: str,
    alerts: list[str],
) -> None:
    asked(world)
    for _ in range(2):
        _in_work(world, lambda work: receive_reply(work, _event(work, reply)))
    (first,) = world.rows("check_in", number=1)
    assert first["state"] == state
    assert [row["kind"] for row in world.rows("alert", resolved_at=None)] == alerts


@pytest.mark.requirement("SR-5")
def test_a_second_answer_that_is_not_safe_is_told_though_the_first_has_been_seen(
    world: World, met: SentCase
) -> None:
    for _ in range(2):
        browser, link = world.browser(), asked(world)
        browser.get(link)
        browser.post(link, page="safety", scale="1", safe="no")
        nobody_has_seen = [row for row in world.rows("alert", kind="crisis") if not row["acknowledged_at"]]
        assert len(nobody_has_seen) == 1
        with world.begin_work(world.house.nils.actor) as work:
            acknowledge_alert(work, nobody_has_seen[0]["id"])


@pytest.mark.parametrize(("number", "kind"), [(1, "safety_checkin"), (5, "reply_to_read")])
def test_another_number_after_the_answer_is_heard_by_somebody(
    number: int, kind: str, world: World, met: SentCase
) -> None:
    asked(world)
    for one in (8, number):
        _in_work(world, partial(_receive, Reply(Meaning.NUMBER, one)))
    assert [row["kind"] for row in world.rows("alert", resolved_at=None)] == [kind]


def test_what_somebody_writes_after_her_case_was_closed_is_read(world: World, met: SentCase) -> None:
    world.clock.pass_time(timedelta(minutes=1))
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{met.case_id}")
    nils.post(f"/cases/{met.case_id}/claim")
    nils.post(f"/cases/{met.case_id}/close", close_reason="completed")
    _in_work(world, partial(_receive, Reply(Meaning.OTHER)))
    (alert,) = world.rows("alert", resolved_at=None)
    assert (alert["case_id"], alert["kind"]) == (met.case_id, "reply_to_read")
    nils.get("/alerts")
    nils.post(f"/alerts/{alert['id']}/resolve")
    assert not world.rows("alert", resolved_at=None)


def test_a_number_that_has_become_unsafe_is_not_written_to_any_more(world: World, met: SentCase) -> None:
    contact = ContactData("Aino", NUMBER, False, None, None, Language.FI)
    world.clock.set(min(row["due_at"] for row in world.rows("check_in")))
    ask_due_check_in(world.begin_work, f"{ADDRESS}/c/")
    _in_work(world, lambda work: register_employee(work, contact, number_confirmed=True))
    for text in ("who is this", "lopeta"):
        incoming = IncomingMessage(f"SM{len(text):032}", NUMBER, text, is_stopped=False)
        _in_work(world, partial(receive, incoming=incoming, our_phone="09 000 0000"))
    world.sender.sent.clear()
    world.send_due()
    assert world.sender.sent == []


def test_a_reply_of_a_stranger_changes_nothing(world: World, met: SentCase) -> None:
    asked(world)
    before = world.rows("check_in")
    event = ReplyReceived("i" * 22, b"?" * 32, Reply(Meaning.NUMBER, 3), OUR_PHONE)
    _in_work(world, lambda work: receive_reply(work, event))
    assert world.rows("check_in") == before and not world.rows("alert", resolved_at=None)


def _event(work: Work, reply: Reply) -> ReplyReceived:
    return ReplyReceived("i" * 22, work.lookup(PHONE, NUMBER), reply, OUR_PHONE)


def _receive(reply: Reply, work: Work) -> None:
    receive_reply(work, _event(work, reply))


def _in_work(world: World, do: Callable[[Work], object]) -> None:
    with world.begin_work(LOOKER) as work:
        do(work)
