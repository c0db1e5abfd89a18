"""A story while it is being told: who acts in it, when, and how it begins.

Each story, and each thing in it that goes on beside it, is a generator: it yields the moment at which it goes
on, and is given works of that moment. So that what follows from a booked time comes after it.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from support.demo.acts import HERSELF, Act
from support.demo.cases import Story
from support.demo.organisation_actions import Organisation
from support.demo.rules import moment_of, on_working_day, working_day_ago
from support.people.supervisor_facts import SupervisorLinkFacts
from support.people.supervisor_queries import supervisor_link_of
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.triage.loading import active_protocol
from support.triage.rules.pages import items_on, pages_for
from support.triage.rules.visit import Reach, Visit
from support.triage.send_actions import send_visit
from support.triage.visit_actions import start_visit
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import add_opening_minutes, at, local_date

OUR_PHONE = "09 000 0000"
_ANSWERING = timedelta(minutes=4)
_SOON = timedelta(minutes=5)

Steps = Generator[datetime, BeginWork, None]
"""What goes on by itself: yields when, is given works of that moment."""
Told = Generator[datetime, BeginWork, datetime]
"""The same within a story; returns when it was over."""


@dataclass
class Telling:
    """A story while it is being told; the ids come with the sending."""

    story: Story
    organisation: Organisation
    told_at: datetime
    my_support_url: str
    sent_at: datetime = field(init=False)
    employee_id: str = ""
    case_id: str = ""
    beside: list[Steps] = field(default_factory=list)
    """What has begun in it and goes on beside it from now on."""

    def __post_init__(self) -> None:
        self.sent_at = self.told_at

    @property
    def supervisor_url(self) -> str:
        """How the address in a message to a supervisor begins."""
        return self.my_support_url.removesuffix("/my") + "/s/"

    def actor(self, who: str) -> Actor:
        """The employee herself, a supervisor, or one of the staff."""
        if who == HERSELF:
            return Actor(Role.EMPLOYEE, self.employee_id)
        return self.organisation.staff[who].as_nurse

    def day(self, days: int, act: Act) -> datetime:
        """So many days after the opening, at the act's time of day."""
        return on_working_day(local_date(self.sent_at) + timedelta(days=days), act.at)

    def moment(self, act: Act, before: datetime) -> datetime:
        """When something happens; never before what came before it."""
        if act.after is not None:
            wanted = add_opening_minutes(self.sent_at, act.after)
        elif act.day is not None:
            wanted = self.day(act.day, act)
        elif act.ago is not None:
            wanted = at(working_day_ago(act.ago, self.told_at), act.at)
        else:
            wanted = before + _SOON
        return max(wanted, before)


Verb = Callable[[Telling, Act, datetime], Told]
Doing = Callable[[Work, Telling, Act], None]


def at_once(doing: Doing) -> Verb:
    """A verb that is done in one work by whoever the act names."""

    def run(telling: Telling, act: Act, moment: datetime) -> Told:
        begin_work = yield moment
        with begin_work(telling.actor(act.who)) as work:
            doing(work, telling, act)
        return moment

    return run


def link_of(look: Work, telling: Telling) -> SupervisorLinkFacts:
    """Whom she has named as her supervisor; raises LookupError where she has named nobody."""
    link = supervisor_link_of(look, telling.employee_id)
    if link is None:
        raise LookupError(f"story {telling.story.number}: no supervisor has been named")
    return link


def as_supervisor(link: SupervisorLinkFacts) -> Actor:
    """The supervisor whom she has named, who acts."""
    return Actor(Role.SUPERVISOR, link.supervisor_id)


def begin_story(telling: Telling) -> Told:
    """She answers and sends."""
    story, protocol = telling.story, active_protocol()
    began = moment_of(story.began, telling.told_at)
    begin_work = yield began - _ANSWERING
    token, visit = begin_work.ids.token(), visit_of(story)
    with begin_work(Actor.visitor()) as work:
        start_visit(work, token, story.language, protocol.name, visit)
    begin_work = yield began
    with begin_work(Actor.visitor()) as work:
        confirmed = story.confirmed and story.safe_to_text
        sent = send_visit(
            work, protocol, token, _reach(telling), story.language, confirmed=confirmed, our_phone=OUR_PHONE
        )
    telling.sent_at, telling.employee_id, telling.case_id = began, sent.employee_id, sent.case_id
    return began


def _reach(telling: Telling) -> Reach:
    story, organisation = telling.story, telling.organisation
    return Reach(
        first_name=story.name,
        phone=story.phone,
        safe_to_text=story.safe_to_text,
        employer_id=organisation.employers[story.employer],
        unit_id=organisation.units[story.employer, story.unit],
    )


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
