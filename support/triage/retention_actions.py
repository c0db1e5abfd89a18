"""Answers go with their keys: unsent ones after a day, sent ones when the person takes them back."""

from sqlalchemy import delete, select

from support.platform.work import Work
from support.triage.models import AnswerSet


def forget_unsent_answers(work: Work) -> int:
    """Delete every visit that was not sent in time; returns how many."""
    old = select(AnswerSet.key_id).where(AnswerSet.expires_at <= work.now)
    keys = list(work.session.execute(old.limit(500)).scalars())
    work.session.execute(delete(AnswerSet).where(AnswerSet.key_id.in_(keys)))
    work.erase_keys(keys)
    return len(keys)


def forget_answers(work: Work, case_id: str) -> None:
    """Delete every answer set of a case with its key."""
    keys = list(work.session.execute(select(AnswerSet.key_id).where(AnswerSet.case_id == case_id)).scalars())
    work.session.execute(delete(AnswerSet).where(AnswerSet.case_id == case_id))
    work.erase_keys(keys)
