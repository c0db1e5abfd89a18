"""A message whose answer is lost is adopted by its report and arrives once."""

from datetime import timedelta

from support.messaging.rules import State
from support.platform.begin_work import BeginWork
from tests.fake_provider import FakeProvider, Moment
from tests.fakes import FixedClock
from tests.outbox import attempts_of, message_of, pass_time, plan, report, work_through


def test_a_message_whose_answer_is_lost_is_adopted_by_its_report_and_arrives_once(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    def lose_answer(moment: Moment, _phone: str) -> None:
        if moment is Moment.TAKEN_ON:
            raise TimeoutError

    provider = FakeProvider(clock, during=lose_answer)
    key = plan(begin_work, "message")
    work_through(begin_work, provider)
    assert message_of(begin_work, key).state is State.UNKNOWN
    for one in provider.reports:
        clock.set(one.at)
        assert report(begin_work, one.attempt_id, one.sighting)
    pass_time(begin_work, provider, clock, clock.now() + timedelta(hours=25))
    assert message_of(begin_work, key).state is State.DELIVERED
    (attempt,) = attempts_of(begin_work, key)
    assert attempt.reference == provider.taken[0].reference
    assert len(provider.taken) == 1
    assert provider.asked == []
