"""A year of times: every reminder is said once, in its hours, whatever the clock does."""

import random
from datetime import date, datetime, time, timedelta

from support.booking.models import Appointment
from support.booking.reminding_actions import Addresses, remind_of_due_times
from support.booking.rules.appointment import State
from support.booking.rules.reminders import next_reminder_at, reminders
from support.vocabulary.calendar import at, is_working_day, may_text
from tests.builders import LOOKER, World, a_sent_case
from tests.counts import LONG
from tests.race.wishes import MY_SUPPORT

FIRST = date(2027, 1, 4)
# One on each working day of the year, or on every fourth.
STEP = 1 if LONG else 4
BACK = timedelta(hours=1)


def test_a_year_says_each_reminder_once_although_the_clock_is_set_back(world: World) -> None:
    chance = random.Random(31)  # noqa: S311 - an order, no secret
    sent = a_sent_case(world, book=False)
    times = [_a_time(day, chance) for day in _working_days()[::STEP]]
    with world.begin_work(LOOKER) as work:
        for starts_at, booked_at in times:
            work.session.add(_appointment(work.new_id(), sent.case_id, world, starts_at, booked_at))
    world.send_due()
    world.sender.sent.clear()
    said: dict[str, datetime] = {}
    while moments := [row["remind_at"] for row in world.rows("appointment") if row["remind_at"]]:
        world.clock.set(min(moments))
        _work(world, said)
        if chance.random() < 0.2:
            world.clock.set(world.clock.now() - BACK)
            _work(world, said)
    wanted = {
        f"appointment:{row['id']}:{one.template}": one.due_at
        for row in world.rows("appointment")
        for one in reminders(row["starts_at"], row["booked_at"])
    }
    assert said == wanted
    assert len(world.sender.sent) == len(wanted) and all(may_text(moment) for moment in said.values())


def _work(world: World, said: dict[str, datetime]) -> None:
    """The worker looks; what left and when goes into `said`."""
    remind_of_due_times(world.begin_work, Addresses(MY_SUPPORT, "https://x.example/s/"))
    world.send_due()
    for row in world.rows("outbound_message", state="accepted"):
        if row["template"] in ("rem2d", "rem2h"):
            said.setdefault(row["business_key"], row["attempted_at"])


def _working_days() -> list[date]:
    days = (FIRST + timedelta(days=number) for number in range(365))
    return [day for day in days if is_working_day(day)]


def _a_time(day: date, chance: random.Random) -> tuple[datetime, datetime]:
    starts_at = at(day, time(chance.randrange(8, 16), chance.choice((0, 30))))
    return starts_at, starts_at - timedelta(minutes=chance.randrange(30, 20 * 24 * 60))


def _appointment(
    new_id: str, case_id: str, world: World, starts_at: datetime, booked_at: datetime
) -> Appointment:
    (case,) = world.rows("support_case", id=case_id)
    return Appointment(
        id=new_id,
        case_id=case_id,
        employee_id=case["employee_id"],
        practitioner_id=world.house.psychologist,
        kind="nurse_call",
        channel="phone",
        starts_at=starts_at,
        minutes=30,
        state=State.CONFIRMED,
        booked_at=booked_at,
        remind_at=next_reminder_at(starts_at, booked_at, booked_at),
    )
