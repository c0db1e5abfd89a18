"""The signed cookie of a browser in which a member of the staff has signed in; it opens nothing by itself."""

from datetime import datetime

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeSerializer

from support.people.facts import KnownBrowser
from support.people.rules import KNOWN_BROWSER_LIVES
from support.web.cookies import known_browser_cookie_name


def known_browser() -> KnownBrowser | None:
    """What this browser keeps of an earlier sign-in; None when it is not ours."""
    try:
        kept = _signer().loads(request.cookies.get(known_browser_cookie_name(), ""))
        return KnownBrowser(kept["id"], kept["owner"], datetime.fromisoformat(kept["since"]))
    except (BadData, KeyError, TypeError, ValueError):
        return None


def remember_browser(response: Response, known: KnownBrowser) -> Response:
    """Let the browser keep it; in the place of whoever signed in there before."""
    kept = {"id": known.id, "owner": known.owner, "since": known.since.isoformat()}
    response.set_cookie(
        known_browser_cookie_name(),
        str(_signer().dumps(kept)),
        max_age=KNOWN_BROWSER_LIVES,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
    )
    return response


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known browser")
