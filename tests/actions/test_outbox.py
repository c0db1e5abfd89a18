"""A message leaves once or not at all, in its hours, and a stuck one holds nobody else up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from support.jobs import JOBS, run_job
from support.messaging.actions import cancel_queued, forget_messages_to, queue_sms
from support.messaging.models import OutboundMessage
from support.messaging.period_facts import NumberPeriod
from support.messaging.refusal_rules import Refusal
from support.messaging.rules import State
from support.messaging.send_actions import expire_old_messages, send_next_message
from support.messaging.sender import SendResult
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from support.vocabulary.errors import Conflict
from support.vocabulary.language import Language
from tests.browser_of_the_tests import PHONE
from tests.builders import LOOKER, dump
from tests.fakes import FixedClock, RecordingSender
from tests.settings import ADDRESS

LINK = "http://127.0.0.1:5000/my"

NIGHT = datetime(2026, 11, 25, 20, 30, tzinfo=UTC)
CHRISTMAS_EVE = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)


def _code(
    begin_work: BeginWork, number: int, *, lives: timedelta = timedelta(minutes=10), phone: str = PHONE
) -> None:
    """Plan a code, which asks for no hours; its digits tell which one it is."""
    with begin_work(Actor.visitor()) as work:
        queue_sms(
            work,
            template="code",
            phone=phone.replace(" ", ""),
            language=Language.EN,
            values={"code": f"{number:06}"},
            business_key=f"code:{number}",
            lives=lives,
        )


def _reminder(begin_work: BeginWork, key: str = "appointment:a:rem2d") -> None:
    """Plan a reminder, which waits for the hours of messages."""
    with begin_work(Actor.visitor()) as work:
        queue_sms(
            work,
            template="rem2d",
            phone=PHONE.replace(" ", ""),
            language=Language.EN,
            values={"when": "Fri 27 Nov 9:00", "link": LINK},
            business_key=key,
            lives=timedelta(hours=24),
        )


def _states(begin_work: BeginWork) -> dict[str, str]:
    return {row["business_key"]: row["state"].value for row in dump(begin_work)["outbound_message"]}


def _drain(begin_work: BeginWork, sender: RecordingSender) -> None:
    run_job(JOBS[0], begin_work, sender, ADDRESS)


def test_a_message_leaves_once(begin_work: BeginWork, sender: RecordingSender) -> None:
    _code(begin_work, 1)
    for _ in range(3):
        _drain(begin_work, sender)
    assert len(sender.sent) == 1
    assert sender.sent[0][0] == "+35800000001"
    assert "000001" in sender.sent[0][1]
    assert _states(begin_work) == {"code:1": "accepted"}


def test_four_workers_at_once_send_every_message_once(begin_work: BeginWork, sender: RecordingSender) -> None:
    for number in range(24):
        _code(begin_work, number, phone=f"+358000000{number:02}")
    together = Barrier(4)

    def work_on(_worker: int) -> int:
        together.wait()
        sent = 0
        misses = 0
        # One that finds every due message in other hands may find one again a moment later.
        while misses < 3:
            if send_next_message(begin_work, sender):
                sent += 1
            else:
                misses += 1
        return sent

    with ThreadPoolExecutor(4) as workers:
        counts = list(workers.map(work_on, range(4)))
    assert sum(counts) == 24
    assert len({text for _, text in sender.sent}) == len(sender.sent) == 24
    assert set(_states(begin_work).values()) == {"accepted"}


def test_a_worker_that_dies_while_sending_leaves_a_mark_and_nobody_sends_again(begin_work: BeginWork) -> None:
    class Dying(RecordingSender):
        def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
            self.sent.append((phone, text))
            raise SystemExit

    _code(begin_work, 1)
    dying, next_one = Dying(), RecordingSender()
    with pytest.raises(SystemExit):
        send_next_message(begin_work, dying)
    assert _states(begin_work) == {"code:1": "attempt_written"}
    _drain(begin_work, next_one)
    assert (len(dying.sent), len(next_one.sent)) == (1, 0)


def test_what_became_of_it_is_unknown_when_the_provider_does_not_say(
    begin_work: BeginWork, sender: RecordingSender
) -> None:
    _code(begin_work, 1)
    sender.result = TimeoutError("no answer")
    _drain(begin_work, sender)
    assert _states(begin_work) == {"code:1": "unknown"}
    sender.result = SendResult(accepted=True)
    _drain(begin_work, sender)
    assert len(sender.sent) == 1


@pytest.mark.parametrize(
    ("refusal", "state", "tries"), [(Refusal.BAD_NUMBER, "failed", 1), (Refusal.BUSY, "accepted", 2)]
)
def test_a_refusal_is_final_or_tried_again_later(
    refusal: Refusal,
    state: str,
    tries: int,
    begin_work: BeginWork,
    sender: RecordingSender,
    clock: FixedClock,
) -> None:
    _code(begin_work, 1)
    sender.result = SendResult(accepted=False, refusal=refusal)
    _drain(begin_work, sender)
    _drain(begin_work, sender)
    assert len(sender.sent) == 1
    sender.result = SendResult(accepted=True)
    clock.pass_time(timedelta(minutes=2))
    _drain(begin_work, sender)
    assert _states(begin_work) == {"code:1": state}
    assert len(sender.sent) == tries


def test_what_is_no_longer_useful_is_not_sent(
    begin_work: BeginWork, sender: RecordingSender, clock: FixedClock
) -> None:
    _code(begin_work, 1)
    clock.pass_time(timedelta(minutes=10))
    _drain(begin_work, sender)
    assert sender.sent == []
    with begin_work(LOOKER) as work:
        expire_old_messages(work)
    assert _states(begin_work) == {"code:1": "expired"}


@pytest.mark.parametrize("quiet", [NIGHT, CHRISTMAS_EVE])
def test_a_reminder_waits_for_the_hours_of_messages_and_a_code_does_not(
    quiet: datetime, begin_work: BeginWork, sender: RecordingSender, clock: FixedClock
) -> None:
    clock.set(quiet)
    _reminder(begin_work)
    _code(begin_work, 1)
    _drain(begin_work, sender)
    assert len(sender.sent) == 1


def test_a_reminder_that_missed_its_hours_holds_no_code_up(
    begin_work: BeginWork, sender: RecordingSender, clock: FixedClock
) -> None:
    for number in range(3):
        _reminder(begin_work, f"appointment:{number}:rem2d")
    clock.set(NIGHT)
    _code(begin_work, 1)
    _drain(begin_work, sender)
    assert [text for _, text in sender.sent if "000001" in text], "the code waits behind the reminders"
    assert len(sender.sent) == 1
    clock.set(NIGHT + timedelta(hours=10))
    _drain(begin_work, sender)
    assert len(sender.sent) == 4


def test_a_message_that_cannot_be_opened_holds_nobody_else_up(
    begin_work: BeginWork, sender: RecordingSender
) -> None:
    _code(begin_work, 1)
    (stuck,) = dump(begin_work)["outbound_message"]
    with begin_work(LOOKER) as work:
        work.erase_keys((stuck["key_id"],))
    _code(begin_work, 2)
    for _ in range(3):
        _drain(begin_work, sender)
    assert [text for _, text in sender.sent if "000002" in text], "the next one waits behind the stuck one"
    assert _states(begin_work)["code:1"] not in ("queued", "accepted")


def test_a_message_deleted_on_its_way_holds_nobody_else_up(begin_work: BeginWork) -> None:
    class Deleting(RecordingSender):
        def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
            self.sent.append((phone, text))
            if len(self.sent) == 1:
                with begin_work(LOOKER) as work:
                    forget_messages_to(work, NumberPeriod(phone, work.now - timedelta(days=1)))
                _code(begin_work, 2)
            return SendResult(accepted=True, reference=attempt_id)

    _code(begin_work, 1)
    deleting = Deleting()
    _drain(begin_work, deleting)
    assert len(deleting.sent) == 2
    assert _states(begin_work) == {"code:2": "accepted"}


def test_what_is_cancelled_does_not_leave(begin_work: BeginWork, sender: RecordingSender) -> None:
    for key in ("appointment:a:rem2d", "appointment:a:rem2h", "appointment:ab:rem2d", "appointment:%:rem2d"):
        _reminder(begin_work, key)
    with begin_work(LOOKER) as work:
        cancel_queued(work, "appointment:a:")
    _drain(begin_work, sender)
    assert len(sender.sent) == 2
    assert _states(begin_work)["appointment:ab:rem2d"] == "accepted"


def test_taking_everything_back_forgets_every_message_however_many(begin_work: BeginWork) -> None:
    with begin_work(Actor.visitor()) as work:
        for number in range(501):
            queue_sms(
                work,
                template="code",
                phone="+35800000001",
                language=Language.FI,
                values={"code": f"{number:06}"},
                business_key=f"code:{number}",
                lives=timedelta(minutes=10),
            )
    with begin_work(LOOKER) as work:
        forget_messages_to(work, NumberPeriod("+35800000001", work.now - timedelta(days=1)))
    assert dump(begin_work)["outbound_message"] == []
    assert dump(begin_work)["data_key"] == []


def test_a_message_makes_only_moves_that_the_table_knows(
    begin_work: BeginWork, sender: RecordingSender
) -> None:
    _code(begin_work, 1)
    _drain(begin_work, sender)
    with begin_work(LOOKER) as work:
        (message,) = work.session.execute(select(OutboundMessage)).scalars()
        with pytest.raises(Conflict):
            message.move(State.CANCELLED)
        assert message.state is State.ACCEPTED


def test_nothing_is_planned_when_its_work_fails(begin_work: BeginWork) -> None:
    with pytest.raises(ZeroDivisionError), begin_work(LOOKER) as work:
        queue_sms(
            work,
            template="code",
            phone="+35800000001",
            language=Language.FI,
            values={"code": "123456"},
            business_key="code:x",
            lives=timedelta(minutes=10),
        )
        raise ZeroDivisionError
    assert dump(begin_work)["outbound_message"] == []


def test_a_suppressed_message_is_never_sent(begin_work: BeginWork, sender: RecordingSender) -> None:
    with begin_work(LOOKER) as work:
        queue_sms(
            work,
            template="code",
            phone="+35800000001",
            language=Language.FI,
            values={"code": "123456"},
            business_key="code:x",
            lives=timedelta(minutes=10),
            suppressed=True,
        )
    _drain(begin_work, sender)
    assert sender.sent == []
    assert _states(begin_work) == {"code:x": "suppressed"}
