"""The walk of one who waits for an earlier time, and of the nurse who sees it."""

from datetime import timedelta

from sqlalchemy import select

from support.booking.models import TimeOff
from support.booking.waiting_models import Proposal
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import local_date
from tests.browser.visitor import Visitor
from tests.browser.walks import Look, at_the_times, points_further_on, signs_in, unfolds
from tests.people_of_the_tests import say_that_hours_changed

CODE_AGAIN = timedelta(minutes=1)
OFFER = "/times/offer"


def waits_for_an_earlier_time(visitor: Visitor, another: Visitor, nurse: Visitor, look: Look) -> None:
    """She asks, is offered a time that somebody gives back, cannot have it, and lets it pass."""
    at_the_times(another, "+358 00 000 031")
    points_further_on(another)
    another.press("Continue").follow("Open my support")
    at_the_times(visitor, "+358 00 000 032")
    unfolds(visitor)
    visitor.page.locator('input[name="slot"]').nth(30).check()
    visitor.press("Continue").follow("Open my support").press("Tell me if an earlier time opens")
    look(visitor, "my-support-waits")
    another.follow("Cancel the time").press("Cancel the time")
    visitor.site.let_worker_run()
    look(visitor.open("/my"), "my-support-offered")
    look(visitor.follow("Look at this time"), "offer")
    _nurse_sees_it(nurse, look)
    _is_away(visitor, away=True)
    look(visitor.press("Take the new time"), "offer-gone")
    _is_away(visitor, away=False)
    look(visitor.open(OFFER), "offer-over")


def _nurse_sees_it(nurse: Visitor, look: Look) -> None:
    with nurse.site.begin_work(Actor.operator()) as work:
        case = work.session.execute(select(Proposal.case_id)).scalars().one()
    nurse.site.clock.pass_time(CODE_AGAIN)
    signs_in(nurse, nurse.site.house.nina)
    nurse.site.clock.pass_time(CODE_AGAIN)
    nurse.open(f"/cases/{case}").press("Take this")
    look(nurse, "case-waits")


def _is_away(visitor: Visitor, *, away: bool) -> None:
    """The practitioner of the offered time is away on its day, or there again."""
    with visitor.site.begin_work(Actor.operator()) as work:
        row = work.session.execute(select(Proposal)).scalars().one()
        day = local_date(row.starts_at)
        if away:
            off = TimeOff(id="o" * 22, practitioner_id=row.practitioner_id, first_day=day, last_day=day)
            work.session.add(off)
        else:
            work.session.delete(work.session.get_one(TimeOff, "o" * 22))
        say_that_hours_changed(work, visitor.site.house)
