"""Answers go with their keys: unsent ones after a day, sent ones when the person takes them back."""

from sqlalchemy import ColumnElement, delete, select

from support.platform.work import Work
from support.triage.models import AnswerSet

_AT_ONCE = 500


def forget_unsent_answers(work: Work) -> None:
    """Delete the visits that were not sent in time, some at a time."""
    is_old = AnswerSet.expires_at <= work.now
    some = select(AnswerSet.id).where(is_old).limit(_AT_ONCE)
    # Asked again of the row itself: one that is being sent meanwhile is no longer old when its turn comes.
    _forget(work, is_old & AnswerSet.id.in_(some))


def forget_answers(work: Work, case_id: str) -> None:
    """Delete every answer set of a case with its key."""
    _forget(work, AnswerSet.case_id == case_id)


def _forget(work: Work, which: ColumnElement[bool]) -> None:
    # Only the keys of rows that are really gone: another choice could have been sent since it was made.
    gone = delete(AnswerSet).where(which).returning(AnswerSet.key_id)
    work.erase_keys(work.connection.execute(gone).scalars().all())
