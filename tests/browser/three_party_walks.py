"""Employee, nurse and supervisor from the first answer to a meeting, each in a browser of her own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from tests.browser.meeting_walks import writes
from tests.browser.site import Site
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import Visitor
from tests.browser.walks import leaves_a_number, signs_in, unfolds
from tests.browser_of_the_tests import PHONE as NUMBER
from tests.builders import World
from tests.meetings import AGENDA
from tests.people_of_the_tests import Staff
from tests.supervisors import NAME, SUPERVISORS_NUMBER

# What is in no hurry leaves after a while.
_WAITS = timedelta(minutes=11)


@dataclass(frozen=True)
class Three:
    """Those who meet; the nurse has taken the case at this address."""

    own: Visitor
    nurse: Visitor
    supervisor: Visitor
    case: str

    @property
    def site(self) -> Site:
        """Where they are."""
        return self.nurse.site


def sends(own: Visitor, answers: Mapping[str, Mapping[str, list[str]]]) -> Visitor:
    """Answers, sends them and confirms her number, and takes no time."""
    own.open("/").press("Start with the questions").follow("Begin").answer_until("/result", **answers)
    own.page.locator('form[action="/result"] button').last.click()
    own.is_at("/review").press("Send and book a time")
    leaves_a_number(own, NUMBER, "Aino", own.site.house.unit)
    return own.write("code", own.read_code()).press("Confirm").is_at("/times")


def takes_the_first_time(own: Visitor) -> None:
    """She takes the first time that there is, and comes to it."""
    own.page.locator('input[name="slot"]').first.check()
    own.press("Continue").is_at("/times/booked/")
    start = max(row["starts_at"] for row in world_of(own.site).rows("appointment"))
    own.site.clock.set(start + timedelta(minutes=10))


def is_taken(nurse: Visitor, *, has_called: bool = False) -> str:
    """A nurse takes the only case of the queue and begins its path, after her call where there was one.

    Returns the address of the case.
    """
    nurse_comes(nurse).open("/queue?show=free").page.locator("table.queue a.name").click()
    nurse.page.locator("aside.peek").wait_for()
    case = nurse.press("Take this").is_at("/cases/").path
    if has_called:
        nurse.press("Came")
    unfolds(nurse)
    nurse.choose("answer", "accepted").press("Begin")
    return case


def names_her_supervisor(own: Visitor) -> None:
    """From her own page to the one where she decides what may be told; nothing is told by that."""
    own.open("/my").follow("See and decide")
    own.write("supervisor_name", NAME).write("supervisor_phone", SUPERVISORS_NUMBER)
    own.press("Save the supervisor")
    assert own.words("Nothing.") in own.text


def is_asked_alone(three: Three) -> None:
    """The nurse has asked her alone and sends her the agenda."""
    nurse = three.nurse
    nurse.open(f"{three.case}/meeting")
    unfolds(nurse)
    nurse.choose("kind", "tripartite_coaching").write("agenda", AGENDA).choose("asked_alone", "yes")
    nurse.press("Send to the person to approve")
    assert nurse.words("With the person to approve") in nurse.text


def approves(own: Visitor, *, releases: bool) -> None:
    """She approves the agenda as it is; with `releases` her supervisor may know of the meeting (F1)."""
    own.open("/my").follow("Read and answer")
    if releases:
        assert not own.page.is_checked('[name="release"]')
        own.choose("release", "yes")
    own.press("Approve the agenda").is_at("/my/meetings/")
    said = "You have approved the agenda. Your supervisor is invited when there are times."
    assert own.words(said) in own.text


def are_proposed(three: Three) -> None:
    """The nurse proposes three times of her calendar, and the supervisor is sent a link."""
    nurse = three.nurse.open(f"{three.case}/meeting")
    starts = nurse.page.locator('input[name="start"]')
    for place in (0, 2, 4):
        starts.nth(place).check()
    nurse.press("Send the invitations")
    three.site.clock.pass_time(_WAITS)
    three.site.let_worker_run()


def mark_times(three: Three) -> None:
    """The supervisor can come to all but the first, the employee to every one."""
    for visitor, link in ((three.supervisor, "Answer the invitation"), (three.own, "Read and answer")):
        visitor.open(home_of(three, visitor)).follow(link)
        boxes = visitor.page.locator('input[name="time"]:not([value="none"])')
        assert not [box for box in boxes.all() if box.is_checked()]
        for place in range(boxes.count()):
            if visitor is three.own or place > 0:
                boxes.nth(place).check()
        visitor.press("Send the times that suit")


def is_confirmed(three: Three) -> None:
    """A person agrees on the time that suits everybody."""
    three.nurse.open(f"{three.case}/meeting").press("Confirm this time")
    assert three.nurse.words("Agreed time") in three.nurse.text


def has_begun(three: Three) -> None:
    """The time has come, and each signs in once more and keeps to what is said."""
    (meeting,) = world_of(three.site).rows("three_party_meeting", ended_at=None)
    three.site.clock.set(meeting["starts_at"] + timedelta(minutes=5))
    nurse_comes(three.nurse).open(f"{three.case}/meeting")
    comes_back(three.own).follow("See the meeting")
    comes_by_link(three.supervisor).follow("See the meeting")
    for visitor in (three.nurse, three.own, three.supervisor):
        visitor.press("I have read this and keep to it")
        assert visitor.words("You have acknowledged this.") in visitor.text


def agree_on_words(three: Three) -> None:
    """A goal, a timetable and what the supervisor does; she may see that, and both say yes to each."""
    three.nurse.open(f"{three.case}/meeting")
    writes(three.nurse)
    three.own.page.reload()
    three.own.follow("May your supervisor see this?").choose("release", "yes").press("Save")
    three.own.press("Give permission")
    three.own.open("/my").follow("See the meeting")
    three.supervisor.open("/supervisor").follow("See the meeting")
    for visitor in (three.own, three.supervisor):
        assert says_yes(visitor) == 3


def says_yes(visitor: Visitor) -> int:
    """Says yes to every word that waits on the page; to how many."""
    visitor.page.reload()
    button = visitor.page.get_by_role("button", name=re.compile(visitor.words("Yes, in these words")))
    waiting = button.count()
    for left in range(waiting, 0, -1):
        assert button.count() == left
        visitor.press("Yes, in these words")
    return waiting


def was_held(three: Three) -> None:
    """Both came."""
    nurse = three.nurse.open(f"{three.case}/meeting")
    nurse.choose("came", "employee").choose("came", "supervisor").press("Save who came")
    assert nurse.words("Saved: the meeting was held.") in nurse.text


def are_arranged(three: Three, *, releases: bool) -> None:
    """From being asked alone to a time that suits the three; F1 is given where it was not before."""
    is_asked_alone(three)
    approves(three.own, releases=releases)
    are_proposed(three)
    comes_by_link(three.supervisor)
    mark_times(three)
    is_confirmed(three)


def nurse_comes(nurse: Visitor, staff: Staff | None = None) -> Visitor:
    """A nurse, Nils unless another is named, signs in; a code of the authenticator is taken once."""
    nurse.site.clock.pass_time(CODE_AGAIN)
    nurse.context.clear_cookies()
    return signs_in(nurse, staff or nurse.site.house.nils)


def comes_back(own: Visitor) -> Visitor:
    """The employee signs in with her number once more and is on her own page."""
    own.context.clear_cookies()
    own.open("/sign-in").write("phone", NUMBER).press("Send a code")
    return own.write("code", own.read_code()).press("Confirm").is_at("/my")


def comes_by_link(supervisor: Visitor) -> Visitor:
    """The supervisor comes by the last link that was sent to her, and a code."""
    supervisor.context.clear_cookies()
    supervisor.open(last_link(supervisor.site)).press("Send a code")
    return supervisor.write("code", supervisor.read_code()).press("Confirm").is_at("/supervisor")


def last_link(site: Site) -> str:
    """Where the last message with a link for her leads."""
    links = [link for text in texts_to_supervisor(site) for link in re.findall(r"5000(/s/\S+)", text)]
    return str(links[-1])


def texts_to_supervisor(site: Site) -> list[str]:
    """What has gone to the supervisor."""
    return [text for phone, text in site.sender.sent if phone == SUPERVISORS_NUMBER.replace(" ", "")]


def home_of(three: Three, visitor: Visitor) -> str:
    """The first page of the supervisor or of the employee."""
    return "/supervisor" if visitor is three.supervisor else "/my"


def world_of(site: Site) -> World:
    """What the tests without a window look into, for what stands in no page."""
    return World(site.app, site.begin_work, site.clock, site.sender, site.house)
