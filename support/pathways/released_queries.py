"""What a supervisor may read of what was agreed: the only way to its words for her, and for the preview."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from support.cases.queries import does_case_go_on
from support.cases.released_actions import has_supervisor_ended
from support.consent.queries import covering, told_now
from support.consent.rules.disclosing import Thing, Told, facts_in
from support.consent.rules.fact_code import FactCode
from support.pathways.enrolment_facts import ActionFacts
from support.pathways.enrolment_models import Enrolment
from support.pathways.goal_models import AgreedAction
from support.pathways.rules.agreed_action import Owner, State
from support.pathways.rules.enrolment import ENDED, JOINED
from support.pathways.rules.shared_action import (
    ANSWERED,
    Standing,
    fact_of,
    facts_about,
    is_late_for,
    standing_now,
)
from support.pathways.rules.supervisor_answer import is_of_today
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date

EVERY_FACT = frozenset(FactCode)


@dataclass(frozen=True)
class ReleasedAction:
    """Something agreed as a supervisor reads it."""

    id: str
    facts: ActionFacts
    text: str
    standing: Standing
    is_late: bool
    may_take_back: bool
    told: tuple[Told, ...]


@dataclass(frozen=True)
class ReleasedArrangement:
    """An arrangement at work as a supervisor reads it under F4: what, and until when."""

    text: str
    facts: ActionFacts
    told: tuple[Told, ...]


@dataclass(frozen=True)
class _Seen:
    row: AgreedAction
    standing: Standing
    told: tuple[Told, ...]


def released_actions(work: Work, case_id: str, link_id: str, purpose: Purpose) -> list[ReleasedAction]:
    """What the supervisor of this link sees of a case, by day; only these words are opened."""
    today, found = local_date(work.now), []
    for one in _seen(work, case_id, link_id):
        text = work.open(one.row, "text", subject=case_id, purpose=purpose) or ""
        late = is_late_for(one.standing, one.row, facts_in(one.told), today)
        found.append(
            ReleasedAction(
                one.row.id,
                one.row.facts(),
                text,
                one.standing,
                late,
                is_slip(work, one.row, link_id),
                one.told,
            )
        )
    return found


def released_arrangements(
    work: Work, case_id: str, link_id: str, purpose: Purpose
) -> list[ReleasedArrangement]:
    """The arrangements of a case that hold still and that this supervisor may know, by day."""
    today, found = local_date(work.now), []
    for row, told in _told_rows(work, case_id, link_id, frozenset({FactCode.F4})):
        if told and row.due_on >= today:
            text = work.open(row, "text", subject=case_id, purpose=purpose) or ""
            found.append(ReleasedArrangement(text, row.facts(), told))
    return found


def released_end(look: Work, case_id: str, link_id: str) -> tuple[Told, ...]:
    """That a path of a case has ended, where she may know (F7); how it ended is told to nobody.

    It stays so whatever is offered to the person after it, and whatever she says to that.
    """
    over = (Enrolment.case_id == case_id, Enrolment.state.in_(sorted(ENDED & JOINED)))
    ask = select(Enrolment.id).where(*over).order_by(Enrolment.ended_at.desc(), Enrolment.id).limit(1)
    ended = look.session.execute(ask).scalars()
    return told_now(look, link_id, [Thing(FactCode.F7, case_id, one) for one in ended])


def news_since(look: Work, case_id: str, link_id: str, moment: datetime | None) -> list[Standing]:
    """How that stands which the supervisor of this link may see only since then, and has not answered.

    Only since then: the yes to it, or the permission, is younger. Nothing is opened for it.
    """

    def is_new(row: AgreedAction) -> bool:
        under = covering(look, link_id, Thing(fact_of(row.owner), case_id, row.id))
        since = (row.released_at, *(one.given_at for one in under))
        return moment is None or any(at is not None and at >= moment for at in since)

    seen = _seen(look, case_id, link_id)
    return [one.standing for one in seen if one.standing not in ANSWERED and is_new(one.row)]


def is_anything_to_read(look: Work, case_id: str, link_id: str) -> bool:
    """Whether the supervisor of this link sees anything agreed now; nothing is opened for it."""
    return bool(standings_of(look, case_id, link_id))


def standings_of(look: Work, case_id: str, link_id: str, of: Set[FactCode] = EVERY_FACT) -> list[Standing]:
    """How what she sees under these facts stands; nothing is opened for it."""
    return [one.standing for one in _seen(look, case_id, link_id, of)]


def told_of_actions(look: Work, case_id: str, link_id: str) -> list[Told]:
    """What the supervisor of this link may know now of what was agreed; nothing is opened for it."""
    today = local_date(look.now)
    arrangements = [
        each
        for row, told in _told_rows(look, case_id, link_id, frozenset({FactCode.F4}))
        for each in told
        if row.due_on >= today
    ]
    return [each for one in _seen(look, case_id, link_id) for each in one.told] + arrangements


def is_slip(look: Work, row: AgreedAction, link_id: str) -> bool:
    """Whether the supervisor of this link has marked it as done today, and can take that back."""
    is_own = row.owner is Owner.SUPERVISOR and row.supervisor_link_id == link_id
    if not is_own or row.state is not State.DONE or not is_of_today(row.ended_at, look.now):
        return False
    return row.ended_at is not None and has_supervisor_ended(look, row.case_id, row.ended_at, State.DONE)


def _seen(look: Work, case_id: str, link_id: str, of: Set[FactCode] = EVERY_FACT) -> list[_Seen]:
    goes_on = does_case_go_on(look, case_id)
    found = []
    for row, told in _told_rows(look, case_id, link_id, of - {FactCode.F4}):
        standing = standing_now(row, facts_in(told), link_id, goes_on=goes_on)
        if standing is not None:
            found.append(_Seen(row, standing, told))
    return found


def _told_rows(
    look: Work, case_id: str, link_id: str, of: Set[FactCode]
) -> list[tuple[AgreedAction, tuple[Told, ...]]]:
    """Each action of a case, by day, with what of it may be told to this supervisor now."""
    ask = select(AgreedAction).where(AgreedAction.case_id == case_id)
    rows = list(look.session.execute(ask.order_by(AgreedAction.due_on, AgreedAction.id)).scalars())
    available = [
        Thing(fact, case_id, row.id) for row in rows for fact in sorted(facts_about(row, link_id) & of)
    ]
    told = told_now(look, link_id, available)
    return [(row, tuple(one for one in told if one.thing.about == row.id)) for row in rows]
