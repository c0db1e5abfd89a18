"""Days off in the demo: those who have a time then are called by a nurse (domain model G.2)."""

from datetime import timedelta

from support.booking.hours_actions import LeftOutside, change_hours
from support.booking.rules.hours import TimeOff
from support.booking.rules.outside import Choice
from support.demo.organisation_actions import Organisation
from support.platform.begin_work import BeginWork
from support.vocabulary.calendar import local_date

_WHO, _FIRST, _LAST = "P1", timedelta(days=5), timedelta(days=9)


def take_days_off(begin_work: BeginWork, organisation: Organisation) -> None:
    """She marks her leave herself, and leaves it to a nurse to call whoever has a time with her then."""
    herself = organisation.staff[_WHO].as_nurse
    today = local_date(begin_work.clock.now())
    leave = TimeOff(today + _FIRST, today + _LAST)
    choices: dict[str, Choice] = {}
    try:
        with begin_work(herself) as work:
            change_hours(work, herself.id or "", leave, version=0, choices=choices)
    except LeftOutside as left:
        choices = {one.appointment_id: Choice.CALL for one in left.times}
    if choices:
        with begin_work(herself) as work:
            change_hours(work, herself.id or "", leave, version=0, choices=choices)
