"""What was said of talks: which have been rated, and what a practitioner may see of her own."""

from collections.abc import Sequence

from sqlalchemy import func, select

from support.cases.queries import employees_of_cases
from support.pathways.enrolment_models import SessionRating
from support.pathways.rules.rating import GROUPS, Rated
from support.platform.audit import Purpose
from support.platform.work import Work


def rated_steps(work: Work, step_ids: Sequence[str]) -> set[str]:
    """Which of the steps have been rated."""
    ask = select(SessionRating.step_id).where(SessionRating.step_id.in_(sorted(step_ids)))
    return set(work.session.execute(ask).scalars())


def own_ratings(work: Work, groups: int = GROUPS) -> list[Rated]:
    """What is shown of what was said of the talks of the practitioner who acts; opening is recorded.

    Only the newest groups are opened, and nothing of what waits for others.
    """
    mine = (SessionRating.practitioner_id == (work.actor.id or ""), SessionRating.shown_in.is_not(None))
    newest = (
        select(SessionRating.shown_in)
        .where(*mine)
        .group_by(SessionRating.shown_in)
        .order_by(func.max(SessionRating.rated_at).desc(), SessionRating.shown_in)
        .limit(groups)
    )
    ask = select(SessionRating).where(*mine, SessionRating.shown_in.in_(newest))
    rows = list(work.session.execute(ask).scalars())
    people = employees_of_cases(work, {row.case_id for row in rows})
    found = []
    for row in rows:
        words = work.open(row, "numbers", subject=row.case_id, purpose=Purpose.COUNT) or ""
        numbers = tuple(int(one) for one in words.split())
        found.append(Rated(people[row.case_id], row.shown_in or "", numbers))
    return found
