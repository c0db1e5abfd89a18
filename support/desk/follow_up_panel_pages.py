"""Page data of the follow-up on the case page: the curve, what was said, what comes next."""

from dataclasses import dataclass

from flask import url_for

from support.cases.facts import CaseFacts
from support.cases.rules.access import may_change
from support.desk.follow_up_actions import may_open_times
from support.followup.facts import CheckInFacts, PlanFacts
from support.followup.queries import answers_of_case, check_ins_of_case, plan_of
from support.followup.rules.answers import CallWish, Direction, Given, Safe
from support.followup.rules.outcome import Danger, need_of
from support.followup.rules.states import OPEN, PlanState, State, StopReason
from support.messaging.inbound_queries import written_from
from support.messaging.period_facts import NumberPeriod
from support.pathways.curve_pages import CurveView, curve
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.queries import SentAnswers
from support.triage.question_pages import ChoiceView
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import short_date, when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

STOP_REASONS = {
    StopReason.NOT_NEEDED: mark("They are not needed any more"),
    StopReason.BY_PERSON: mark("The person asked for it"),
    StopReason.OTHER_WAY: mark("We keep in touch another way"),
}
STATES = {
    State.SENT: mark("Asked, not answered yet"),
    State.REMINDED: mark("Asked twice, not answered yet"),
    State.MISSED: mark("Not answered"),
    State.NOT_ASKED: mark("Could not be sent as a text message"),
}
_DIRECTIONS = {
    Direction.BETTER: mark("Better"),
    Direction.SAME: mark("The same"),
    Direction.WORSE: mark("Worse"),
}
_CALLS = {
    CallWish.TODAY: mark("Would like a call as soon as possible"),
    CallWish.THIS_WEEK: mark("Would like a call some day soon"),
    CallWish.NOT_NOW: mark("No call wanted now"),
}
_SAFE = {
    Safe.YES: mark("Is safe"),
    Safe.UNSURE: mark("Is not sure of being safe"),
    Safe.NO: mark("Is not safe"),
}
_WORK_ABILITY = mark("Work ability")
_MESSAGES_SHOWN = 10
_START = "scale_now"
"""The same scale in the first questions, where the curve begins."""


@dataclass(frozen=True)
class SaidView:
    """One check-in: when, in a few words, and her own words."""

    when: str
    summary: str
    own_words: str
    is_worse: bool


@dataclass(frozen=True)
class WrittenView:
    """One text message from the person: when, and her words."""

    when: str
    text: str


@dataclass(frozen=True)
class FollowUpPanel:
    """The follow-up of one case."""

    curve: CurveView | None
    said: list[SaidView]
    written: list[WrittenView]
    next: str
    times_url: str
    open_url: str
    end_url: str
    reasons: list[ChoiceView]


def follow_up_panel(
    work: Work,
    case: CaseFacts,
    sent: SentAnswers | None,
    language: Language,
    *,
    number: NumberPeriod | None,
    times_url: str,
) -> FollowUpPanel:
    """The follow-up of a case that the reader may open; the opening of each answer is recorded.

    `number` is the one that the person has confirmed, and since when.
    """
    check_ins = check_ins_of_case(work, case.id)
    given = answers_of_case(work, case.id, Purpose.CASE_PAGE)
    plan = plan_of(work, case.id)
    editing = plan is not None and may_change(work.actor, case)
    return FollowUpPanel(
        curve=curve(_numbers(check_ins, given, sent, language)) if given else None,
        said=[_said(one, given.get(one.id), language) for one in reversed(check_ins) if one.state in _SHOWN],
        written=_written(work, case, number, language) if number else [],
        next=_next(plan, check_ins, language),
        times_url=times_url,
        open_url=url_for("desk.open_talk_times", case_id=case.id)
        if may_change(work.actor, case) and may_open_times(case)
        else "",
        end_url=url_for("desk.end_check_ins", case_id=case.id) if editing else "",
        reasons=[
            ChoiceView(one.value, sentence(label), "", checked=False, apart=False)
            for one, label in STOP_REASONS.items()
        ],
    )


def _written(work: Work, case: CaseFacts, number: NumberPeriod, language: Language) -> list[WrittenView]:
    found = written_from(
        work,
        number,
        since=case.opened_at,
        subject=case.id,
        purpose=Purpose.CASE_PAGE,
        most=_MESSAGES_SHOWN,
    )
    return [WrittenView(when(one.received_at, language), one.text) for one in found]


def in_few_words(given: Given) -> str:
    """What was chosen, without her own words."""
    parts = [f"{given.scale}/10"] if given.scale is not None else []
    for value, words in ((given.direction, _DIRECTIONS), (given.safe, _SAFE), (given.call, _CALLS)):
        if value is not None:
            parts.append(sentence(words[value]))  # type: ignore[index]  # each value with the words of its kind
    if given.wellbeing_score is not None:
        parts.append(f"WHO-5 {given.wellbeing_score}")
    if given.work_ability is not None:
        parts.append(f"{sentence(_WORK_ABILITY)} {given.work_ability}/10")
    # No line begins with a dot.
    return "\u00a0· ".join(parts)


_SHOWN = frozenset(STATES) | {State.ANSWERED}


def _said(one: CheckInFacts, given: Given | None, language: Language) -> SaidView:
    at = one.ended_at or one.reminded_at or one.sent_at or one.planned_at
    if given is None:
        words = sentence(STATES.get(one.state, mark("Answered")))
        return SaidView(when(at, language), words, "", is_worse=False)
    is_worse = need_of(given).danger is not Danger.NONE
    return SaidView(when(at, language), in_few_words(given), given.better, is_worse)


def _numbers(
    check_ins: list[CheckInFacts], given: dict[str, Given], sent: SentAnswers | None, language: Language
) -> list[tuple[str, int]]:
    found = []
    at_start = sent.visit.answers.get(_START) if sent else None
    if sent is not None and isinstance(at_start, int):
        found.append((short_date(local_date(sent.sent_at), language), at_start))
    for one in check_ins:
        answer = given.get(one.id)
        if answer is not None and answer.scale is not None and one.ended_at is not None:
            found.append((short_date(local_date(one.ended_at), language), answer.scale))
    return found


def _next(plan: PlanFacts | None, check_ins: list[CheckInFacts], language: Language) -> str:
    if plan is None:
        return sentence(mark("No check-ins are planned."))
    if plan.state is PlanState.DRAFT:
        return sentence(mark("The check-ins begin after the first meeting."))
    coming = [one for one in check_ins if one.state is State.SCHEDULED]
    if any(one.state in OPEN for one in check_ins) or not coming:
        return sentence(mark("A check-in is waiting for an answer."))
    return sentence(mark("The next check-in goes out %(time)s.")) % {
        "time": when(coming[0].planned_at, language)
    }
