"""Ways in and out of a visit: begin, take a time directly, go on, delete."""

from flask import current_app, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from support.triage.blueprint import triage
from support.triage.help_pages import few_lines, line_views
from support.triage.idle_routes import was_here
from support.triage.loading import active_protocol
from support.triage.present_visit import has_visit, present_visit
from support.triage.promise_cookie import forget_promise, promise_kept
from support.triage.rules.pages import pages_for, place_of
from support.triage.rules.visit import Visit
from support.triage.sentences import protocol_of
from support.triage.start_pages import BeforePage, DeletedPage, ManyAtOncePage, PausedPage, employer_of_link
from support.triage.trial_cookie import end_trial
from support.triage.visit_actions import count_visit, delete_visit, may_begin, start_visit
from support.triage.visit_cookie import drop, keep, token_in_browser, token_or_none
from support.vocabulary.topic import Topic
from support.web.access import begin_look, begin_own_work, present_moment, public
from support.web.callers import caller_address
from support.web.cookies import forget_cache
from support.web.languages import language_now
from support.web.pages import provider_phone, show

EMPLOYER = "employer"
_LINES = 2


@triage.get("/e/<join_code>")
@public
def employer_door(join_code: str) -> ResponseReturnValue:
    """The employer's own link: the workplace is filled in later."""
    with begin_look() as look:
        session[EMPLOYER] = employer_of_link(look, join_code)
    return redirect(url_for("public.landing"))


@triage.post("/questions/start")
@public
def start() -> ResponseReturnValue:
    """Begin with the questions."""
    return begin_visit(Visit(employer_id=session.get(EMPLOYER, "")), url_for("triage.before"))


@triage.post("/questions/start-team")
@public
def start_team() -> ResponseReturnValue:
    """Begin through the supervisor's door."""
    doors = active_protocol().doors
    other = next(page.door for page in active_protocol().pages if page.door not in (doors.default, None))
    visit = Visit(employer_id=session.get(EMPLOYER, "")).after_page({doors.item: str(other)})
    return begin_visit(visit, url_for("triage.before"))


@triage.post("/questions/start-direct")
@public
def start_direct() -> ResponseReturnValue:
    """Take a time without questions: a nurse's call."""
    visit = Visit(employer_id=session.get(EMPLOYER, ""), wants_talk=True)
    return begin_visit(visit, url_for("triage.contact"))


@triage.get("/questions/before")
@public
def before() -> ResponseReturnValue:
    """What a person should know before she tells anything."""
    with begin_look() as look:
        opened = present_visit(look)
    first = pages_for(protocol_of(opened.protocol), opened.visit.answers)[0]
    page = BeforePage(
        continue_url=url_for("triage.question", key=first.key),
        back_url=url_for("public.landing"),
        controller=current_app.config["PROVIDER_NAME"],
    )
    return show("triage/before.html", page)


@triage.get("/questions")
@public
def resume() -> ResponseReturnValue:
    """Go on where she left off; without answers, to the start."""
    if not has_visit():
        return redirect(url_for("public.landing"))
    with begin_look() as look:
        opened = present_visit(look)
    protocol, visit = protocol_of(opened.protocol), opened.visit
    if not visit.last_page:
        return redirect(url_for("triage.before"))
    following = place_of(protocol, visit.answers, visit.last_page).after
    if following is None or following.contact:
        return redirect(url_for("triage.result"))
    return redirect(url_for("triage.question", key=following.key))


@triage.get("/questions/stop")
@public
def stop() -> ResponseReturnValue:
    """A quiet place to stop: nothing of the answers stays on the screen; go on, or delete everything."""
    return show("triage/paused.html", _paused())


@triage.post("/questions/delete")
@public
def delete_all() -> ResponseReturnValue:
    """Delete everything that was not sent, at once, and what this browser remembers of the person.

    She stays signed in: what she has sent is deleted in her own support.
    """
    end_trial()
    promise = promise_kept(present_moment())
    forget_promise()
    session.pop(EMPLOYER, None)
    token = token_or_none()
    if token is not None:
        with begin_own_work() as work:
            delete_visit(work, token)
    comes = "call" if promise is not None and promise.due else None
    return forget_cache(drop(make_response(redirect(url_for("triage.deleted", sent=comes)))))


@triage.get("/questions/deleted")
@public
def deleted() -> ResponseReturnValue:
    """Everything is gone."""
    return show("triage/deleted.html", DeletedPage(request.args.get("sent", ""), provider_phone()))


def _paused() -> PausedPage:
    lines = few_lines(language_now(), present_moment(), _LINES)
    return PausedPage(url_for("triage.resume"), url_for("triage.call_me"), lines)


def _many_at_once(*, has_answers: bool) -> ManyAtOncePage:
    lines = line_views(language_now(), Topic.ANY, present_moment())
    continue_url = url_for("triage.resume") if has_answers else ""
    return ManyAtOncePage(continue_url, url_for("triage.call_me"), provider_phone(), lines)


def begin_visit(visit: Visit, then: str, protocol: str = "") -> ResponseReturnValue:
    """Begin a visit that can be sent, instead of whatever this browser had begun."""
    earlier = token_in_browser()
    token = _begun(visit, protocol or active_protocol().name, earlier)
    if token is None:
        return show("triage/many_at_once.html", _many_at_once(has_answers=earlier is not None)), 429
    end_trial()
    was_here()
    return keep(make_response(redirect(then)), token)


def _begun(visit: Visit, protocol: str, earlier: str | None) -> str | None:
    """The secret of the visit that begins; None when this address has begun too often."""
    address = caller_address()
    with begin_look() as look:
        if not may_begin(look, address):
            return None
    with begin_own_work() as work:
        # Many may have looked at the same moment: what is counted here decides.
        if not count_visit(work, address):
            return None
        if earlier is not None:
            delete_visit(work, earlier)
        token = work.ids.token()
        start_visit(work, token, language_now(), protocol, visit)
    return token
