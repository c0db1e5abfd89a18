"""A person says how a talk was for her; who sees it, and when, the page has told her before."""

from collections.abc import Sequence

from sqlalchemy import select

from support.cases.opening_actions import hold_own_case
from support.cases.queries import employees_of_cases
from support.pathways.enrolment_models import Enrolment, EnrolmentStep, SessionRating
from support.pathways.rating_queries import rated_steps
from support.pathways.rules.order import StepState
from support.pathways.rules.rating import Waiting, check_numbers, next_group
from support.pathways.version_queries import version_of
from support.platform.work import Work
from support.vocabulary.errors import NotForReader


def rate_session(work: Work, step_id: str, numbers: Sequence[int | None]) -> None:
    """The employee who acts says how a talk was that was held; saying it again changes nothing.

    Raises NotFound when it is not hers, was not held or was held without her, Invalid where a number is
    missing.
    """
    case = hold_own_case(work)
    row = work.session.get(EnrolmentStep, step_id, with_for_update=True)
    if row is None or row.case_id != case.id or row.state is not StepState.HELD or not row.practitioner_id:
        raise NotForReader("enrolment_step", step_id)
    enrolment = work.session.get_one(Enrolment, row.enrolment_id)
    pathway = version_of(work, enrolment.pathway, enrolment.pathway_version)
    step = pathway.step(row.step_key)
    if step is None or not pathway.is_with_her(step):
        raise NotForReader("enrolment_step", step_id)
    check_numbers(numbers)
    if rated_steps(work, [step_id]):
        return
    rating = SessionRating(
        id=work.new_id(),
        key_id=case.key_id,
        step_id=row.id,
        case_id=case.id,
        practitioner_id=row.practitioner_id,
        rated_at=work.now,
    )
    work.seal(rating, "numbers", " ".join(str(one) for one in numbers))
    work.session.add(rating)
    work.log("session:rate", "enrolment_step", row.id)
    _show_next(work, row.practitioner_id)


def _show_next(work: Work, practitioner_id: str) -> None:
    """Once three people wait, what they have said is shown at once."""
    work.session.flush()
    ask = select(SessionRating).where(
        SessionRating.practitioner_id == practitioner_id, SessionRating.shown_in.is_(None)
    )
    in_order = ask.order_by(SessionRating.rated_at, SessionRating.id).with_for_update()
    rows = {row.id: row for row in work.session.execute(in_order).scalars()}
    people = employees_of_cases(work, {row.case_id for row in rows.values()})
    group = next_group([Waiting(row.id, people[row.case_id]) for row in rows.values()])
    if group:
        shown_in = work.new_id()
        for rating_id in group:
            rows[rating_id].shown_in = shown_in
