"""Just trying: begin, make it real with the answers kept, end. From a trial nothing reaches anybody."""

from typing import Any

from flask import make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from support.triage.blueprint import triage
from support.triage.deciding import decide_or_none
from support.triage.help_pages import few_lines
from support.triage.idle_routes import was_here
from support.triage.loading import active_protocol
from support.triage.present_visit import has_visit
from support.triage.rules.visit import Visit
from support.triage.sentences import protocol_of
from support.triage.start_routes import EMPLOYER, begin_visit
from support.triage.trial_cookie import Trial, end_trial, in_trial, keep_trial, trial_now
from support.triage.trial_pages import TrialStopsPage, trial_banner
from support.triage.visit_actions import VisitOver
from support.web.access import present_moment, public
from support.web.languages import language_now
from support.web.pages import show

# From these pages something would be sent or booked, or a message would go out.
_SENDING = {"contact", "leave_contact", "code", "confirm_code", "new_code"}
_CALLING = {"call_me", "ask_for_call"}
_LINES = 3


@triage.post("/questions/start-trial")
@public
def start_trial() -> ResponseReturnValue:
    """Begin the questions just to see them; what was begun in earnest stays where it is."""
    keep_trial(Trial(active_protocol().name, Visit(employer_id=session.get(EMPLOYER, ""))))
    was_here()
    return redirect(url_for("triage.before"))


@triage.post("/trial/real")
@public
def make_real() -> ResponseReturnValue:
    """From here on it counts: a visit begins with the answers of the trial, and help comes first."""
    trial = trial_now()
    if trial is None and has_visit():
        # A second tap: the first one has made it real.
        return redirect(url_for("triage.resume"))
    if trial is None:
        raise VisitOver
    return begin_visit(trial.visit, _way_on(trial), trial.protocol)


@triage.post("/trial/end")
@public
def stop_trial() -> ResponseReturnValue:
    """The trial is over, and its cookie is all that there was of it."""
    end_trial()
    return redirect(url_for("triage.deleted"))


@triage.before_request
def _send_nothing_from_a_trial() -> ResponseReturnValue | None:
    name = (request.endpoint or "").removeprefix("triage.")
    if name not in _SENDING | _CALLING or not in_trial():
        return None
    page = TrialStopsPage(
        lines=few_lines(language_now(), present_moment(), _LINES),
        to="call" if name in _CALLING else "contact",
        back_url=url_for("triage.resume"),
    )
    return make_response(show("triage/trial_stops.html", page), 200 if request.method == "GET" else 409)


@triage.app_context_processor
def _above_every_page() -> dict[str, Any]:
    return {"trial": trial_banner()}


def _way_on(trial: Trial) -> str:
    """Where she asked to go; else to the call when her answers need one today, else on with the questions."""
    if request.form.get("to") == "contact":
        return url_for("triage.contact")
    decision = decide_or_none(protocol_of(trial.protocol), trial.visit)
    if request.form.get("to") == "call" or decision is None or decision.urgency.needs_call_today:
        return url_for("triage.call_me")
    return url_for("triage.resume")
