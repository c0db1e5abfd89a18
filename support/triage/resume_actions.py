"""A visit moves to another browser: a code is made in the old one, and used once in the new one."""

from sqlalchemy import delete, insert, select, update

from support.platform.crypto import Unreadable, token_hash, wrap_with_token
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.triage.models import AnswerSet
from support.triage.resume_models import ResumeCode
from support.triage.rules.resume_code import RESUMES_PER_ADDRESS
from support.triage.visit_actions import delete_visit, open_visit


def make_resume_code(work: Work, token: str, code: str) -> None:
    """Let this code, and no earlier one, open the visit of the browser that holds the token.

    Raises VisitOver when there is none.
    """
    opened = open_visit(work, token, to_change=True)
    forget_resume_code(work, opened.id)
    work.connection.execute(
        insert(ResumeCode).values(
            answer_set_id=opened.id,
            code_hash=token_hash(code),
            wrapped=wrap_with_token(code, opened.key_id, opened.key),
        )
    )


def count_resume(work: Work, address: str) -> bool:
    """Count one more code that was tried; False when there have been too many from this address."""
    limit, window = RESUMES_PER_ADDRESS
    return count_try(work, "resume-address", address, limit=limit, window=window)


def move_visit(work: Work, code: str, token: str, *, instead_of: str | None) -> bool:
    """Give the visit of this code to the browser that holds the token, and end it where it was.

    What the new browser had begun before goes (`instead_of`). False when the code opens nothing.
    """
    found = work.connection.execute(
        select(AnswerSet.id, AnswerSet.key_id, ResumeCode.wrapped)
        .join(ResumeCode, ResumeCode.answer_set_id == AnswerSet.id)
        .where(ResumeCode.code_hash == token_hash(code), AnswerSet.expires_at > work.now)
        .where(AnswerSet.token_hash.is_not(None))
        .with_for_update(of=AnswerSet)
    ).fetchone()
    if found is None or not forget_resume_code(work, found.id):
        return False
    try:
        work.hand_over_key(code, found.key_id, found.wrapped, token)
    except Unreadable:
        return False
    moved = update(AnswerSet).where(AnswerSet.id == found.id).values(token_hash=token_hash(token))
    work.connection.execute(moved)
    if instead_of is not None:
        delete_visit(work, instead_of)
    return True


def forget_resume_code(work: Work, answer_set_id: str) -> bool:
    """Take the code of a visit back; whether there was one."""
    gone = delete(ResumeCode).where(ResumeCode.answer_set_id == answer_set_id)
    return work.connection.execute(gone).rowcount == 1
