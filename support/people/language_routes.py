"""Choosing a language: kept in the browser, and with whoever is signed in there."""

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from support.people.language_actions import keep_language
from support.people.routes import people
from support.vocabulary.actor import Role
from support.vocabulary.language import known_language
from support.web.access import begin_work, current_actor, public
from support.web.languages import speak_from_now_on
from support.web.way_back import page_before

_HOMES = {
    Role.VISITOR: "public.landing",
    Role.EMPLOYEE: "my_support.home",
    Role.SUPERVISOR: "supervisor.home",
}


@people.post("/language")
@public
def choose_language() -> ResponseReturnValue:
    """Keep the language, and go back to where she was.

    A session that was over before she pressed is no fault: then the browser alone keeps it.
    """
    language, actor = known_language(request.form.get("language")), current_actor()
    if language is not None and actor.role is not Role.VISITOR:
        with begin_work() as work:
            keep_language(work, current_user.get_id(), language)
    home = url_for(_HOMES.get(actor.role, "desk.landing"))
    return speak_from_now_on(make_response(redirect(page_before() or home)), language)
