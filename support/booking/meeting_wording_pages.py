"""What the three agree on in their meeting, as each of them sees it: the words, and whose yes is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from support.booking.meeting_facts import MeetingFacts
from support.booking.meeting_pages import Reader
from support.booking.meeting_wording_queries import Worded, timetable_words
from support.booking.rules.three_party import Party
from support.booking.rules.wording import Matter, is_open
from support.pathways.rules import agreed_action, goal
from support.pathways.rules.agreed_action import Owner
from support.pathways.wording_queries import action_words, goal_facts, goal_words
from support.platform.work import Work
from support.vocabulary.dates_in_words import short_date
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

_OWNERS = {
    Owner.EMPLOYEE: mark("employee"),
    Owner.SUPERVISOR: mark("supervisor"),
    Owner.PROVIDER: mark("occupational health care"),
    Owner.HR: mark("human resources"),
}
_WAITS_FOR = {
    Party.EMPLOYEE: mark("the employee"),
    Party.SUPERVISOR: mark("the supervisor"),
    Party.PRACTITIONER: mark("who leads the meeting"),
}
_SEEN = mark("The supervisor sees this.")
_NOT_SEEN = mark("The supervisor does not see this.")
_HELD_BACK = mark("Not agreed yet: your supervisor sees this only if you allow it.")
_HELD_BACK_BY_HER = mark("Not agreed yet: the supervisor sees this only if the employee allows it.")
_NOT_ASKED = mark("The employee has not answered yet whether the supervisor may see this.")


@dataclass(frozen=True)
class WordsView:
    """One thing: its words, whose yes is missing, and whether the reader's is.

    `release` is what the supervisor sees of an action, for those who may know; `ask_url` where the employee
    answers that. `owner` and `due_on` are as a form has them.
    """

    key: str
    id: str
    version: int
    text: str
    detail: str
    said: str
    is_agreed: bool
    asks_reader: bool
    release: str
    ask_url: str
    can_change: bool
    owner: str = ""
    due_on: str = ""


@dataclass(frozen=True)
class WordingView:
    """Everything on which the meeting is to agree, as one of the three may see it now."""

    goals: list[WordsView]
    timetable: WordsView | None
    actions: list[WordsView]
    is_open: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not (self.goals or self.timetable or self.actions)


def wording_view(
    work: Work,
    meeting: MeetingFacts,
    worded: Sequence[Worded],
    reader: Reader,
    ask_url: Callable[[str], str] = lambda _id: "",
) -> WordingView:
    """The words that this reader may see; only these are opened, and each opening is recorded.

    Whether she may know of the meeting was asked before.
    """
    shown = [one for one in worded if one.agreement.is_shown_to(reader.party)]
    views = {matter: [one for one in shown if one.about.matter is matter] for matter in Matter}
    ids = {matter: [one.about.id for one in views[matter]] for matter in Matter}
    goals = goal_facts(work, meeting.case_id)
    of_goals = goal_words(work, ids[Matter.GOAL], reader.purpose)
    of_actions = action_words(work, ids[Matter.ACTION], reader.purpose)
    open_now = is_open(meeting.state, meeting.starts_at, work.now)

    def view(one: Worded, text: str, *, can_change: bool) -> WordsView:
        return _view(one, text, reader, can_change=can_change, is_open=open_now, ask_url=ask_url)

    timetable = views[Matter.TIMETABLE][:1]
    return WordingView(
        goals=[
            view(
                one,
                of_goals[one.about.id],
                can_change=goals[one.about.id].state is goal.State.DRAFTED,
            )
            for one in views[Matter.GOAL]
            if one.about.id in goals
        ],
        timetable=view(timetable[0], timetable_words(work, meeting, reader.purpose), can_change=True)
        if timetable
        else None,
        actions=[
            view(
                one,
                of_actions[one.about.id],
                can_change=one.action.state is agreed_action.State.PROPOSED,
            )
            for one in views[Matter.ACTION]
            if one.action is not None
        ],
        is_open=open_now,
    )


def action_detail(owner: Owner, due: str) -> str:
    """Who does something by when."""
    return sentence(mark("Done by: %(who)s, until %(day)s")) % {"who": sentence(_OWNERS[owner]), "day": due}


def _view(
    one: Worded,
    text: str,
    reader: Reader,
    *,
    can_change: bool,
    is_open: bool,
    ask_url: Callable[[str], str],
) -> WordsView:
    action = one.action
    due = (one.due_on or action.due_on) if action else None
    asks = reader.party in one.agreement.asks - one.agreement.confirmed_by
    may_answer = is_open and action is not None and action.state in agreed_action.OPEN
    return WordsView(
        key=one.about.key,
        id=one.about.id,
        version=one.version,
        text=text,
        detail=_detail(one, reader.language),
        said=_said(one, reader.party),
        is_agreed=one.agreement.counts and not _is_held_back(one),
        asks_reader=asks and is_open,
        release=_release(one) if action and reader.party is not Party.SUPERVISOR else "",
        ask_url=ask_url(one.about.id) if may_answer else "",
        can_change=can_change and is_open,
        owner=action.owner.value if action else "",
        due_on=due.isoformat() if due else "",
    )


def _detail(one: Worded, language: Language) -> str:
    if one.action is None:
        return ""
    detail = action_detail(one.action.owner, short_date(one.due_on or one.action.due_on, language))
    if one.review_on is None:
        return detail
    again = sentence(mark("looked at again %(day)s")) % {"day": short_date(one.review_on, language)}
    return f"{detail} · {again}"


def _release(one: Worded) -> str:
    if one.action is None or one.action.release is None:
        return sentence(_NOT_ASKED)
    return sentence(_SEEN if one.agreement.may_supervisor_see else _NOT_SEEN)


def _is_held_back(one: Worded) -> bool:
    """Whether it is for the supervisor to do, and she may not see it: nobody has agreed on it with her."""
    waits = one.action is not None and one.action.state is agreed_action.State.PROPOSED
    is_hers = one.action is not None and one.action.owner is Owner.SUPERVISOR
    return waits and is_hers and not one.agreement.may_supervisor_see


def _said(one: Worded, reader: Party) -> str:
    agreement = one.agreement
    if agreement.counts and _is_held_back(one):
        return sentence(_HELD_BACK if reader is Party.EMPLOYEE else _HELD_BACK_BY_HER)
    if agreement.counts:
        return sentence(mark("Everybody has said yes to these words."))
    missing = [
        sentence(mark("you") if party is reader else _WAITS_FOR[party])
        for party in Party
        if party in agreement.asks - agreement.confirmed_by
    ]
    return sentence(mark("Waits for: %(who)s")) % {"who": ", ".join(missing)}
