"""The demo's own pages. Not registered in production."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from support.demo.pages import demo_page
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor, Role
from support.web.access import public
from support.web.languages import language_now
from support.web.pages import show

demo = Blueprint("demo", __name__)

# Not whoever is asking: the reads are recorded as the demo's own.
_DEMO = Actor(Role.OPERATOR, "demo page")


@demo.get("/demo")
@public
def messages() -> ResponseReturnValue:
    """What would have been sent, and how the invented people sign in."""
    begin_work: BeginWork = current_app.extensions["begin_work"]
    with begin_work(_DEMO) as work:
        page = demo_page(work, language_now())
    return show("demo/messages.html", page)


@demo.get("/demo/components")
@public
def components() -> ResponseReturnValue:
    """Every component in every state."""
    return show("demo/components.html")
