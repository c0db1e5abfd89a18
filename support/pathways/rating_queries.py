"""What was said of talks: which have been rated, and what a practitioner may see of her own."""

from collections.abc import Sequence

from sqlalchemy import select

from support.pathways.enrolment_models import SessionRating
from support.pathways.rules.rating import Rated
from support.platform.audit import Purpose
from support.platform.work import Work


def rated_steps(work: Work, step_ids: Sequence[str]) -> set[str]:
    """Which of the steps have been rated."""
    ask = select(SessionRating.step_id).where(SessionRating.step_id.in_(sorted(step_ids)))
    return set(work.session.execute(ask).scalars())


def own_ratings(work: Work) -> list[Rated]:
    """What was said of the talks of the practitioner who acts, for their mean; opening is recorded."""
    ask = select(SessionRating).where(SessionRating.practitioner_id == (work.actor.id or ""))
    found = []
    for row in work.session.execute(ask).scalars():
        words = work.open(row, "numbers", subject=row.case_id, purpose=Purpose.COUNT) or ""
        found.append(Rated(row.case_id, tuple(int(one) for one in words.split())))
    return found
