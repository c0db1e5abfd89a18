"""The follow-up at the desk: everybody's list, and ending the check-ins of one case."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.appointment_pages import my_support_url
from support.desk.blueprint import desk
from support.desk.case_form_pages import Tried
from support.desk.case_pages import case_page
from support.desk.follow_up_actions import open_times
from support.desk.follow_up_pages import follow_up_page
from support.desk.follow_up_panel_pages import STOP_REASONS
from support.followup.plan_actions import end_check_ins as end
from support.followup.rules.states import StopReason
from support.vocabulary.errors import mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import provider_phone, sentence, show

_FELT_WORSE = mark("Self-care was not enough, so times for talks were opened.")


@desk.get("/follow-up")
@requires(Permission.WORK_QUEUE)
def follow_up() -> ResponseReturnValue:
    """Who is due, who has answered, who is worse or silent, whom no message reaches."""
    with begin_work() as work:
        page = follow_up_page(work, language_now())
    return show("desk/follow_up.html", page)


@desk.post("/cases/<case_id>/follow-up/end")
@requires(Permission.WORK_QUEUE)
def end_check_ins(case_id: str) -> ResponseReturnValue:
    """Ask this person no more."""
    reason = request.form.get("stop_reason", "")
    if reason not in STOP_REASONS:
        tried = Tried({"stop_reason": sentence(mark("Choose a reason."))})
        with begin_work() as work:
            page = case_page(work, case_id, language_now(), tried)
        return show("desk/case.html", page), 422
    with begin_work() as work:
        end(work, case_id, StopReason(reason))
    return redirect(url_for("desk.case", case_id=case_id))


@desk.post("/cases/<case_id>/follow-up/times")
@requires(Permission.WORK_QUEUE)
def open_talk_times(case_id: str) -> ResponseReturnValue:
    """Let somebody on self-care choose a time for a talk."""
    with begin_work() as work:
        open_times(work, case_id, sentence(_FELT_WORSE), provider_phone(), my_support_url())
    return redirect(url_for("desk.case", case_id=case_id))
