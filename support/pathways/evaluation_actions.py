"""Somebody says whether she may be counted when a pilot is evaluated; it holds from that moment."""

from support.cases.opening_actions import hold_case
from support.pathways.evaluation_models import EvaluationConsent
from support.pathways.evaluation_queries import newest_answer, own_answer
from support.pathways.rules.evaluation import Move, State, after
from support.platform.work import Work
from support.vocabulary.language import Language

_SAYS = {Move.GIVE: State.GRANTED, Move.DECLINE: State.DECLINED, Move.TAKE_BACK: State.WITHDRAWN}


def answer_evaluation(work: Work, move: Move, *, wording_version: int, language: Language) -> None:
    """The employee who acts gives it, declines, or takes it back; the same again changes nothing.

    Raises NotFound for who takes part in no cohort, Conflict where she has nothing to take back.
    """
    held = own_answer(work)
    case = hold_case(work, held.case_id)
    row = newest_answer(work, held.enrolment_id)
    state = row.state if row else State.NOT_ASKED
    if state is _SAYS[move]:
        return
    following = after(state, move)
    if row is not None and row.ended_at is None:
        row.ended_at = work.now
    if row is not None and move is Move.TAKE_BACK:
        row.state = following
    else:
        work.session.flush()
        work.session.add(
            EvaluationConsent(
                id=work.new_id(),
                enrolment_id=held.enrolment_id,
                case_id=held.case_id,
                number=row.number + 1 if row else 1,
                state=following,
                answered_at=work.now,
                wording_version=wording_version,
                language=language,
            )
        )
    # No line in the record of her case: whoever helps her need not know what she has answered.
    work.log(f"evaluation:{move}", "support_case", case.id)
