"""After 15 idle minutes the questions are covered: the next page says only *Continue* or *Delete everything*.

When somebody was last here is kept in the signed session of the browser and nowhere else. A page that is sent
late loses nothing, and help comes even then: only what would be shown next is covered.
Source: triage paper, section 1.
"""

from http import HTTPStatus

from flask import Response, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from support.triage.blueprint import triage
from support.triage.present_visit import has_visit
from support.triage.rules.idle import COVERED_AFTER, is_covered
from support.web.access import present_moment, public
from support.web.pages import show

_SEEN = "seen"
# Every page on which something of the answers stands, or from which it can be read what they were.
_SHOWING = {"before", "question", "resume", "result", "review", "contact", "code"}
_SHOWING_AS_ANSWER = {"answer", "choose_time", "leave_contact", "confirm_code", "new_code"}


@triage.get("/questions/pause")
@public
def covered() -> ResponseReturnValue:
    """Nothing of the answers: go on, or delete everything."""
    return show("triage/covered.html")


@triage.post("/questions/continue")
@public
def uncover() -> ResponseReturnValue:
    """She is here, and goes on where she left off."""
    was_here()
    return redirect(url_for("triage.resume"))


def was_here() -> None:
    """Somebody has just done something in this browser."""
    session[_SEEN] = int(present_moment().timestamp())


@triage.before_request
def _cover_after_rest() -> ResponseReturnValue | None:
    name = (request.endpoint or "").removeprefix("triage.")
    if name not in _SHOWING | _SHOWING_AS_ANSWER or not has_visit():
        return None
    if not is_covered(session.get(_SEEN), int(present_moment().timestamp())):
        was_here()
    elif name in _SHOWING:
        return redirect(url_for("triage.covered"))
    else:
        g.has_rested = True
    return None


@triage.after_request
def _cover_what_was_not_kept(response: Response) -> Response:
    """A page that would be shown again with its faults is covered too: the answers stand on it."""
    is_refused = response.status_code in (HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.TOO_MANY_REQUESTS)
    if g.get("has_rested") and is_refused:
        # In the answer itself: what it brings to the browser stays in it.
        response.status_code, response.location = HTTPStatus.FOUND, url_for("triage.covered")
        response.set_data(b"")
    return response


@triage.app_context_processor
def _cover_of_this_page() -> dict[str, int]:
    """After how many seconds the script covers the open page; 0 where there is nothing to cover."""
    name = (request.endpoint or "").removeprefix("triage.")
    shows = name in _SHOWING | _SHOWING_AS_ANSWER
    return {"cover_after": int(COVERED_AFTER.total_seconds()) if shows else 0}
