"""Page data of the talks with one person: preparation first, then what is written down of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import url_for

from support.cases.queries import case_to_read, queue_length
from support.desk.answer_pages import mini_sides
from support.desk.case_form_pages import Tried
from support.desk.opened_case import OpenedCase, opened_case
from support.desk.staff_pages import StaffView, staff_view
from support.desk.talk_goal_pages import (
    ActionView,
    GoalView,
    action_view,
    goal_view,
    numbers,
    owners,
    sizes,
)
from support.desk.talk_group_pages import group_in_words, others
from support.desk.talk_panel_pages import next_in_words, silence_in_words, state_in_words
from support.desk.talk_step_pages import (
    StepView,
    covered_names,
    not_covered_names,
    rating_in_words,
    step_views,
)
from support.desk.talk_words import ENDS, GOAL_MOVES
from support.desk.words import name_or_code
from support.pathways.enrolment_queries import Way, end_reason_of, way_of_case
from support.pathways.goal_queries import actions_of, goals_of
from support.pathways.rules.access import check_work, may_work
from support.pathways.rules.enrolment import Move, may_move
from support.pathways.rules.goal import GOOD_ENOUGH, SCALE
from support.pathways.rules.step import StepKind
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.triage.result_pages import Side
from support.vocabulary.errors import Conflict, mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError, Option


@dataclass(frozen=True)
class TalkForms:
    """What can be written down now, with what was typed when it did not go through."""

    good_enough: list[Option]
    value: list[Option]
    points: list[Option]
    goal_moves: list[Option]
    owners: list[Option]
    sizes: list[Option]
    ends: list[ChoiceView]
    typed: Mapping[str, str]
    pause_word: str
    """What the button of the break does: "pause", "resume", or nothing."""
    others: list[Option]
    """Who could work with her instead; nobody is chosen beforehand."""


@dataclass(frozen=True)
class TalksPage:
    """The talks with one person as whoever works with her sees them."""

    staff: StaffView
    case_id: str
    back_url: str
    name: str
    pathway: str
    state: str
    kind: str
    goes_on: bool
    end_reason: str
    next: str
    times_url: str
    meeting_url: str
    strengths: list[Side]
    goals: list[GoalView]
    actions: list[ActionView]
    steps: list[StepView]
    covered: list[str]
    not_covered: list[str]
    silence: str
    group: str
    rating: str
    forms: TalkForms
    errors: list[FieldError] = field(default_factory=list)
    error: Mapping[str, str] = field(default_factory=dict)


def talks_page(work: Work, case_id: str, language: Language, tried: Tried) -> TalksPage:
    """Open the talks of one person; the opening is recorded, and she sees it.

    Raises NotFound for who may not know of the case, Conflict for who does not work with her and where no
    path of support was begun.
    """
    case = case_to_read(work, case_id)
    way = way_of_case(work, case_id)
    check_work(work.actor, case, way.enrolment.practitioner_id if way else None)
    if way is None:
        raise Conflict(mark("No path of support goes on."))
    opened = opened_case(work, case_id, language)
    state, kind = state_in_words(way)
    goes_on = way.enrolment.goes_on
    purpose = Purpose.CASE_PAGE
    return TalksPage(
        staff=staff_view(work, queue_length(work), "queue"),
        case_id=case_id,
        back_url=url_for("desk.case", case_id=case_id),
        name=name_or_code(opened.contact.name, case.short_code),
        pathway=way.pathway.name(language),
        state=state,
        kind=kind,
        goes_on=goes_on,
        end_reason="" if goes_on else end_reason_of(work, way.enrolment.id, purpose),
        next=next_in_words(way, language) if goes_on else sentence(mark("The path of support has ended.")),
        times_url=_times_url(work, opened) if goes_on else "",
        meeting_url=url_for("desk.meeting", case_id=case_id) if goes_on and _is_meeting(way) else "",
        strengths=mini_sides(opened.sent, opened.words)[0],
        goals=[goal_view(one, language) for one in goals_of(work, case_id, purpose)],
        actions=[action_view(one, language) for one in actions_of(work, case_id, purpose)],
        steps=step_views(work, way, language),
        covered=covered_names(way, language),
        not_covered=not_covered_names(way, language) if goes_on else [],
        silence=silence_in_words(work, case_id, language),
        group=group_in_words(work, way),
        rating=rating_in_words(work),
        forms=_forms(way, tried, others(work, case, way)),
        errors=[FieldError(name, message) for name, message in tried.error.items()],
        error=tried.error,
    )


def _times_url(work: Work, opened: OpenedCase) -> str:
    """Where the next time is booked for her: by who has taken the case, as every other time."""
    is_holder = opened.case.claimed_by == work.actor.id
    works = may_work(work.actor, opened.case, None)
    return url_for("desk.times", case_id=opened.case.id) if is_holder and works else ""


def _is_meeting(way: Way) -> bool:
    """Whether the next step is one of three, which is arranged on a page of its own."""
    return way.next is not None and way.next.kind is StepKind.TRIPARTITE


def _forms(way: Way, tried: Tried, who_else: list[Option]) -> TalkForms:
    typed = tried.typed
    state = way.enrolment.state
    can_pause, can_resume = may_move(state, Move.PAUSE), may_move(state, Move.RESUME)
    return TalkForms(
        good_enough=numbers(GOOD_ENOUGH, typed.get("good_enough", "")),
        value=numbers(SCALE, typed.get("value", "")),
        points=numbers(SCALE, ""),
        goal_moves=[Option(move.value, sentence(words), chosen=False) for move, words in GOAL_MOVES.items()],
        owners=owners(typed.get("owner", "")),
        sizes=sizes(typed.get("size", "")),
        ends=[
            ChoiceView(one.value, sentence(words), "", one.value == typed.get("end", ""), apart=False)
            for one, words in ENDS.items()
        ],
        typed=typed,
        pause_word="pause" if can_pause else "resume" if can_resume else "",
        others=who_else,
    )
