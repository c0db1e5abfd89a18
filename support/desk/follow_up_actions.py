"""What the desk begins in the follow-up when it decides, and when a path of support ends."""

from datetime import timedelta

from support.cases.facts import CaseFacts
from support.cases.following_actions import begin_follow_up
from support.cases.nurse_actions import hold_claimed_case
from support.cases.queries import case_to_read
from support.cases.rules.override import Standing
from support.desk.override_actions import decide_otherwise
from support.followup.plan_actions import start_plan
from support.followup.queries import plan_of
from support.messaging.actions import queue_sms
from support.pathways.enrolment_actions import end_enrolment
from support.pathways.rules.completion import End
from support.people.queries import addressee_of
from support.platform.work import Work
from support.vocabulary.errors import Conflict, mark
from support.vocabulary.pathway import BRIEF_SUPPORT, SELF_CARE, Urgency

_OFFER_LIVES = timedelta(days=3)


def plan_as_decided(work: Work, case_id: str, our_phone: str) -> None:
    """Plan the check-ins of a case as its path, which has just been decided on, has them."""
    start_plan(work, case_to_read(work, case_id), our_phone)


def end_way(work: Work, case_id: str, end: End, reason: str) -> None:
    """End the path of support; where it is completed and check-ins are planned, the case goes on with them.

    Raises what `end_enrolment` raises.
    """
    end_enrolment(work, case_id, end, reason)
    if end in (End.COMPLETED, End.EARLY) and plan_of(work, case_id) is not None:
        begin_follow_up(work, case_id)


def may_open_times(case: CaseFacts) -> bool:
    """Whether somebody looks after herself, so that times for talks are not hers yet (domain model D.7).

    Where a nurse has to look within a day, her call comes first.
    """
    return case.is_open and case.path == SELF_CARE and case.urgency is Urgency.ROUTINE


def open_times(work: Work, case_id: str, why: str, our_phone: str, my_support_url: str) -> None:
    """A nurse who has taken the case opens the times of brief support to who has been looking after herself.

    She is told by a text message where one is safe. Raises Conflict where they are hers already, or the case
    was not taken.
    """
    case = hold_claimed_case(work, case_id)
    if not may_open_times(case):
        raise Conflict(mark("This can no longer be done."))
    decide_otherwise(work, case_id, Standing(case.urgency, BRIEF_SUPPORT), why)
    plan_as_decided(work, case_id, our_phone)
    addressee = addressee_of(work, case.employee_id)
    if addressee is not None:
        queue_sms(
            work,
            template="offer",
            phone=addressee.phone,
            language=addressee.language,
            values={"link": my_support_url, "tel": our_phone},
            business_key=f"offer:{case_id}:{work.new_id()}",
            lives=_OFFER_LIVES,
        )
