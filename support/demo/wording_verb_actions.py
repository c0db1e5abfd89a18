"""What three agree on in a meeting of the demo's stories: written, released or not, said yes to by each."""

from datetime import datetime, timedelta

from support.booking.meeting_facts import MeetingFacts
from support.booking.meeting_queries import meetings_of_case
from support.booking.meeting_wording_actions import (
    Shown,
    confirm_own_words,
    confirm_words_as_supervisor,
    write_action,
    write_goal,
    write_timetable,
)
from support.booking.meeting_wording_queries import Worded, worded_of
from support.booking.rules.three_party import Party
from support.demo.acts import HERSELF, Act
from support.demo.telling_actions import Steps, Telling, Told, Verb, as_supervisor, at_once, link_of
from support.demo.way_verb_actions import wanted_of
from support.pathways.agreement_actions import Answer, change_action
from support.pathways.enrolment_facts import ActionFacts
from support.pathways.goal_actions import WantedGoal
from support.pathways.rules.agreed_action import Move, Owner, Release, State
from support.pathways.sharing_actions import release_and_tell
from support.pathways.supervisor_actions import accept
from support.pathways.waiting_queries import action_facts
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.calendar import add_working_days, at, local, local_date

_A_WHILE = timedelta(hours=2)


def all_say_yes(begin_work: BeginWork, telling: Telling) -> None:
    """She says yes to every word that was written, and then her supervisor to what she may see of it."""
    with begin_work(telling.actor(HERSELF)) as work:
        meeting = _meeting(work, telling)
        for shown in _unconfirmed(work, meeting, Party.EMPLOYEE):
            confirm_own_words(work, meeting.id, shown, telling.story.language)
    with begin_work.to_read(telling.actor(HERSELF)) as look:
        to_supervisor = _unconfirmed(look, meeting, Party.SUPERVISOR)
        supervisor = as_supervisor(link_of(look, telling))
    with begin_work(supervisor) as work:
        for shown in to_supervisor:
            confirm_words_as_supervisor(work, meeting.id, shown, telling.story.language)


def _goal(work: Work, telling: Telling, act: Act) -> None:
    wanted = WantedGoal(act.word("text"), act.number("good_enough"), act.number("value"))
    write_goal(work, telling.case_id, wanted, telling.story.language)


def _timetable(work: Work, telling: Telling, act: Act) -> None:
    write_timetable(work, telling.case_id, act.word("text"), telling.story.language)


def _action(telling: Telling, act: Act, moment: datetime) -> Told:
    """Written and, when it is asked whether the supervisor may see it, answered: at once or later on."""
    begin_work = yield moment
    with begin_work(telling.actor(act.who)) as work:
        before = {one.id for one in action_facts(work, telling.case_id)}
        write_action(work, telling.case_id, wanted_of(act, moment), telling.story.language)
        (new,) = (one for one in action_facts(work, telling.case_id) if one.id not in before)
    answer = Release.LATER if act.number("released") else Release.YES
    with begin_work(telling.actor(HERSELF)) as work:
        release_and_tell(work, new.id, Answer(answer, new.revision), telling.supervisor_url)
    if new.owner is Owner.SUPERVISOR:
        telling.beside.append(_with_supervisor(telling, act, new.id, moment + _A_WHILE))
    return moment


def _with_supervisor(telling: Telling, act: Act, action_id: str, written_at: datetime) -> Steps:
    """She lets her supervisor see it, who takes it upon her; later whoever wrote it down hears it is done."""
    released_at = _later(written_at, act.number("released"))
    begin_work = yield released_at
    if act.number("released"):
        with begin_work(telling.actor(HERSELF)) as work:
            answer = Answer(Release.YES, _now(work, telling, action_id).revision)
            release_and_tell(work, action_id, answer, telling.supervisor_url)
    begin_work = yield _later(released_at, act.number("accepted"))
    with begin_work.to_read(telling.actor(HERSELF)) as look:
        supervisor = as_supervisor(link_of(look, telling))
        now = _now(look, telling, action_id)
    # Where the three have said yes to its words already, she has taken it upon her with them.
    if now.state is State.PROPOSED:
        with begin_work(supervisor) as work:
            accept(work, action_id, now.revision)
    if not act.has("done"):
        return
    begin_work = yield written_at + timedelta(days=act.number("done"))
    with begin_work(telling.actor(act.who)) as work:
        change_action(work, telling.case_id, action_id, Move.FINISH, "")


def _now(look: Work, telling: Telling, action_id: str) -> ActionFacts:
    (found,) = (one for one in action_facts(look, telling.case_id) if one.id == action_id)
    return found


def _unconfirmed(look: Work, meeting: MeetingFacts, party: Party) -> list[Shown]:
    """What this one sees and has not said yes to yet."""
    return [Shown(one.about, one.version) for one in worded_of(look, meeting) if _waits_for(one, party)]


def _waits_for(one: Worded, party: Party) -> bool:
    return one.agreement.is_shown_to(party) and party not in one.agreement.confirmed_by


def _meeting(look: Work, telling: Telling) -> MeetingFacts:
    return meetings_of_case(look, telling.case_id)[0]


def _later(moment: datetime, working_days: int) -> datetime:
    return at(add_working_days(local_date(moment), working_days), local(moment).time())


WORDING_VERBS: dict[str, tuple[Verb, frozenset[str]]] = {
    "word_goal": (at_once(_goal), frozenset({"text", "good_enough", "value"})),
    "word_timetable": (at_once(_timetable), frozenset({"text"})),
    "word_action": (_action, frozenset({"text", "owner", "due", "released", "accepted", "done"})),
}
"""They are done in a meeting, before it is over."""
