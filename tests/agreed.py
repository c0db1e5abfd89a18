"""Something that a supervisor is to do, agreed in a talk and on its way to her."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from support.consent.rules.fact_code import FactCode
from support.pathways.agreement_actions import Wanted, write_action
from support.pathways.rules.agreed_action import Owner
from support.vocabulary.calendar import local_date
from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World
from tests.meetings import ACTION, Together, together
from tests.supervisors import give, given, link_in_the_last_message, named, signed_in_by
from tests.ways import enrolled

TEXT = "Kokoukset pois aamupäivistä."
OTHERS = "Viikkokeskustelu maanantaisin."
DAYS = 14


@dataclass(frozen=True)
class Agreed:
    """One action of a person who is on her way, with the browser of the supervisor where she has one."""

    sent: SentCase
    action_id: str
    supervisor: Browser | None = None

    @property
    def hers(self) -> Browser:
        """The supervisor's browser."""
        assert self.supervisor is not None
        return self.supervisor

    @property
    def url(self) -> str:
        """Where the supervisor answers."""
        return f"/supervisor/agreed/{self.action_id}"


def written(world: World, sent: SentCase, text: str = TEXT, owner: Owner = Owner.SUPERVISOR) -> str:
    """Nils writes down what somebody is to do in two weeks."""
    with world.begin_work(world.house.nils.actor) as work:
        due = local_date(work.now) + timedelta(days=DAYS)
        return write_action(work, sent.case_id, Wanted(text, owner, due))


def says(agreed_with: SentCase, action_id: str, release: str = "yes") -> None:
    """The person answers whether her supervisor may see it."""
    agreed_with.browser.get(f"/my/agreed/{action_id}")
    answer = agreed_with.browser.post(f"/my/agreed/{action_id}", release=release)
    assert answer.status_code == 200, agreed_with.browser.text()


def written_in_meeting(world: World) -> tuple[Together, str]:
    """Something that the supervisor is to do, written down in the meeting of three; the person lets her know
    such things and has opened the page on which she is asked about this one."""
    three = together(world)
    three.writes("action", **ACTION)
    (row,) = world.rows("agreed_action")
    give(three.own, FactCode.F2)
    page = f"/my/agreed/{row['id']}"
    three.own.get(page)
    return three, page


def proposed(world: World) -> Agreed:
    """The supervisor is named, and something is proposed for her to do."""
    sent = named(world, enrolled(world))
    return Agreed(sent, written(world, sent))


def shared(world: World, *facts: FactCode, **contact: str) -> Agreed:
    """The person lets her supervisor know these, and read this very action; the supervisor has signed in."""
    return world.come_to(("shared", facts, repr(contact)), lambda: _shared(world, facts, contact))


def _shared(world: World, facts: tuple[FactCode, ...], contact: Mapping[str, str]) -> Agreed:
    sent = given(world, *(facts or (FactCode.F2,)), sent=enrolled(world, contact=contact))
    action_id = written(world, sent)
    says(sent, action_id)
    # Her message waits for what else may be answered.
    world.clock.pass_time(timedelta(minutes=10))
    return Agreed(sent, action_id, signed_in_by(world, link_in_the_last_message(world)))


def taken_on(world: World, *facts: FactCode) -> Agreed:
    """The same, and the supervisor has taken it upon her."""
    return world.come_to(("taken on", facts), lambda: _taken_on(world, facts))


def _taken_on(world: World, facts: tuple[FactCode, ...]) -> Agreed:
    agreed = shared(world, *facts)
    agreed.hers.get("/supervisor")
    agreed.hers.post(agreed.url, do="accept")
    assert "done=thanks" in agreed.hers.url, agreed.hers.text()
    return agreed
