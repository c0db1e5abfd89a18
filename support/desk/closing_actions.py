"""Ending a case at the desk: with it ends whatever goes on because of it."""

from support.booking.meeting_ending_actions import end_meeting_with_case
from support.cases.nurse_actions import close_case
from support.cases.rules.states import CloseReason
from support.consent.closing_actions import shorten_with_case
from support.followup.plan_actions import stop_plan
from support.followup.rules.states import StopReason
from support.pathways.enrolment_actions import end_with_case
from support.platform.work import Work


def close(work: Work, case_id: str, reason: CloseReason, *, my_support_url: str) -> None:
    """Close the case: its check-ins stop, its way and its meeting of three end, its permissions soon.

    Raises what `close_case` does.
    """
    close_case(work, case_id, reason)
    shorten_with_case(work, case_id)
    stop_plan(work, case_id, StopReason.CASE_CLOSED)
    end_with_case(work, case_id, reason)
    end_meeting_with_case(work, case_id, my_support_url=my_support_url)
