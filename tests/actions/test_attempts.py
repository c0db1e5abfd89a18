"""What becomes of a message after the attempt: answers, reports, the provider's list, and a human."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Barrier, Lock

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from support.messaging.actions import cancel_queued, forget_messages_to, take_in_hand
from support.messaging.attempt_rules import Outcome
from support.messaging.breaker_rules import Caps
from support.messaging.models import MessageAttempt, OutboundMessage
from support.messaging.period_facts import NumberPeriod
from support.messaging.queries import needing_a_human, outbox_health
from support.messaging.reconcile_actions import ask_after_next_message
from support.messaging.refusal_rules import Refusal
from support.messaging.rules import State
from support.messaging.send_actions import send_next_message
from support.messaging.sender import Delivery, SendResult, Sighting
from support.platform.begin_work import BeginWork
from tests.builders import LOOKER, dump
from tests.fake_provider import FakeProvider, Moment
from tests.fakes import FixedClock, RecordingSender
from tests.outbox import attempts_of, message_of, pass_time, plan, report, work_through

HOUR = timedelta(hours=1)


def _lose_request(moment: Moment, _phone: str) -> None:
    if moment is Moment.CONNECTING:
        raise ConnectionError


def _lose_answer(moment: Moment, _phone: str) -> None:
    if moment is Moment.TAKEN_ON:
        raise TimeoutError


def _pass(begin_work: BeginWork, provider: FakeProvider, clock: FixedClock, span: timedelta) -> None:
    pass_time(begin_work, provider, clock, clock.now() + span)


def test_a_lost_answer_without_a_report_is_found_in_the_list(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, during=_lose_answer)
    key = plan(begin_work)
    _pass(begin_work, provider, clock, timedelta(seconds=59))
    assert message_of(begin_work, key).state is State.UNKNOWN
    _pass(begin_work, provider, clock, timedelta(seconds=1))
    assert message_of(begin_work, key).state is State.DELIVERED
    assert (len(provider.taken), provider.asked) == (1, ["find"])


def test_what_never_came_and_must_arrive_is_sent_once_more(begin_work: BeginWork, clock: FixedClock) -> None:
    provider = FakeProvider(clock, during=_lose_request)
    key = plan(begin_work, "staff")
    _pass(begin_work, provider, clock, timedelta(minutes=9))
    assert message_of(begin_work, key).attempts == 1
    provider.during = lambda _moment, _phone: None
    _pass(begin_work, provider, clock, 2 * HOUR)
    assert message_of(begin_work, key).state is State.DELIVERED
    assert [one.outcome for one in attempts_of(begin_work, key)] == [Outcome.ABSENT, Outcome.ACCEPTED]
    assert len(provider.taken) == 1


def test_what_never_came_twice_is_left_to_a_human(begin_work: BeginWork, clock: FixedClock) -> None:
    provider = FakeProvider(clock, during=_lose_request)
    key = plan(begin_work, "staff")
    _pass(begin_work, provider, clock, 3 * HOUR)
    message = message_of(begin_work, key)
    assert (message.state, message.attempts) == (State.UNRESOLVED, 2)
    assert message.needs_human_at is not None


def test_what_never_came_and_need_not_arrive_is_left_to_a_human(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, during=_lose_request)
    key = plan(begin_work, "message")
    _pass(begin_work, provider, clock, 3 * HOUR)
    message = message_of(begin_work, key)
    assert (message.state, message.attempts) == (State.UNRESOLVED, 1)
    with begin_work.to_read(LOOKER) as look:
        (listed,) = needing_a_human(look)
        assert listed.business_key == key


def test_a_lost_code_is_given_up_after_one_look_and_holds_no_further_code_up(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, during=_lose_request)
    lost = plan(begin_work, "code", key="code:a", lives=timedelta(minutes=10))
    work_through(begin_work, provider)
    provider.during = lambda _moment, _phone: None
    again = plan(begin_work, "code", key="code:b", lives=timedelta(minutes=10))
    _pass(begin_work, provider, clock, timedelta(seconds=59))
    assert provider.taken == []
    _pass(begin_work, provider, clock, timedelta(minutes=2))
    assert message_of(begin_work, again).state is State.ACCEPTED
    message = message_of(begin_work, lost)
    assert (message.state, message.needs_human_at) == (State.FAILED, None)


def test_a_provider_that_is_dark_for_six_hours_loses_nothing(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, during=_lose_answer, is_dark=True)
    key = plan(begin_work)
    _pass(begin_work, provider, clock, 6 * HOUR)
    assert message_of(begin_work, key).state is State.UNKNOWN
    provider.is_dark = False
    _pass(begin_work, provider, clock, timedelta(minutes=5))
    assert message_of(begin_work, key).state is State.DELIVERED
    assert len(provider.taken) == 1


def test_a_provider_that_is_dark_for_a_day_leaves_it_to_a_human_and_a_late_report_still_counts(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, during=_lose_answer, is_dark=True)
    key = plan(begin_work)
    _pass(begin_work, provider, clock, 25 * HOUR)
    message = message_of(begin_work, key)
    assert (message.state, message.needs_human_at is not None) == (State.UNRESOLVED, True)
    last = provider.reports[-1]
    assert report(begin_work, last.attempt_id, last.sighting)
    message = message_of(begin_work, key)
    assert (message.state, message.needs_human_at) == (State.DELIVERED, None)
    assert len(provider.taken) == 1


def test_an_accepted_message_that_stays_silent_is_asked_after_and_then_left_to_a_human(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, ends_as=Delivery.SENT)
    key = plan(begin_work)
    began = clock.now()
    pass_time(begin_work, provider, clock, began + 23 * HOUR)
    assert message_of(begin_work, key).state is State.SENT
    assert provider.asked == ["look up"] * 2
    pass_time(begin_work, provider, clock, began + 25 * HOUR)
    message = message_of(begin_work, key)
    assert (message.state, message.needs_human_at) == (State.UNRESOLVED, began + 24 * HOUR)
    assert provider.asked == ["look up"] * 3


def test_reports_count_once_in_whatever_order_they_come(begin_work: BeginWork, clock: FixedClock) -> None:
    provider = FakeProvider(clock)
    key = plan(begin_work)
    work_through(begin_work, provider)
    on_its_way, arrived = provider.reports
    told = [report(begin_work, one.attempt_id, one.sighting) for one in (arrived, on_its_way, arrived)]
    assert told == [True, False, False]
    assert message_of(begin_work, key).state is State.DELIVERED


def test_reports_that_come_at_the_same_moment_count_as_far_as_the_furthest(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock)
    keys = [plan(begin_work, "message", number) for number in range(8)]
    work_through(begin_work, provider)
    together = Barrier(4)

    def come_in(worker: int) -> None:
        # Half of them bring the first report of each message, half the last.
        for one in provider.reports[worker % 2 :: 2]:
            together.wait()
            report(begin_work, one.attempt_id, one.sighting)

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(come_in, range(4)))
    assert {message_of(begin_work, key).state for key in keys} == {State.DELIVERED}
    assert {one.delivery for key in keys for one in attempts_of(begin_work, key)} == {Delivery.DELIVERED}


def test_what_contradicts_an_end_changes_nothing(begin_work: BeginWork, clock: FixedClock) -> None:
    provider = FakeProvider(clock)
    key = plan(begin_work)
    work_through(begin_work, provider)
    arrived = provider.reports[-1]
    report(begin_work, arrived.attempt_id, arrived.sighting)
    failed = Sighting(arrived.sighting.reference, Delivery.UNDELIVERED, Refusal.UNREACHABLE)
    assert not report(begin_work, arrived.attempt_id, failed)
    assert message_of(begin_work, key).state is State.DELIVERED


def test_a_report_of_an_unknown_message_or_with_another_reference_changes_nothing(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock)
    key = plan(begin_work)
    work_through(begin_work, provider)
    (attempt,) = attempts_of(begin_work, key)
    before = dump(begin_work)
    made_up = Sighting("SM-made-up", Delivery.DELIVERED)
    assert not report(begin_work, attempt.id, made_up)
    assert not report(begin_work, "x" * 22, made_up)
    assert not report(begin_work, None, made_up)
    assert dump(begin_work) == before
    assert report(begin_work, None, Sighting(provider.taken[0].reference, Delivery.DELIVERED))


def test_a_reference_that_belongs_to_another_attempt_is_not_taken(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock)
    plan(begin_work, "message", 1)
    work_through(begin_work, provider)
    provider.during = _lose_answer
    lost = plan(begin_work, "message", 2)
    work_through(begin_work, provider)
    first, second = provider.taken
    assert not report(begin_work, second.attempt_id, Sighting(first.reference, Delivery.DELIVERED))
    assert message_of(begin_work, lost).state is State.UNKNOWN


def test_a_report_that_comes_before_the_answer_is_kept(begin_work: BeginWork, clock: FixedClock) -> None:
    def report_first(moment: Moment, _phone: str) -> None:
        if moment is Moment.TAKEN_ON:
            one = provider.reports[-1]
            assert report(begin_work, one.attempt_id, one.sighting)

    provider = FakeProvider(clock, during=report_first)
    key = plan(begin_work)
    work_through(begin_work, provider)
    assert message_of(begin_work, key).state is State.DELIVERED


def test_a_report_of_what_was_taken_for_absent_keeps_it_from_going_again(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, during=_lose_answer, is_forgetful=True)
    key = plan(begin_work, "staff")
    for span in (timedelta(), *(timedelta(minutes=minutes) for minutes in (1, 2, 7))):
        clock.pass_time(span)
        send_next_message(begin_work, provider) if not span else ask_after_next_message(begin_work, provider)
    assert message_of(begin_work, key).state is State.QUEUED
    late = provider.reports[-1]
    assert report(begin_work, late.attempt_id, late.sighting)
    _pass(begin_work, provider, clock, 25 * HOUR)
    assert message_of(begin_work, key).state is State.DELIVERED
    assert len(provider.taken) == 1


@pytest.mark.parametrize(
    ("refusal", "state", "attempts", "human"),
    [
        (Refusal.BUSY, State.EXPIRED, None, True),
        (Refusal.NOT_SET_UP, State.EXPIRED, None, True),
        (Refusal.TOO_LATE, State.EXPIRED, None, True),
        (Refusal.UNREACHABLE, State.FAILED, 3, True),
        (Refusal.BAD_NUMBER, State.FAILED, 1, True),
        (Refusal.FILTERED, State.FAILED, 1, True),
        (Refusal.OPTED_OUT, State.FAILED, 1, True),
        (Refusal.UNCLEAR, State.FAILED, 1, True),
    ],
)
def test_a_refusal_at_once_leads_where_the_policy_says(
    refusal: Refusal,
    state: State,
    attempts: int | None,
    human: bool,
    begin_work: BeginWork,
    clock: FixedClock,
) -> None:
    provider = FakeProvider(clock, result=SendResult(accepted=False, refusal=refusal))
    key = plan(begin_work, "staff", lives=6 * HOUR)
    _pass(begin_work, provider, clock, 7 * HOUR)
    message = message_of(begin_work, key)
    assert (message.state, message.refusal) == (state, refusal)
    assert message.attempts == attempts or (attempts is None and message.attempts > 20)
    assert (message.needs_human_at is not None) is human


def test_an_unreachable_phone_is_reported_and_tried_after_one_hour_and_after_four(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, ends_as=Delivery.UNDELIVERED, refusal=Refusal.UNREACHABLE)
    key = plan(begin_work, "staff")

    def reports() -> datetime | None:
        for one in [one for one in provider.reports if one.at <= clock.now()]:
            report(begin_work, one.attempt_id, one.sighting)
            provider.reports.remove(one)
        return min((one.at for one in provider.reports), default=None)

    pass_time(begin_work, provider, clock, clock.now() + 8 * HOUR, reports)
    started = [one.started_at for one in attempts_of(begin_work, key)]
    assert [later - first for first, later in pairwise(started)] == [
        HOUR + timedelta(seconds=20),
        4 * HOUR + timedelta(seconds=20),
    ]
    message = message_of(begin_work, key)
    assert (message.state, message.needs_human_at is not None) == (State.UNDELIVERED, True)


@pytest.mark.parametrize("refusal", [Refusal.UNREACHABLE, Refusal.TOO_LATE])
def test_what_is_taken_back_while_it_is_on_its_way_is_not_tried_again(
    refusal: Refusal, begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, ends_as=Delivery.UNDELIVERED, refusal=refusal)
    key = plan(begin_work, "message")
    work_through(begin_work, provider)
    with begin_work(LOOKER) as work:
        cancel_queued(work, key)
    last = provider.reports[-1]
    assert report(begin_work, last.attempt_id, last.sighting)
    _pass(begin_work, provider, clock, 8 * HOUR)
    assert len(provider.taken) == 1
    assert message_of(begin_work, key).state in (State.UNDELIVERED, State.EXPIRED)


def test_an_opt_out_at_the_provider_holds_back_what_waits_for_the_number(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, result=SendResult(accepted=False, refusal=Refusal.OPTED_OUT))
    keys = [plan(begin_work, "message", 1, key=f"message:{name}") for name in "ab"]
    other = plan(begin_work, "message", 2)
    send_next_message(begin_work, provider)
    provider.result = None
    work_through(begin_work, provider)
    assert [message_of(begin_work, key).state for key in keys] == [State.FAILED, State.CANCELLED]
    assert message_of(begin_work, other).state is State.ACCEPTED


def test_of_one_number_one_message_is_in_flight_at_most(begin_work: BeginWork, clock: FixedClock) -> None:
    provider = FakeProvider(clock, during=_lose_answer)
    first, second = (plan(begin_work, "message", 1, key=f"message:{name}") for name in "ab")
    other = plan(begin_work, "message", 2)
    work_through(begin_work, provider)
    states = [message_of(begin_work, key).state for key in (first, second, other)]
    assert states == [State.UNKNOWN, State.QUEUED, State.UNKNOWN]
    with pytest.raises(IntegrityError), begin_work(LOOKER) as work:
        work.session.execute(
            update(OutboundMessage)
            .where(OutboundMessage.business_key == second)
            .values(state=State.ATTEMPT_WRITTEN)
        )
    provider.during = lambda _moment, _phone: None
    _pass(begin_work, provider, clock, timedelta(minutes=2))
    assert message_of(begin_work, second).state is State.ACCEPTED


def test_four_workers_never_have_two_messages_to_one_number_on_their_way(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    class Watching(RecordingSender):
        """Counts how many are on their way at once."""

        def __init__(self) -> None:
            super().__init__()
            self.now, self.most, self.lock = 0, 0, Lock()

        def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
            with self.lock:
                self.now += 1
                self.most = max(self.most, self.now)
            result = super().send(phone, text, attempt_id, valid_for)
            with self.lock:
                self.now -= 1
            return result

    sender, together = Watching(), Barrier(4)
    keys = [plan(begin_work, "message", 1, key=f"message:{number}") for number in range(12)]

    def work_on(_worker: int) -> None:
        together.wait()
        while send_next_message(begin_work, sender):
            pass

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work_on, range(4)))
    clock.pass_time(timedelta(seconds=10))
    work_through(begin_work, sender)
    assert {message_of(begin_work, key).state for key in keys} == {State.ACCEPTED}
    assert (len(sender.sent), sender.most) == (12, 1)


def test_who_wakes_up_after_the_lease_makes_no_call(begin_work: BeginWork, clock: FixedClock) -> None:
    class Sleepy(FixedClock):
        """Passes a minute between the claim and the call."""

        reads = 0

        def now(self) -> datetime:
            self.reads += 1
            if self.reads == 2:
                self.pass_time(timedelta(minutes=1))
            return super().now()

    provider = FakeProvider(clock)
    key = plan(begin_work)
    begin_work.clock = Sleepy(clock.now())
    send_next_message(begin_work, provider)
    assert provider.taken == []
    assert message_of(begin_work, key).state is State.QUEUED
    work_through(begin_work, provider)
    assert len(provider.taken) == 1


def test_the_breaker_holds_everything_back_but_what_must_arrive(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    caps, provider = Caps(an_hour=2, reserve=1), FakeProvider(clock)
    for number in range(4):
        plan(begin_work, "message", number)

    def send() -> int:
        while send_next_message(begin_work, provider, caps):
            pass
        return len(provider.taken)

    assert send() == 2
    urgent = [plan(begin_work, "staff", number) for number in (4, 5)]
    assert send() == 3
    assert sorted(message_of(begin_work, key).state for key in urgent) == [State.ACCEPTED, State.QUEUED]
    with begin_work.to_read(LOOKER) as look:
        health = outbox_health(look, caps)
    assert (health["status"], health["held_back"]) == ("stopped", True)
    assert health["oldest_unsent"] == clock.now().isoformat(timespec="seconds")
    clock.pass_time(HOUR)
    assert send() == 5


def test_one_number_gets_so_many_a_day_and_no_more(begin_work: BeginWork, clock: FixedClock) -> None:
    caps, provider = Caps(a_number_a_day=2), FakeProvider(clock)
    keys = [plan(begin_work, "message", 1, key=f"message:a{number}") for number in range(3)]
    other = plan(begin_work, "message", 2)
    while send_next_message(begin_work, provider, caps):
        pass
    assert [message_of(begin_work, key).state for key in (*keys, other)] == [
        *(State.ACCEPTED, State.ACCEPTED, State.SUPPRESSED, State.ACCEPTED)
    ]


def test_a_code_does_not_wait_behind_a_batch(begin_work: BeginWork, clock: FixedClock) -> None:
    provider = FakeProvider(clock)
    for number in range(3):
        plan(begin_work, "message", number)
    clock.pass_time(timedelta(seconds=1))
    plan(begin_work, "code", 9)
    send_next_message(begin_work, provider)
    assert provider.taken[0].text.startswith("Your code")


def test_six_dark_hours_are_caught_up_without_what_has_become_pointless(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock)
    pointless = plan(begin_work, "message", 1, lives=5 * HOUR)
    missed = plan(begin_work, "staff", 2, lives=5 * HOUR)
    useful = plan(begin_work, "message", 3, lives=12 * HOUR)
    clock.set(datetime(2026, 11, 25, 13, 30, tzinfo=UTC))
    work_through(begin_work, provider)
    states = [message_of(begin_work, key).state for key in (pointless, missed, useful)]
    assert states == [State.EXPIRED, State.EXPIRED, State.ACCEPTED]
    with begin_work.to_read(LOOKER) as look:
        assert [one.business_key for one in needing_a_human(look)] == [missed]


def test_attempts_go_with_their_message(begin_work: BeginWork, clock: FixedClock) -> None:
    plan(begin_work, "message")
    work_through(begin_work, FakeProvider(clock))
    with begin_work(LOOKER) as work:
        forget_messages_to(work, NumberPeriod("+35800000001", work.now - timedelta(days=1)))
    assert dump(begin_work)["message_attempt"] == []


def test_what_nobody_can_read_any_more_is_not_asked_after_for_ever(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, during=_lose_answer)
    key = plan(begin_work)
    work_through(begin_work, provider)
    with begin_work(LOOKER) as work:
        work.erase_keys((message_of(begin_work, key).key_id,))
    _pass(begin_work, provider, clock, 2 * HOUR)
    assert message_of(begin_work, key).state is State.UNRESOLVED
    assert provider.asked == []


def test_whoever_has_looked_at_a_message_takes_it_from_the_list(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock, result=SendResult(accepted=False, refusal=Refusal.BAD_NUMBER))
    plan(begin_work)
    work_through(begin_work, provider)
    with begin_work(LOOKER) as work:
        (listed,) = needing_a_human(work)
        assert [take_in_hand(work, listed.id) for _ in range(2)] == [True, False]
        assert needing_a_human(work) == []


def test_a_number_outside_the_open_countries_is_never_dialled(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    provider = FakeProvider(clock)
    key = plan(begin_work, phone="+12025550123")
    work_through(begin_work, provider)
    message = message_of(begin_work, key)
    assert (message.state, message.refusal) == (State.FAILED, Refusal.BAD_NUMBER)
    assert provider.taken == []


def test_an_attempt_is_counted_once_for_each_message(begin_work: BeginWork, clock: FixedClock) -> None:
    key = plan(begin_work)
    work_through(begin_work, FakeProvider(clock))
    (attempt,) = attempts_of(begin_work, key)
    with pytest.raises(IntegrityError), begin_work(LOOKER) as work:
        work.session.add(
            MessageAttempt(
                id="x" * 22,
                message_id=attempt.message_id,
                number=1,
                recipient_lookup=attempt.recipient_lookup,
                started_at=work.now,
                absences=0,
            )
        )
