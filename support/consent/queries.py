"""Looking consents up: what is released to whom, and what was ever given."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select

from support.consent.facts import ConsentFacts
from support.consent.models import Consent
from support.consent.rules.disclosing import Thing, Told, disclose, facts_in
from support.consent.rules.fact_code import FactCode
from support.consent.rules.release import is_in_force
from support.consent.rules.states import State
from support.people.supervisor_facts import SupervisorLinkFacts
from support.people.supervisor_queries import links_of_supervisor, supervisor_link, supervisor_link_of
from support.platform.work import Work


def told_now(look: Work, supervisor_link_id: str, available: Iterable[Thing]) -> tuple[Told, ...]:
    """What of all that is available this supervisor may know now: the only gate for all that is shown or
    sent to her. Nothing once she is no longer the supervisor.
    """
    link = supervisor_link(look, supervisor_link_id)
    return disclose(_granted(look, supervisor_link_id), available, link, look.now) if link else ()


def facts_released(look: Work, case_id: str, supervisor_link_id: str) -> frozenset[FactCode]:
    """Which facts this supervisor may know of this case now."""
    return facts_in(told_now(look, supervisor_link_id, [Thing(fact, case_id) for fact in FactCode]))


def told_by_case(look: Work, supervisor_link_id: str) -> dict[str, tuple[Told, ...]]:
    """The facts that this supervisor may know now, by case; a case of which she may know nothing is not
    there."""
    cases = sorted({one.case_id for one in _granted(look, supervisor_link_id)})
    told = told_now(look, supervisor_link_id, [Thing(fact, one) for one in cases for fact in FactCode])
    found = {one: tuple(each for each in told if each.thing.case_id == one) for one in cases}
    return {case_id: of_case for case_id, of_case in found.items() if of_case}


def told_by_link(look: Work, supervisor_id: str) -> list[tuple[SupervisorLinkFacts, tuple[Told, ...]]]:
    """Those who let this supervisor know anything now, in the order in which they named her, and the facts.

    All who name her are asked about at once: who gave nothing, or took it back, costs what nobody does.
    """
    links = links_of_supervisor(look, supervisor_id)
    ask = select(Consent).where(
        Consent.supervisor_link_id.in_([one.id for one in links]), Consent.state == State.GRANTED
    )
    given = [row.seen() for row in look.session.execute(ask.order_by(Consent.id)).scalars()]
    available = [
        Thing(fact, case_id) for case_id in sorted({one.case_id for one in given}) for fact in FactCode
    ]
    told = ((link, disclose(given, available, link, look.now)) for link in links)
    return [(link, facts) for link, facts in told if facts]


def cases_released(look: Work, supervisor_link_id: str) -> dict[str, frozenset[FactCode]]:
    """The same without the consents under which it stands."""
    return {case_id: facts_in(told) for case_id, told in told_by_case(look, supervisor_link_id).items()}


def covering(look: Work, supervisor_link_id: str, thing: Thing) -> list[ConsentFacts]:
    """Each consent that by itself lets this supervisor know this now."""
    link = supervisor_link(look, supervisor_link_id)
    given = _granted(look, supervisor_link_id) if link else []
    return [one for one in given if link and disclose([one], [thing], link, look.now)]


def may_know_until(look: Work, case_id: str, supervisor_link_id: str, fact: FactCode) -> datetime | None:
    """Until when this supervisor may know this fact, as it stands now; None where she may not."""
    told = told_now(look, supervisor_link_id, [Thing(fact, case_id)])
    return max((one.until for one in told), default=None)


def facts_for_present(look: Work, case_id: str, employee_id: str) -> frozenset[FactCode]:
    """What the supervisor whom she names now may know of this case; nothing where she names nobody."""
    link = supervisor_link_of(look, employee_id)
    return facts_released(look, case_id, link.id) if link else frozenset()


def may_be_sent_anew(look: Work, link: SupervisorLinkFacts) -> bool:
    """Whether this supervisor has been told before, and her way in leads somewhere still."""
    return link.told_at is not None and bool(cases_released(look, link.id))


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


def has_run_out(look: Work, supervisor_link_id: str) -> bool:
    """Whether what this supervisor might know is over, and nobody has written that down yet."""
    over = (Consent.state == State.GRANTED, Consent.valid_until <= look.now)
    hers = select(Consent.id).where(Consent.supervisor_link_id == supervisor_link_id, *over)
    return look.session.execute(hers.limit(1)).first() is not None


def first_run_out(look: Work) -> str | None:
    """A consent whose time is over and which nobody has written down as ended."""
    over = (Consent.state == State.GRANTED, Consent.valid_until <= look.now)
    return look.session.execute(select(Consent.id).where(*over).limit(1)).scalar()


def _granted(look: Work, supervisor_link_id: str) -> list[ConsentFacts]:
    return [row.seen() for row in granted_of_link(look, supervisor_link_id)]


def _at(consent: ConsentFacts) -> datetime:
    return consent.given_at or consent.asked_at or consent.valid_until
