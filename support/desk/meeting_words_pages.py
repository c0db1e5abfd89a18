"""Page data of what a meeting of three agrees on: the forms of who leads it, and what the step must bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from support.booking.meeting_facts import MeetingFacts
from support.booking.meeting_pages import Reader
from support.booking.meeting_wording_pages import WordingView, action_detail, wording_view
from support.booking.meeting_wording_queries import Worded, brought_by, has_way, settles_step, worded_of
from support.booking.rules.three_party import Party
from support.desk.meeting_draft_pages import MeetingTried
from support.desk.talk_goal_pages import numbers, owners, sizes
from support.pathways.loading import own_outcomes
from support.pathways.rules.agreed_action import OPEN
from support.pathways.rules.goal import GOOD_ENOUGH, SCALE
from support.pathways.waiting_queries import action_facts
from support.pathways.wording_queries import action_words
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.dates_in_words import short_date
from support.vocabulary.language import Language, in_language
from support.web.views import Option


@dataclass(frozen=True)
class BroughtView:
    """Something that the step must bring, and whether it is there."""

    text: str
    is_there: bool


@dataclass(frozen=True)
class BeforeView:
    """An action that was agreed before this meeting and still goes on."""

    id: str
    text: str
    detail: str


@dataclass(frozen=True)
class WordsPanel:
    """What is agreed on, and the forms; `step` is the step of the path that waits for it, or nothing."""

    said: WordingView
    has_way: bool
    step: str
    must: list[BroughtView]
    is_whole: bool
    before: list[BeforeView]
    timetable: str
    value: list[Option]
    good_enough: list[Option]
    owners: list[Option]
    sizes: list[Option]
    typed: Mapping[str, str]
    talks_url: str


def words_panel(work: Work, meeting: MeetingFacts, language: Language, tried: MeetingTried) -> WordsPanel:
    """What is agreed on in a meeting that the reader leads or arranges; what is opened is recorded."""
    worded = worded_of(work, meeting)
    said = wording_view(work, meeting, worded, Reader(Party.PRACTITIONER, Purpose.CASE_PAGE, language))
    must, step = _must(work, meeting, worded, language)
    typed = tried.typed
    standing = said.timetable.text if said.timetable else ""
    return WordsPanel(
        said=said,
        has_way=has_way(work, meeting),
        step=step,
        must=must,
        is_whole=all(one.is_there for one in must),
        before=_before(work, meeting, worded, language),
        timetable=typed.get("timetable", standing),
        value=numbers(SCALE, typed.get("value", "")),
        good_enough=numbers(GOOD_ENOUGH, typed.get("good_enough", "")),
        owners=owners(typed.get("owner", "")),
        sizes=sizes(typed.get("size", "")),
        typed=typed,
        talks_url=url_for("desk.talks", case_id=meeting.case_id),
    )


def _must(
    work: Work, meeting: MeetingFacts, worded: Sequence[Worded], language: Language
) -> tuple[list[BroughtView], str]:
    step = settles_step(work, meeting)
    if step is None:
        return [], ""
    brought, names = brought_by(work, meeting, worded), own_outcomes()
    return [BroughtView(in_language(names[one], language), one in brought) for one in step.must], step.title(
        language
    )


def _before(
    work: Work, meeting: MeetingFacts, worded: Sequence[Worded], language: Language
) -> list[BeforeView]:
    here = {one.about.id for one in worded}
    actions = action_facts(work, meeting.case_id)
    found = [one for one in actions if one.state in OPEN and one.id not in here]
    words = action_words(work, [one.id for one in found], Purpose.CASE_PAGE)
    return [
        BeforeView(one.id, words[one.id], action_detail(one.owner, short_date(one.due_on, language)))
        for one in found
    ]
