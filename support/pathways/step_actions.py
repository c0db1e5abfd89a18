"""Steps by hand: held with what they brought, left out with a reason, and the themes that were spoken of."""

from collections.abc import Collection

from sqlalchemy import delete, select

from support.pathways.enrolment_actions import hold_enrolment
from support.pathways.enrolment_models import CoveredTheme, Enrolment, EnrolmentStep
from support.pathways.enrolment_queries import step_rows
from support.pathways.meeting_actions import HeldBy, hold_row, skip_row
from support.pathways.rules.enrolment import UNDER_WAY
from support.pathways.rules.order import StepState, check_hold, check_outcomes, check_skip
from support.pathways.rules.step import PathwayStep
from support.pathways.version_queries import version_of
from support.pathways.waiting_queries import brought_so_far
from support.platform.work import Work
from support.vocabulary.errors import Conflict, Invalid, NotFound, mark


def hold_step(
    work: Work,
    case_id: str,
    key: str,
    *,
    brought: frozenset[str] = frozenset(),
) -> None:
    """A step was held; whoever writes it down has held it. What stands in the agreed actions is looked up,
    and `brought` is what there is besides.

    Raises Conflict out of order, without what the step must bring, and while the way does not go on; NotFound
    for a step that the version does not have.
    """
    _case, enrolment = hold_enrolment(work, case_id)
    step, row = _step(work, enrolment, key)
    if enrolment.state not in UNDER_WAY:
        raise Conflict(mark("This can no longer be done."))
    rows = step_rows(work, enrolment.id)
    pathway = version_of(work, enrolment.pathway, enrolment.pathway_version)
    check_hold(pathway.steps, {one: other.state for one, other in rows.items()}, key)
    check_outcomes(step, brought | brought_so_far(work, case_id))
    held_by = HeldBy(work.actor.id, is_with_her=pathway.is_with_her(step))
    hold_row(work, enrolment, row, held_by, at=work.now)


def skip_step(work: Work, case_id: str, key: str, reason: str) -> None:
    """Leave a step out, with the reason; only what is optional or may be refused can be left out.

    Raises Conflict for any other, Invalid without a reason.
    """
    case, enrolment = hold_enrolment(work, case_id)
    step, row = _step(work, enrolment, key)
    check_skip(step, reason)
    skip_row(work, case, row, key, reason.strip())


def cover_themes(work: Work, case_id: str, key: str, themes: Collection[str]) -> None:
    """Exactly these themes were spoken of in a step; saying it again replaces what was said.

    Raises Conflict for a step that was left out, Invalid for a theme that the version does not have.
    """
    _case, enrolment = hold_enrolment(work, case_id)
    _step_value, row = _step(work, enrolment, key)
    pathway = version_of(work, enrolment.pathway, enrolment.pathway_version)
    known = {theme for step in pathway.steps for theme in step.themes}
    if not known.issuperset(themes):
        raise Invalid(mark("Choose one from the list."))
    if row.state is StepState.SKIPPED:
        raise Conflict(mark("This can no longer be done."))
    ask = select(CoveredTheme.theme).where(CoveredTheme.step_id == row.id)
    there = set(work.session.execute(ask).scalars())
    gone = CoveredTheme.theme.in_(sorted(there - set(themes)))
    work.session.execute(delete(CoveredTheme).where(CoveredTheme.step_id == row.id, gone))
    for theme in sorted(set(themes) - there):
        work.session.add(CoveredTheme(step_id=row.id, theme=theme, covered_at=work.now))
    work.log("step:themes", "enrolment_step", row.id)


def _step(work: Work, enrolment: Enrolment, key: str) -> tuple[PathwayStep, EnrolmentStep]:
    step = version_of(work, enrolment.pathway, enrolment.pathway_version).step(key)
    if step is None:
        raise NotFound
    # A way has a row for each step of its version.
    return step, step_rows(work, enrolment.id)[key]
