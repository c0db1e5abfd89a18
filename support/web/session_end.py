"""How long a signed-in page may still be used, for the page itself to say before it ends."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_login import current_user

from support.vocabulary.dates_in_words import clock_time
from support.web.access import access_asked, present_moment, session_of_browser
from support.web.languages import language_now

# Architecture, Sessions: two minutes before the end a notice with one tap to stay.
NOTICE_SECONDS = 120


@dataclass(frozen=True)
class SessionEnd:
    """Seconds until the session ends when nothing more is asked for, and until it ends anyway."""

    idle: int
    whole: int
    notice: int
    at: str
    whole_at: str
    is_whole: bool
    sign_in_url: str


def session_end() -> SessionEnd | None:
    """The end of the session of this page; None on a page that asks for no sign-in, without looking it up."""
    access = access_asked()
    if access is None or access.permission is None or session_of_browser() is None:
        return None
    if not current_user.is_authenticated or current_user.idle_at is None or current_user.ends_at is None:
        return None
    # Looking at a page is activity, and that is noted after the page is made.
    is_used = not access.is_poll and current_user.idle_if_used is not None
    idle_at: datetime = current_user.idle_if_used if is_used else current_user.idle_at
    ends_at: datetime = current_user.ends_at
    now, language = present_moment(), language_now()
    return SessionEnd(
        idle=int((idle_at - now).total_seconds()),
        whole=int((ends_at - now).total_seconds()),
        notice=NOTICE_SECONDS,
        at=clock_time(min(idle_at, ends_at), language),
        whole_at=clock_time(ends_at, language),
        is_whole=ends_at <= idle_at,
        sign_in_url=url_for("staff.sign_in" if current_user.actor.is_staff else "people.sign_in"),
    )
