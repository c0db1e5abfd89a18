"""What stands around each page of the desk."""

from dataclasses import dataclass

from flask import url_for
from flask_login import current_user

from support.booking.appointment_pages import PROFESSIONS
from support.cases.alert_queries import unseen_alerts
from support.cases.queries import queue_length
from support.people.rules import ROLES_OF_ACCOUNTS
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.permissions import Permission, has_permission
from support.web.pages import sentence


@dataclass(frozen=True)
class RoleView:
    """A role that she could put on instead: as the form names it, and in words."""

    value: str
    name: str


@dataclass(frozen=True)
class StaffView:
    """Who is signed in and in which role, and how many wait; None where the role has no queue."""

    name: str
    initials: str
    role: str
    other_roles: list[RoleView]
    waiting: int | None
    at: str
    home_url: str
    alerts: int
    """How many alerts that concern her nobody has acknowledged."""
    has_pilots: bool


def staff_view(work: Work, waiting: int | None, at: str = "") -> StaffView:
    """The frame of a staff page."""
    name: str = current_user.name
    return StaffView(
        name=name,
        initials=initials(name),
        role=_role_name(current_user.actor.role),
        other_roles=[
            RoleView(role.value, _role_name(role))
            for role in ROLES_OF_ACCOUNTS
            if role in current_user.other_roles
        ],
        waiting=waiting,
        at=at,
        home_url=url_for("desk.landing" if waiting is None else "desk.queue"),
        alerts=unseen_alerts(work),
        has_pilots=has_permission(work.actor.role, Permission.PILOTS),
    )


def waiting_for(work: Work) -> int | None:
    """How many wait in the queue of whoever is asking; None when she wears a role without one."""
    return queue_length(work) if has_permission(work.actor.role, Permission.WORK_QUEUE) else None


def initials(name: str) -> str:
    """First letters of the first and the last name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:]))


def _role_name(role: Role) -> str:
    # A nurse's account may be a psychologist's or a coach's: what she works as is the name of that role.
    works_as = "service_manager" if role is Role.ADMIN else current_user.profession
    return sentence(PROFESSIONS[works_as])
