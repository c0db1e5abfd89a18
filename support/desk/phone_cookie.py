"""The cookie of answers that a nurse writes down on the phone: half of their key, the other half is hers.

Another nurse who signs in in the same browser can neither read them nor go on, nor does what she begins or
deletes take them away: each has a cookie of her own. The nurse's own visit, as the employee that she is too,
has another one.
"""

from flask import Response, current_app, request

from support.triage.visit_actions import UNSENT_LIVES, VisitOver
from support.web.access import current_actor
from support.web.cookies import phone_cookie_name


def token_of(secret: str) -> str:
    """The whole key of the nurse who acts."""
    return f"{secret}.{current_actor().id}"


def phone_token_or_none() -> str | None:
    """The key to what this nurse writes down in this browser, if there is anything."""
    secret = request.cookies.get(_name(), "")
    return token_of(secret) if 20 <= len(secret) <= 64 and secret.isascii() else None


def phone_token() -> str:
    """The key to what this nurse writes down in this browser.

    Raises VisitOver when there is nothing.
    """
    token = phone_token_or_none()
    if token is None:
        raise VisitOver
    return token


def keep_phone_cookie(response: Response, secret: str) -> Response:
    """Give the browser its half of the key, for a day."""
    response.set_cookie(
        _name(),
        secret,
        max_age=int(UNSENT_LIVES.total_seconds()),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return response


def drop_phone_cookie(response: Response) -> Response:
    """Take it back: nothing of the answers can be read from this browser any more."""
    response.delete_cookie(
        _name(),
        path="/",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
    )
    return response


def _name() -> str:
    return phone_cookie_name(current_actor().id or "")
