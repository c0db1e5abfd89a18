"""The signed cookie of a browser in which a number was confirmed with a code; it opens nothing by itself."""

from datetime import datetime

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeSerializer

from support.people.facts import KnownNumber
from support.people.rules import KNOWN_BROWSER_LIVES
from support.web.cookies import give_cookie, known_number_cookie_name, take_cookie


def known_number() -> KnownNumber | None:
    """What this browser keeps of an earlier code; None when it is not ours."""
    try:
        mark, since = _signer().loads(request.cookies.get(known_number_cookie_name(), ""))
    except BadData:
        return None
    return KnownNumber(mark, datetime.fromisoformat(since))


def remember_number(response: Response, known: KnownNumber) -> Response:
    """Let the browser keep it; in the place of what it had before."""
    lives = round(KNOWN_BROWSER_LIVES.total_seconds())
    value = str(_signer().dumps([known.mark, known.since.isoformat()]))
    give_cookie(response, known_number_cookie_name(), value, seconds=lives, same_site="Strict")
    return response


def forget_number(response: Response) -> Response:
    """Take it back."""
    take_cookie(response, known_number_cookie_name())
    return response


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known number")
