"""Asking, giving and declining; each takes effect in the moment in which it is done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from support.cases.facts import CaseFacts
from support.cases.nurse_actions import hold_claimed_case
from support.cases.opening_actions import hold_case
from support.cases.step_actions import RecordKind, record_step
from support.consent import queries
from support.consent.models import Consent
from support.consent.receipt_actions import note_allowed
from support.consent.rules.disclosing import Thing
from support.consent.rules.fact_code import FactCode, check_facts
from support.consent.rules.release import USUAL_MONTHS, valid_until
from support.consent.rules.states import GivenHow, State
from support.people.supervisor_queries import supervisor_link_of
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import Conflict, NotFound, mark
from support.vocabulary.language import Language

_SOMEBODY_ELSE = mark(
    "Your supervisor has been changed meanwhile. Look who is named before you give permission."
)


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
    wanted = frozenset(facts) - in_force(work, case_id, link_id)
    if not wanted or (waiting is not None and wanted <= waiting.seen().facts):
        return
    if waiting is not None:
        waiting.facts = _words({*wanted, *waiting.seen().facts})
        return
    row = consent_row(work, case_id, link_id, wanted, version, Language.FI)
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
    before = in_force(work, case_id, link_id)
    check_facts(giving.facts, before)
    new = giving.facts - before
    if not new:
        return new
    row = _waiting(work, case_id, link_id)
    if row is None:
        row = consent_row(work, case_id, link_id, new, giving.wording_version, giving.language)
        row.state = State.GRANTED
        work.session.add(row)
    else:
        row.move(State.GRANTED)
        row.facts, row.wording_version, row.language = _words(new), giving.wording_version, giving.language
    row.given_at, row.given_how = work.now, giving.how
    row.written_by = work.actor.id if giving.how is not GivenHow.ON_THE_PAGE else None
    row.valid_until = valid_until(work.now, giving.months, giving.path_ends_on)
    work.session.flush()
    told = queries.told_now(work, link_id, [Thing(fact, case.id) for fact in sorted(new)])
    note_allowed(work, link_id, told)
    note_consent(work, case, "give", "consent_given", new)
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


def in_force(work: Work, case_id: str, link_id: str) -> frozenset[FactCode]:
    """What holds now of this case, for this supervisor."""
    rows = queries.rows_in_force(work, case_id, link_id)
    return frozenset[FactCode]().union(*(row.seen().facts for row in rows))


def _waiting(work: Work, case_id: str, link_id: str) -> Consent | None:
    return queries.row_asked_for(work, case_id, link_id)


def consent_row(
    work: Work, case_id: str, link_id: str, facts: Iterable[FactCode], version: int, language: Language
) -> Consent:
    """A new row, which says nothing yet of whether it was given."""
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


def note_consent(work: Work, case: CaseFacts, verb: str, step: RecordKind, facts: Iterable[FactCode]) -> None:
    """A line in the record of the case and one in the audit."""
    said = " ".join(_words(facts))
    record_step(work, case, step, after=said)
    work.log(f"consent:{verb}", "support_case", case.id, said)
