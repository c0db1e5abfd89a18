"""What is kept of her: who has opened it, and everything as a file."""

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from support.my_support.information_pages import information_page
from support.my_support.own_file_actions import note_file
from support.my_support.own_file_pages import own_file
from support.my_support.own_paper_pages import own_paper
from support.my_support.routes import my_support
from support.people.sessions import is_fresh
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import show

_LAST_PAGE = 999


@my_support.get("/my/information")
@requires(Permission.OWN_SUPPORT)
def information() -> ResponseReturnValue:
    """Who has opened her case, newest first, two years back; older on request."""
    # Of thousands of digits no number is made.
    asked = request.args.get("page", "1")[:6]
    page = min(int(asked), _LAST_PAGE) if asked.isascii() and asked.isdigit() else 1
    with begin_look() as look:
        shown = information_page(
            look, language_now(), page=max(page, 1), older_too=request.args.get("show") == "older"
        )
    return show("my_support/information.html", shown)


@my_support.get("/my/information/file")
@requires(Permission.OWN_SUPPORT)
def download() -> ResponseReturnValue:
    """Everything that is kept of her, for a program; its name says nothing of her nor of us."""
    again = _asks_anew("my_support.download")
    if again:
        return again
    with begin_work() as work:
        words = own_file(work, language_now())
        note_file(work, "file")
    response = make_response(words)
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="information.json"'
    return response


@my_support.get("/my/information/paper")
@requires(Permission.OWN_SUPPORT)
def paper() -> ResponseReturnValue:
    """The same to read and to print."""
    again = _asks_anew("my_support.paper")
    if again:
        return again
    with begin_work() as work:
        page = own_paper(work, language_now())
        note_file(work, "paper")
    return show("my_support/paper.html", page)


def _asks_anew(endpoint: str) -> ResponseReturnValue | None:
    """To the sign-in, where hers is older than a few minutes: the browser may be in other hands by now."""
    with begin_look() as look:
        fresh = is_fresh(look, current_user.get_id())
    # A file has no page that could come back: she downloads it from the page of her information.
    wanted = "my_support.information" if endpoint == "my_support.download" else endpoint
    return None if fresh else redirect(url_for("people.sign_in", next=url_for(wanted)))
