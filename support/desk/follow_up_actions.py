"""What the desk begins in the follow-up when it decides."""

from support.cases.queries import case_to_read
from support.followup.plan_actions import start_plan
from support.platform.work import Work


def plan_as_decided(work: Work, case_id: str, our_phone: str) -> None:
    """Plan the check-ins of a case as its path, which has just been decided on, has them."""
    start_plan(work, case_to_read(work, case_id), our_phone)
