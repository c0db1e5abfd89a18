"""A meeting of three in the demo's stories, from the agenda to who came."""

from collections.abc import Collection, Generator, Iterable
from datetime import datetime, timedelta
from itertools import groupby

from support.booking.meeting_attendance_actions import say_who_came
from support.booking.meeting_draft_actions import send_agenda
from support.booking.meeting_facts import MeetingDraft, MeetingFacts
from support.booking.meeting_queries import meetings_of_case, proposed_times
from support.booking.meeting_time_actions import (
    confirm_time,
    mark_own_times,
    mark_times_as_supervisor,
    propose_times,
)
from support.booking.meeting_time_queries import free_for_all, suiting_of
from support.booking.meeting_words_actions import (
    acknowledge_as_practitioner,
    acknowledge_as_supervisor,
    acknowledge_own,
)
from support.booking.rules.three_party import REQUIRED, Kind
from support.cases.check_in_actions import hold_for_check_in
from support.consent.queries import facts_released
from support.consent.rules.fact_code import FactCode
from support.demo.acts import HERSELF, Act
from support.demo.own_verb_actions import giving_of
from support.demo.rules import on_working_day
from support.demo.telling_actions import OUR_PHONE, Telling, Told, Verb, as_supervisor, link_of
from support.demo.time_verb_actions import Tell
from support.demo.way_verb_actions import cover_all_themes, held_steps
from support.demo.wording_verb_actions import all_say_yes
from support.followup.plan_actions import start_plan
from support.my_support.meeting_actions import approve_and_release
from support.pathways.step_actions import hold_step
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.calendar import local, local_date

_THAT_EVENING, _HOUR, _DAY = timedelta(hours=8), timedelta(hours=1), timedelta(days=1)
_BEFORE = timedelta(minutes=15)
_MONTHS, _PROPOSED = 6, 3
MEETING_KEYS = frozenset({"kind", "minutes", "channel", "agenda", "for", "days", "step", "outcomes", "until"})


def meeting_verb(tell: Tell) -> Verb:
    """The agenda goes to her; unless the story ends there, a time is found and the three meet.

    What the meeting brings is done in it; each says yes to the words before it is written down who came.
    """

    def run(telling: Telling, act: Act, moment: datetime) -> Told:
        begin_work = yield moment
        with begin_work(telling.actor(act.who)) as work:
            send_agenda(work, telling.case_id, _draft(act), my_support_url=telling.my_support_url)
        if act.word("until") == "sent":
            return moment
        meeting = yield from _agreed(telling, act, moment)
        starts_at = meeting.starts_at or moment
        begin_work = yield starts_at - _BEFORE
        _acknowledge(begin_work, telling, act, meeting)
        spoken_at = starts_at
        for one in act.brings:
            spoken_at = yield from tell(telling, one, telling.moment(one, spoken_at))
        over_at = max(spoken_at, starts_at + timedelta(minutes=meeting.minutes))
        begin_work = yield over_at
        all_say_yes(begin_work, telling)
        with begin_work(telling.actor(act.who)) as work:
            _say_held(work, telling, act)
        return over_at

    return run


def _draft(act: Act) -> MeetingDraft:
    kind, minutes = Kind(act.word("kind")), act.number("minutes")
    return MeetingDraft(kind, minutes, act.word("channel"), act.words("agenda"), asked_alone=True)


def _agreed(telling: Telling, act: Act, moment: datetime) -> Generator[datetime, BeginWork, MeetingFacts]:
    """She approves, times are proposed the next day, both say what suits, and the first one is agreed on."""
    begin_work = yield moment + _THAT_EVENING
    with begin_work(telling.actor(HERSELF)) as work:
        meeting = _meeting(work, telling)
        given = facts_released(work, telling.case_id, link_of(work, telling).id)
        first = frozenset({FactCode.F1}) - given
        giving = giving_of(telling, first, _MONTHS) if first else None
        approve_and_release(work, meeting.id, act.words("agenda"), giving)
    begin_work = yield _morning_after(moment)
    with begin_work(telling.actor(act.who)) as work:
        _propose(work, telling, act, meeting)
    begin_work = yield _morning_after(moment) + 3 * _HOUR
    _mark(begin_work, telling, meeting)
    begin_work = yield _morning_after(moment + _DAY)
    with begin_work(telling.actor(act.who)) as work:
        starts_at = suiting_of(work, _meeting(work, telling)).starts_at
        if starts_at is None:
            raise LookupError(f"story {telling.story.number}: no time suits")
        url = telling.my_support_url
        confirm_time(work, telling.case_id, starts_at, my_support_url=url, link_url=telling.supervisor_url)
    with begin_work.to_read(telling.actor(act.who)) as look:
        return _meeting(look, telling)


def _propose(work: Work, telling: Telling, act: Act, meeting: MeetingFacts) -> None:
    others = (telling.employee_id, link_of(work, telling).supervisor_id)
    free = free_for_all(work, meeting.practitioner_id, others, meeting.minutes, meeting.channel)
    counts_from = telling.told_at if act.has("days") else telling.sent_at
    earliest = local_date(counts_from) + timedelta(days=act.number("days" if act.has("days") else "for"))
    starts = _one_a_day((start for start in free if local_date(start) >= earliest), telling.story.number)
    url = telling.my_support_url
    propose_times(work, telling.case_id, starts, my_support_url=url, link_url=telling.supervisor_url)


def _one_a_day(free: Iterable[datetime], place: int) -> list[datetime]:
    """A start on each of the first days; people who plan at the same time do not get the same ones."""
    days = [list(starts) for _, starts in groupby(free, key=local_date)]
    return [starts[place % len(starts)] for starts in days[:_PROPOSED]]


def _mark(begin_work: BeginWork, telling: Telling, meeting: MeetingFacts) -> None:
    with begin_work.to_read(telling.actor(HERSELF)) as look:
        times: Collection[str] = [time.id for time in proposed_times(look, meeting.id)]
        supervisor = link_of(look, telling)
    with begin_work(as_supervisor(supervisor)) as work:
        mark_times_as_supervisor(work, meeting.id, times)
    with begin_work(telling.actor(HERSELF)) as work:
        mark_own_times(work, meeting.id, times)


def _acknowledge(begin_work: BeginWork, telling: Telling, act: Act, meeting: MeetingFacts) -> None:
    language = telling.story.language
    with begin_work(telling.actor(HERSELF)) as work:
        supervisor = link_of(work, telling)
        acknowledge_own(work, meeting.id, language)
    with begin_work(as_supervisor(supervisor)) as work:
        acknowledge_as_supervisor(work, meeting.id, language)
    with begin_work(telling.actor(act.who)) as work:
        acknowledge_as_practitioner(work, telling.case_id, language)


def _say_held(work: Work, telling: Telling, act: Act) -> None:
    say_who_came(work, telling.case_id, REQUIRED)
    case = hold_for_check_in(work, telling.case_id)
    if case is not None:
        start_plan(work, case, OUR_PHONE, met_at=work.now)
    key = act.word("step")
    if key not in held_steps(work, telling.case_id):
        hold_step(work, telling.case_id, key, brought=frozenset(act.words("outcomes")))
    cover_all_themes(work, telling.case_id, key)


def _meeting(look: Work, telling: Telling) -> MeetingFacts:
    return meetings_of_case(look, telling.case_id)[0]


def _morning_after(moment: datetime) -> datetime:
    return on_working_day(local_date(moment) + _DAY, local(moment).time())
