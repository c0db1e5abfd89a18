"""Writing down what was disclosed: allowed, handed over, read, closed. The record follows what is shown."""

from collections.abc import Collection, Iterable

from sqlalchemy.exc import IntegrityError

from support.consent.models import Consent, Disclosure
from support.consent.receipt_queries import open_rows
from support.consent.rules.disclosing import Told
from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import State
from support.messaging.events import MessageToSupervisorLeft
from support.people.supervisor_rules import link_of_key
from support.platform.work import Work


def note_allowed(work: Work, supervisor_link_id: str, told: Iterable[Told]) -> None:
    """From now on she may know these; what is written down already stays as it is."""
    known = {(row.consent_id, row.thing) for row in open_rows(work, supervisor_link_id)}
    for one in told:
        if (one.consent_id, one.thing) not in known:
            _write(work, supervisor_link_id, one)


def note_read(work: Work, supervisor_link_id: str, told: Collection[Told]) -> None:
    """A page with these has been shown to her: the first time counts."""
    note_allowed(work, supervisor_link_id, told)
    shown = {(one.consent_id, one.thing) for one in told}
    for row in open_rows(work, supervisor_link_id):
        if row.read_at is None and (row.consent_id, row.thing) in shown:
            row.delivered_at = row.delivered_at or work.now
            row.read_at = work.now


def note_handed_over(work: Work, event: MessageToSupervisorLeft) -> None:
    """A message has left that leads to all that she may know; what was allowed after it was planned is not
    in it."""
    for row in open_rows(work, link_of_key(event.business_key)):
        if row.delivered_at is None and row.approved_at <= event.planned_at:
            row.delivered_at = work.now


def close_facts(work: Work, consent_id: str, link_id: str, facts: Collection[FactCode]) -> None:
    """She can read nothing under these facts of this consent any more."""
    for row in open_rows(work, link_id):
        if row.consent_id == consent_id and row.fact in facts:
            row.closed_at = work.now


def close_about(work: Work, supervisor_link_id: str, about: str) -> None:
    """She cannot read any more of this one thing."""
    for row in open_rows(work, supervisor_link_id):
        if row.about == about:
            row.closed_at = work.now


def go_on_under(work: Work, link_id: str, ended: str, consent_id: str) -> None:
    """What is still open under a consent that has ended goes on under the one in its place."""
    for row in open_rows(work, link_id):
        if row.consent_id == ended:
            row.consent_id = consent_id


def _holds(work: Work, consent_id: str) -> bool:
    """Whether the consent stands at this very moment: it may be taken back while she reads."""
    return work.session.get_one(Consent, consent_id, with_for_update=True).state is State.GRANTED


def _write(work: Work, link_id: str, told: Told) -> None:
    row = Disclosure(
        id=work.new_id(),
        consent_id=told.consent_id,
        case_id=told.thing.case_id,
        supervisor_link_id=link_id,
        fact=told.thing.fact,
        about=told.thing.about,
        approved_at=work.now,
        closed_at=None if _holds(work, told.consent_id) else work.now,
    )
    try:
        with work.attempt():
            work.session.add(row)
            work.session.flush()
    except IntegrityError:
        # The same page, opened twice at once: it is written down already.
        return
