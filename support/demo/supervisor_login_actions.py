"""The way in of the demo's supervisors: a link in a message of the day on which the demo is filled."""

from collections.abc import Iterable

from support.consent.inviting_actions import invite_supervisor
from support.demo.telling_actions import Telling
from support.people.supervisor_queries import supervisor_addressee, supervisor_link_of
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor


def invite_those_to_try(begin_work: BeginWork, tellings: Iterable[Telling]) -> None:
    """Send each supervisor whose page can be looked at a link that is still good, once."""
    done: set[str] = set()
    for telling in reversed(list(tellings)):
        with begin_work(Actor.operator()) as work:
            link = supervisor_link_of(work, telling.employee_id)
            if link is None or link.supervisor_id in done:
                continue
            phone = supervisor_addressee(work, link.id).phone
            told = telling.organisation.supervisors.values()
            if any(one.to_try and one.phone == phone for one in told):
                invite_supervisor(work, link.id, telling.supervisor_url)
                done.add(link.supervisor_id)
