"""The cookie of answers that a nurse writes down on the phone: half of their key, the other half is hers.

Another nurse who signs in in the same browser can neither read them nor go on, nor does what she begins or
deletes take them away: each has a cookie of her own. The nurse's own visit, as the employee that she is too,
has another one.
"""

from flask import Response

from support.triage.rules.visit import UNSENT_LIVES
from support.triage.visit_actions import VisitOver
from support.web.access import current_actor
from support.web.cookies import give_cookie, phone_cookie_name, secret_in, take_cookie


def token_of(secret: str) -> str:
    """The whole key of the nurse who acts."""
    return f"{secret}.{current_actor().id}"


def phone_token_or_none() -> str | None:
    """The key to what this nurse writes down in this browser, if there is anything."""
    secret = secret_in(_name())
    return token_of(secret) if secret else None


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
    seconds = int(UNSENT_LIVES.total_seconds())
    give_cookie(response, _name(), secret, seconds=seconds, same_site="Strict")
    return response


def drop_phone_cookie(response: Response) -> Response:
    """Take it back: nothing of the answers can be read from this browser any more."""
    take_cookie(response, _name())
    return response


def _name() -> str:
    return phone_cookie_name(current_actor().id or "")
