"""What she ends by herself, each with a button of its own."""

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.my_support import ending_actions
from support.my_support.ending_pages import endings_page
from support.my_support.routes import my_support
from support.people.known_number_cookie import forget_number, known_number
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import show


@my_support.get("/my/endings")
@requires(Permission.OWN_SUPPORT)
def endings() -> ResponseReturnValue:
    """What can be ended now, and what stays."""
    with begin_look() as look:
        page = endings_page(
            look,
            language_now(),
            done=request.args.get("show", ""),
            knows_number=known_number() is not None,
        )
    return show("my_support/endings.html", page)


@my_support.post("/my/endings/check-ins")
@requires(Permission.OWN_SUPPORT)
def end_own_check_ins() -> ResponseReturnValue:
    """Be asked no more how she is."""
    with begin_work() as work:
        ending_actions.end_own_check_ins(work)
    return redirect(url_for("my_support.endings", show="check_ins"))


@my_support.post("/my/endings/browser")
@requires(Permission.OWN_SUPPORT)
def forget_here() -> ResponseReturnValue:
    """This browser no longer knows her number."""
    return forget_number(make_response(redirect(url_for("my_support.endings", show="browser"))))
