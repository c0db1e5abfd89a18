"""Page data of the browsers in which a person is signed in."""

from collections.abc import Callable
from dataclasses import dataclass

from support.people.session_queries import own_sessions
from support.platform.work import Work
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.language import Language


@dataclass(frozen=True)
class SessionView:
    """One browser; without an address to end it, it is the one that asks."""

    begun: str
    seen: str
    end_url: str


@dataclass(frozen=True)
class SessionList:
    """All of them; without an address to end the others there are none."""

    rows: list[SessionView]
    end_others_url: str


def session_list(
    work: Work, token: str, language: Language, *, end_url: Callable[[str], str], end_others_url: str
) -> SessionList:
    """Where the holder of this secret is signed in."""
    rows = [
        SessionView(
            begun=when_from_now(one.begun_at, work.now, language),
            seen=when_from_now(one.seen_at, work.now, language),
            end_url="" if one.is_this else end_url(one.ref),
        )
        for one in own_sessions(work, token)
    ]
    return SessionList(rows, end_others_url if len(rows) > 1 else "")
