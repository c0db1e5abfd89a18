"""A time in the demo's stories: booked, perhaps moved, and how it went."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from support.booking.actions import book
from support.booking.attendance_actions import say_how_it_went
from support.booking.facts import Booked, ChosenTime
from support.booking.moving_actions import move
from support.booking.on_behalf_actions import book_for
from support.booking.queries import Search, free_times, search_for, search_to_move, step_of
from support.cases.check_in_actions import hold_for_check_in
from support.cases.facts import CaseFacts
from support.cases.queries import open_case_of
from support.demo.acts import HERSELF, Act
from support.demo.rules import working_day_ago
from support.demo.telling_actions import OUR_PHONE, Telling, Told, Verb
from support.demo.way_verb_actions import cover_all_themes, held_steps
from support.followup.plan_actions import start_plan
from support.pathways.enrolment_queries import way_of_case
from support.pathways.rating_actions import rate_session
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import NotFound

_NEXT_MORNING, _THAT_EVENING = timedelta(hours=16), timedelta(hours=3)
TALK_KEYS = frozenset({"with", "for", "days", "asked_yesterday", "channel", "missed", "moved", "rate"})
Tell = Callable[[Telling, Act, datetime], Told]


def talk_verb(tell: Tell) -> Verb:
    """A time is booked; when it comes, whoever holds it says how it went and writes down what it brought."""

    def run(telling: Telling, act: Act, moment: datetime) -> Told:
        begin_work = yield moment
        with begin_work(telling.actor(act.who)) as work:
            booked = _book(work, telling, act)
        if act.has("moved"):
            begin_work = yield moment + _NEXT_MORNING
            with begin_work(telling.actor(HERSELF)) as work:
                booked = _move(work, telling, act, booked)
        over_at = booked.starts_at + timedelta(minutes=booked.minutes)
        begin_work = yield over_at
        with begin_work(telling.actor(act.word("with"))) as work:
            _say_how_it_went(work, telling, act, booked)
        for one in act.brings:
            over_at = yield from tell(telling, one, telling.moment(one, over_at))
        if act.has("rate"):
            begin_work = yield over_at + _THAT_EVENING
            with begin_work(telling.actor(HERSELF)) as work:
                _rate(work, telling, act)
        return over_at

    return run


def _book(work: Work, telling: Telling, act: Act) -> Booked:
    case, url = _case(work, telling), telling.my_support_url
    search = search_for(work, case, step_of(case, wants_talk=False))
    chosen = _first_free(work, telling, act, search, _earliest(telling, act))
    if act.who == HERSELF:
        return book(work, chosen, wants_talk=False, my_support_url=url)
    return book_for(work, telling.case_id, chosen, wants_talk=False, my_support_url=url)


def _move(work: Work, telling: Telling, act: Act, booked: Booked) -> Booked:
    search = search_to_move(work, _case(work, telling), booked)
    earliest = local_date(telling.told_at) + timedelta(days=act.number("moved"))
    chosen = _first_free(work, telling, act, search, earliest)
    return move(work, booked.id, chosen, my_support_url=telling.my_support_url)


def _case(work: Work, telling: Telling) -> CaseFacts:
    case = open_case_of(work, telling.employee_id)
    if case is None:
        raise NotFound
    return case


def _earliest(telling: Telling, act: Act) -> date:
    """From which day on: counted from now, or from the opening."""
    if act.has("asked_yesterday"):
        return working_day_ago(1, telling.told_at) - timedelta(days=act.number("asked_yesterday"))
    if act.has("days"):
        return local_date(telling.told_at) + timedelta(days=act.number("days"))
    return local_date(telling.sent_at) + timedelta(days=act.number("for"))


def _first_free(work: Work, telling: Telling, act: Act, search: Search, earliest: date) -> ChosenTime:
    one, channel = telling.organisation.staff[act.word("with")].id, act.word("channel")
    slots = free_times(work, replace(search, channel=channel, only_of=one)).slots
    first = next((slot for slot in slots if local_date(slot.starts_at) >= earliest), None)
    if first is None:
        raise LookupError(f"story {telling.story.number}: no time with {act.word('with')} from {earliest}")
    return ChosenTime(one, first.starts_at, channel)


def _say_how_it_went(work: Work, telling: Telling, act: Act, booked: Booked) -> None:
    came, before = not act.has("missed"), held_steps(work, telling.case_id)
    say_how_it_went(work, booked.id, came=came, my_support_url=telling.my_support_url)
    case = hold_for_check_in(work, booked.case_id) if came else None
    if case is None:
        return
    start_plan(work, case, OUR_PHONE, met_at=booked.starts_at)
    for key in held_steps(work, telling.case_id) - before:
        cover_all_themes(work, telling.case_id, key)


def _rate(work: Work, telling: Telling, act: Act) -> None:
    way = way_of_case(work, telling.case_id)
    if way is not None:
        rate_session(work, way.held[-1].id, [int(number) for number in act.words("rate")])
