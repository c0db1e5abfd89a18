"""Naming a supervisor, inviting her, signing her in, and forgetting her."""

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from support.messaging.actions import forget_messages_about, suppress
from support.messaging.events import MessageToSupervisorCameDue
from support.people.code_actions import PHONE, use_code_of
from support.people.models import Employee
from support.people.queries import is_unsafe_number
from support.people.sessions import sign_in_employee
from support.people.supervisor_facts import NamedHow, SupervisorLinkFacts
from support.people.supervisor_models import SupervisorInvitation, SupervisorLink
from support.people.supervisor_rules import (
    INVITATION_LIVES,
    SUPERVISORS_NAMED,
    SUPERVISORS_REACHED,
    SUPERVISORS_TOLD,
    message_key,
)
from support.platform.crypto import token_hash
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import Invalid, TooMany, mark
from support.vocabulary.language import Language

# Easily told apart when somebody types them from another screen; 16 of 30 signs are 78 bits.
_SIGNS, _LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 16


def supervisor_person(work: Work, employee_id: str, phone: str) -> str:
    """The person behind this number as a supervisor; made when nobody has named her before.

    She is nobody's client in this row: whoever is both has another one for that. Raises Invalid where the
    number is the employee's own, TooMany where she has named one often lately.
    """
    limit, window = SUPERVISORS_NAMED
    if not count_try(work, "supervisor-namings", employee_id, limit=limit, window=window):
        raise TooMany
    own, lookup = work.session.get_one(Employee, employee_id), work.lookup(PHONE, phone)
    if own.phone_lookup == lookup:
        raise Invalid(mark("This is your own number. Write the number of your supervisor."))
    try:
        with work.attempt():
            return _person(work, phone, lookup, own.language)
    except IntegrityError:
        # Somebody else has named the same person in this very moment.
        return _person(work, phone, lookup, own.language)


def begin_link(work: Work, employee_id: str, supervisor_id: str, name: str, how: NamedHow) -> str:
    """From now on this person is her supervisor; returns the id of the link. The one before is over."""
    own = work.session.get_one(Employee, employee_id)
    link = SupervisorLink(
        id=work.new_id(),
        key_id=own.key_id,
        employee_id=employee_id,
        supervisor_id=supervisor_id,
        named_how=how,
        named_by=work.actor.id,
        began_at=work.now,
    )
    work.seal(link, "name", name)
    work.session.add(link)
    work.session.flush()
    work.log("supervisor:name", "employee", employee_id)
    return link.id


def call_supervisor(work: Work, link_id: str, name: str) -> None:
    """The same person by another name."""
    work.seal(work.session.get_one(SupervisorLink, link_id), "name", name)


def end_link(work: Work, link_id: str) -> None:
    """From now on she is not the supervisor, and no address leads to anything through her."""
    link = work.session.get_one(SupervisorLink, link_id)
    if link.ended_at is None:
        link.ended_at = work.now
        work.log("supervisor:end", "employee", link.employee_id)
    gone = SupervisorInvitation.supervisor_link_id == link_id
    work.session.execute(delete(SupervisorInvitation).where(gone))


def keep_back_unsafe(work: Work, event: MessageToSupervisorCameDue) -> None:
    """Whoever has said that her number is not safe gets no message as somebody's supervisor either; who named
    her does not learn of it."""
    if is_unsafe_number(work, event.phone_lookup):
        suppress(work, event.message_id)


def count_invitation(work: Work, link_id: str, phone: str) -> bool:
    """Count one more message that invites her; False when no more may go to this number today.

    Counted by the person who named her and the number, so that naming her once more begins nothing anew.
    """
    named_by, (limit, window) = work.session.get_one(SupervisorLink, link_id).employee_id, SUPERVISORS_TOLD
    from_her = count_try(work, "supervisor-invitations", f"{named_by} {phone}", limit=limit, window=window)
    return count_told(work, phone) and from_her


def count_told(work: Work, phone: str) -> bool:
    """Count one more message to somebody as a supervisor, also one that goes whatever the count is."""
    limit, window = SUPERVISORS_REACHED
    return count_try(work, "supervisor-messages", phone, limit=limit, window=window)


def new_invitation(work: Work, link_id: str) -> str:
    """The secret of an address that leads to her sign-in, for a message that goes to her now."""
    token = work.ids.letters(_SIGNS, _LENGTH)
    work.session.get_one(SupervisorLink, link_id).told_at = work.now
    invitation = SupervisorInvitation(
        token_hash=token_hash(token), supervisor_link_id=link_id, expires_at=work.now + INVITATION_LIVES
    )
    work.session.add(invitation)
    return token


def sign_in_supervisor(
    work: Work,
    link: SupervisorLinkFacts,
    browser: str,
    stored: str,
    language: Language,
    *,
    instead_of: str | None,
) -> str | None:
    """Use the code up and begin her session, in this one hat; None when it was used, or sent elsewhere.

    Her messages come from now on in the language in which she signs in, and no more in that of the employee.
    """
    person = work.session.get_one(Employee, link.supervisor_id)
    if person.phone_lookup is None or not use_code_of(work, browser, stored, person.phone_lookup):
        return None
    person.language = language
    return sign_in_employee(work, person.id, hat=Role.SUPERVISOR, instead_of=instead_of)


def forget_old_invitations(work: Work) -> None:
    """An address that leads nowhere any more need not be kept."""
    work.session.execute(delete(SupervisorInvitation).where(SupervisorInvitation.expires_at <= work.now))


def forget_supervisors_of(work: Work, employee_id: str) -> None:
    """Forget whom she named; a person whom nobody else has named is forgotten with it."""
    links = work.session.execute(select(SupervisorLink).where(SupervisorLink.employee_id == employee_id))
    rows = list(links.scalars())
    for link in rows:
        forget_messages_about(work, message_key(link.id))
        work.session.delete(link)
    work.session.flush()
    for supervisor_id in sorted({link.supervisor_id for link in rows}):
        _forget_if_alone(work, supervisor_id)


def _forget_if_alone(work: Work, supervisor_id: str) -> None:
    others = select(SupervisorLink.id).where(SupervisorLink.supervisor_id == supervisor_id).limit(1)
    if work.session.execute(others).scalar() is not None:
        return
    person = work.session.get_one(Employee, supervisor_id)
    key_id = person.key_id
    work.session.delete(person)
    work.session.flush()
    work.erase_keys((key_id,))
    work.log("supervisor:forget", "employee", supervisor_id)


def _person(work: Work, phone: str, lookup: bytes, language: Language) -> str:
    known = select(Employee.id).where(Employee.phone_lookup == lookup, Employee.hat == Role.SUPERVISOR)
    found = work.session.execute(known).scalar()
    if found is not None:
        return found
    person = Employee(
        id=work.new_id(),
        key_id=work.new_key(),
        phone_lookup=lookup,
        number_confirmed=False,
        reference_word="",
        language=language,
        safe_to_text=True,
        created_at=work.now,
        hat=Role.SUPERVISOR,
    )
    work.seal(person, "phone", phone)
    work.session.add(person)
    work.session.flush()
    return person.id
