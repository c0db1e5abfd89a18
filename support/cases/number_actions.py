"""What stays in the case when its person has another number."""

from support.cases.models import Case
from support.cases.queries import case_ids_of
from support.cases.step_actions import record_step
from support.platform.work import Work


def note_number(work: Work, employee_id: str, *, is_lost: bool) -> None:
    """Write down in her open cases that her number is another one, or leads to nothing; not which one."""
    for case_id in sorted(case_ids_of(work, employee_id)):
        case = work.session.get_one(Case, case_id)
        if case.closed_at is None:
            record_step(work, case, "phone_lost" if is_lost else "number_changed")
