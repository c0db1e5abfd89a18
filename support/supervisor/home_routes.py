"""The supervisor's first page, and how she gets there."""

from flask import request
from flask.typing import ResponseReturnValue

from support.supervisor.blueprint import supervisor
from support.supervisor.home_pages import AnswerTried, sign_in_page, supervisor_page
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, public, requires
from support.web.languages import language_now
from support.web.pages import show


@supervisor.get("/supervisor")
@requires(Permission.SUPERVISION)
def home() -> ResponseReturnValue:
    """What her people let her know; that she looked is recorded and told to them."""
    return shown(AnswerTried(), request.args.get("done", ""))


@supervisor.get("/supervisor/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """There is no number to type: the link in her message leads to the sign-in."""
    return show("supervisor/sign_in.html", sign_in_page())


def shown(tried: AnswerTried, done: str = "") -> str:
    """Her first page."""
    with begin_work() as work:
        page = supervisor_page(work, language_now(), tried, done=done)
    return show("supervisor/home.html", page)
