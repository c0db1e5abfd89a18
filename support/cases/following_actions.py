"""What the end of a path of support means for the case."""

from support.cases.models import Case
from support.cases.rules.states import Move, may_move
from support.platform.work import Work


def begin_follow_up(work: Work, case_id: str) -> None:
    """The talks are over, and she is asked now and then how she is; whoever calls this holds the case.

    A case that is anything but in support stays as it is: somebody has to act on it first.
    """
    case = work.session.get_one(Case, case_id, with_for_update=True)
    if may_move(case.state, Move.FOLLOW):
        case.move(Move.FOLLOW)
        work.log("case:follow", "support_case", case.id)
