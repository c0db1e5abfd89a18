"""The one place where a refusal or a fault becomes a page: what happened, nothing lost, the way on."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, Response, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from support.platform.audit import NOBODY
from support.platform.rate_limit import count_try, has_room
from support.platform.writers import DatabaseBusy
from support.vocabulary.actor import Role
from support.vocabulary.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    NotForReader,
    NotFound,
    Refusal,
    TooLate,
    TooMany,
    mark,
)
from support.vocabulary.ids import is_id
from support.vocabulary.permissions import Permission, has_permission
from support.web.access import begin_look, begin_work
from support.web.callers import caller_address
from support.web.cookies import visit_cookie_name
from support.web.pages import opening_hours, provider_phone, sentence, show
from support.web.way_back import page_before

log = logging.getLogger("kynnys.errors")

_EXPIRED, _GONE, _TOO_MANY = 400, 410, 429
# Nobody may delete a record, so nobody may write as many as she likes.
_REFUSALS, _RECORDED, _IN = "refusals", 100, timedelta(hours=1)
DATABASE_AWAY = (OperationalError, PoolTimeout, DatabaseBusy)

STATUS: dict[type[Refusal], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    Invalid: 422,
    TooLate: 410,
    TooMany: 429,
}

_NOT_FOUND = mark("We could not find this page")
_HEADINGS = {
    403: mark("This is not possible here"),
    404: _NOT_FOUND,
    405: _NOT_FOUND,
    409: mark("Somebody was a moment faster"),
    410: mark("This can no longer be done here"),
    413: mark("That was too much text at once"),
    422: mark("We could not read what was sent"),
    429: mark("Let us wait a moment"),
}
_EXPLANATIONS = {
    404: mark(
        "There may be a typing mistake in the address, or the page no longer exists. "
        "Nothing you have told us is lost."
    ),
    413: mark(
        "Nothing was saved from this page. Go back and write a little less; what you answered before is kept."
    ),
    429: mark("There have been many tries in a short time. Try again in a while, or call us."),
}
_NOT_FOUND_FOR_STAFF = mark(
    "There may be a typing mistake in the address, or the page no longer exists. Nothing has been deleted."
)


@dataclass(frozen=True)
class WayOn:
    """One way on from an error."""

    label: str
    url: str


@dataclass(frozen=True)
class ErrorPage:
    """What happened and the way on; with numbers to call where waiting is the only other way."""

    heading: str
    text: str
    links: list[WayOn]
    our_phone: str
    opening: str


@dataclass(frozen=True)
class OfflinePage:
    """The service is down; nothing here needs the database."""

    our_phone: str
    opening: str
    retry_url: str


def answer_errors(app: Flask) -> None:
    """Register the error handlers; only a refusal with a way on of its own has one beside its routes."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _form_expired)
    for away in DATABASE_AWAY:
        app.register_error_handler(away, _database_away)
    app.register_error_handler(StaleDataError, _changed_meanwhile)
    app.register_error_handler(HTTPException, _http_fault)
    app.register_error_handler(Exception, _our_fault)


def error_page(status: int, heading: str, explanation: str, way_on: WayOn | None = None) -> tuple[str, int]:
    """A page that says what happened, with this way on, or else back to where this reader belongs."""
    role = _role_of_staff()
    if role and explanation == _EXPLANATIONS[404]:
        explanation = _NOT_FOUND_FOR_STAFF
    ways = [way_on] if way_on else _ways_of_staff(role) if role else _ways_of_a_person(status)
    our_phone = provider_phone() if status == _TOO_MANY else ""
    if status == _TOO_MANY:
        ways.append(WayOn(sentence(mark("Try again")), request.path))
    if status == _EXPIRED and (form_page := page_before()):
        ways.insert(0, WayOn(sentence(mark("Load the page again")), form_page))
    page = ErrorPage(sentence(heading), sentence(explanation), ways, our_phone, opening_hours())
    return show("errors/page.html", page), status


def _role_of_staff() -> Role | None:
    try:
        is_staff = current_user.is_authenticated and current_user.actor.is_staff
        return current_user.actor.role if is_staff else None
    except DATABASE_AWAY:
        # Without the database everybody is a stranger, and gets a page all the same.
        return None


def _ways_of_staff(role: Role) -> list[WayOn]:
    if has_permission(role, Permission.WORK_QUEUE):
        return [WayOn(sentence(mark("To the queue")), url_for("desk.queue"))]
    return [WayOn(sentence(mark("To your start page")), url_for("desk.landing"))]


def _ways_of_a_person(status: int) -> list[WayOn]:
    ways = [WayOn(sentence(mark("To the start page")), url_for("public.landing"))]
    may_go_on = status != _GONE
    if status == _GONE:
        # What was sent a moment ago, by a second tap, is there.
        ways.append(WayOn(sentence(mark("Open my support")), url_for("my_support.home")))
    if may_go_on and request.cookies.get(visit_cookie_name()):
        ways.insert(0, WayOn(sentence(mark("Continue where you left off")), url_for("triage.resume")))
    return ways


def _refused(refusal: Refusal) -> tuple[str, int]:
    if isinstance(refusal, NotForReader):
        try:
            _record(refusal)
        except DATABASE_AWAY:
            # What is not there stays not there, whether or not it can be written down.
            log.warning("refusal not recorded")
    status = next(code for kind, code in STATUS.items() if isinstance(refusal, kind))
    if status == 404:
        return error_page(404, _NOT_FOUND, _EXPLANATIONS[404])
    return error_page(status, _HEADINGS[status], refusal.message)


def _record(refusal: NotForReader) -> None:
    """Record who was refused what, in a work of its own: the one in which she asked has been thrown away.

    What does not exist is recorded like what does, so that no clock tells the two apart.
    """
    asked = refusal.subject_id
    with begin_look() as look:
        asking = look.actor.id or caller_address()
        if not has_room(look, _REFUSALS, asking, limit=_RECORDED, window=_IN):
            return
    with begin_work() as work:
        count_try(work, _REFUSALS, asking, limit=_RECORDED, window=_IN)
        work.log(
            "refuse",
            refusal.subject_type,
            asked if is_id(asked) else NOBODY,
            refusal.subject_id if refusal.subject_type == "route" else None,
        )


def _form_expired(_fault: CSRFError) -> tuple[str, int]:
    return error_page(
        400,
        mark("This page had been open for too long"),
        mark(
            "A form works for a day in the browser in which you opened it. The answers that you saved are "
            "kept. Load the page again and send it then."
        ),
    )


def _http_fault(fault: HTTPException) -> tuple[str, int] | Response | HTTPException:
    if isinstance(fault, SecurityError):
        # Under a foreign host name no address of ours can be written, so there is no page either.
        return Response("400", 400, content_type="text/plain; charset=utf-8")
    status = fault.code or 500
    if status < 400:
        return fault
    if status >= 500:
        return _our_fault(fault)
    heading = _HEADINGS.get(status, _HEADINGS[422])
    return error_page(
        status,
        heading,
        _EXPLANATIONS.get(status, mark("Go back and try again. What you saved earlier is kept.")),
    )


def _database_away(fault: Exception) -> tuple[str, int]:
    log.error("database away", extra={"kind": type(fault).__name__})
    return _offline()


def _changed_meanwhile(_fault: Exception) -> tuple[str, int]:
    return error_page(
        409, _HEADINGS[409], mark("Something changed while you were here. Look at it again before you go on.")
    )


def _our_fault(fault: Exception) -> tuple[str, int]:
    log.error(
        "fault", extra={"kind": type(fault).__name__, "endpoint": request.endpoint or ""}, exc_info=fault
    )
    return _offline()


def _offline() -> tuple[str, int]:
    # What was posted is gone with the request: only a look can be tried again by a link.
    again = request.full_path.rstrip("?") if request.method == "GET" else ""
    page = OfflinePage(provider_phone(), opening_hours(), again)
    return show("errors/offline.html", page), 503
