"""Gate one: every route declares who may ask for it, and what is undeclared stops the start."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import Flask, current_app, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from support.platform.begin_work import BeginWork, Done
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import NotForReader, NotFound
from support.vocabulary.permissions import Permission, has_permission
from support.web.kept_words import close_words

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """What a route demands: a permission, or nothing (public), or a secret link."""

    kind: str
    permission: Permission | None = None
    sign_in_at: str | None = None
    is_poll: bool = False
    """Asked by an open page by itself: it says nothing of its reader being there."""
    words: str = ""
    """The field of the form with what a person has written and would not like to write again."""


@dataclass
class SignedIn(UserMixin):
    """Who is signed in, for the length of one request; `token` names the session row.

    She wears the one role of the actor; `other_roles` she could put on instead.
    The session ends at `idle_at` when nothing more is asked for, and at `ends_at` whatever is asked for. When
    this request is noted as activity, it is `idle_if_used` instead.
    """

    token: str
    actor: Actor
    name: str
    profession: str
    other_roles: frozenset[Role] = frozenset()
    idle_at: datetime | None = None
    idle_if_used: datetime | None = None
    ends_at: datetime | None = None

    def get_id(self) -> str:
        """Flask-Login keeps this in the signed cookie: the secret of the session row, not a person's id."""
        return self.token


login_manager = LoginManager()
# Nothing here asks whether a sign-in is fresh, so no cookie is to be written anew for it.
login_manager.session_protection = None

_SIGN_INS = {Permission.OWN_SUPPORT: "people.sign_in", Permission.SUPERVISION: "supervisor.sign_in"}
_REFUSED = (400, 401, 403, 404, 405)


def public(view: View) -> View:
    """Anybody may ask for this."""
    view.access = Access("public")  # type: ignore[attr-defined]  # the guard and the gate read it back
    return view


def by_link(view: View) -> View:
    """Whoever holds the secret in the address may ask for this."""
    view.access = Access("by_link")  # type: ignore[attr-defined]  # the guard and the gate read it back
    return view


def requires(permission: Permission, *, is_poll: bool = False, words: str = "") -> Callable[[View], View]:
    """Only a signed-in reader with the permission may ask for this; a poll keeps no session alive.

    `words` names the field that waits for her when she was signed out while she wrote (decision 0019).
    """
    sign_in_at = _SIGN_INS.get(permission, "staff.sign_in")

    def declare(view: View) -> View:
        view.access = Access("requires", permission, sign_in_at, is_poll, words)  # type: ignore[attr-defined]  # as above
        return view

    return declare


def is_activity(status: int) -> bool:
    """Whether an answer with this status says that its reader is there.

    A poll comes by itself, and whatever was refused or is missing may have been asked for by anybody.
    """
    access = access_asked()
    return access is not None and not access.is_poll and status < 500 and status not in _REFUSED


def access_asked() -> Access | None:
    """What the route of the present request demands; None where no route answers."""
    endpoint = request.endpoint
    if endpoint is None:
        return None
    access: Access = vars(current_app.view_functions[endpoint])["access"]
    return access


def current_actor() -> Actor:
    """Who is asking."""
    reader = signed_in()
    return reader.actor if reader else Actor.visitor()


def signed_in() -> SignedIn | None:
    """Who is signed in in this browser; None for everybody else."""
    if session_of_browser() is None:
        # Most requests come from nobody signed in: nothing is to be looked up.
        return None
    user = current_user._get_current_object()  # each look through the stand-in would look her up anew
    return user if isinstance(user, SignedIn) else None


def session_of_browser() -> str | None:
    """The secret of the session that this browser holds, whether it still lives or not."""
    token = session.get("_user_id")
    return token if isinstance(token, str) else None


def begin_work() -> AbstractContextManager[Work]:
    """A work of whoever is asking."""
    begin: BeginWork = current_app.extensions["begin_work"]
    return begin(current_actor())


def look_first(action: Callable[[Work], Done]) -> Done:
    """Do something of whoever is asking that looks longer than it writes (`BeginWork.look_first`)."""
    begin: BeginWork = current_app.extensions["begin_work"]
    return begin.look_first(current_actor(), action)


def begin_own_work() -> AbstractContextManager[Work]:
    """A work of a person who acts for herself: a browser in which another hat is worn is a visitor's."""
    actor = current_actor()
    begin: BeginWork = current_app.extensions["begin_work"]
    return begin(actor if actor.role is Role.EMPLOYEE else Actor.visitor())


def begin_look() -> AbstractContextManager[Work]:
    """A work that only reads, of whoever is asking."""
    begin: BeginWork = current_app.extensions["begin_work"]
    return begin.to_read(current_actor())


def erase_for_good() -> None:
    """After something was erased: see to it that it is in no file of the database any more."""
    begin: BeginWork = current_app.extensions["begin_work"]
    begin.erase_for_good()


def present_moment() -> datetime:
    """Now, by the application's clock; needs no database."""
    begin: BeginWork = current_app.extensions["begin_work"]
    return begin.clock.now()


def undeclared_routes(app: Flask) -> list[str]:
    """The routes without a declared access; the application does not start while there are any."""
    return sorted(name for name, view in app.view_functions.items() if not hasattr(view, "access"))


def keep_gate(app: Flask) -> None:
    """Try gate one before every view.

    Raises RuntimeError at start when a route declares no access.
    """
    missing = undeclared_routes(app)
    if missing:
        raise RuntimeError("routes without a declared access: " + ", ".join(missing))
    app.before_request(_gate_one)


def _gate_one() -> ResponseReturnValue | None:
    access = access_asked()
    if access is None:
        return None
    if any(sign < " " for value in _asked_for() for sign in value):
        # No address of ours holds a control sign, and no database should be asked for one.
        raise NotFound
    if request.environ.get("PATH_INFO", "").startswith("//"):
        # The framework would take the first slash away and answer as if it had not been there.
        raise NotFound
    if access.permission is None:
        return None
    actor = current_actor()
    if actor.role is Role.VISITOR:
        return _to_the_sign_in(access)
    if not has_permission(actor.role, access.permission):
        raise NotForReader("route", request.endpoint or "")
    return None


def _to_the_sign_in(access: Access) -> ResponseReturnValue:
    sign_in = access.sign_in_at or "people.sign_in"
    if request.headers.get("HX-Request"):
        # A poll whose session is over: the whole page goes to the sign-in, not into a corner of itself.
        return "", 401, {"HX-Refresh": "true"}
    g.kept_words = close_words(access.words, present_moment()) if access.words else ""
    if g.kept_words:
        # Led elsewhere she would lose what she wrote: the page of the sign-in answers here, and carries it.
        return make_response(current_app.view_functions[sign_in](), 401)
    return redirect(url_for(sign_in, next=_way_back()))


def _asked_for() -> list[str]:
    return [str(value) for value in (*(request.view_args or {}).values(), *request.args.values())]


def _way_back() -> str | None:
    return request.path if request.method == "GET" else None
