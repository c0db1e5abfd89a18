"""The person answers: does she join, may her supervisor see this, how was a talk."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.my_support.consent_routes import link_address
from support.my_support.routes import my_support
from support.my_support.way_answer_pages import RATED, is_more_needed, rating_page, release_page
from support.pathways.agreement_actions import Answer
from support.pathways.enrolment_actions import answer_invitation as answer_it
from support.pathways.rating_actions import rate_session
from support.pathways.rules.agreed_action import Release
from support.pathways.sharing_actions import release_and_tell
from support.vocabulary.errors import Conflict, Invalid, mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.alike import show_alike
from support.web.languages import language_now
from support.web.pages import sentence, show
from support.web.views import FieldError

_NUMBERS = {str(number): number for number in range(11)}


@my_support.post("/my/path")
@requires(Permission.OWN_SUPPORT)
def answer_invitation() -> ResponseReturnValue:
    """She joins the path of support, or not; either is fine."""
    accepts = request.form.get("join", "") == "yes"
    with begin_work() as work:
        answer_it(work, accepts=accepts)
    return redirect(url_for("my_support.home", done="welcome" if accepts else "noted"))


@my_support.get("/my/agreed/<action_id>")
@requires(Permission.OWN_SUPPORT)
def ask_release(action_id: str) -> ResponseReturnValue:
    """May her supervisor see this?"""
    with begin_work() as work:
        page = release_page(work, action_id, language_now())
    return show("my_support/release.html", page)


@my_support.post("/my/agreed/<action_id>")
@requires(Permission.OWN_SUPPORT)
def release(action_id: str) -> ResponseReturnValue:
    """Her answer takes effect at once; a yes to words that are not there any more is asked for anew."""
    said = request.form.get("release", "")
    if said not in set(Release):
        return _asked_again(action_id, mark("Choose one of the answers.")), 422
    answer = Answer(Release(said), request.form.get("read_revision", type=int))
    try:
        with begin_work() as work:
            release_and_tell(work, action_id, answer, link_address())
            if answer.release is Release.YES and is_more_needed(work, action_id):
                return redirect(url_for("my_support.ask_release", action_id=action_id))
    except Conflict as refusal:
        return _asked_again(action_id, refusal.message), 409
    return redirect(url_for("my_support.home", done="answered"))


def _asked_again(action_id: str, message: str) -> str:
    with begin_work() as work:
        page = release_page(work, action_id, language_now(), error=sentence(message))
    return show("my_support/release.html", page)


@my_support.get("/my/talks/<step_id>")
@requires(Permission.OWN_SUPPORT)
def ask_rating(step_id: str) -> ResponseReturnValue:
    """How was this talk?"""
    with begin_work() as work:
        page = rating_page(work, step_id, language_now())
    return show_alike("my_support/rating.html", page, (), is_kept=False)


@my_support.post("/my/talks/<step_id>")
@requires(Permission.OWN_SUPPORT)
def rate(step_id: str) -> ResponseReturnValue:
    """Her four numbers."""
    given = {name: request.form.get(name, "") for name in RATED}
    try:
        with begin_work() as work:
            rate_session(work, step_id, [_NUMBERS.get(given[name]) for name in RATED])
    except Invalid as refusal:
        missing = next(name for name in RATED if given[name] not in _NUMBERS)
        with begin_work() as work:
            errors = (FieldError(missing, sentence(refusal.message)),)
            page = rating_page(work, step_id, language_now(), errors=errors)
        return show_alike("my_support/rating.html", page, list(given.items()), is_kept=False), 422
    return redirect(url_for("my_support.home", done="thanks"))
