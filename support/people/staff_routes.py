"""Staff: invitation, password, then the code of an authenticator. There is no other way in."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, current_app, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from support.people.code_pages import typed_code
from support.people.code_texts import AUTHENTICATOR_REFUSED
from support.people.known_browser_actions import remember_account
from support.people.known_browser_cookie import known_browser, remember_browser
from support.people.pages import (
    InvitationPage,
    StaffCodePage,
    StaffSignInPage,
    WordsPage,
    authenticator_url,
    qr_of,
)
from support.people.refused_actions import note_refused_password
from support.people.rules import PASSWORD_LENGTH, ROLES_OF_ACCOUNTS, first_step_holds, password_fault
from support.people.sessions import wear_role
from support.people.sign_in_actions import (
    Begun,
    PasswordTry,
    count_password_try,
    may_try_code,
    may_try_password,
    sign_in_with_code,
)
from support.people.staff_actions import (
    InvitationOver,
    Invited,
    accept_invitation,
    hash_password,
    invited_by,
)
from support.people.stolen_passwords import is_stolen
from support.vocabulary.actor import Actor
from support.vocabulary.errors import NotFound, TooMany, mark
from support.vocabulary.permissions import Permission
from support.web.access import (
    SignedIn,
    begin_look,
    begin_work,
    by_link,
    present_moment,
    public,
    requires,
    session_of_browser,
)
from support.web.callers import caller_address
from support.web.errors import WayOn, error_page
from support.web.kept_words import LIVES, carried_words, clear_but_owner, remember_owner, words_of
from support.web.languages import speak_from_now_on
from support.web.pages import sentence, show
from support.web.views import FieldError

staff = Blueprint("staff", __name__, url_prefix="/staff")

_FIRST_STEP = "first_step"
_NOT_ACCEPTED = mark("The address or the password is not right. Check both and try again.")


@dataclass(frozen=True)
class FirstStep:
    """Whose password was right, and when."""

    account_id: str
    taken_at: datetime


@staff.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Ask for address and password."""
    notice = sentence(mark("Sign in to see this page.")) if request.args.get("next") else ""
    # The gate answers with this page when she was signed out while she wrote.
    return _asked_for_password(kept_words=g.get("kept_words", ""), notice=notice)


@staff.post("/sign-in")
@public
def first_step() -> ResponseReturnValue:
    """Compare the password; every mistake has the same answer."""
    email = request.form.get("email", "")[:254]
    attempt = _counted_try(email)
    if not attempt.opens(request.form.get("password", "")[:200]):
        with begin_work() as work:
            note_refused_password(work, email)
        return _asked_for_password(email, sentence(_NOT_ACCEPTED), carried_words()), 422
    session[_FIRST_STEP] = [attempt.account_id, present_moment().isoformat()]
    # What she wrote travels in the page; an address could not carry it.
    return _asked_for_code(kept_words=carried_words()) if carried_words() else redirect(url_for("staff.code"))


@staff.get("/sign-in/code")
@public
def code() -> ResponseReturnValue:
    """Ask for the code of the authenticator."""
    if _first_step_taken() is None:
        return redirect(url_for("staff.sign_in"))
    return _asked_for_code()


@staff.post("/sign-in/code")
@public
def second_step() -> ResponseReturnValue:
    """Compare the code and sign in."""
    first, kept_words = _first_step_taken(), carried_words()
    if first is None:
        return (
            _asked_for_password(kept_words=kept_words) if kept_words else redirect(url_for("staff.sign_in"))
        )
    digits = typed_code(request.form)
    with begin_look() as look:
        if not may_try_code(look, first.account_id):
            raise TooMany
    with begin_work() as work:
        begun = sign_in_with_code(
            work,
            first.account_id,
            digits,
            password_given_at=first.taken_at,
            instead_of=session_of_browser(),
        )
        browser = remember_account(work, first.account_id, known_browser()) if begun else ""
    if begun is None:
        return _asked_for_code(sentence(AUTHENTICATOR_REFUSED), kept_words), 422
    session.clear()
    _hold(begun.token)
    remember_owner(first.account_id)
    response = remember_browser(make_response(_begun(begun, first.account_id, kept_words)), browser)
    return speak_from_now_on(response, begun.language)


@staff.post("/role")
@requires(Permission.OWN_ACCOUNT)
def change_role() -> ResponseReturnValue:
    """Put another of her roles on, in a session with a new secret."""
    asked = request.form.get("role", "")
    role = next((one for one in ROLES_OF_ACCOUNTS if one.value == asked), None)
    if role is None:
        raise NotFound
    with begin_work() as work:
        token = wear_role(work, current_user.get_id(), role)
    clear_but_owner()
    _hold(token)
    return redirect(url_for("desk.landing"))


@staff.get("/invitation/<token>")
@by_link
def invitation(token: str) -> ResponseReturnValue:
    """Show what is needed to take an account into use; looking changes nothing."""
    with begin_look() as look:
        invited = invited_by(look, token)
    return show("people/invitation.html", _invitation_page(invited, {}))


@staff.post("/invitation/<token>")
@by_link
def take_into_use(token: str) -> ResponseReturnValue:
    """Set the password and connect the authenticator."""
    password = request.form.get("password", "")[:400]
    digits = typed_code(request.form)
    with begin_look() as look:
        invited = invited_by(look, token)
    provider = current_app.config["PROVIDER_NAME"]
    fault = password_fault(password, invited.name, provider, stolen=is_stolen(password))
    if fault:
        return show("people/invitation.html", _invitation_page(invited, {"password": fault})), 422
    stored = hash_password(password)
    with begin_work() as work:
        accepted = accept_invitation(work, token, stored_password=stored, code=digits)
    if not accepted:
        page = _invitation_page(invited, {"code": AUTHENTICATOR_REFUSED})
        return show("people/invitation.html", page), 422
    return redirect(url_for("staff.sign_in"))


@staff.errorhandler(InvitationOver)
def _invitation_over(_refusal: InvitationOver) -> ResponseReturnValue:
    way = WayOn(sentence(mark("Staff sign-in")), url_for("staff.sign_in"))
    heading = mark("This invitation can no longer be used")
    return error_page(404, heading, mark("Ask your administrator for a new invitation."), way)


def _begun(begun: Begun, account_id: str, kept_words: str) -> ResponseReturnValue:
    words = words_of(account_id, kept_words, present_moment())
    if words is None:
        return redirect(url_for("desk.signed_in" if begun.is_warned else "desk.landing"))
    warned_url = url_for("desk.signed_in") if begun.is_warned else ""
    return show("people/words.html", WordsPage(words, url_for("desk.landing"), warned_url))


def _asked_for_password(email: str = "", error: str = "", kept_words: str = "", notice: str = "") -> str:
    minutes = int(LIVES.total_seconds() // 60)
    return show("people/staff_sign_in.html", StaffSignInPage(email, error, notice, kept_words, minutes))


def _asked_for_code(error: str = "", kept_words: str = "") -> str:
    return show("people/staff_code.html", StaffCodePage(error, url_for("staff.sign_in"), kept_words))


def _hold(token: str) -> None:
    # Who she is, her next request looks up: after the commit nothing may fail, or her code would be spent.
    login_user(SignedIn(token, Actor.visitor(), "", ""))


def _counted_try(email: str) -> PasswordTry:
    """Raises TooMany before anything slow is done and without a turn to write, for whatever address it is."""
    address, browser = caller_address(), known_browser()
    with begin_look() as look:
        if not may_try_password(look, email, address, browser):
            raise TooMany
    with begin_work() as work:
        attempt = count_password_try(work, email, address, browser)
    if attempt is None:
        raise TooMany
    return attempt


def _first_step_taken() -> FirstStep | None:
    kept = session.get(_FIRST_STEP)
    if not isinstance(kept, list):
        return None
    first = FirstStep(kept[0], datetime.fromisoformat(kept[1]))
    return first if first_step_holds(first.taken_at, present_moment()) else None


def _invitation_page(invited: Invited, faults: dict[str, str]) -> InvitationPage:
    secret = invited.totp_secret
    address = authenticator_url(secret, invited.name)
    path, size = qr_of(address)
    errors = {field: sentence(message) for field, message in faults.items()}
    return InvitationPage(
        name=invited.name,
        app_url=address,
        qr_path=path,
        qr_size=size,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        min_length=PASSWORD_LENGTH,
        errors=[FieldError(field, message) for field, message in errors.items()],
        error=errors,
    )
