"""Who looks at everything: each with a browser of her own, and how she stands to the four."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import update

from support.consent.inviting_actions import invite_supervisor
from support.consent.models import Consent
from support.vocabulary.actor import Role
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, World, at_page, signed_in_again
from tests.leaks.canaries import AINO, BEA, CECI, DORA, PEOPLE, Canary
from tests.leaks.may_find import Relation, may_find, must_find
from tests.leaks.planter import NUMBER, SIIRI, TAPIO
from tests.leaks.planting import Planted
from tests.pathways import a_manager, a_psychologist
from tests.settings import ADDRESS
from tests.supervisors import signed_in_by, take_back

UNSENT = "Kanäriåö900"
"""What a visitor has written and not sent."""

ROLES = {
    Role.VISITOR: "anonymous",
    Role.EMPLOYEE: "the employee",
    Role.SUPERVISOR: "a supervisor who is let know",
    Role.NURSE: "a nurse of the employer",
    Role.ADMIN: "a service manager",
    # The command line and the timed jobs look at no page.
    Role.OPERATOR: None,
    Role.JOB: None,
}
"""Who crawls for each role. Management of an employer has no role and no page yet: as soon as it has, a test
says that nobody crawls for it."""


@dataclass(frozen=True)
class Reader:
    """Somebody who looks at everything, and how she stands to each of the four."""

    who: str
    browser: Browser
    stands_to: Mapping[str, Relation]
    own_word: str = ""

    def may_find(self, canary: Canary) -> bool:
        """Whether it is for her."""
        return may_find(self.stands_to.get(canary.whose, Relation.STRANGER), canary)

    def must_find(self, canary: Canary) -> bool:
        """Whether a page of hers shows it."""
        return must_find(self.stands_to.get(canary.whose, Relation.STRANGER), canary)


def _nobody(world: World, _planted: Planted) -> Reader:
    return Reader("anonymous", world.browser(), {})


def _visitor(world: World, _planted: Planted) -> Reader:
    draft = at_page(world, "13")
    draft.post(wish="few_talks", own_words=UNSENT)
    return Reader("a visitor with unsent answers", draft, {}, UNSENT)


def _herself(whose: str, who: str) -> Callable[[World, Planted], Reader]:
    def come(world: World, _planted: Planted) -> Reader:
        return Reader(who, signed_in_again(world, NUMBER[whose]), {whose: Relation.HERSELF})

    return come


def _supervisor(world: World, number: str) -> Browser:
    """By the last of the links that went to this number."""
    plain = number.replace(" ", "")
    texts = [text for phone, text in world.sender.sent if phone == plain and f"{ADDRESS}/s/" in text]
    return signed_in_by(world, texts[-1].partition(ADDRESS)[2].split()[0])


def _let_know(world: World, _planted: Planted) -> Reader:
    return Reader("a supervisor who is let know", _supervisor(world, SIIRI), {AINO: Relation.LET_KNOW})


def _of_another(world: World, planted: Planted) -> Reader:
    (link,) = world.rows("supervisor_link", employee_id=planted.cases[3].employee_id)
    with world.begin_work(LOOKER) as work:
        # The first link has run out by now.
        invite_supervisor(work, str(link["id"]), f"{ADDRESS}/s/")
    world.send_due()
    return Reader("the supervisor of another", _supervisor(world, TAPIO), {DORA: Relation.LET_KNOW})


def _withdrawn(world: World, planted: Planted) -> Reader:
    browser = _supervisor(world, SIIRI)
    take_back(planted.cases[0].browser)
    return Reader("a supervisor from whom it was taken back", browser, {})


def _expired(world: World, _planted: Planted) -> Reader:
    browser = _supervisor(world, SIIRI)
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Consent).values(valid_until=work.now + timedelta(minutes=1)))
    world.clock.pass_time(timedelta(minutes=2))
    return Reader("a supervisor whose permission has run out", browser, {})


def _works_with_her(world: World, _planted: Planted) -> Reader:
    hers = dict.fromkeys((AINO, BEA, CECI), Relation.WORKS_WITH_HER)
    return Reader("a nurse of the employer", _staff(world, world.nurse, world.house.nils), hers)


def _colleague(world: World, _planted: Planted) -> Reader:
    hers = dict.fromkeys((AINO, BEA, CECI), Relation.COLLEAGUE)
    return Reader(
        "a colleague who does not work with her", _staff(world, world.nurse, world.house.nina), hers
    )


def _psychologist(world: World, _planted: Planted) -> Reader:
    hers = dict.fromkeys((AINO, BEA, CECI), Relation.COLLEAGUE)
    return Reader("a psychologist not of the case", a_psychologist(world), hers)


def _of_another_employer(world: World, _planted: Planted) -> Reader:
    browser = _staff(world, world.nurse, world.house.outi)
    return Reader("a nurse of another employer", browser, {DORA: Relation.WORKS_WITH_HER})


def _manager(world: World, _planted: Planted) -> Reader:
    return Reader("a service manager", _staff(world, a_manager), dict.fromkeys(PEOPLE, Relation.MANAGER))


def _staff(world: World, come: Callable[..., Browser], *whom: object) -> Browser:
    """A code of the authenticator is taken once."""
    world.clock.pass_time(timedelta(minutes=1))
    return come(*whom) if whom else come(world)


READERS: dict[str, Callable[[World, Planted], Reader]] = {
    "anonymous": _nobody,
    "a visitor with unsent answers": _visitor,
    "the employee": _herself(AINO, "the employee"),
    "another employee": _herself(BEA, "another employee"),
    "an employee who is followed up": _herself(CECI, "an employee who is followed up"),
    "a supervisor who is let know": _let_know,
    "the supervisor of another": _of_another,
    "a supervisor from whom it was taken back": _withdrawn,
    "a supervisor whose permission has run out": _expired,
    "a nurse of the employer": _works_with_her,
    "a colleague who does not work with her": _colleague,
    "a psychologist not of the case": _psychologist,
    "a nurse of another employer": _of_another_employer,
    "a service manager": _manager,
}
assert set(PEOPLE) == set(NUMBER)
