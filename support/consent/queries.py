"""Looking consents up: what is released to whom, and what was ever given."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from support.consent.facts import ConsentFacts
from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode
from support.consent.rules.release import covers, is_in_force, released
from support.consent.rules.states import State
from support.people.supervisor_facts import SupervisorLinkFacts
from support.people.supervisor_queries import is_supervisor_now, supervisor_link_of
from support.platform.work import Work


def facts_released(look: Work, case_id: str, supervisor_link_id: str, now: datetime) -> frozenset[FactCode]:
    """What this supervisor may know of this case now: the only gate for all that is shown or sent to her.

    Nothing once she is no longer the supervisor.
    """
    if not is_supervisor_now(look, supervisor_link_id, now):
        return frozenset()
    return released(_granted(look, supervisor_link_id), case_id, supervisor_link_id, now)


def cases_released(look: Work, supervisor_link_id: str, now: datetime) -> dict[str, frozenset[FactCode]]:
    """What this supervisor may know now, by case; a case of which she may know nothing is not there."""
    if not is_supervisor_now(look, supervisor_link_id, now):
        return {}
    granted = _granted(look, supervisor_link_id)
    found = {one.case_id: released(granted, one.case_id, supervisor_link_id, now) for one in granted}
    return {case_id: facts for case_id, facts in found.items() if facts}


def may_know_until(look: Work, case_id: str, supervisor_link_id: str, fact: FactCode) -> datetime | None:
    """Until when this supervisor may know this fact, as it stands now; None where she may not."""
    granted = (row.seen() for row in granted_of_link(look, supervisor_link_id))
    ends = [one.valid_until for one in granted if covers(one, fact, case_id, supervisor_link_id, look.now)]
    return max(ends, default=None)


def facts_for_present(look: Work, case_id: str, employee_id: str) -> frozenset[FactCode]:
    """What the supervisor whom she names now may know of this case; nothing where she names nobody."""
    link = supervisor_link_of(look, employee_id)
    return facts_released(look, case_id, link.id, look.now) if link else frozenset()


def may_be_sent_anew(look: Work, link: SupervisorLinkFacts) -> bool:
    """Whether this supervisor has been told before, and her way in leads somewhere still."""
    return link.told_at is not None and bool(cases_released(look, link.id, look.now))


def consents_of_cases(look: Work, case_ids: Collection[str]) -> list[ConsentFacts]:
    """Everything that was asked for or given in these cases of one person, newest first.

    The reader's right to know of her has been asked before.
    """
    ask = select(Consent).where(Consent.case_id.in_(sorted(case_ids)))
    rows = [row.seen() for row in look.session.execute(ask).scalars()]
    return sorted(rows, key=_at, reverse=True)


def rows_in_force(work: Work, case_id: str, supervisor_link_id: str) -> list[Consent]:
    """The rows that hold now, oldest first; whoever changes one holds the case."""
    ask = select(Consent).where(
        Consent.case_id == case_id,
        Consent.supervisor_link_id == supervisor_link_id,
        Consent.state == State.GRANTED,
    )
    rows = [row for row in work.session.execute(ask).scalars() if is_in_force(row.seen(), work.now)]
    return sorted(rows, key=lambda row: (row.given_at or row.valid_until, row.id))


def granted_of_case(work: Work, case_id: str) -> list[Consent]:
    """The rows of one case that have not ended, whoever is let know."""
    ask = select(Consent).where(Consent.case_id == case_id, Consent.state == State.GRANTED)
    return list(work.session.execute(ask).scalars())


def row_asked_for(work: Work, case_id: str, supervisor_link_id: str) -> Consent | None:
    """What she has been asked for and has not answered."""
    ask = select(Consent).where(
        Consent.case_id == case_id,
        Consent.supervisor_link_id == supervisor_link_id,
        Consent.state == State.REQUESTED,
    )
    return work.session.execute(ask.limit(1)).scalar()


def granted_of_link(work: Work, supervisor_link_id: str) -> list[Consent]:
    """The rows to one supervisor that have not ended, in every case."""
    ask = select(Consent).where(
        Consent.supervisor_link_id == supervisor_link_id, Consent.state == State.GRANTED
    )
    return list(work.session.execute(ask).scalars())


def facts_taken_back(look: Work, supervisor_link_id: str) -> frozenset[FactCode]:
    """What she was let know before and was not any more, in whichever case."""
    ended = Consent.state.in_([State.REVOKED, State.SUPERSEDED, State.EXPIRED])
    ask = select(Consent).where(Consent.supervisor_link_id == supervisor_link_id, ended)
    rows = look.session.execute(ask).scalars()
    return frozenset[FactCode]().union(*(row.seen().facts for row in rows))


def first_run_out(look: Work) -> str | None:
    """A consent whose time is over and which nobody has written down as ended."""
    over = (Consent.state == State.GRANTED, Consent.valid_until <= look.now)
    return look.session.execute(select(Consent.id).where(*over).limit(1)).scalar()


def _granted(look: Work, supervisor_link_id: str) -> list[ConsentFacts]:
    return [row.seen() for row in granted_of_link(look, supervisor_link_id)]


def _at(consent: ConsentFacts) -> datetime:
    return consent.given_at or consent.asked_at or consent.valid_until
