"""A year of check-ins: each is asked once at its time or, for a reason, not at all; so says the wall."""

import random
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy import func, select

from support.followup.models import CheckIn
from support.jobs import JOBS, run_job
from support.messaging.models import OutboundMessage
from support.vocabulary.calendar import at
from tests.builders import LOOKER, World
from tests.counts import LONG
from tests.followed_people import Fate, Followed, Wanted, is_text_time, lit, wanted
from tests.followed_year import Year
from tests.settings import ADDRESS

FIRST = date(2027, 1, 4)
PEOPLE = 400 if LONG else 48
HOUR = timedelta(hours=1)
ASK, SEND = (next(job for job in JOBS if job.name == name) for name in ("ask-check-ins", "send-messages"))
# The worker is dark from before ten on: for six hours, and until late at night before two holidays.
DARK_HOURS = {date(2027, 5, 19): 6, date(2027, 9, 8): 6, date(2027, 6, 24): 13, date(2027, 12, 23): 13}
DARK = tuple(
    (at(day, time(9, 30)), at(day, time(9, 30)) + timedelta(hours=hours)) for day, hours in DARK_HOURS.items()
)
# On these somebody is to be asked: when it is dark, after both clock changes and after the holidays.
ASKED_ON = (*DARK_HOURS, date(2027, 3, 29), date(2027, 3, 30), date(2027, 11, 1), date(2027, 12, 27))


def test_a_year_asks_each_check_in_once_or_for_a_reason_not_at_all(world: World) -> None:
    chance = random.Random(43)  # noqa: S311 - an order, no secret
    year = Year(world, chance)
    fates = list(Fate)
    for number in range(PEOPLE):
        fate = fates[number // 4 % len(fates)]
        year.plan(_opening(number, year), partial(year.open, number, fate))
    while moment := _next_moment(year):
        _live(year, moment, chance)
    assert len(year.people) == PEOPLE
    _judge_messages(year)
    _judge_check_ins(year)
    _judge_alerts(year)


def _opening(number: int, year: Year) -> datetime:
    """When somebody's days begin: through the year, every third so that she is asked on a day of care."""
    day = FIRST + timedelta(days=number * 365 // PEOPLE)
    if number % 3 == 0:
        day = ASKED_ON[number // 3 % len(ASKED_ON)] - timedelta(days=year.rhythm_of(number).days[0])
    return at(day, time(8)) + timedelta(minutes=year.chance.randrange(60, 480))


def _next_moment(year: Year) -> datetime | None:
    """When something is due next; what the worker has to do waits until it is there again."""
    with year.world.begin_work.to_read(LOOKER) as look:
        check_in = look.session.execute(select(func.min(CheckIn.due_at))).scalar()
        waiting = select(func.min(OutboundMessage.due_at)).where(OutboundMessage.state == "queued")
        message = look.session.execute(waiting).scalar()
    due = [lit(one, DARK) for one in (check_in, message) if one is not None]
    return min([*due, *year.next_events()], default=None)


def _live(year: Year, moment: datetime, chance: random.Random) -> None:
    """What happens by itself, then the worker; now and then somebody sets its clock back by an hour."""
    year.world.clock.set(moment)
    year.happen(moment)
    if lit(moment, DARK) != moment:
        return
    run_job(ASK, year.world.begin_work, year.sender, ADDRESS)
    if chance.random() < 0.2:
        # Between planning a message and sending it: it waits for its time once more.
        year.world.clock.set(moment - HOUR)
    run_job(SEND, year.world.begin_work, year.sender, ADDRESS)
    if chance.random() < 0.2:
        year.world.clock.set(moment - HOUR)
        for job in (ASK, SEND):
            run_job(job, year.world.begin_work, year.sender, ADDRESS)
    with year.world.begin_work.to_read(LOOKER) as look:
        left_over = select(func.count()).where(CheckIn.due_at <= moment)
        assert look.session.execute(left_over).scalar() == 0


def _judge_messages(year: Year) -> None:
    """Each person got just the messages of her check-ins, each at its moment."""
    got: dict[str, list[datetime]] = defaultdict(list)
    for moment, phone in year.sender.asked:
        assert is_text_time(moment), (moment, phone)
        got[phone].append(moment)
    for one in year.people.values():
        due = sorted(moment for each in wanted(one, DARK).values() for moment in each.left_at)
        assert got[one.phone] == due, one


def _judge_check_ins(year: Year) -> None:
    keys = {row["business_key"]: row["attempted_at"] for row in year.world.rows("outbound_message")}
    rows = year.world.rows("check_in")
    for one in year.people.values():
        found = {}
        for row in rows:
            if row["case_id"] == one.case_id:
                left = [keys.get(f"check-in:{row['id']}:{name}") for name in ("ask", "again")]
                times = tuple(moment for moment in left if moment is not None)
                found[row["number"]] = Wanted(row["state"], times, row["ended_at"])
        assert found == wanted(one, DARK), one


def _judge_alerts(year: Year) -> None:
    """Whoever is silent twice in a row is looked after once, and so is whom no message may reach."""
    rows = year.world.rows("alert")
    for one in year.people.values():
        raised = [
            (row["kind"], row["raised_at"])
            for row in rows
            if row["case_id"] == one.case_id and row["kind"] in ("checkin_missed", "message_failed")
        ]
        assert raised == _alerts_wanted(one), one


def _alerts_wanted(one: Followed) -> list[tuple[str, datetime]]:
    ended = [each for _, each in sorted(wanted(one, DARK).items()) if each.ended_at]
    missed = [each.ended_at for each in ended if each.state == "missed"]
    never = [each.ended_at for each in ended if each.state == "not_asked"]
    # Nobody here is silent once and answers the next time.
    return [
        *(("checkin_missed", moment) for moment in missed[1:2] if moment),
        *(("message_failed", moment) for moment in never[:1] if moment),
    ]
