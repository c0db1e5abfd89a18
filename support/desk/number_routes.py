"""The number at which a member of the staff is told that something waits for her."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from support.desk.blueprint import desk
from support.desk.session_pages import NUMBER_GONE, NUMBER_KEPT, staff_sessions_page
from support.people.duty_actions import set_own_number
from support.people.known_browser_cookie import known_browser
from support.people.sessions import account_of
from support.vocabulary.errors import mark
from support.vocabulary.permissions import Permission
from support.vocabulary.phone import MobileNumber, mobile_number
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show

_LONGEST = 40


@desk.post("/staff/number")
@requires(Permission.OWN_ACCOUNT)
def own_number() -> ResponseReturnValue:
    """Keep the number, instead of the one before, or keep none."""
    token: str = current_user.get_id()
    typed = request.form.get("phone", "")
    number = mobile_number(typed, allow_demo=current_app.config["IS_DEMO"])
    if "remove" not in request.form and not isinstance(number, MobileNumber):
        error = sentence(mark("Write a mobile number, for example 040 123 4567."))
        with begin_look() as look:
            page = staff_sessions_page(
                look, token, known_browser(), language_now(), typed=typed[:_LONGEST], error=error
            )
        return show("desk/sessions.html", page), 422
    kept = number.e164 if isinstance(number, MobileNumber) and "remove" not in request.form else None
    with begin_work() as work:
        set_own_number(work, account_of(work, token), kept)
    done = NUMBER_KEPT if kept else NUMBER_GONE
    return redirect(url_for("desk.signed_in", done=done, _anchor="number-title"))
