"""Putting people on duty, and the number at which they are told."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import delete, select

from support.people.duty_queries import duty_of, nurses_of_team, team_id_of
from support.people.duty_rules import first_of
from support.people.models import Account, Duty, ServiceTeam
from support.people.staff_actions import email_lookup
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Invalid, NotFound, mark


def be_on_duty_today(work: Work) -> None:
    """The nurse who acts is told first today; whoever was first is next.

    Raises NotFound for one who cannot be on duty.
    """
    own, today = work.actor.id or "", local_date(work.now)
    team_id = _held_team(work)
    if own not in _can_be_on_duty(work, team_id):
        raise NotFound
    _put(work, team_id, today, first_of(duty_of(work, team_id, [today])[today], own))
    work.log("duty:take", "service_team", team_id, today.isoformat())


def plan_duty(work: Work, wanted: Mapping[date, Sequence[str]]) -> None:
    """Who of the own team is on duty on these days, each day in its order.

    Raises Invalid for somebody who cannot be on duty, or who would stand in line twice.
    """
    team_id = _held_team(work)
    known = _can_be_on_duty(work, team_id)
    for day, ids in wanted.items():
        if not known.issuperset(ids) or len(ids) != len(set(ids)):
            raise Invalid(mark("Choose one from the list."))
        _put(work, team_id, day, ids)
    days = sorted(wanted)
    work.log("duty:plan", "service_team", team_id, f"{days[0]} {days[-1]}" if days else None)


def set_own_number(work: Work, account_id: str, phone: str | None) -> None:
    """Where the owner of the account is told that something waits for her; None for nowhere."""
    _set_number(work, work.session.get_one(Account, account_id, with_for_update=True), phone)


def set_number(work: Work, email: str, phone: str | None) -> None:
    """The same by the operator. Raises ValueError when nobody has the address."""
    ask = select(Account).where(Account.email_lookup == email_lookup(work, email)).with_for_update()
    account = work.session.execute(ask).scalar()
    if account is None:
        raise ValueError("nobody has this address")
    _set_number(work, account, phone)


def _set_number(work: Work, account: Account, phone: str | None) -> None:
    work.seal(account, "phone", phone)
    work.log("account:number" if phone else "account:no_number", "account", account.id)


def _held_team(work: Work) -> str:
    """The own team, held, so that no two change the same day at once."""
    team_id = team_id_of(work, work.actor.id or "")
    work.session.get_one(ServiceTeam, team_id, with_for_update=True)
    return team_id


def _can_be_on_duty(work: Work, team_id: str) -> frozenset[str]:
    return frozenset(one.id for one in nurses_of_team(work, team_id))


def _put(work: Work, team_id: str, day: date, ids: Sequence[str]) -> None:
    work.session.execute(delete(Duty).where(Duty.team_id == team_id, Duty.day == day))
    work.session.add_all(
        Duty(team_id=team_id, day=day, practitioner_id=one, place=place) for place, one in enumerate(ids)
    )
    work.session.flush()
