"""On another device: a code is shown once here and typed once there."""

from flask import current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.triage.blueprint import triage
from support.triage.idle_routes import was_here
from support.triage.resume_actions import count_resume, make_resume_code, move_visit
from support.triage.resume_pages import EnterCodePage, ResumeCodePage
from support.triage.rules.resume_code import LENGTH, LETTERS, grouped, read_code
from support.triage.trial_cookie import end_trial
from support.triage.visit_cookie import keep, token_in_browser, token_of_visit
from support.vocabulary.errors import mark
from support.web.access import begin_own_work, public
from support.web.callers import caller_address
from support.web.pages import sentence, show

_NOTHING = mark("This code does not open anything. Check each group; a code works once, and for a day.")
_TOO_MANY = mark("Many codes have been tried from here. Try again in an hour, or begin again.")


@triage.post("/questions/move")
@public
def make_code_to_move() -> ResponseReturnValue:
    """Show a code for another device; it stands on this one answer and nowhere else."""
    with begin_own_work() as work:
        code = work.ids.letters(LETTERS, LENGTH)
        make_resume_code(work, token_of_visit(), code)
    base: str = current_app.config["PUBLIC_BASE_URL"]
    address = base.partition("://")[2].rstrip("/") + url_for("triage.enter_code")
    return show("triage/resume_code.html", ResumeCodePage(grouped(code), address, url_for("triage.resume")))


@triage.get("/go-on")
@public
def enter_code() -> ResponseReturnValue:
    """Type the code of the other device."""
    return show("triage/enter_code.html", EnterCodePage(""))


@triage.post("/go-on")
@public
def move_here() -> ResponseReturnValue:
    """Move the visit of the code to this browser; in the other one it ends."""
    code = read_code(request.form.get("resume_code", ""))
    with begin_own_work() as work:
        allowed = count_resume(work, caller_address())
    if not allowed:
        return show("triage/enter_code.html", EnterCodePage(sentence(_TOO_MANY))), 429
    earlier = token_in_browser()
    with begin_own_work() as work:
        token = work.ids.token()
        moved = bool(code) and move_visit(work, code, token, instead_of=earlier)
    if not moved:
        return show("triage/enter_code.html", EnterCodePage(sentence(_NOTHING))), 422
    end_trial()
    was_here()
    return keep(make_response(redirect(url_for("triage.resume"))), token)
