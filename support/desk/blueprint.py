"""The blueprint of the nurse's desk, and what stands around each of its pages."""

from dataclasses import dataclass

from flask import Blueprint
from flask_login import current_user

from support.booking.pages import PROFESSIONS
from support.web.pages import sentence

desk = Blueprint("desk", __name__)


@dataclass(frozen=True)
class StaffView:
    """Who is signed in, and how many wait."""

    name: str
    initials: str
    role: str
    waiting: int
    at: str


def staff_view(waiting: int, at: str = "") -> StaffView:
    """The frame of a staff page."""
    name: str = current_user.name
    return StaffView(name, initials(name), sentence(PROFESSIONS[current_user.role_name]), waiting, at)


def initials(name: str) -> str:
    """First letters of the first and the last name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:]))
