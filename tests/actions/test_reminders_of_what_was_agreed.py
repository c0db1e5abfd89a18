"""Whoever took something upon her is reminded of it, without a word of what it is, as long as it stands."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode
from support.pathways.agreement_actions import change_action
from support.pathways.reminding_actions import remind_of_due_actions
from support.pathways.rules.agreed_action import Move, Owner
from support.people.supervisor_rules import SUPERVISORS_REACHED
from tests.agreed import DAYS, OTHERS, TEXT, Agreed, says, taken_on, written
from tests.browser_of_the_tests import PHONE
from tests.builders import LOOKER, World
from tests.settings import ADDRESS
from tests.supervisors import SUPERVISORS_NUMBER, take_back
from tests.ways import enrolled

HERS, OWN = SUPERVISORS_NUMBER.replace(" ", ""), PHONE.replace(" ", "")


def _reminders(world: World) -> list[tuple[str, str]]:
    """Who is told what from today until long after the day."""
    before = len(world.sender.sent)
    for _ in range(DAYS + 14):
        world.clock.pass_time(timedelta(days=1))
        remind_of_due_actions(world.begin_work, f"{ADDRESS}/my", f"{ADDRESS}/s/")
        world.send_due()
    return [one for one in world.sender.sent[before:] if "omething agreed" in one[1]]


def test_the_supervisor_is_reminded_before_and_once_after_with_a_way_in(world: World) -> None:
    taken_on(world)
    told = _reminders(world)
    assert [(phone, "It is due" in text, "It was due" in text) for phone, text in told] == [
        (HERS, True, False),
        (HERS, False, True),
    ]
    assert all(re.search(rf"{ADDRESS}/s/\w{{16}}$", text) and TEXT not in text for _, text in told)


def test_the_person_is_reminded_of_her_own(world: World) -> None:
    sent = enrolled(world)
    written(world, sent, OTHERS, Owner.EMPLOYEE)
    written(world, sent, OTHERS, Owner.PROVIDER)
    told = _reminders(world)
    assert [(phone, "has passed" in text) for phone, text in told] == [(OWN, False), (OWN, True)]
    assert all(OTHERS not in text and text.count("/my") == 1 for _, text in told)


def test_to_whom_a_permission_has_run_out_nothing_is_even_planned(world: World) -> None:
    taken_on(world)
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Consent).values(valid_until=work.now))
    for _ in range(DAYS):
        world.clock.pass_time(timedelta(days=1))
        remind_of_due_actions(world.begin_work, f"{ADDRESS}/my", f"{ADDRESS}/s/")
    assert [row for row in world.rows("outbound_message") if row["template"] == "sup_due"] == []


def _release_taken_back(world: World, agreed: Agreed) -> None:
    says(agreed.sent, agreed.action_id, "no")


def _permission_taken_back(world: World, agreed: Agreed) -> None:
    take_back(agreed.sent.browser, FactCode.F2)


def _done(world: World, agreed: Agreed) -> None:
    with world.begin_work(world.house.nils.actor) as work:
        change_action(work, agreed.sent.case_id, agreed.action_id, Move.FINISH, "")


def _over(world: World, _agreed: Agreed) -> None:
    """Its time is over, and nobody has written that down yet."""
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Consent).values(valid_until=work.now))


@pytest.mark.parametrize("end", [_release_taken_back, _permission_taken_back, _done, _over])
def test_nobody_is_reminded_of_what_stands_no_more(end: object, world: World) -> None:
    agreed = taken_on(world, FactCode.F1, FactCode.F2)
    assert callable(end)
    end(world, agreed)
    assert _reminders(world) == []


def test_a_reminder_that_has_not_left_is_taken_back_with_the_permission(world: World) -> None:
    agreed = taken_on(world, FactCode.F1, FactCode.F2)
    world.clock.pass_time(timedelta(days=DAYS - 2, hours=3))
    remind_of_due_actions(world.begin_work, f"{ADDRESS}/my", f"{ADDRESS}/s/")
    waiting = [row for row in world.rows("outbound_message", template="sup_due")]
    assert len(waiting) == 1
    with world.begin_work(world.house.nils.actor) as work:
        change_action(work, agreed.sent.case_id, agreed.action_id, Move.CANCEL, "")
    before = len(world.sender.sent)
    world.send_due()
    assert HERS not in {phone for phone, _ in world.sender.sent[before:]}


def test_of_many_things_of_one_day_a_supervisor_is_reminded_so_often_and_no_more(world: World) -> None:
    agreed = taken_on(world)
    for n in range(SUPERVISORS_REACHED[0] + 2):
        action_id = written(world, agreed.sent, f"{OTHERS} {n}")
        says(agreed.sent, action_id)
        agreed.hers.get("/supervisor")
        agreed.hers.post(f"/supervisor/agreed/{action_id}", do="accept")
    before = len(world.sender.sent)
    world.clock.pass_time(timedelta(days=DAYS - 2))
    # What was told at once has been told.
    world.send_due()
    told = [one for one in world.sender.sent[before:] if one[0] == HERS]
    reminders = _reminders(world)
    assert len(told) <= SUPERVISORS_REACHED[0]
    assert len([text for _, text in reminders if "It is due" in text]) == SUPERVISORS_REACHED[0]
