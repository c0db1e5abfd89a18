"""What was promised, remembered in this browser: a time, a word and two digits, nothing else."""

from dataclasses import dataclass
from datetime import datetime

from flask import session

from support.people.rules import signed_in_lately
from support.triage.send_actions import Sent

_PROMISE = "promise"


@dataclass(frozen=True)
class KeptPromise:
    """By when somebody calls, or the word to say when she calls us herself."""

    due: datetime | None
    word: str
    last_two: str
    soon: bool
    """Whether the numbers to call should stand first."""


def keep_promise(sent: Sent, phone: str, now: datetime) -> None:
    """Remember what was promised. Without a number nobody can call her: then no time is kept."""
    due = sent.due_at.isoformat() if sent.due_at and phone else ""
    soon = sent.needs_call_today and not phone
    session[_PROMISE] = {
        "due": due,
        "word": sent.reference_word,
        "last_two": phone[-2:],
        "soon": soon,
        "at": now.isoformat(),
    }


def promise_kept(now: datetime) -> KeptPromise | None:
    """What this browser remembers; None when nothing was promised here.

    The word only as long as a sign-in is fresh: the browser may be in other hands later.
    """
    kept = session.get(_PROMISE)
    if not isinstance(kept, dict):
        return None
    due = datetime.fromisoformat(kept["due"]) if kept["due"] else None
    is_fresh = "at" in kept and signed_in_lately(datetime.fromisoformat(kept["at"]), now)
    return KeptPromise(due, kept["word"] if is_fresh else "", kept["last_two"], bool(kept.get("soon")))


def forget_promise() -> None:
    """Let this browser say nothing any more of what was promised; the promise itself stands."""
    session.pop(_PROMISE, None)
