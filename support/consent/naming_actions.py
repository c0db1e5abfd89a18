"""Naming the supervisor: one at a time, and nothing that one may know goes over to the next."""

from support.cases.facts import CaseFacts
from support.cases.step_actions import record_step
from support.consent.events import SupervisorEnded
from support.consent.withdrawing_actions import withdraw_from
from support.messaging.actions import cancel_queued
from support.people.supervisor_actions import begin_link, call_supervisor, end_link, supervisor_person
from support.people.supervisor_facts import NamedHow
from support.people.supervisor_queries import supervisor_link_of
from support.people.supervisor_rules import message_key
from support.platform.work import Work


def name_supervisor(work: Work, case: CaseFacts, *, name: str, phone: str, how: NamedHow) -> str:
    """Name the supervisor of the person of a case that is held; returns the id of the link.

    Another one before her knows nothing from now on; the same one again goes on by the name given last.
    Raises Invalid where the number is her own, TooMany where one has been named often lately.
    """
    person = supervisor_person(work, case.employee_id, phone)
    present = supervisor_link_of(work, case.employee_id)
    if present is not None and present.supervisor_id == person:
        call_supervisor(work, present.id, name)
        return present.id
    if present is not None:
        _end(work, case, present.id)
    record_step(work, case, "supervisor_named")
    return begin_link(work, case.employee_id, person, name, how)


def end_supervisor(work: Work, case: CaseFacts) -> None:
    """Nobody is named any more, and whoever was knows nothing from now on. A repeat changes nothing."""
    present = supervisor_link_of(work, case.employee_id)
    if present is not None:
        _end(work, case, present.id)
        record_step(work, case, "supervisor_ended")


def _end(work: Work, case: CaseFacts, link_id: str) -> None:
    withdraw_from(work, link_id)
    cancel_queued(work, message_key(link_id))
    end_link(work, link_id)
    work.record(SupervisorEnded(case.employee_id, link_id))
