"""Somebody answers a text message: STOP is obeyed at once, and what only a person can read gets a line."""

from datetime import timedelta
from typing import Any

import pytest

from support import wiring
from support.messaging.auto_line_actions import AUTO_REPLIES_TO_STRANGERS
from support.messaging.events import ReplyReceived
from support.messaging.inbound_actions import forget_replies_from
from support.messaging.inbound_models import OptOutBy
from support.messaging.inbound_queries import written_from
from support.messaging.models import PERSONS_NUMBER, RECIPIENT
from support.messaging.opt_out_queries import has_opted_out
from support.messaging.period_facts import NumberPeriod
from support.messaging.reply_rules import Meaning, Reply
from support.messaging.rules import State
from support.people.code_actions import PHONE as PHONE_OF_PEOPLE
from support.platform.audit import Purpose
from support.platform.work import Work
from tests.builders import LOOKER
from tests.texting import Texting


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[ReplyReceived]:
    """What those above have heard."""
    events: list[ReplyReceived] = []
    monkeypatch.setattr(wiring, "HANDLERS", {ReplyReceived: (lambda _work, event: events.append(event),)})
    return events


def _opted_out(texting: Texting) -> bool:
    with texting.begin_work.to_read(LOOKER) as look:
        return has_opted_out(look, look.lookup(RECIPIENT, texting.phone))


def _texts(texting: Texting) -> list[str]:
    return [message.fields["Body"] for message in texting.provider.messages.values()]


def test_a_reply_is_kept_sealed_and_told_to_those_above(texting: Texting, heard: list[ReplyReceived]) -> None:
    texting.write_to_us(" 7/10 ")
    assert texting.provider.told == [204]
    (row,) = texting.rows("inbound_message")
    with texting.begin_work.to_read(LOOKER) as look:
        lookup = look.lookup(PERSONS_NUMBER, texting.phone)
    assert heard == [ReplyReceived(row["id"], lookup, Reply(Meaning.NUMBER, 7), "09 000 0000")]
    assert row["received_at"] == texting.clock.now()
    assert b"7/10" not in row["text"] and texting.phone.encode() not in row["sender"]
    with texting.begin_work(LOOKER) as work:
        (written,) = written_from(
            work,
            NumberPeriod(texting.phone, since=texting.clock.now()),
            since=texting.clock.now(),
            subject=row["id"],
            purpose=Purpose.CASE_PAGE,
            most=5,
        )
    assert (written.received_at, written.text) == (texting.clock.now(), " 7/10 ")
    assert texting.rows("outbound_message") == []


def test_people_keep_their_numbers_under_the_lookup_that_is_told() -> None:
    assert PERSONS_NUMBER == PHONE_OF_PEOPLE


def test_a_reply_handed_over_again_is_kept_once(texting: Texting, heard: list[ReplyReceived]) -> None:
    for _ in range(3):
        texting.write_to_us("kiitos", MessageSid="SM" + "7" * 32)
    assert texting.provider.told == [204] * 3
    assert len(texting.rows("inbound_message")) == len(heard) == 1


@pytest.mark.parametrize("word", ["LOPETA", "seis.", "Sluta"])
def test_stop_takes_back_what_waits_and_one_last_word_goes(
    word: str, texting: Texting, heard: list[ReplyReceived]
) -> None:
    texting.plan("code:1")
    texting.write_to_us(word)
    texting.write_to_us(word)
    assert _opted_out(texting)
    texting.send_due()
    assert [text[:38] for text in _texts(texting)] == ["We will not send you more text message"]
    states = {row["template"]: row["state"] for row in texting.rows("outbound_message")}
    assert states == {"code": State.CANCELLED, "stop": State.ACCEPTED}
    (row,) = texting.rows("opt_out")
    assert row["by"] is OptOutBy.REPLY and row["since"] == texting.clock.now()
    assert [event.reply for event in heard] == [Reply(Meaning.STOP)] * 2


@pytest.mark.parametrize(
    ("text", "other"),
    [("STOP", {}), ("cancel", {}), ("End.", {}), ("lopeta kaikki", {"OptOutType": "STOP"})],
)
def test_where_the_provider_has_stopped_itself_we_say_nothing_more(
    text: str, other: dict[str, str], texting: Texting, heard: list[ReplyReceived]
) -> None:
    texting.plan("code:1")
    texting.write_to_us(text, **other)
    assert _opted_out(texting)
    assert texting.row()["state"] is State.CANCELLED
    assert texting.rows("opt_out")[0]["by"] is OptOutBy.PROVIDER
    assert [event.reply for event in heard] == [Reply(Meaning.STOP)]


def test_what_somebody_we_do_not_know_writes_gets_one_line_a_day_that_says_whom_to_call(
    texting: Texting,
) -> None:
    texting.write_to_us("En jaksa enää")
    texting.send_due()
    texting.clock.pass_time(timedelta(hours=1))
    texting.plan("code:1")
    for text in ("Oletteko siellä", "siirrä", "0"):
        texting.write_to_us(text)
    texting.send_due()
    line = "Tähän numeroon tulevia viestejä ei lueta. Soita meille: 09 000 0000. Hätätilanteessa soita 112."
    assert _texts(texting).count(line) == 1 and len(_texts(texting)) == 2
    texting.clock.pass_time(timedelta(days=1))
    texting.write_to_us("Hello")
    texting.send_due()
    assert _texts(texting)[-1].startswith("Messages to this number are not read. Call us: 09 000 0000.")


def test_many_whom_we_do_not_know_cost_us_so_many_messages_an_hour_and_no_more(texting: Texting) -> None:
    most, window = AUTO_REPLIES_TO_STRANGERS

    def write_all(first: int) -> int:
        for n in range(first, first + most + 3):
            Texting(**{**vars(texting), "phone": f"+3584012{n:05}"}).write_to_us("Kuka siellä")
        return len(texting.rows("outbound_message", template="unread"))

    assert write_all(0) == most
    texting.clock.pass_time(window)
    assert write_all(1000) == 2 * most


@pytest.mark.parametrize("phone", ["+442071234567", "+9647701234567"])
def test_no_line_goes_where_no_message_may_go(phone: str, texting: Texting) -> None:
    Texting(**{**vars(texting), "phone": phone}).write_to_us("Hello")
    assert len(texting.rows("inbound_message")) == 1
    assert texting.rows("outbound_message") == []


@pytest.mark.parametrize("text", ["OK", "okej"])
def test_what_asks_for_nothing_gets_no_line(text: str, texting: Texting) -> None:
    texting.write_to_us(text)
    assert texting.rows("outbound_message") == []


def test_who_wants_no_messages_or_is_not_to_be_texted_gets_no_line_either(texting: Texting) -> None:
    texting.write_to_us("stop")
    texting.write_to_us("mutta miksi")
    assert texting.rows("outbound_message") == []
    other = Texting(**{**vars(texting), "phone": "+358407654321"})
    other.plan("code:2", suppressed=True)
    other.write_to_us("kuka siellä")
    assert [row["state"] for row in texting.rows("outbound_message")] == [State.SUPPRESSED]


def test_a_company_that_writes_to_us_is_read_and_not_answered(texting: Texting) -> None:
    Texting(**{**vars(texting), "phone": "Pankki"}).write_to_us("Tarjous")
    assert len(texting.rows("inbound_message")) == 1
    assert texting.rows("outbound_message") == []


def test_a_reply_nobody_above_can_take_is_not_kept_and_asked_for_again(
    texting: Texting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_work: Work, _event: Any) -> None:
        raise ValueError

    monkeypatch.setattr(wiring, "HANDLERS", {ReplyReceived: (fails,)})
    texting.write_to_us("7", MessageSid="SM" + "7" * 32)
    assert texting.rows("inbound_message") == []
    monkeypatch.setattr(wiring, "HANDLERS", {ReplyReceived: ()})
    texting.write_to_us("7", MessageSid="SM" + "7" * 32)
    assert texting.provider.told == [503, 204]
    assert len(texting.rows("inbound_message")) == 1


def test_a_last_word_that_does_not_fit_stops_nobody_from_stopping(texting: Texting) -> None:
    texting.app.config["PROVIDER_PHONE"] = "0" * 80
    texting.write_to_us("lopeta")
    assert _opted_out(texting)
    assert texting.rows("outbound_message") == []


def test_who_takes_everything_back_leaves_no_reply_and_stays_stopped(texting: Texting) -> None:
    texting.write_to_us("lopeta")
    texting.write_to_us("en enää tätä")
    keys = {row["key_id"] for row in texting.rows("inbound_message")}
    with texting.begin_work(LOOKER) as work:
        forget_replies_from(work, NumberPeriod(texting.phone, work.now - timedelta(days=1)))
    assert texting.rows("inbound_message") == []
    assert not keys & {row["id"] for row in texting.rows("data_key")}
    assert _opted_out(texting)


@pytest.mark.parametrize("word", ["ALOITA", "börja.", "Start", "unstop", "yes"])
def test_who_stopped_the_messages_with_a_word_of_ours_gets_them_again_with_another(
    word: str, texting: Texting, heard: list[ReplyReceived]
) -> None:
    texting.write_to_us("lopeta")
    texting.write_to_us(word)
    assert not _opted_out(texting)
    texting.send_due()
    said_by_us = word in ("ALOITA", "börja.")
    assert any("igen" in text or "taas" in text for text in _texts(texting)) is said_by_us
    texting.plan("rem:1")
    assert texting.rows("outbound_message", business_key="rem:1")[0]["state"] is State.QUEUED
    assert [event.reply.meaning for event in heard] == [Meaning.STOP, Meaning.START]
    assert [row["detail"] for row in texting.rows("audit_entry", verb="texts:start")] == [None]


@pytest.mark.parametrize(
    ("text", "other", "lifts"),
    [
        ("aloita", {}, False),
        ("START", {}, True),
        ("yes", {}, True),
        ("aloita", {"OptOutType": "START"}, True),
    ],
)
def test_what_the_provider_stopped_is_lifted_only_where_the_provider_lifts_it(
    text: str, other: dict[str, str], lifts: bool, texting: Texting, heard: list[ReplyReceived]
) -> None:
    texting.write_to_us("lopeta")
    texting.write_to_us("STOP")
    texting.write_to_us(text, **other)
    assert _opted_out(texting) is not lifts
    assert heard[-1].reply.meaning is (Meaning.START if lifts else Meaning.OTHER)


@pytest.mark.parametrize("word", ["start", "yes", "aloita"])
def test_where_nothing_was_stopped_such_a_word_is_for_a_person(
    word: str, texting: Texting, heard: list[ReplyReceived]
) -> None:
    texting.write_to_us(word)
    assert [event.reply for event in heard] == [Reply(Meaning.OTHER)]


def test_a_start_told_again_after_a_later_stop_lifts_nothing(
    texting: Texting, heard: list[ReplyReceived]
) -> None:
    texting.write_to_us("lopeta")
    texting.write_to_us("aloita", MessageSid="SM" + "7" * 32)
    texting.write_to_us("seis")
    texting.write_to_us("aloita", MessageSid="SM" + "7" * 32)
    assert _opted_out(texting)
