"""Reading the forms of pilots and cohorts: whatever cannot have been typed there counts as left out."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from support.pathways.pilot_actions import Plan
from support.pathways.rules.cohort import LONGEST_NAME, LONGEST_TEXT, InterimReview, StartMeeting
from support.pathways.rules.enrolment import AnalysisSet
from support.vocabulary.dates_in_words import read_day
from support.vocabulary.ids import is_id
from support.vocabulary.plain_text import one_line, some_lines

_MOST_DIGITS = 3
PLAN = ("name", "pathway", "aims", "evaluation", "starts_on", "ends_on")
MEETING = ("met_on", "goals", "target_group", "schedule")
REVIEW = ("findings", "change")
COHORT = ("name", "capacity")
ANALYSIS = ("case_code", "analysis", "analysis_reason")


def typed(form: MultiDict[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """What was typed into these fields, to be shown again."""
    longest = {"name": LONGEST_NAME}
    return {name: some_lines(form.get(name, ""), longest.get(name, LONGEST_TEXT)) for name in names}


def read_plan(form: MultiDict[str, str]) -> Plan:
    """A pilot as it is typed."""
    return Plan(
        name=one_line(form.get("name", ""), LONGEST_NAME),
        pathway=one_line(form.get("pathway", ""), LONGEST_NAME),
        employers=[one for one in form.getlist("employer") if is_id(one)],
        aims=some_lines(form.get("aims", ""), LONGEST_TEXT),
        evaluation=some_lines(form.get("evaluation", ""), LONGEST_TEXT),
        starts_on=read_day(form.get("starts_on", "")),
        ends_on=read_day(form.get("ends_on", "")),
    )


def where_in_plan(plan: Plan) -> str:
    """The field to which the refusal of a pilot belongs: the first that was left out, or the days."""
    fields = {
        "name": plan.name,
        "aims": plan.aims,
        "evaluation": plan.evaluation,
        "pathway": plan.pathway,
        "employer": plan.employers,
    }
    return next((name for name, value in fields.items() if not value), "starts_on")


def where_in_meeting(meeting: StartMeeting) -> str:
    """The same for a start meeting."""
    fields = {"goals": meeting.goals, "target_group": meeting.target_group, "schedule": meeting.schedule}
    return next((name for name, value in fields.items() if not value), "met_on")


def where_in_analysis(analysis: str, reason: str) -> str:
    """The same for who is compared."""
    if analysis not in set(AnalysisSet):
        return "analysis"
    is_left_out = analysis == AnalysisSet.SEPARATE.value
    return "analysis_reason" if is_left_out and not reason else "case_code"


def read_meeting(form: Mapping[str, str]) -> StartMeeting:
    """What a start meeting has agreed on."""
    goals, target_group, schedule = (some_lines(form.get(name, ""), LONGEST_TEXT) for name in MEETING[1:])
    return StartMeeting(goals, target_group, schedule, read_day(form.get("met_on", "")))


def read_review(form: Mapping[str, str]) -> InterimReview:
    """What an interim review has found and decided."""
    return InterimReview(*(some_lines(form.get(name, ""), LONGEST_TEXT) for name in REVIEW))


def read_number(text: str) -> int | None:
    """A small number, or None."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None
