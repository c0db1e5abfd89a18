"""Whoever holds somebody's session can neither shut its owner out nor keep what was ended."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from support.people import sessions
from support.people.models import SignIn
from support.people.rules import SIGN_IN_CODES
from support.people.session_queries import roles_of
from support.people.sessions import wear_role
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import NotFound
from tests.builders import LOOKER, World, a_sent_case
from tests.people_of_the_tests import House


def test_wrong_codes_end_the_stolen_session_and_cost_its_owner_nothing(world: World) -> None:
    thief = world.nurse(world.house.nils)
    limit = SIGN_IN_CODES[0][0]
    for _ in range(limit + 1):
        thief.get("/staff/signed-in/end-others")
        thief.post("/staff/signed-in/end-others", code="000000")
    assert "/sign-in" in thief.get("/queue").request.path
    world.clock.pass_time(timedelta(seconds=31))
    owner = world.nurse(world.house.nils)
    assert owner.get("/queue").request.path == "/queue"


def test_a_session_that_is_ended_meanwhile_is_not_gone_on_with_in_another_role(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the change of the role waits for whoever locks the account or invites anew."""
    house: House = world.house
    world.nurse(house.nils)
    (row,) = world.rows("sign_in")

    def ended_meanwhile(work: Work, account_id: str) -> frozenset[Role]:
        work.session.execute(delete(SignIn))
        return roles_of(work, account_id)

    monkeypatch.setattr(sessions, "roles_of", ended_meanwhile)
    monkeypatch.setattr(sessions, "token_hash", lambda token: token)
    with pytest.raises(NotFound), world.begin_work(LOOKER) as work:
        wear_role(work, row["token_hash"], Role.NURSE)


def test_refusals_fill_the_record_only_so_far(world: World) -> None:
    """Nobody may delete a record, so nobody may write as many as she likes."""
    employee = a_sent_case(world).browser
    for _ in range(150):
        assert employee.client.get("/queue").status_code == 404
    refused = world.rows("audit_entry", verb="refuse")
    assert 50 < len(refused) <= 100


def test_changing_the_role_gives_no_more_tries_of_the_code(world: World) -> None:
    with world.app.app_context():
        world.app.test_cli_runner().invoke(args=["give-role", world.house.nils.email, "admin"])
    thief = world.nurse(world.house.nils)
    limit = SIGN_IN_CODES[0][0]
    for number in range(limit + 1):
        thief.post("/staff/role", role="admin" if number % 2 else "nurse")
        thief.get("/staff/signed-in/end-others")
        thief.post("/staff/signed-in/end-others", code="000000")
    assert "/sign-in" in thief.get("/staff").request.path
