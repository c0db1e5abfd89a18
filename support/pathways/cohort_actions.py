"""A cohort goes its way: start meeting, people, interim review and what it changes, evaluation."""

from sqlalchemy import select

from support.cases.facts import CaseFacts
from support.cases.queries import case_called
from support.pathways.cohort_models import Cohort, CohortMember, InterimReview
from support.pathways.cohort_queries import cohort_row, cohorts_open_to, pilot_row
from support.pathways.enrolment_models import Enrolment
from support.pathways.enrolment_queries import going_on
from support.pathways.rules import cohort
from support.pathways.rules.cohort import (
    DECIDED_UNTIL,
    DECISIONS_PER_MANAGER,
    GOING_ON,
    Move,
    StartMeeting,
    State,
    check_met,
)
from support.pathways.rules.drafting import with_change
from support.pathways.rules.enrolment import JOINED, AnalysisSet, check_analysis_set
from support.pathways.rules.pathway import LONGEST_DECISION, Change
from support.pathways.rules.version_states import VersionState
from support.pathways.version_actions import change_draft, make_draft
from support.pathways.version_queries import version_of, versions_of
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Conflict, Invalid, NotForReader, TooMany, mark

_NO_REVIEW = cohort.InterimReview()


def hold_start_meeting(work: Work, cohort_id: str, meeting: StartMeeting) -> None:
    """Write down what the meeting before anybody is invited has agreed on.

    Raises Invalid where something is missing, Conflict once people are invited.
    """
    row = cohort_row(work, cohort_id, to_change=True)
    if row.state is not State.PLANNED:
        raise Conflict(mark("This can no longer be done."))
    check_met(meeting, local_date(work.now))
    row.goals, row.target_group = meeting.goals.strip(), meeting.target_group.strip()
    row.schedule, row.met_on = meeting.schedule.strip(), meeting.met_on
    work.log("cohort:meet", "cohort", row.id)


def move_cohort(work: Work, cohort_id: str, move: Move) -> None:
    """Bring a cohort further. It goes on from an interim review by `review_cohort`.

    Raises Conflict when the table has no such move, and when people would be invited before the start meeting
    was held or the pilot was begun.
    """
    row = cohort_row(work, cohort_id, to_change=True)
    _move(work, row, move, _NO_REVIEW)


def review_cohort(work: Work, cohort_id: str, review: cohort.InterimReview) -> None:
    """Write down what was found half-way and what is changed because of it, and go on.

    Raises Invalid where nothing is changed or it is not said why, Conflict where no review is held.
    """
    row = cohort_row(work, cohort_id, to_change=True)
    if not review.is_whole:
        raise Invalid(mark("Write what was found and what is changed because of it."))
    _move(work, row, Move.GO_ON, review)
    work.session.add(
        InterimReview(
            id=work.new_id(),
            cohort_id=row.id,
            findings=review.findings.strip(),
            change=review.change.strip(),
            written_at=work.now,
            written_by=work.actor.id,
        )
    )


def draft_from_review(work: Work, cohort_id: str, review_id: str) -> tuple[str, int]:
    """Begin the next version of the pathway with the change that the review decided; its code and number.

    A draft that is being made already takes the change in. Raises Conflict where a version is past being
    drafted or the review has its version, NotFound for an unknown review.
    """
    row = cohort_row(work, cohort_id, to_change=True)
    review = work.session.get(InterimReview, review_id, with_for_update=True)
    if review is None or review.cohort_id != row.id:
        raise NotForReader("interim_review", "-")
    if review.draft_version is not None:
        raise Conflict(mark("A version was begun from this decision already."))
    code = pilot_row(work, row.pilot_id).pathway
    drafts = (one for one in versions_of(work, code) if one.state is VersionState.DRAFT)
    draft = next(drafts, None)
    number = draft.version if draft else make_draft(work, code)
    revision = next(one.revision for one in versions_of(work, code) if one.version == number)
    decided = Change(review.change, review.findings, _decision(work, row, review), ())
    change_draft(
        work,
        code,
        number,
        revision,
        lambda pathway: with_change(pathway, decided),
        in_words_of=review.written_by,
    )
    review.draft_version = number
    work.log("cohort:draft", "cohort", row.id, f"{code}-{number}")
    return code, number


def join_cohort(work: Work, case: CaseFacts, cohort_id: str) -> None:
    """The way that was just begun in this case belongs to a cohort.

    Raises Conflict where that takes nobody, or nobody of this employer or on this version.
    """
    held = cohort_row(work, cohort_id, to_change=True)
    way = going_on(work, case.id, to_change=True)
    pathway = version_of(work, way.pathway, way.pathway_version) if way else None
    open_now = cohorts_open_to(work, case, pathway) if pathway else []
    if way is None or held.id not in {one.id for one in open_now}:
        raise Conflict(mark("This group takes nobody any more."))
    work.session.add(CohortMember(enrolment_id=way.id, cohort_id=held.id, joined_at=work.now))
    work.session.flush()
    work.log("cohort:join", "enrolment", way.id)


def count_decision(work: Work, cohort_id: str) -> None:
    """Write down that somebody is about to decide of a number, in a work of its own before the decision.

    Whether a number was of the group shows in the answer: so each is recorded, and there are not many in a
    day. Raises TooMany after that, NotFound for an unknown group.
    """
    row, (limit, window) = cohort_row(work, cohort_id), DECISIONS_PER_MANAGER
    if not count_try(work, "analysis-decisions", work.actor.id or "", limit=limit, window=window):
        raise TooMany
    work.log("cohort:decide", "cohort", row.id)


def choose_analysis_set(work: Work, cohort_id: str, case_code: str, wanted: AnalysisSet, reason: str) -> None:
    """Say whether somebody who takes part is compared with the others, or stands apart, and why.

    She is named by the number of her case: nobody who decides this sees who takes part. Who stands there
    already stays there as it was decided. Raises Invalid without a reason and for a number of nobody who
    has joined this cohort, Conflict once it is evaluated.
    """
    held = cohort_row(work, cohort_id, to_change=True)
    check_analysis_set(wanted, reason)
    if held.state not in DECIDED_UNTIL:
        raise Conflict(mark("This can no longer be done."))
    row = _member_called(work, held, case_code)
    if row is None:
        raise Invalid(mark("Nobody with this number takes part in this group."))
    if row.analysis_set is wanted:
        return
    row.analysis_set = wanted
    work.seal(row, "analysis_reason", reason.strip() or None)
    work.log(f"enrolment:{wanted}", "support_case", row.case_id)


def _move(work: Work, row: Cohort, move: Move, review: cohort.InterimReview) -> None:
    following = cohort.after(row.state, move, meeting=row.meeting, review=review)
    if move is Move.RECRUIT and pilot_row(work, row.pilot_id).state not in GOING_ON:
        raise Conflict(mark("Begin the pilot before anybody is invited."))
    row.state = following
    work.log(f"cohort:{move}", "cohort", row.id)


def _decision(work: Work, row: Cohort, review: InterimReview) -> str:
    """What stands behind the change, for whoever reads the version: day, pilot and cohort, as far as there is
    room."""
    pilot = pilot_row(work, row.pilot_id)
    said = f"{local_date(review.written_at):%d.%m.%Y}, {pilot.name}, {row.name}"
    return said[:LONGEST_DECISION]


def _member_called(work: Work, held: Cohort, case_code: str) -> Enrolment | None:
    case_id = case_called(work, case_code.strip().upper())
    ask = (
        select(Enrolment)
        .join(CohortMember, CohortMember.enrolment_id == Enrolment.id)
        .where(
            CohortMember.cohort_id == held.id,
            Enrolment.case_id == case_id,
            Enrolment.state.in_(sorted(JOINED)),
        )
        .with_for_update(of=Enrolment)
    )
    return work.session.execute(ask).scalars().first() if case_id else None
