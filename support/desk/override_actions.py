"""A nurse decides otherwise, and what she lowers is counted, in one work."""

from support.cases.lowered_queries import lowered_of_case
from support.cases.nurse_actions import override_decision
from support.cases.queries import case_to_read
from support.cases.rules.override import Change, Standing, change_between
from support.platform.work import Work
from support.triage.counting_actions import count_lowering


def decide_otherwise(work: Work, case_id: str, wanted: Standing, reason: str) -> None:
    """Decide otherwise; raises as `override_decision` does.

    Her decision opens the answers once more, to see which rows she decides against; the reading is recorded.
    """
    case = case_to_read(work, case_id)
    standing = Standing(case.urgency, case.path)
    earlier = lowered_of_case(work, case_id)
    override_decision(work, case_id, wanted, reason)
    if change_between(standing, wanted) is Change.LOWERED:
        count_lowering(work, case_id, wanted.urgency, earlier)
