"""What was written into a form by somebody who had been signed out: it waits in the sign-in page, closed.

We keep nothing of it. The page carries it as a hidden field that only we can open, and only for the account
that was signed in when it was written (decision 0019).
"""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, request, session

from support.platform.begin_work import BeginWork
from support.platform.crypto import Unreadable, close_for_browser, disclose_from_browser, lookup_hash

FIELD = "kept_words"
LIVES = timedelta(minutes=30)
_OWNER = "words_of"
# A note of the longest kind has a tenth of this; the pages of the sign-in must be able to send it on.
_MOST = 100 * 1024


@dataclass(frozen=True)
class KeptWords:
    """A form as it was sent: where to, the field with the words, the words, and every other field."""

    url: str
    field: str
    words: str
    others: tuple[tuple[str, str], ...]


def remember_owner(account_id: str) -> None:
    """What is written in this browser from now on belongs to this account."""
    session[_OWNER] = _owner(account_id)


def clear_but_owner() -> None:
    """Let this browser remember nothing of before but whose words are written in it."""
    owner = session.get(_OWNER)
    session.clear()
    if owner is not None:
        session[_OWNER] = owner


def close_words(field: str, now: datetime) -> str:
    """The form of this request, closed.

    Empty when nobody had been signed in here, when nothing was written, and when it is too much to carry.
    """
    owner, words = session.get(_OWNER), request.form.get(field, "")
    if not isinstance(owner, str) or not words.strip() or (request.content_length or 0) > _MOST:
        return ""
    others = [(name, value) for name, value in request.form.items() if name not in (field, "csrf_token")]
    until = (now + LIVES).isoformat()
    form = {"url": request.path, "field": field, "words": words, "others": others, "until": until}
    small = zlib.compress(json.dumps(form).encode())
    return urlsafe_b64encode(close_for_browser(_secret(), owner, small)).decode()


def carried_words() -> str:
    """What a page of the sign-in carries on, as it came."""
    return request.form.get(FIELD, "")


def words_of(account_id: str, closed: str, now: datetime) -> KeptWords | None:
    """The form again; None when it is somebody else's, too old, or nothing of ours."""
    try:
        # Only what we have closed ourselves is unpacked.
        small = disclose_from_browser(_secret(), _owner(account_id), urlsafe_b64decode(closed.encode()))
    except (Unreadable, ValueError):
        return None
    form = json.loads(zlib.decompress(small))
    if now >= datetime.fromisoformat(form["until"]):
        return None
    others = tuple((name, value) for name, value in form["others"])
    return KeptWords(form["url"], form["field"], form["words"], others)


def _owner(account_id: str) -> str:
    """A name for the account that says nothing: the session's cookie is signed and can be read."""
    return f"words {lookup_hash(_secret(), 'words', account_id).hex()}"


def _secret() -> bytes:
    begin: BeginWork = current_app.extensions["begin_work"]
    return begin.keys.lookup
