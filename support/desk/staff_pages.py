"""What stands around each page of the desk."""

from dataclasses import dataclass

from flask_login import current_user

from support.booking.appointment_pages import PROFESSIONS
from support.web.pages import sentence


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
