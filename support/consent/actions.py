"""Giving, declining and taking back; each takes effect in the moment in which it is done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from support.cases.facts import CaseFacts
from support.cases.nurse_actions import hold_claimed_case
from support.cases.opening_actions import hold_case, hold_case_for_job
from support.cases.queries import newest_first
from support.cases.released_actions import hold_released_case
from support.cases.step_actions import RecordKind, record_step
from support.consent import queries
from support.consent.events import ConsentWithdrawn
from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode, check_facts, with_what_hangs_on
from support.consent.rules.release import USUAL_MONTHS, valid_until
from support.consent.rules.states import GivenHow, State
from support.messaging.actions import cancel_queued
from support.people.supervisor_queries import supervisor_link_of
from support.people.supervisor_rules import message_key
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import Conflict, NotFound, mark
from support.vocabulary.language import Language

_SOMEBODY_ELSE = mark(
    "Your supervisor has been changed meanwhile. Look who is named before you give permission."
)
_JOB = Actor.job("end-consents")


class SomebodyElse(Conflict):
    """The supervisor who stood on the page is not the one who is named now."""

    def __init__(self) -> None:
        super().__init__(_SOMEBODY_ELSE)


@dataclass(frozen=True)
class Giving:
    """What she gives, and the words in which she was asked."""

    facts: frozenset[FactCode]
    wording_version: int
    language: Language
    months: int = USUAL_MONTHS
    path_ends_on: date | None = None
    how: GivenHow = GivenHow.ON_THE_PAGE
    link_id: str | None = None
    """Whom she saw named when she said it."""


def ask_consent(work: Work, case_id: str, facts: Collection[FactCode], version: int) -> None:
    """A nurse who has taken the case asks her to let the supervisor know; the same again changes nothing.

    Raises Conflict where no supervisor has been named.
    """
    case = hold_claimed_case(work, case_id)
    link_id = _present_link(work, case)
    waiting = _waiting(work, case_id, link_id)
    wanted = frozenset(facts) - _in_force(work, case_id, link_id)
    if not wanted or (waiting is not None and wanted <= waiting.seen().facts):
        return
    if waiting is not None:
        waiting.facts = _words({*wanted, *waiting.seen().facts})
        return
    row = _row(work, case_id, link_id, wanted, version, Language.FI)
    row.state, row.asked_at, row.asked_by = State.REQUESTED, work.now, work.actor.id
    row.valid_until = valid_until(work.now, USUAL_MONTHS)
    work.session.add(row)
    record_step(work, case, "consent_asked", after=" ".join(row.facts))
    work.log("consent:ask", "support_case", case_id, " ".join(row.facts))


def give_consent(work: Work, case_id: str, giving: Giving) -> frozenset[FactCode]:
    """Let the supervisor who is named now know these facts from this moment on; returns what is new.

    Herself on her page; what she says on the phone or signs on paper is written down by a nurse who has
    taken the case. Raises Invalid where nothing is chosen, Conflict where nobody is named or the case is
    closed.
    """
    case = _held_to_give(work, case_id, giving.how)
    link_id = _present_link(work, case)
    if giving.link_id not in (None, link_id):
        raise SomebodyElse
    before = _in_force(work, case_id, link_id)
    check_facts(giving.facts, before)
    new = giving.facts - before
    if not new:
        return new
    row = _waiting(work, case_id, link_id)
    if row is None:
        row = _row(work, case_id, link_id, new, giving.wording_version, giving.language)
        row.state = State.GRANTED
        work.session.add(row)
    else:
        row.move(State.GRANTED)
        row.facts, row.wording_version, row.language = _words(new), giving.wording_version, giving.language
    row.given_at, row.given_how = work.now, giving.how
    row.written_by = work.actor.id if giving.how is not GivenHow.ON_THE_PAGE else None
    row.valid_until = valid_until(work.now, giving.months, giving.path_ends_on)
    _note(work, case, "give", "consent_given", new)
    return new


def decline_consent(work: Work, case_id: str) -> None:
    """She would rather not: nothing is released, and nothing else changes. A repeat changes nothing."""
    case = hold_case(work, case_id)
    link = supervisor_link_of(work, case.employee_id)
    row = _waiting(work, case_id, link.id) if link else None
    if row is None:
        return
    row.move(State.DECLINED)
    row.ended_at = work.now
    record_step(work, case, "consent_declined")
    work.log("consent:decline", "support_case", case_id)


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
    before = _in_force(work, case.id, link_id)
    taken = before if facts is None else with_what_hangs_on(facts) & before
    if not taken:
        return taken
    for row in queries.rows_in_force(work, case.id, link_id):
        _take_out(work, row, taken)
    _note(work, case, "withdraw", "consent_taken_back", taken)
    _tell_ended(work, case.id, link_id, taken)
    return taken


def _expire(work: Work, case: CaseFacts, row: Consent) -> None:
    row.move(State.EXPIRED)
    row.ended_at = work.now
    work.session.flush()
    gone = row.seen().facts - _in_force(work, case.id, row.supervisor_link_id)
    _note(work, case, "expire", "consent_over", gone)
    _tell_ended(work, case.id, row.supervisor_link_id, gone)


def _held_to_give(work: Work, case_id: str, how: GivenHow) -> CaseFacts:
    if how is GivenHow.ON_THE_PAGE:
        case = hold_case(work, case_id)
        if work.actor.role is not Role.EMPLOYEE:
            raise NotFound
        if not case.is_open:
            raise Conflict(mark("This case has been closed, so it can no longer be changed."))
        return case
    return hold_claimed_case(work, case_id)


def _present_link(work: Work, case: CaseFacts) -> str:
    link = supervisor_link_of(work, case.employee_id)
    if link is None:
        raise Conflict(mark("No supervisor has been named yet."))
    return link.id


def _in_force(work: Work, case_id: str, link_id: str) -> frozenset[FactCode]:
    rows = queries.rows_in_force(work, case_id, link_id)
    return frozenset[FactCode]().union(*(row.seen().facts for row in rows))


def _waiting(work: Work, case_id: str, link_id: str) -> Consent | None:
    return queries.row_asked_for(work, case_id, link_id)


def _take_out(work: Work, row: Consent, taken: frozenset[FactCode]) -> None:
    """End the row; what of it stays goes on as it was given, in a row of its own."""
    stays = row.seen().facts - taken
    if stays == row.seen().facts:
        return
    row.move(State.SUPERSEDED if stays else State.REVOKED)
    row.ended_at = work.now
    if stays:
        rest = _row(work, row.case_id, row.supervisor_link_id, stays, row.wording_version, row.language)
        rest.state, rest.given_at, rest.given_how = State.GRANTED, row.given_at, row.given_how
        rest.written_by, rest.valid_until = row.written_by, row.valid_until
        work.session.add(rest)


def _row(
    work: Work, case_id: str, link_id: str, facts: Iterable[FactCode], version: int, language: Language
) -> Consent:
    return Consent(
        id=work.new_id(),
        case_id=case_id,
        supervisor_link_id=link_id,
        facts=_words(facts),
        wording_version=version,
        language=language,
    )


def _words(facts: Iterable[FactCode]) -> tuple[str, ...]:
    return tuple(sorted(fact.value for fact in facts))


def _note(work: Work, case: CaseFacts, verb: str, step: RecordKind, facts: Iterable[FactCode]) -> None:
    said = " ".join(_words(facts))
    record_step(work, case, step, after=said)
    work.log(f"consent:{verb}", "support_case", case.id, said)


def _tell_ended(work: Work, case_id: str, link_id: str, facts: frozenset[FactCode]) -> None:
    if not facts:
        return
    work.session.flush()
    if not queries.cases_released(work, link_id, work.now):
        cancel_queued(work, message_key(link_id))
    work.record(ConsentWithdrawn(case_id, link_id, facts))
