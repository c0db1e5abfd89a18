"""The cookie that holds the only key to unsent answers."""

from http import HTTPStatus

from flask import Response

from support.triage.blueprint import triage
from support.triage.rules.visit import UNSENT_LIVES
from support.triage.trial_cookie import in_trial
from support.triage.visit_actions import VisitOver
from support.web.cookies import give_cookie, secret_in, take_cookie, visit_cookie_name


def token_or_none() -> str | None:
    """The secret of this browser's visit, if it has one; while it is just trying, none is used."""
    return None if in_trial() else token_in_browser()


def token_in_browser() -> str | None:
    """The secret of what this browser has begun in earnest, trial or not: for ending it."""
    return secret_in(visit_cookie_name())


def token_of_visit() -> str:
    """The secret of this browser's visit.

    Raises VisitOver when it has none.
    """
    token = token_or_none()
    if token is None:
        raise VisitOver
    return token


def keep(response: Response, token: str) -> Response:
    """Give the browser the secret, for a day."""
    give_cookie(response, visit_cookie_name(), token, seconds=int(UNSENT_LIVES.total_seconds()))
    return response


def drop(response: Response) -> Response:
    """Take the secret back: what it opened can be read by nobody any more."""
    take_cookie(response, visit_cookie_name())
    return response


@triage.after_request
def _drop_what_opens_nothing(response: Response) -> Response:
    """Answers that are gone are offered no more: the start page would lead back to nothing.

    In a trial nobody has looked for those that were begun in earnest, so they are not gone.
    """
    is_gone = response.status_code == HTTPStatus.GONE and not in_trial()
    return drop(response) if is_gone else response
