"""Filling an empty database with the invented people of the demo."""

from datetime import timedelta

from support.demo.cases import all_stories
from support.demo.course_actions import Course
from support.demo.leave_actions import take_days_off
from support.demo.login_actions import make_logins
from support.demo.organisation_actions import seed_organisation
from support.demo.queries import has_employers
from support.demo.story_clock import at_moment
from support.demo.supervisor_login_actions import invite_those_to_try
from support.demo.telling_actions import Telling
from support.people.duty_actions import be_on_duty_today
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import next_opening

# One of each team, the last of a team first in line.
_ON_DUTY = ("N3", "N1", "N2")
_RUNNING_FOR = timedelta(days=265)


def is_empty(begin_work: BeginWork) -> bool:
    """Whether nothing has been put into this database yet."""
    with begin_work.to_read(Actor.operator()) as look:
        return not has_employers(look)


def seed(begin_work: BeginWork, *, my_support_url: str = "http://127.0.0.1:5000/my") -> None:
    """Write organisation, staff and cases, in the order of their times; a filled database is left alone.

    `my_support_url` is the address that the messages name, at most 28 characters.
    """
    if not is_empty(begin_work):
        return
    now = begin_work.clock.now()
    at_first = at_moment(begin_work, next_opening(now - _RUNNING_FOR))
    with at_first(Actor.operator()) as work:
        organisation = seed_organisation(work)
    make_logins(at_first, (member for member in organisation.staff.values() if member.email))
    tellings = [Telling(story, organisation, now, my_support_url) for story in all_stories()]
    Course(begin_work, tellings, now).run()
    invite_those_to_try(at_moment(begin_work, now), tellings)
    take_days_off(at_moment(begin_work, now), organisation)
    for code in _ON_DUTY:
        with at_moment(begin_work, now)(organisation.staff[code].as_nurse) as work:
            be_on_duty_today(work)
