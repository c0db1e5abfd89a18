"""Agreeing on words in a meeting of three: one writes them down, each says yes, and only then they count.

Whoever writes has said yes by it. Any change makes a new version, to which each says yes anew;
so does writing again what was left out.
"""

from dataclasses import dataclass
from datetime import date

from support.booking.meeting_draft_actions import held_meeting, own_meeting
from support.booking.meeting_holding_actions import hold_as_supervisor, hold_to_arrange
from support.booking.meeting_models import Meeting, MeetingWording
from support.booking.meeting_queries import participant_row
from support.booking.meeting_wording_queries import worded_of, wording_row
from support.booking.meeting_words_actions import confirm_wording, forget_confirmations
from support.booking.rules.three_party import Party
from support.booking.rules.wording import About, Matter, check_open, check_version, check_words
from support.cases.facts import CaseFacts
from support.pathways.agreement_actions import Wanted
from support.pathways.goal_actions import WantedGoal
from support.pathways.waiting_queries import action_facts
from support.pathways.wording_actions import (
    Counted,
    check_days,
    count_action,
    count_goal,
    draft_action,
    draft_goal,
    let_go_of_draft,
    word_action,
    word_goal,
)
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Invalid, NotFound, mark
from support.vocabulary.language import Language


@dataclass(frozen=True)
class Shown:
    """What somebody says yes to: one thing, in the version that stood on her page."""

    about: About
    version: int


@dataclass(frozen=True)
class NewDays:
    """Until when an action that was agreed before is done now, and when it is looked at again."""

    due_on: date | None
    review_on: date | None


def write_goal(work: Work, case_id: str, wanted: WantedGoal, language: Language) -> None:
    """A goal in the words of the person; raises what `draft_goal` does, Conflict outside the meeting."""
    case, row = _open_meeting(work, case_id)
    goal_id = draft_goal(work, case, wanted)
    _write(work, row, About(Matter.GOAL, goal_id), language).was_drafted_here = True


def write_action(work: Work, case_id: str, wanted: Wanted, language: Language) -> None:
    """What somebody does by a day; raises what `draft_action` does, Conflict outside the meeting."""
    case, row = _open_meeting(work, case_id)
    action_id = draft_action(work, case, wanted)
    _write(work, row, About(Matter.ACTION, action_id), language).was_drafted_here = True


def write_timetable(work: Work, case_id: str, text: str, language: Language) -> None:
    """When what comes next is; raises Invalid for empty words, Conflict outside the meeting."""
    _case, row = _open_meeting(work, case_id)
    check_words(text)
    wording = _write(work, row, About(Matter.TIMETABLE), language)
    work.seal(wording, "text", text.strip())


def change_goal(work: Work, case_id: str, goal_id: str, text: str, language: Language) -> None:
    """Other words for a goal of this meeting; raises NotFound for any other, and what `word_goal` does."""
    case, row = _open_meeting(work, case_id)
    about = _known(work, row, About(Matter.GOAL, goal_id))
    word_goal(work, case, goal_id, text)
    _write(work, row, about, language)


def change_action(work: Work, case_id: str, action_id: str, wanted: Wanted, language: Language) -> None:
    """Other words for an action of this meeting; otherwise as `change_goal`."""
    case, row = _open_meeting(work, case_id)
    about = _known(work, row, About(Matter.ACTION, action_id))
    word_action(work, case, action_id, wanted)
    _write(work, row, about, language)


def review_action(work: Work, case_id: str, action_id: str, days: NewDays, language: Language) -> None:
    """Speak of an action that was agreed before: it goes on until a new day, once everybody has said yes.

    Raises NotFound for an action of another case, Invalid for days that cannot be.
    """
    case, row = _open_meeting(work, case_id)
    if action_id not in {one.id for one in action_facts(work, case.id)}:
        raise NotFound
    check_days(days.due_on, days.review_on, local_date(work.now))
    wording = _write(work, row, About(Matter.ACTION, action_id), language)
    wording.due_on, wording.review_on = days.due_on, days.review_on


def leave_out(work: Work, case_id: str, about: About) -> None:
    """Not this, after all: a draft of this meeting is let go, what was there before stays as it was."""
    case, row = _open_meeting(work, case_id)
    wording = wording_row(work, row.id, about, to_change=True)
    if wording is None:
        return
    wording.is_left_out, wording.text = True, None
    wording.due_on = wording.review_on = None
    forget_confirmations(work, row.id, about.key)
    if wording.was_drafted_here and about.matter is Matter.GOAL:
        let_go_of_draft(work, case, goal_id=about.id)
    elif wording.was_drafted_here and about.matter is Matter.ACTION:
        let_go_of_draft(work, case, action_id=about.id)
    work.log("meeting:leave-out", "three_party_meeting", row.id, about.matter.value)


def confirm_own_words(work: Work, meeting_id: str, shown: Shown, language: Language) -> None:
    """The employee says yes to these words; a repeat changes nothing.

    Raises NotFound where the meeting is not hers or nothing such is there, Conflict where the words have
    changed since, and outside the meeting.
    """
    row, _case = own_meeting(work, meeting_id)
    _confirm(work, row, Party.EMPLOYEE, shown, language)


def confirm_words_as_supervisor(work: Work, meeting_id: str, shown: Shown, language: Language) -> None:
    """The supervisor says yes to words that she may see; otherwise as `confirm_own_words`."""
    row, _case = hold_as_supervisor(work, meeting_id)
    _confirm(work, row, Party.SUPERVISOR, shown, language)


def let_words_count(work: Work, case: CaseFacts, row: Meeting) -> None:
    """The meeting was held: what everybody has said yes to counts from now on."""
    for one in worded_of(work, row.facts()):
        if not one.agreement.counts:
            continue
        if one.about.matter is Matter.GOAL:
            count_goal(work, case, one.about.id)
        elif one.about.matter is Matter.ACTION:
            said_yes = Party.SUPERVISOR in one.agreement.asks & one.agreement.confirmed_by
            taken_on_by = row.supervisor_link_id if said_yes else None
            count_action(work, case, one.about.id, Counted(one.due_on, one.review_on, taken_on_by))


def _open_meeting(work: Work, case_id: str) -> tuple[CaseFacts, Meeting]:
    case = hold_to_arrange(work, case_id)
    row = held_meeting(work, case_id)
    check_open(row.state, row.starts_at, work.now)
    return case, row


def _known(work: Work, row: Meeting, about: About) -> About:
    if wording_row(work, row.id, about) is None:
        raise NotFound
    return about


def _write(work: Work, row: Meeting, about: About, language: Language) -> MeetingWording:
    """A new version of the words of one thing, to which whoever writes has said yes."""
    wording = wording_row(work, row.id, about, to_change=True, or_left_out=True)
    if wording is None:
        wording = MeetingWording(
            id=work.new_id(),
            key_id=row.key_id,
            meeting_id=row.id,
            about=about.key,
            version=0,
            written_at=work.now,
        )
        work.session.add(wording)
    if wording.is_left_out:
        wording.is_left_out, wording.written_at = False, work.now
    # A page from before shows another version, whatever has become of the words in the meantime.
    wording.version += 1
    participant = participant_row(work, row.id, Party.PRACTITIONER)
    if participant is None:
        raise Invalid(mark("Choose from the list."))
    confirm_wording(work, participant, about.key, wording.version, language)
    work.session.flush()
    work.log("meeting:write", "three_party_meeting", row.id, about.matter.value)
    return wording


def _confirm(work: Work, row: Meeting, party: Party, shown: Shown, language: Language) -> None:
    check_open(row.state, row.starts_at, work.now)
    found = [one for one in worded_of(work, row.facts()) if one.about == shown.about]
    participant = participant_row(work, row.id, party)
    # Asked before the version: what she may not read is not there, whichever version she names.
    if participant is None or not found or not found[0].agreement.is_shown_to(party):
        raise NotFound
    check_version(shown.version, found[0].version)
    confirm_wording(work, participant, shown.about.key, shown.version, language)
    work.log("meeting:confirm-words", "three_party_meeting", row.id, party.value)
