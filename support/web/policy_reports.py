"""Where browsers tell of breaches of the content policy (ASVS 3.4.7): which directive, on which of our pages.

An address may hold the id of a case, and a report may quote what stood on the page: neither is kept.
"""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from support.platform.begin_work import BeginWork
from support.platform.rate_limit import count_try, has_room
from support.vocabulary.actor import Actor
from support.web.access import public
from support.web.callers import caller_address
from support.web.headers import POLICY

log = logging.getLogger("kynnys.policy")

reports = Blueprint("reports", __name__)

LONGEST = 16 * 1024
AT_ONCE = 5
REPORTS_PER_ADDRESS = (30, timedelta(hours=1))
REPORTS_OF_ALL = (300, timedelta(hours=1))
UNKNOWN = "unknown"
_OURS = {part.split()[0] for part in POLICY.split(";") if part.strip()}
# What browsers name instead of the directive from which these take over.
DIRECTIVES = _OURS | {"script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr"}


@reports.post("/policy-report")
@public
def take() -> ResponseReturnValue:
    """Note which directive was broken on which page. The form token is not asked for: a browser has none to
    send, nobody is looked up for a report, and nothing but a line in the log comes of it."""
    if request.content_length is None or request.content_length > LONGEST:
        return "", 413
    found = list(_read(request.get_data(cache=False)))
    if not found:
        return "", 400
    if not _may_tell(caller_address()):
        return "", 429
    for directive, endpoint in found:
        log.warning("policy breach", extra={"kind": directive, "endpoint": endpoint})
    return "", 204


def _may_tell(address: str) -> bool:
    # A report comes by itself: it must not keep the session of its browser alive, so nobody is looked up.
    begin: BeginWork = current_app.extensions["begin_work"]
    counted = (("report-address", address, REPORTS_PER_ADDRESS), ("report-all", "", REPORTS_OF_ALL))
    with begin.to_read(Actor.visitor()) as look:
        # Looked at first: what is refused keeps no writer waiting.
        if not all(has_room(look, purpose, value, limit=n, window=w) for purpose, value, (n, w) in counted):
            return False
    with begin(Actor.visitor()) as work:
        return all(count_try(work, purpose, value, limit=n, window=w) for purpose, value, (n, w) in counted)


def _read(raw: bytes) -> Iterator[tuple[str, str]]:
    """Directive and page of each report, in the old form or the new; nothing when it is neither."""
    try:
        sent = json.loads(raw)
    except (ValueError, RecursionError):
        return
    for one in sent[:AT_ONCE] if isinstance(sent, list) else [sent]:
        body = one.get("csp-report", one.get("body")) if isinstance(one, dict) else None
        if isinstance(body, dict):
            yield _directive(body), _page(body)


def _directive(body: dict[str, Any]) -> str:
    names = (body.get(name) for name in ("effectiveDirective", "effective-directive", "violated-directive"))
    return next((name for name in names if isinstance(name, str) and name in DIRECTIVES), UNKNOWN)


def _page(body: dict[str, Any]) -> str:
    """The name of our route, never the address itself."""
    address = body.get("documentURL", body.get("document-uri"))
    try:
        path = urlsplit(address).path if isinstance(address, str) else ""
        return str(current_app.url_map.bind("").match(path, "GET")[0])
    except (ValueError, HTTPException):
        return UNKNOWN
