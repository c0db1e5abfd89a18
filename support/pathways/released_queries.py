"""What a supervisor may read of what was agreed: the only way to its words for her, and for the preview."""

from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy import select

from support.consent.queries import facts_released
from support.consent.rules.fact_code import FactCode
from support.pathways.enrolment_facts import ActionFacts
from support.pathways.goal_models import AgreedAction
from support.pathways.rules.shared_action import Standing, is_late_for, standing_for
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date


@dataclass(frozen=True)
class ReleasedAction:
    """Something agreed as a supervisor reads it."""

    id: str
    facts: ActionFacts
    text: str
    standing: Standing
    is_late: bool


def released_actions(
    work: Work, case_id: str, link_id: str, facts: Set[FactCode], purpose: Purpose
) -> list[ReleasedAction]:
    """What the supervisor of this link sees of a case, by day; only these words are opened.

    `facts` are those that she may know now.
    """
    today, found = local_date(work.now), []
    for row, standing in _seen(work, case_id, link_id, facts):
        text = work.open(row, "text", subject=case_id, purpose=purpose) or ""
        late = is_late_for(standing, row, facts, today)
        found.append(ReleasedAction(row.id, row.facts(), text, standing, late))
    return found


def is_anything_to_read(look: Work, case_id: str, link_id: str) -> bool:
    """Whether the supervisor of this link sees anything agreed now; nothing is opened for it."""
    return bool(standings_of(look, case_id, link_id, facts_released(look, case_id, link_id, look.now)))


def standings_of(look: Work, case_id: str, link_id: str, facts: Set[FactCode]) -> list[Standing]:
    """How what she sees under these permissions stands; nothing is opened for it."""
    return [standing for _row, standing in _seen(look, case_id, link_id, facts)]


def _seen(
    look: Work, case_id: str, link_id: str, facts: Set[FactCode]
) -> list[tuple[AgreedAction, Standing]]:
    ask = select(AgreedAction).where(AgreedAction.case_id == case_id)
    rows = look.session.execute(ask.order_by(AgreedAction.due_on, AgreedAction.id)).scalars()
    standings = ((row, standing_for(row, facts, link_id)) for row in rows)
    return [(row, standing) for row, standing in standings if standing is not None]
