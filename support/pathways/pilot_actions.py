"""A pilot is planned, goes its way, and gets cohorts. Only its service manager does so; each is recorded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from support.pathways.cohort_models import Cohort, Pilot, PilotEmployer
from support.pathways.cohort_queries import cohorts_of, pilot_row
from support.pathways.rules.cohort import PilotMove, PilotState, State, check_capacity, check_period
from support.pathways.version_queries import active_version
from support.people.queries import known_employers
from support.platform.work import Work
from support.vocabulary.errors import Conflict, Invalid, mark
from support.vocabulary.pathway import PathwayCode


@dataclass(frozen=True)
class Plan:
    """What a pilot is to be."""

    name: str
    pathway: str
    employers: Collection[str]
    aims: str
    evaluation: str
    starts_on: date | None
    ends_on: date | None


def plan_pilot(work: Work, plan: Plan) -> str:
    """Write down a pilot of a pathway with some employers; returns its id.

    Raises Invalid where something of the plan is missing, or is none of what there is.
    """
    if not all(text.strip() for text in (plan.name, plan.aims, plan.evaluation)):
        raise Invalid(mark("Write what it is called, what it aims at and how it is evaluated."))
    employers = known_employers(work, plan.employers)
    if not employers or active_version(work, plan.pathway) is None:
        raise Invalid(mark("Choose one from the list."))
    starts_on, ends_on = check_period(plan.starts_on, plan.ends_on)
    row = Pilot(
        id=work.new_id(),
        name=plan.name.strip(),
        pathway=PathwayCode(plan.pathway),
        state=PilotState.PLANNED,
        aims=plan.aims.strip(),
        evaluation=plan.evaluation.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        made_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.session.add_all(PilotEmployer(pilot_id=row.id, employer_id=one) for one in sorted(employers))
    work.log("pilot:plan", "pilot", row.id)
    return row.id


def move_pilot(work: Work, pilot_id: str, move: PilotMove) -> None:
    """Bring a pilot further; whoever takes part when it ends goes on as before.

    Raises Conflict when the table has no such move, NotFound for an unknown pilot.
    """
    row = pilot_row(work, pilot_id, to_change=True)
    row.move(move)
    work.log(f"pilot:{move}", "pilot", row.id)


def plan_cohort(work: Work, pilot_id: str, name: str, capacity: int | None) -> str:
    """Add a cohort on the version of today; returns its id.

    Raises Invalid without a name or for a number that is none, Conflict where the pilot has ended, has one
    of that name, or its pathway has no version in use.
    """
    pilot = pilot_row(work, pilot_id, to_change=True)
    if not name.strip():
        raise Invalid(mark("Write what the group is called."))
    room = check_capacity(capacity)
    if pilot.state in (PilotState.ENDED, PilotState.EVALUATED):
        raise Conflict(mark("This can no longer be done."))
    if any(one.name == name.strip() for one in cohorts_of(work, pilot_id)):
        raise Conflict(mark("Another group has this name already."))
    version = active_version(work, pilot.pathway)
    if version is None:
        raise Conflict(mark("No version of this pathway is in use."))
    row = Cohort(
        id=work.new_id(),
        pilot_id=pilot.id,
        name=name.strip(),
        pathway_version=version.version,
        state=State.PLANNED,
        capacity=room,
        made_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.log("cohort:plan", "cohort", row.id)
    return row.id
