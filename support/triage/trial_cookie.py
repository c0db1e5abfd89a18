"""A trial: the answers travel in one cookie, closed with a key of ours, and are stored nowhere.

The promise of a trial is that nothing is stored. So there is no row: the cookie ends with the browser, with
*End the trial*, and after a day. Nobody can read on the device what lies in it, or alter it.
Source: triage paper, section 4, "Just trying".
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

from flask import Response, current_app, g, request

from support.platform.begin_work import BeginWork
from support.platform.crypto import Unreadable, close_for_browser, disclose_from_browser
from support.triage.blueprint import triage
from support.triage.rules.items import Kind
from support.triage.rules.packing import packings, unpacked
from support.triage.rules.visit import UNSENT_LIVES, Visit
from support.triage.sentences import protocol_of
from support.web.access import present_moment
from support.web.cookies import give_cookie, take_cookie, trial_cookie_name

# A browser keeps a cookie of 4096 bytes, its name and its attributes included.
MOST = 3800
_WHAT = "trial"


@dataclass(frozen=True)
class Trial:
    """A visit that can never be sent."""

    protocol: str
    visit: Visit


def trial_now() -> Trial | None:
    """The trial of this browser; None when it is not trying, or has rested for a day."""
    if "trial" not in g:
        g.trial = _read(request.cookies.get(trial_cookie_name(), ""), present_moment())
    trial: Trial | None = g.trial
    return trial


def in_trial() -> bool:
    """Whether this browser is just trying."""
    return trial_now() is not None


def keep_trial(trial: Trial) -> None:
    """The trial as it is now; the answer of this request takes it to the browser."""
    g.trial, g.trial_changed = trial, True


def end_trial() -> None:
    """There is no trial any more; the answer of this request takes the cookie back."""
    g.trial, g.trial_changed = None, trial_cookie_name() in request.cookies


@triage.after_request
def _take_to_the_browser(response: Response) -> Response:
    if g.get("trial_changed"):
        trial = trial_now()
        if trial is None:
            take_cookie(response, trial_cookie_name())
        else:
            give_cookie(response, trial_cookie_name(), _closed(trial), seconds=None)
    return response


def _closed(trial: Trial) -> str:
    """What goes into the cookie: as much of the trial as a cookie holds."""
    items = protocol_of(trial.protocol).items.values()
    texts = {item.id for item in items if item.kind is Kind.TEXT}
    kept = ""
    for text in packings(trial.protocol, present_moment() + UNSENT_LIVES, trial.visit, texts):
        kept = urlsafe_b64encode(
            close_for_browser(_secret(), _WHAT, zlib.compress(text.encode(), 9))
        ).decode()
        if len(kept) <= MOST:
            break
    return kept


def _read(cookie: str, now: datetime) -> Trial | None:
    try:
        # Only what we have closed ourselves is unpacked.
        small = disclose_from_browser(_secret(), _WHAT, urlsafe_b64decode(cookie.encode()))
    except (Unreadable, ValueError):
        return None
    try:
        packed = unpacked(zlib.decompress(small).decode())
    except (AttributeError, KeyError, TypeError, ValueError):
        # Packed by another version of the program. Every open page asks for it, the numbers to call too.
        return None
    return Trial(packed.protocol, packed.visit) if now < packed.until else None


def _secret() -> bytes:
    begin: BeginWork = current_app.extensions["begin_work"]
    return begin.keys.lookup
