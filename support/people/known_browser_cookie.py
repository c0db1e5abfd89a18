"""The signed cookie of a browser in which a member of the staff has signed in; it opens nothing by itself."""

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeSerializer

from support.people.rules import KNOWN_BROWSER_LIVES
from support.web.cookies import give_cookie, known_browser_cookie_name


def known_browser() -> str | None:
    """The id that this browser keeps of an earlier sign-in; None when it is not ours."""
    try:
        kept = _signer().loads(request.cookies.get(known_browser_cookie_name(), ""))
    except BadData:
        return None
    return kept if isinstance(kept, str) else None


def remember_browser(response: Response, browser: str) -> Response:
    """Let the browser keep its id; in the place of what it had before."""
    lives = round(KNOWN_BROWSER_LIVES.total_seconds())
    name, value = known_browser_cookie_name(), str(_signer().dumps(browser))
    give_cookie(response, name, value, seconds=lives, same_site="Strict")
    return response


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known browser")
