"""A meeting of three on its way: drafted, approved, proposed, agreed."""

import re
from dataclasses import dataclass

from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, a_sent_case
from tests.hands import choices
from tests.supervisors import link_in_the_last_message, named, signed_in_by

AGENDA = "Amount of work\nQuiet time in the mornings"
DRAFT = {
    "kind": "tripartite_coaching",
    "minutes": "60",
    "channel": "video",
    "agenda": AGENDA,
    "asked_alone": "yes",
}


@dataclass(frozen=True)
class Arranged:
    """The meeting of one person, with the browsers of those who have one by now."""

    sent: SentCase
    nurse: Browser
    meeting_id: str

    @property
    def own(self) -> Browser:
        """The employee's browser."""
        return self.sent.browser

    @property
    def at_desk(self) -> str:
        """Where the nurse arranges it."""
        return f"/cases/{self.sent.case_id}/meeting"

    @property
    def on_own_page(self) -> str:
        """Where the employee sees it."""
        return f"/my/meetings/{self.meeting_id}"

    @property
    def for_supervisor(self) -> str:
        """Where the supervisor sees it."""
        return f"/supervisor/meetings/{self.meeting_id}"


def drafted(world: World, *, go: str = "send", **other: str) -> Arranged:
    """A nurse has asked somebody alone and sent her the agenda; a supervisor is named."""
    sent = named(world, a_sent_case(world, book=False))
    nurse = world.nurse(world.house.nils)
    nurse.post(f"/cases/{sent.case_id}/claim")
    nurse.post(f"/cases/{sent.case_id}/meeting", go=go, **{**DRAFT, **other})
    (row,) = world.rows("three_party_meeting", case_id=sent.case_id)
    return Arranged(sent, nurse, str(row["id"]))


def approved(world: World, *, release: bool = True) -> Arranged:
    """She has approved it, and lets her supervisor know."""
    found = drafted(world)
    found.own.get(found.on_own_page)
    found.own.post(f"{found.on_own_page}/agenda", agenda=AGENDA, **({"release": "yes"} if release else {}))
    assert "done=" in found.own.url, found.own.text()
    return found


def free_starts(arranged: Arranged) -> list[str]:
    """The times that the nurse can propose."""
    arranged.nurse.get(arranged.at_desk)
    return choices(arranged.nurse, "start")


def proposed(world: World, how_many: int = 3, arranged: Arranged | None = None) -> Arranged:
    """Times are proposed, and the supervisor invited."""
    found = arranged or approved(world)
    starts = free_starts(found)[0 : how_many * 2 : 2]
    found.nurse.post(f"{found.at_desk}/times", start=starts)
    assert "done=proposed" in found.nurse.url, found.nurse.text()
    return found


def invited(world: World) -> tuple[Arranged, Browser]:
    """The supervisor has come by her link and code."""
    found = proposed(world)
    return found, signed_in_by(world, link_in_the_last_message(world))


def times_on(browser: Browser, page: str) -> list[str]:
    """The proposed times on somebody's page."""
    browser.get(page)
    return [value for value in choices(browser, "time") if value != "none"]


def agreed(world: World) -> tuple[Arranged, Browser]:
    """A time stands in all three calendars."""
    found, supervisor = invited(world)
    times = times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=times[1:])
    found.own.post(f"{found.on_own_page}/times", time=times)
    confirm(found)
    return found, supervisor


def confirm(arranged: Arranged) -> None:
    """The nurse agrees on the time that suits everybody."""
    arranged.nurse.get(arranged.at_desk)
    (start,) = re.findall(r'type="hidden" name="start" value="([^"]+)"', arranged.nurse.html())
    arranged.nurse.post(f"{arranged.at_desk}/confirm", start=start)
    assert "done=confirmed" in arranged.nurse.url, arranged.nurse.text()
