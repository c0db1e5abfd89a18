"""Who is on duty, and who can be told that something waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, select

from support.people.facts import Addressee, Colleague
from support.people.models import (
    Account,
    Duty,
    Employer,
    EmployerGroup,
    HeldRole,
    Practitioner,
    Serves,
)
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.language import Language

_IN_USE = (
    Account.activated_at.is_not(None),
    Account.locked_at.is_(None),
    Practitioner.left_at.is_(None),
)


@dataclass(frozen=True)
class Reachable:
    """Who can be told of something, by id: on duty in their order, all nurses, and the service managers."""

    on_duty: tuple[str, ...]
    nurses: tuple[str, ...]
    managers: tuple[str, ...]


def who_is_told(work: Work, employer_id: str | None, day: date) -> Reachable:
    """Those who may know of the cases of this employer and can sign in.

    Nurses need a number, for without one they would only let time pass; without an employer every nurse may
    know. The service managers are those of the whole provider: the last in line is never left out.
    """
    nurses = _ids(work, _who(Role.NURSE, Account.phone.is_not(None), *_serving(employer_id)))
    on_duty = _ids(work, _on_duty(employer_id, day))
    return Reachable(
        on_duty=tuple(one for one in dict.fromkeys(on_duty) if one in nurses),
        nurses=tuple(nurses),
        managers=tuple(_ids(work, _who(Role.ADMIN))),
    )


def number_of_staff(work: Work, practitioner_id: str) -> Addressee | None:
    """Open the number of a practitioner for a message to her; None when she has given none."""
    account = work.session.execute(select(Account).where(Account.practitioner_id == practitioner_id)).scalar()
    if account is None or account.phone is None:
        return None
    phone = work.open(account, "phone", subject=practitioner_id, purpose=Purpose.SEND)
    return Addressee(phone, account.language or Language.FI) if phone else None


def has_number(look: Work, account_id: str) -> bool:
    """Whether she has given a number; nothing is opened."""
    return look.session.execute(select(Account.phone).where(Account.id == account_id)).scalar() is not None


def team_id_of(look: Work, practitioner_id: str) -> str:
    """The team of a practitioner."""
    return look.session.execute(
        select(Practitioner.team_id).where(Practitioner.id == practitioner_id)
    ).scalar_one()


def duty_of(look: Work, team_id: str, days: Iterable[date]) -> dict[date, list[str]]:
    """Who of the team is on duty, in their order, by day; a day without anybody is empty."""
    found: dict[date, list[str]] = {day: [] for day in days}
    ask = (
        select(Duty.day, Duty.practitioner_id)
        .where(Duty.team_id == team_id, Duty.day.in_(list(found)))
        .order_by(Duty.day, Duty.place)
    )
    for day, practitioner_id in look.session.execute(ask):
        found[day].append(practitioner_id)
    return found


def nurses_of_team(look: Work, team_id: str) -> list[Colleague]:
    """Who of the team can be on duty, by name: nurses who can sign in."""
    ask = (
        select(Practitioner.id, Practitioner.name, Practitioner.profession)
        .where(Practitioner.id.in_(_who(Role.NURSE)), Practitioner.team_id == team_id)
        .order_by(Practitioner.name, Practitioner.id)
    )
    return [Colleague(one, name, profession) for one, name, profession in look.session.execute(ask)]


def without_number(look: Work, ids: Iterable[str]) -> set[str]:
    """Those of the practitioners whom no message can reach."""
    ask = select(Account.practitioner_id).where(
        Account.practitioner_id.in_(sorted(ids)), Account.phone.is_(None)
    )
    return set(look.session.execute(ask).scalars())


def _who(role: Role, *more: ColumnElement[bool]) -> Select[str]:
    """The practitioners who can sign in with this role, by name."""
    return (
        select(Practitioner.id)
        .join(Account, Account.practitioner_id == Practitioner.id)
        .where(*_IN_USE, Account.id.in_(select(HeldRole.account_id).where(HeldRole.role == role)), *more)
        .order_by(Practitioner.name, Practitioner.id)
    )


def _serving(employer_id: str | None) -> tuple[ColumnElement[bool], ...]:
    if employer_id is None:
        return ()
    return (Practitioner.id.in_(select(Serves.practitioner_id).where(Serves.employer_id == employer_id)),)


def _on_duty(employer_id: str | None, day: date) -> Select[str]:
    """Those of the team whose employer it is; without an employer those of every team."""
    ask = select(Duty.practitioner_id).where(Duty.day == day).order_by(Duty.place, Duty.team_id)
    if employer_id is None:
        return ask
    team = (
        select(EmployerGroup.team_id)
        .join(Employer, Employer.group_id == EmployerGroup.id)
        .where(Employer.id == employer_id)
    )
    return ask.where(Duty.team_id.in_(team))


def _ids(work: Work, ask: Select[str]) -> list[str]:
    return list(work.session.execute(ask).scalars())
