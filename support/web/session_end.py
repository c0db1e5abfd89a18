"""How long a signed-in page may still be used, for the page itself to say before it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flask import g, url_for

from support.vocabulary.actor import Role
from support.vocabulary.dates_in_words import clock_time
from support.web.access import access_asked, present_moment, signed_in
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


_SIGN_INS = {Role.EMPLOYEE: "people.sign_in", Role.SUPERVISOR: "supervisor.sign_in"}
# Where a page is made for all its readers, these stand for the end of each one's own session.
_STAND_INS = {
    "idle": 7_000_000_001,
    "whole": 7_000_000_002,
    "at": "\u2063at\u2063",
    "whole_at": "\u2063whole\u2063",
}


def session_end() -> SessionEnd | None:
    """What a page says of the end of its reader's session, or the stand-in of `as_for_anybody`."""
    return g.session_end_of_anybody if "session_end_of_anybody" in g else own_session_end()


@contextmanager
def as_for_anybody(own: SessionEnd | None) -> Iterator[None]:
    """What is shown within says nothing of when this reader's session ends; `spoken` tells what to put in."""
    g.session_end_of_anybody = replace(own, **_STAND_INS) if own else None  # type: ignore[arg-type]  # one for each field
    try:
        yield
    finally:
        g.pop("session_end_of_anybody")


def spoken(own: SessionEnd | None) -> dict[str, str]:
    """For each stand-in what this reader is told; empty on a page that says nothing of a session."""
    return {str(mark): str(getattr(own, name)) for name, mark in _STAND_INS.items()} if own else {}


def own_session_end() -> SessionEnd | None:
    """The end of the session of this page; None on a page that asks for no sign-in, without looking it up."""
    access = access_asked()
    reader = signed_in() if access is not None and access.permission is not None else None
    if access is None or reader is None or reader.idle_at is None or reader.ends_at is None:
        return None
    # Looking at a page is activity, and that is noted after the page is made.
    idle_at = reader.idle_at if access.is_poll else reader.idle_if_used or reader.idle_at
    ends_at = reader.ends_at
    now, language = present_moment(), language_now()
    return SessionEnd(
        idle=int((idle_at - now).total_seconds()),
        whole=int((ends_at - now).total_seconds()),
        notice=NOTICE_SECONDS,
        at=clock_time(min(idle_at, ends_at), language),
        whole_at=clock_time(ends_at, language),
        is_whole=ends_at <= idle_at,
        sign_in_url=url_for(_SIGN_INS.get(reader.actor.role, "staff.sign_in")),
    )
