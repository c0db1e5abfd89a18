"""Where a member of the staff is signed in, in the frame of the desk."""

from dataclasses import dataclass

from flask import url_for

from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.people.session_pages import SessionList, session_list
from support.platform.work import Work
from support.vocabulary.language import Language


@dataclass(frozen=True)
class LandingPage:
    """The beginning of a role that has no page of its own yet."""

    staff: StaffView


@dataclass(frozen=True)
class StaffSessionsPage:
    """Her browsers."""

    staff: StaffView
    list: SessionList


def staff_sessions_page(work: Work, token: str, language: Language) -> StaffSessionsPage:
    """The page of whoever holds this secret."""
    listed = session_list(
        work,
        token,
        language,
        end_url=lambda ref: url_for("desk.end_session", session_ref=ref),
        end_others_url=url_for("desk.end_other_sessions"),
    )
    return StaffSessionsPage(staff_view(waiting_for(work)), listed)
