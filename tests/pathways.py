"""Who works on versions of pathways: a service manager, and a psychologist who approves."""

from datetime import timedelta

import pyotp

from support.pathways.facts import AsRead
from support.pathways.version_queries import version_facts
from support.people.account_actions import give_role
from support.people.models import Practitioner
from support.people.staff_actions import accept_invitation, hash_password, invite, offered_totp_secret
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor, Role
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, World
from tests.people_of_the_tests import PASSWORD, House, Staff

CODE = "TRIPARTITE"
DRAFT = "/pathways/TRIPARTITE-3"
# Made once, as for everybody of the house: two installations of the same moment have the same rows.
_STORED = hash_password(PASSWORD)


def manager(world: World) -> Actor:
    """Outi as service manager."""
    return Actor(Role.ADMIN, world.house.outi.id, world.house.outi.employers)


def psychologist(world: World) -> Actor:
    """Maarit, who may approve."""
    return Actor(Role.NURSE, world.house.psychologist, frozenset({world.house.hiljasalo}))


def as_read(world: World, version: int = 3, code: str = CODE) -> AsRead:
    """The text of a version as somebody reads it who opens it now."""
    with world.begin_work.to_read(LOOKER) as look:
        return version_facts(look, code, version).as_read


def a_manager(world: World) -> Browser:
    """A service manager's browser after signing in."""
    let_her_manage(world)
    # She may have signed in before: a code of the authenticator is taken once.
    world.clock.pass_time(timedelta(minutes=1))
    browser = world.nurse(world.house.outi)
    browser.post("/staff/role", role="admin")
    return browser


def let_her_manage(world: World) -> None:
    """Outi is a service manager too."""
    (account,) = world.rows("account", practitioner_id=world.house.outi.id)
    if not world.rows("held_role", account_id=account["id"], role=Role.ADMIN):
        with world.begin_work(LOOKER) as work:
            give_role(work, world.house.outi.email, Role.ADMIN)


def a_psychologist(world: World) -> Browser:
    """A psychologist's browser after signing in."""
    return world.nurse(account_of_the_psychologist(world.begin_work, world.house))


def account_of_the_psychologist(begin_work: BeginWork, house: House) -> Staff:
    """Let the psychologist of the house sign in."""
    email = "maarit@ulappa.example"
    with begin_work(Actor.operator()) as work:
        maarit = work.session.get_one(Practitioner, house.psychologist)
        token = invite(work, practitioner=maarit, email=email, role=Role.NURSE, employers=[])
        secret = offered_totp_secret(work, token)
    with begin_work(Actor.visitor()) as work:
        earlier = pyotp.TOTP(secret).at(int(work.now.timestamp()) - 30)
        assert accept_invitation(work, token, stored_password=_STORED, code=earlier)
    return Staff(maarit.id, email, secret, frozenset({house.hiljasalo}))
