"""The demo's stories, done again through the same actions as in real use, each in a work of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from support.booking.actions import book
from support.booking.facts import ChosenTime
from support.booking.queries import free_times, search_for, step_of
from support.cases.nurse_actions import (
    claim_case,
    confirm_decision,
    log_call,
    override_decision,
    write_note,
)
from support.cases.opening_actions import note_offer
from support.cases.queries import open_case_of
from support.cases.rules.override import Standing
from support.demo.cases import Act, Story
from support.demo.check_in_actions import KeptTexts, check_ins_told, take_case
from support.demo.organisation_actions import Organisation
from support.demo.rules import moment_of
from support.demo.story_clock import at_moment
from support.followup.rules.plan import RHYTHMS
from support.messaging.send_actions import send_next_message
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.triage.loading import active_protocol
from support.triage.rules.pages import items_on, pages_for
from support.triage.rules.visit import Reach, Visit
from support.triage.send_actions import send_visit
from support.triage.visit_actions import start_visit
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import add_opening_minutes, local_date
from support.vocabulary.errors import NotFound
from support.vocabulary.pathway import SELF_CARE, Path, Urgency

OUR_PHONE = "09 000 0000"
_ANSWERING = timedelta(minutes=4)


@dataclass(frozen=True)
class Happening:
    """Something to be done at a moment of a story."""

    at: datetime
    do: Callable[[BeginWork], None]


@dataclass
class Telling:
    """A story while it is being told; the ids come with the sending."""

    story: Story
    organisation: Organisation
    told_at: datetime
    my_support_url: str
    sender: KeptTexts
    employee_id: str = ""
    case_id: str = ""

    def happenings(self) -> list[Happening]:
        """Everything that happens in it, in order."""
        sent_at = moment_of(self.story.began, self.told_at)
        later = [Happening(_moment(sent_at, act), self._doing(act)) for act in self.story.then]
        happened = [Happening(sent_at, self._send), *later, *self._check_ins(sent_at)]
        return [one for one in happened if one.at <= self.told_at]

    def _check_ins(self, sent_at: datetime) -> list[Happening]:
        """The check-ins that follow self-care from its first day."""
        base_url = self.my_support_url.removesuffix("/my")
        told = check_ins_told(RHYTHMS[SELF_CARE], sent_at, self.story, self.sender, base_url, self._taking)
        return [Happening(at, do) for at, do in told]

    def _taking(self, who: str) -> Callable[[BeginWork], None]:
        return take_case(self._actor(who), lambda: self.case_id)

    def _send(self, begin_work: BeginWork) -> None:
        protocol, language = active_protocol(), self.story.language
        token = begin_work.ids.token()
        visit = visit_of(self.story)
        with at_moment(begin_work, begin_work.clock.now() - _ANSWERING)(Actor.visitor()) as work:
            start_visit(work, token, language, protocol.name, visit)
        with begin_work(Actor.visitor()) as work:
            confirmed = self.story.confirmed and self.story.safe_to_text
            sent = send_visit(
                work, protocol, token, self._reach(), language, confirmed=confirmed, our_phone=OUR_PHONE
            )
        self.employee_id, self.case_id = sent.employee_id, sent.case_id

    def _reach(self) -> Reach:
        story, organisation = self.story, self.organisation
        return Reach(
            first_name=story.name,
            phone=story.phone,
            safe_to_text=story.safe_to_text,
            employer_id=organisation.employers[story.employer],
            unit_id=organisation.units[story.employer, story.unit],
        )

    def _doing(self, act: Act) -> Callable[[BeginWork], None]:
        def do(begin_work: BeginWork) -> None:
            with begin_work(self._actor(act.who)) as work:
                DOINGS[act.does](work, self, act)
            while send_next_message(begin_work, self.sender):
                pass

        return do

    def _actor(self, who: str) -> Actor:
        if who == "self":
            return Actor(Role.EMPLOYEE, self.employee_id)
        return self.organisation.staff[who].as_nurse


def visit_of(story: Story) -> Visit:
    """The visit as it stood when it was sent: answered page by page, safety pages with a gap asked again."""
    protocol = active_protocol()
    doors = protocol.doors.item
    visit = Visit().after_page({doors: story.answers[doors]})
    for page in pages_for(protocol, story.answers):
        changes = {item.id: story.answers.get(item.id) for item in items_on(protocol, page, story.answers)}
        visit = visit.after_page(changes, page.key)
        if page.safety and None in changes.values():
            visit = visit.asked_once(page.key)
    return visit


def _moment(sent_at: datetime, act: Act) -> datetime:
    return add_opening_minutes(sent_at, act.after)


def _look(work: Work, telling: Telling, _act: Act) -> None:
    note_offer(work, telling.case_id)


def _book(work: Work, telling: Telling, act: Act) -> None:
    case = open_case_of(work, telling.employee_id)
    if case is None:
        raise NotFound
    practitioner_id = telling.organisation.staff[act.practitioner].id
    search = replace(search_for(work, case, step_of(case, wants_talk=False)), channel=act.channel)
    slots = free_times(work, replace(search, only_of=practitioner_id)).slots
    earliest = local_date(telling.told_at) + timedelta(days=act.days)
    first = next(slot for slot in slots if local_date(slot.starts_at) >= earliest)
    chosen = ChosenTime(practitioner_id, first.starts_at, act.channel)
    book(work, chosen, wants_talk=False, my_support_url=telling.my_support_url)


def _claim(work: Work, telling: Telling, _act: Act) -> None:
    claim_case(work, telling.case_id)


def _confirm(work: Work, telling: Telling, _act: Act) -> None:
    confirm_decision(work, telling.case_id)


def _decide(work: Work, telling: Telling, act: Act) -> None:
    override_decision(work, telling.case_id, Standing(Urgency(act.urgency), Path(act.path)), act.text)


def _reach_by_phone(work: Work, telling: Telling, act: Act) -> None:
    log_call(work, telling.case_id, reached=True, note=act.text)


def _miss(work: Work, telling: Telling, act: Act) -> None:
    log_call(work, telling.case_id, reached=False, note=act.text)


def _note(work: Work, telling: Telling, act: Act) -> None:
    write_note(work, telling.case_id, act.text)


DOINGS: dict[str, Callable[[Work, Telling, Act], None]] = {
    "look": _look,
    "book": _book,
    "claim": _claim,
    "confirm": _confirm,
    "decide": _decide,
    "reach": _reach_by_phone,
    "miss": _miss,
    "note": _note,
}
