"""Unsent answers go after a day, with their keys."""

from sqlalchemy import delete, select

from support.platform.data_keys import DataKey
from support.platform.work import Work
from support.triage.models import AnswerSet


def forget_unsent_answers(work: Work) -> int:
    """Delete every visit that was not sent in time; returns how many."""
    old = select(AnswerSet.key_id).where(AnswerSet.expires_at <= work.now)
    keys = list(work.session.execute(old.limit(500)).scalars())
    work.session.execute(delete(AnswerSet).where(AnswerSet.key_id.in_(keys)))
    work.session.execute(delete(DataKey).where(DataKey.id.in_(keys)))
    return len(keys)
