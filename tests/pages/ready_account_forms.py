"""The forms of a staff account and its sign-in, each made ready to be sent by a person who may send it."""

from sqlalchemy import select

from support.people.account_actions import give_role
from support.people.models import Practitioner, ServiceTeam
from support.people.staff_actions import invite
from support.vocabulary.actor import Actor, Role
from tests.builders import World, nurse_in_two_browsers
from tests.pages.ready_form import Form, Prepare, of_anyone
from tests.people_of_the_tests import PASSWORD


def _staff_code(world: World) -> Form:
    browser = world.browser()
    browser.get("/staff/sign-in")
    browser.post(email=world.house.nils.email, password=PASSWORD)
    assert browser.url.startswith("/staff/sign-in/code")
    return Form(browser, "/staff/sign-in/code", {"code": ["000000"]})


def _two_roles(world: World) -> Form:
    with world.begin_work(Actor.operator()) as work:
        give_role(work, world.house.nils.email, Role.ADMIN)
    return Form(world.nurse(world.house.nils), "/staff/role", {"role": ["admin"]})


def _invitation(world: World) -> Form:
    with world.begin_work(Actor.operator()) as work:
        team = work.session.execute(select(ServiceTeam.id)).scalar_one()
        nurse = Practitioner(
            id=work.new_id(), team_id=team, name="Veera Vuori", profession="nurse", languages=("fi",)
        )
        token = invite(work, practitioner=nurse, email="veera@ulappa.example", role=Role.NURSE, employers=[])
    fields = {"password": ["kaksi hiljaista soutajaa"], "code": ["000000"]}
    return Form(world.browser(), f"/staff/invitation/{token}", fields)


def _staff_elsewhere(url: str) -> Prepare:
    def prepare(world: World) -> Form:
        _first, second, ref = nurse_in_two_browsers(world, world.house.nils)
        return Form(second, url.format(session_ref=ref), {"code": ["000000"]})

    return prepare


READY_ACCOUNTS: dict[str, list[Prepare]] = {
    "desk.end_other_sessions": [_staff_elsewhere("/staff/signed-in/end-others")],
    "desk.end_session": [_staff_elsewhere("/staff/signed-in/{session_ref}/end")],
    "desk.forget_browsers": [_staff_elsewhere("/staff/known-browsers/forget")],
    "staff.change_role": [_two_roles],
    "staff.first_step": [of_anyone("/staff/sign-in", email="nils@ulappa.example", password="x" * 20)],
    "staff.second_step": [_staff_code],
    "staff.take_into_use": [_invitation],
}
