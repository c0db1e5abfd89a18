"""Looking supervisors up."""

from sqlalchemy import select

from support.people.facts import Addressee
from support.people.models import Employee
from support.people.queries import is_unsafe_number
from support.people.supervisor_facts import NamedSupervisor, SupervisorLinkFacts
from support.people.supervisor_models import SupervisorInvitation, SupervisorLink
from support.people.supervisor_rules import goes_on
from support.platform.audit import Purpose
from support.platform.crypto import token_hash
from support.platform.work import Work


def supervisor_link(look: Work, link_id: str) -> SupervisorLinkFacts | None:
    """Who is or was whose supervisor under this id."""
    row = look.session.get(SupervisorLink, link_id)
    return _facts(row) if row else None


def is_supervisor_now(look: Work, link_id: str) -> bool:
    """Whether this link goes on."""
    link = supervisor_link(look, link_id)
    return link is not None and goes_on(link.began_at, link.ended_at, look.now)


def supervisor_link_of(look: Work, employee_id: str) -> SupervisorLinkFacts | None:
    """The supervisor whom this employee has named and not changed since."""
    ask = select(SupervisorLink).where(
        SupervisorLink.employee_id == employee_id, SupervisorLink.ended_at.is_(None)
    )
    row = look.session.execute(ask).scalar()
    return _facts(row) if row else None


def links_of_supervisor(look: Work, supervisor_id: str) -> list[SupervisorLinkFacts]:
    """Everybody who names this person as her supervisor now, in the order in which they did."""
    ask = select(SupervisorLink).where(
        SupervisorLink.supervisor_id == supervisor_id, SupervisorLink.ended_at.is_(None)
    )
    rows = look.session.execute(ask.order_by(SupervisorLink.began_at, SupervisorLink.id)).scalars()
    return [_facts(row) for row in rows if goes_on(row.began_at, row.ended_at, look.now)]


def link_by_invitation(look: Work, token: str) -> SupervisorLinkFacts | None:
    """Whose link an address belongs to; None once the address has expired or the link has ended."""
    live = (SupervisorInvitation.token_hash == token_hash(token), SupervisorInvitation.expires_at > look.now)
    ask = select(SupervisorLink).join(
        SupervisorInvitation, SupervisorInvitation.supervisor_link_id == SupervisorLink.id
    )
    row = look.session.execute(ask.where(*live)).scalar()
    return _facts(row) if row is not None and goes_on(row.began_at, row.ended_at, look.now) else None


def has_way_in(look: Work, link_id: str) -> bool:
    """Whether an address that she was sent leads to her sign-in still."""
    live = (SupervisorInvitation.supervisor_link_id == link_id, SupervisorInvitation.expires_at > look.now)
    return (
        look.session.execute(select(SupervisorInvitation.token_hash).where(*live).limit(1)).first()
        is not None
    )


def named_supervisor(work: Work, link_id: str, *, subject: str, purpose: Purpose) -> NamedSupervisor:
    """Open how she was named and the end of her number; `subject` is what the read is filed under."""
    row = work.session.get_one(SupervisorLink, link_id)
    person = work.session.get_one(Employee, row.supervisor_id)
    name = work.open(row, "name", subject=subject, purpose=purpose) or ""
    phone = work.open(person, "phone", subject=subject, purpose=purpose) or ""
    return NamedSupervisor(link_id, name, phone[-2:])


def supervisor_addressee(work: Work, link_id: str) -> Addressee:
    """Open the number at which she was named, for a text message; whether it is safe says every row that has
    it."""
    row = work.session.get_one(SupervisorLink, link_id)
    person = work.session.get_one(Employee, row.supervisor_id)
    phone = work.open(person, "phone", subject=person.id, purpose=Purpose.CONFIRMATION) or ""
    is_unsafe = person.phone_lookup is not None and is_unsafe_number(work, person.phone_lookup)
    return Addressee(phone, person.language, is_safe=not is_unsafe)


def _facts(row: SupervisorLink) -> SupervisorLinkFacts:
    return SupervisorLinkFacts(
        row.id, row.employee_id, row.supervisor_id, row.began_at, row.ended_at, row.told_at
    )
