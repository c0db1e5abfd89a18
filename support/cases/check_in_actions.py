"""What check-ins need of a case, whoever acts: the person behind her link is not signed in."""

from support.cases.facts import CaseFacts
from support.cases.models import Case
from support.platform.work import Work


def hold_for_check_in(work: Work, case_id: str) -> CaseFacts | None:
    """The case of a check-in, held against others until the work ends; None when it is gone.

    Held before the check-in, as before everything that belongs to a case, so that no two works wait for each
    other. Whoever asks for it shows it to nobody.
    """
    case = work.session.get(Case, case_id, with_for_update=True)
    return case.facts() if case else None
