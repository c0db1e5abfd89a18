"""What becomes of her permissions when a case is closed."""

from support.consent.queries import granted_of_case
from support.consent.rules.release import after_the_case
from support.platform.work import Work


def shorten_with_case(work: Work, case_id: str) -> None:
    """What she let be known in a case that has been closed goes on for a month at most. The case is held."""
    for row in granted_of_case(work, case_id):
        row.valid_until = after_the_case(work.now, row.valid_until)
