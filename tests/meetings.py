"""A meeting of three on its way: drafted, approved, proposed, agreed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, a_sent_case, signed_in_again
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


WITH_SUPERVISOR: dict[str, Any] = {
    "p13": {"wish": ["with_supervisor"]},
    "p13b": {"involve_supervisor": ["yes"]},
}
GOAL = {"goal_text": "Nukun ja jaksan taas.", "value": "3", "good_enough": "7"}
TIMETABLE = {"timetable": "Tapaamme kolmistaan uudelleen helmikuussa."}
ACTION = {
    "action_text": "Aamupäivät ilman kokouksia.",
    "owner": "supervisor",
    "due_on": "2026-12-31",
    "size": "try_out",
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


@dataclass(frozen=True)
class Together:
    """The three in their meeting, each in a browser of her own."""

    found: Arranged
    nurse: Browser
    own: Browser
    supervisor: Browser

    def writes(self, what: str, **fields: str) -> None:
        """Whoever leads the meeting writes something down."""
        self.nurse.post(f"{self.found.at_desk}/{what}", **fields)
        assert "done=" in self.nurse.url, self.nurse.text()

    def says_yes(self, browser: Browser, page: str) -> int:
        """Somebody says yes to every word that waits for her; to how many."""
        browser.get(page)
        waiting = re.findall(r'name="about" value="([^"]+)"><input[^>]*value="(\d+)"', browser.html())
        for about, version in waiting:
            browser.post(f"{page}/words", about=about, version=version)
            assert "done=thanks" in browser.url, browser.text()
        return len(waiting)

    def everybody_says_yes(self) -> None:
        """First the employee, then her supervisor."""
        self.says_yes(self.own, self.found.on_own_page)
        self.says_yes(self.supervisor, self.found.for_supervisor)

    def acknowledge(self) -> None:
        """Each keeps to what is said."""
        for browser, page in (
            (self.nurse, self.found.at_desk),
            (self.own, self.found.on_own_page),
            (self.supervisor, self.found.for_supervisor),
        ):
            browser.post(f"{page}/acknowledge")


def together(world: World, *, on_path: bool = True) -> Together:
    """The meeting has begun, and nothing is written down yet."""
    return world.come_to(("together", on_path), lambda: _together(world, on_path=on_path))


def _together(world: World, *, on_path: bool) -> Together:
    found, _supervisor = agreed(world, on_path=on_path)
    (meeting,) = world.rows("three_party_meeting", id=found.meeting_id)
    world.clock.set(meeting["starts_at"] + timedelta(minutes=5))
    return back_in(world, found)


def back_in(world: World, found: Arranged) -> Together:
    """All three, signed in once more."""
    nurse, own = world.nurse(world.house.nils), signed_in_again(world)
    return Together(found, nurse, own, signed_in_by(world, link_in_the_last_message(world)))


def drafted(world: World, *, go: str = "send", on_path: bool = False, **other: str) -> Arranged:
    """A nurse has asked somebody alone and sent her the agenda; a supervisor is named.

    With `on_path` she goes along the three-party coaching, whose first step waits for the meeting.
    """
    return world.come_to(
        ("drafted", go, on_path, repr(other)), lambda: _drafted(world, go, other, on_path=on_path)
    )


def _drafted(world: World, go: str, other: Mapping[str, str], *, on_path: bool) -> Arranged:
    answers = WITH_SUPERVISOR if on_path else {}
    sent = named(world, a_sent_case(world, book=False, **answers))
    nurse = world.nurse(world.house.nils)
    nurse.post(f"/cases/{sent.case_id}/claim")
    if on_path:
        nurse.post(f"/cases/{sent.case_id}/talks", answer="accepted")
    nurse.post(f"/cases/{sent.case_id}/meeting", go=go, **{**DRAFT, **other})
    (row,) = world.rows("three_party_meeting", case_id=sent.case_id)
    return Arranged(sent, nurse, str(row["id"]))


def approved(world: World, *, release: bool = True, on_path: bool = False) -> Arranged:
    """She has approved it, and lets her supervisor know."""
    return world.come_to(
        ("approved", release, on_path), lambda: _approved(world, release=release, on_path=on_path)
    )


def _approved(world: World, *, release: bool, on_path: bool) -> Arranged:
    found = drafted(world, on_path=on_path)
    found.own.get(found.on_own_page)
    found.own.post(f"{found.on_own_page}/agenda", agenda=AGENDA, **({"release": "yes"} if release else {}))
    assert "done=" in found.own.url, found.own.text()
    return found


def free_starts(arranged: Arranged) -> list[str]:
    """The times that the nurse can propose."""
    arranged.nurse.get(arranged.at_desk)
    return choices(arranged.nurse, "start")


def proposed(
    world: World, how_many: int = 3, arranged: Arranged | None = None, *, far: bool = False
) -> Arranged:
    """Times are proposed, and the supervisor invited; with `far` the last that there are."""
    found = arranged or approved(world)
    starts = free_starts(found)[-how_many:] if far else free_starts(found)[0 : how_many * 2 : 2]
    found.nurse.post(f"{found.at_desk}/times", start=starts)
    assert "done=proposed" in found.nurse.url, found.nurse.text()
    return found


def invited(world: World, *, on_path: bool = False, far: bool = False) -> tuple[Arranged, Browser]:
    """The supervisor has come by her link and code."""

    def come() -> tuple[Arranged, Browser]:
        found = proposed(world, arranged=approved(world, on_path=on_path), far=far)
        return found, signed_in_by(world, link_in_the_last_message(world))

    return world.come_to(("invited", on_path, far), come)


def times_on(browser: Browser, page: str) -> list[str]:
    """The proposed times on somebody's page."""
    browser.get(page)
    return [value for value in choices(browser, "time") if value != "none"]


def agreed(world: World, *, on_path: bool = False, far: bool = False) -> tuple[Arranged, Browser]:
    """A time stands in all three calendars."""
    return world.come_to(("agreed", on_path, far), lambda: _agreed(world, on_path=on_path, far=far))


def _agreed(world: World, *, on_path: bool, far: bool) -> tuple[Arranged, Browser]:
    found, supervisor = invited(world, on_path=on_path, far=far)
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
