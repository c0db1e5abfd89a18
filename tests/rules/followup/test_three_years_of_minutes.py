"""Three years, minute by minute: every check-in once, at its minute, in the hours for messages."""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from support.followup.rules.plan import RHYTHMS, Rhythm, check_ins_of, next_step_at
from support.followup.rules.states import State, check_move
from support.vocabulary.calendar import HELSINKI, is_working_day, local_date, may_text, next_text_time
from tests.counts import LONG

FIRST, LAST = date(2027, 1, 1), date(2030, 1, 1)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PLANS = 20_000 if LONG else 2_000
# Around these days plans begin at every hour: both clock changes, Easter, Midsummer, Christmas, and so many
# days before each as a rhythm has, so that its check-ins fall on them.
DAYS_OF_CARE = (
    *(date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29), date(2029, 3, 25)),
    *(date(2027, 3, 26), date(2027, 6, 25), date(2028, 6, 23), date(2027, 12, 24), date(2028, 12, 24)),
)
_FOLLOWING = {State.SCHEDULED: State.SENT, State.SENT: State.REMINDED, State.REMINDED: State.MISSED}


@dataclass
class Asked:
    """One check-in on its way: what the job did to it and when, and when each message may leave."""

    state: State = State.SCHEDULED
    steps: list[tuple[State, datetime]] = field(default_factory=list)
    left_at: list[datetime] = field(default_factory=list)
    until: list[datetime] = field(default_factory=list)


def test_three_years_of_minutes_ask_each_check_in_once_at_its_minute() -> None:
    plans = list(_plans())
    asked = _three_years(plans, lambda _minute, now: now)
    assert len(asked) == sum(len(rhythm.days) for rhythm, _ in plans)
    for (number, planned), one in asked.items():
        rhythm, begins_at = plans[number]
        ask = _ten(begins_at.astimezone(HELSINKI).date() + timedelta(days=rhythm.days[planned - 1]))
        again = _ten(ask.date() + 3 * DAY)
        over = _ten(again.date() + 3 * DAY)
        assert one.steps == [(State.SENT, ask), (State.REMINDED, again), (State.MISSED, over)]
        assert one.left_at == [ask, again] and one.until == [again, over]
        assert all(may_text(moment) for moment in one.left_at)


def test_a_clock_that_is_wrong_another_way_every_day_asks_nothing_twice_and_loses_nothing() -> None:
    chance = random.Random(41)  # noqa: S311 - an order, no secret
    wrong = [timedelta(minutes=chance.randint(-60, 60)) for _ in range((LAST - FIRST).days + 1)]
    plans = list(_plans())
    asked = _three_years(plans, lambda minute, now: now + wrong[minute // (24 * 60)])
    _each_once_and_apart(asked)


def test_a_worker_that_is_dark_for_hours_asks_nothing_twice_and_nothing_by_night() -> None:
    chance = random.Random(42)  # noqa: S311 - an order, no secret
    # Each day the worker begins at a time of its own and works for half an hour, by day or by night.
    begins = [chance.randrange(24 * 60 - 30) for _ in range((LAST - FIRST).days + 1)]

    def read(minute: int, now: datetime) -> datetime | None:
        day, passed = divmod(minute, 24 * 60)
        return now if begins[day] <= passed < begins[day] + 30 else None

    _each_once_and_apart(_three_years(list(_plans()), read))


def _each_once_and_apart(asked: dict[tuple[int, int], Asked]) -> None:
    for one in asked.values():
        assert [state for state, _ in one.steps] == [State.SENT, State.REMINDED, State.MISSED]
        ask, again = one.left_at
        assert may_text(ask) and may_text(again)
        # Whoever is asked by a message that was held back has her days all the same.
        assert local_date(again) - local_date(ask) >= 3 * DAY
        assert [until for until in one.until] == [next_step_at(now) for _, now in one.steps[:2]]
        assert one.until[0] <= one.steps[1][1] and one.until[1] <= one.steps[2][1]


def _three_years(
    plans: list[tuple[Rhythm, datetime]], read: Callable[[int, datetime], datetime | None]
) -> dict[tuple[int, int], Asked]:
    """Three years, minute by minute, as the job does it; `read` is what its clock shows or None."""
    asked = {}
    waiting: list[tuple[datetime, int, int]] = []
    for number, (rhythm, begins_at) in enumerate(plans):
        for planned in check_ins_of(rhythm, begins_at):
            asked[number, planned.number] = Asked()
            waiting.append((planned.at, number, planned.number))
    heapq.heapify(waiting)
    now = datetime(FIRST.year, 1, 1, tzinfo=UTC)
    for minute in range((LAST - FIRST).days * 24 * 60):
        clock = read(minute, now)
        while clock is not None and waiting and waiting[0][0] <= clock:
            _, number, which = heapq.heappop(waiting)
            due_at = _step(asked[number, which], clock)
            if due_at is not None:
                heapq.heappush(waiting, (due_at, number, which))
        now += MINUTE
    assert not waiting
    return asked


def _step(one: Asked, clock: datetime) -> datetime | None:
    """The next step of one check-in, and when the one after it is due; None after the last."""
    following = _FOLLOWING[one.state]
    check_move(one.state, following)
    one.state = following
    one.steps.append((following, clock))
    if following is State.MISSED:
        return None
    one.left_at.append(next_text_time(clock))
    one.until.append(next_step_at(clock))
    return next_step_at(clock)


def _plans() -> Iterator[tuple[Rhythm, datetime]]:
    """Plans of every rhythm: begun at any minute, and so that what they ask falls around the days of care."""
    chance = random.Random(40)  # noqa: S311 - an order, no secret
    rhythms = list(RHYTHMS.values())
    # What is planned last has to end within the three years.
    latest = (LAST - FIRST).days - 160
    for _ in range(PLANS):
        begins_on = FIRST + timedelta(days=chance.randrange(latest))
        yield chance.choice(rhythms), _moment(begins_on, chance.randrange(24 * 60))
    for rhythm in rhythms:
        for days in rhythm.days:
            for day in DAYS_OF_CARE:
                for near in range(-5, 3):
                    begins_on = day + timedelta(days=near - days)
                    for minute in (0, 3 * 60, 10 * 60, 23 * 60 + 59):
                        if FIRST <= begins_on <= FIRST + timedelta(days=latest):
                            yield rhythm, _moment(begins_on, minute)


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), HELSINKI).astimezone(UTC)


def _ten(day: date) -> datetime:
    """Ten by the wall on the first day from this one on that is no weekend and no holiday."""
    while not is_working_day(day):
        day += DAY
    return datetime.combine(day, time(10), HELSINKI).astimezone(UTC)
