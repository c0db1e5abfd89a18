"""Where the employee is signed in."""

from dataclasses import dataclass

from flask import url_for

from support.people.session_pages import SessionList, session_list
from support.platform.work import Work
from support.vocabulary.language import Language


@dataclass(frozen=True)
class OwnSessionsPage:
    """Her browsers."""

    list: SessionList
    back_url: str


def own_sessions_page(work: Work, token: str, language: Language) -> OwnSessionsPage:
    """The page of whoever holds this secret."""
    listed = session_list(
        work,
        token,
        language,
        end_url=lambda ref: url_for("my_support.end_session", session_ref=ref),
        end_others_url=url_for("my_support.end_other_sessions"),
    )
    return OwnSessionsPage(listed, url_for("my_support.home"))
