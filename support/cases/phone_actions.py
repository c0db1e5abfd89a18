"""A case that began with a nurse on the phone."""

from support.cases.models import Case
from support.cases.nurse_actions import claim_case
from support.cases.step_actions import record_step
from support.platform.work import Work


def take_after_phone(work: Work, case_id: str) -> None:
    """Write down that a nurse asked the questions on the phone, and let her have the case.

    Her talk is not logged as the call that was promised: what came of it only she can say.
    """
    record_step(work, work.session.get_one(Case, case_id), "by_phone")
    claim_case(work, case_id)
