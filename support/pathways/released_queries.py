"""What a supervisor may read of what was agreed: the only way to its words for her, and for the preview."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from support.cases.queries import does_case_go_on
from support.consent.queries import facts_released, granted_of_link
from support.consent.rules.fact_code import FactCode
from support.consent.rules.release import covers
from support.pathways.enrolment_facts import ActionFacts
from support.pathways.goal_models import AgreedAction
from support.pathways.rules.shared_action import ANSWERED, Standing, fact_of, is_late_for, standing_now
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


def news_since(look: Work, case_id: str, link_id: str, moment: datetime | None) -> list[Standing]:
    """How that stands which the supervisor of this link may see only since then, and has not answered.

    Only since then: the yes to it, or the permission, is younger. Nothing is opened for it.
    """
    given = [one.seen() for one in granted_of_link(look, link_id)]

    def is_new(row: AgreedAction) -> bool:
        covering = [
            one.given_at for one in given if covers(one, fact_of(row.owner), case_id, link_id, look.now)
        ]
        return moment is None or any(at is not None and at >= moment for at in (row.released_at, *covering))

    facts = facts_released(look, case_id, link_id, look.now)
    seen = _seen(look, case_id, link_id, facts)
    return [standing for row, standing in seen if standing not in ANSWERED and is_new(row)]


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
    goes_on = does_case_go_on(look, case_id)
    standings = ((row, standing_now(row, facts, link_id, goes_on=goes_on)) for row in rows)
    return [(row, standing) for row, standing in standings if standing is not None]
