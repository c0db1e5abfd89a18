"""Taking back, and the end of what has run out: from that moment on she may know it no more."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from support.cases.facts import CaseFacts
from support.cases.opening_actions import hold_case_for_job
from support.cases.queries import newest_first
from support.cases.released_actions import hold_released_case
from support.consent import queries
from support.consent.actions import consent_row, in_force, note_consent
from support.consent.events import ConsentWithdrawn
from support.consent.models import Consent
from support.consent.receipt_actions import close_facts, go_on_under
from support.consent.rules.fact_code import FactCode, with_what_hangs_on
from support.consent.rules.states import State
from support.messaging.actions import cancel_queued, postpone
from support.messaging.events import MessageToSupervisorCameDue
from support.people.supervisor_rules import link_of_key, message_key
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.actor import Actor

_JOB = Actor.job("end-consents")
_LOOKED_AT_AGAIN = timedelta(minutes=1)


def withdraw_from(
    work: Work, supervisor_link_id: str, facts: Collection[FactCode] | None = None
) -> frozenset[FactCode]:
    """Take these facts back from one supervisor, or everything, in whichever case of the same person.

    Returns what was taken back; what means nothing without them goes too, and a repeat changes nothing.
    Whoever calls has asked whether the actor may know of one of her cases: another may be of an employer
    whom a nurse does not serve, and what a person wants back ends there as well. The newest case is held
    first: whoever comes with it held cannot wait for one who waits for her.
    """
    cases = newest_first(work, {row.case_id for row in queries.granted_of_link(work, supervisor_link_id)})
    held = [case for case_id in cases if (case := hold_released_case(work, case_id))]
    taken = [_withdraw(work, case, supervisor_link_id, facts) for case in held]
    return frozenset[FactCode]().union(*taken)


def wait_for_what_runs_out(work: Work, event: MessageToSupervisorCameDue) -> None:
    """No message leaves before what is over has been written down as over: then it may be called off."""
    link_id = link_of_key(event.business_key)
    if link_id and queries.has_run_out(work, link_id):
        postpone(work, event.message_id, work.now + _LOOKED_AT_AGAIN)


def end_next_run_out(begin_work: BeginWork) -> bool:
    """Write down the end of one consent whose time is over, and tell it; False when there is none.

    What is shown has ended by itself, at the very moment.
    """
    with begin_work.to_read(_JOB) as look:
        found = queries.first_run_out(look)
    if found is None:
        return False
    with begin_work(_JOB) as work:
        row = work.session.get(Consent, found)
        case = hold_case_for_job(work, row.case_id) if row else None
        if row is None or case is None:
            return True
        work.session.refresh(row)
        if row.state is State.GRANTED and row.valid_until <= work.now:
            _expire(work, case, row)
    return True


def _withdraw(
    work: Work, case: CaseFacts, link_id: str, facts: Iterable[FactCode] | None
) -> frozenset[FactCode]:
    before = in_force(work, case.id, link_id)
    taken = before if facts is None else with_what_hangs_on(facts) & before
    if not taken:
        return taken
    for row in queries.rows_in_force(work, case.id, link_id):
        _take_out(work, row, taken)
    note_consent(work, case, "withdraw", "consent_taken_back", taken)
    _tell_ended(work, case.id, link_id, taken)
    return taken


def _expire(work: Work, case: CaseFacts, row: Consent) -> None:
    row.move(State.EXPIRED)
    row.ended_at = work.now
    close_facts(work, row.id, row.supervisor_link_id, row.seen().facts)
    work.session.flush()
    gone = row.seen().facts - in_force(work, case.id, row.supervisor_link_id)
    note_consent(work, case, "expire", "consent_over", gone)
    _tell_ended(work, case.id, row.supervisor_link_id, gone)


def _take_out(work: Work, row: Consent, taken: frozenset[FactCode]) -> None:
    """End the row; what of it stays goes on as it was given, in a row of its own."""
    stays = row.seen().facts - taken
    if stays == row.seen().facts:
        return
    row.move(State.SUPERSEDED if stays else State.REVOKED)
    row.ended_at = work.now
    close_facts(work, row.id, row.supervisor_link_id, taken)
    if stays:
        rest = consent_row(
            work, row.case_id, row.supervisor_link_id, stays, row.wording_version, row.language
        )
        rest.state, rest.given_at, rest.given_how = State.GRANTED, row.given_at, row.given_how
        rest.written_by, rest.valid_until = row.written_by, row.valid_until
        work.session.add(rest)
        work.session.flush()
        go_on_under(work, row.supervisor_link_id, row.id, rest.id)


def _tell_ended(work: Work, case_id: str, link_id: str, facts: frozenset[FactCode]) -> None:
    if not facts:
        return
    work.session.flush()
    if not queries.cases_released(work, link_id):
        cancel_queued(work, message_key(link_id))
    work.record(ConsentWithdrawn(case_id, link_id, facts))
