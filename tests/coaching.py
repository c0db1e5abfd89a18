"""A path of three whose talk with the supervisor alone comes next, offered and booked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from support.booking.coaching_actions import offer_coaching
from support.consent.rules.fact_code import FactCode
from support.pathways.step_actions import hold_step
from tests.agreed import says, written
from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, first_slot
from tests.hands import press
from tests.settings import ADDRESS
from tests.supervisors import give, link_in_the_last_message, named, signed_in_by
from tests.ways import enrolled, way_of

_PATH: dict[str, Any] = {"p13": {"wish": ["with_supervisor"]}, "p13b": {"involve_supervisor": ["yes"]}}
OFFER = "Offer a time to the supervisor"


@dataclass(frozen=True)
class Talk:
    """A talk that is offered, with the browsers of the two who know of it."""

    sent: SentCase
    nurse: Browser
    supervisor: Browser
    id: str
    link: str

    @property
    def url(self) -> str:
        """Where the supervisor sees it."""
        return f"/supervisor/talks/{self.id}"


def before_the_talk(
    world: World, *facts: FactCode, release: bool = True, contact: Mapping[str, str] | None = None
) -> SentCase:
    """Step 5a has been held; the supervisor is named, and let know these facts."""
    sent = named(world, enrolled(world, contact=contact, **_PATH))
    if facts:
        give(sent.browser, *facts)
    if release:
        says(sent, written(world, sent))
    for key in ("1", "2", "3", "4", "5a"):
        step = way_of(world, sent).pathway.step(key)
        assert step is not None
        with world.begin_work(world.house.nils.actor) as work:
            hold_step(work, sent.case_id, key, brought=frozenset(step.must))
    return sent


def only_offered(world: World, contact: Mapping[str, str] | None = None) -> SentCase:
    """The talk is offered, and nobody has come yet."""
    sent = before_the_talk(world, FactCode.F1, release=False, contact=contact)
    with world.begin_work(world.house.nils.actor) as work:
        offer_coaching(work, sent.case_id, f"{ADDRESS}/s/")
    return sent


def offered(world: World, *facts: FactCode, release: bool = True) -> Talk:
    """The talk is offered, and the supervisor has come by the link in her message."""
    sent = before_the_talk(world, *(facts or (FactCode.F2,)), release=release)
    nurse = world.nurse(world.house.nils)
    nurse.get(f"/cases/{sent.case_id}/talks")
    press(nurse, OFFER)
    link = link_in_the_last_message(world)
    (row,) = world.rows("supervisor_coaching", ended_at=None)
    return Talk(sent, nurse, signed_in_by(world, link), str(row["id"]), link)


def booked(world: World, *facts: FactCode, release: bool = True) -> Talk:
    """The supervisor has taken the first free time."""
    talk = offered(world, *facts, release=release)
    talk.supervisor.get(talk.url)
    talk.supervisor.post(talk.url, slot=first_slot(talk.supervisor))
    assert "done=saved" in talk.supervisor.url, talk.supervisor.text()
    return talk
