"""An alert is told until somebody has seen it: first to who is on duty, last to the service manager."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, time, timedelta
from typing import cast

import pytest
from sqlalchemy import update

from support.cases.alert_actions import (
    acknowledge_alert,
    raise_alert,
    raise_if_urgent,
    resolve_alert,
    resolve_calls,
    take_back_alert,
)
from support.cases.models import Case
from support.cases.opening_actions import Need, open_case
from support.cases.rules.alerts import AlertKind
from support.cases.rules.targets import promise
from support.cases.telling_actions import escalate_due_alert, escalate_due_alerts
from support.messaging.inbound_models import OptOutBy
from support.messaging.models import RECIPIENT
from support.messaging.opt_out_actions import opt_out
from support.people.account_actions import give_role
from support.people.duty_actions import be_on_duty_today, set_number
from support.people.employee_actions import ContactData, register_employee
from support.people.models import Account
from support.platform.begin_work import BeginWork
from support.platform.columns import SEAL_MARK
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import at
from support.vocabulary.errors import Conflict, NotFound
from support.vocabulary.language import Language
from support.vocabulary.pathway import BRIEF_SUPPORT, CRISIS, URGENT_CALL, Urgency
from tests.builders import LOOKER, World
from tests.people_of_the_tests import Staff

STAFF = "http://127.0.0.1:5000/staff"
NUMBERS = {"nils": "+35800000031", "nina": "+35800000032", "outi": "+35800000033"}
DANGER = Need(Urgency.NOW, CRISIS, safety=True, flags=())
TODAY = Need(Urgency.SAME_DAY, URGENT_CALL, safety=False, flags=())
NO_HURRY = Need(Urgency.ROUTINE, BRIEF_SUPPORT, safety=False, flags=())
A_QUARTER = timedelta(minutes=15)


@pytest.fixture
def told(world: World) -> World:
    """Everybody can be told by text message, and Outi is a service manager besides."""
    with world.begin_work(LOOKER) as work:
        for name, number in NUMBERS.items():
            set_number(work, f"{name}@ulappa.example", number)
        give_role(work, world.house.outi.email, Role.ADMIN)
    return world


def a_case(world: World, need: Need, number: int = 1) -> str:
    """A case of somebody from the municipality."""
    with world.begin_work(Actor.visitor()) as work:
        contact = ContactData("Aino", f"+358000000{number:02d}", True, None, None, Language.FI)
        employee = register_employee(work, contact, number_confirmed=True)
        return open_case(
            work,
            employee_id=employee.id,
            employer_id=world.house.hiljasalo,
            key_id=work.new_key(),
            need=need,
        )


def on_duty(world: World, *staff: Staff) -> None:
    """These, the last of them first in line."""
    for one in staff:
        with world.begin_work(one.actor) as work:
            be_on_duty_today(work)


def rung(world: World) -> list[str]:
    """Whose numbers were written to since this was asked last."""
    escalate_due_alerts(world.begin_work, STAFF)
    world.send_due()
    names = {number: name for name, number in NUMBERS.items()}
    found = [names[number] for number, _ in world.sender.sent if number in names]
    world.sender.sent.clear()
    return found


def as_nurse(world: World, staff: Staff, act: Callable[..., None], alert_id: str) -> None:
    with world.begin_work(staff.actor) as work:
        act(work, alert_id)


def only_alert(world: World) -> dict[str, object]:
    (alert,) = world.rows("alert")
    return alert


@pytest.mark.requirement("SR-5")
def test_a_crisis_that_nobody_has_seen_goes_to_the_next_and_then_to_the_service_manager(told: World) -> None:
    on_duty(told, told.house.nina, told.house.nils)
    a_case(told, DANGER)
    assert rung(told) == ["nils"]
    told.clock.pass_time(A_QUARTER - timedelta(seconds=1))
    assert rung(told) == []
    told.clock.pass_time(timedelta(seconds=1))
    assert rung(told) == ["nina"]
    told.clock.pass_time(A_QUARTER)
    assert rung(told) == ["outi"]
    assert only_alert(told)["with_manager"] is True
    told.clock.pass_time(timedelta(days=3))
    assert rung(told) == []
    kinds = [row["kind"] for row in told.rows("case_step")]
    assert sorted(kinds) == ["alert_escalated", "alert_escalated", "opened"]


@pytest.mark.requirement("SR-5")
def test_once_somebody_has_seen_it_nobody_else_is_told(told: World) -> None:
    on_duty(told, told.house.nina, told.house.nils)
    a_case(told, DANGER)
    assert rung(told) == ["nils"]
    as_nurse(told, told.house.nils, acknowledge_alert, str(only_alert(told)["id"]))
    told.clock.pass_time(timedelta(days=3))
    assert rung(told) == []
    assert only_alert(told)["acknowledged_by"] == told.house.nils.id


def test_a_message_that_has_not_left_when_somebody_sees_the_alert_never_leaves(told: World) -> None:
    on_duty(told, told.house.nils)
    a_case(told, DANGER)
    assert escalate_due_alert(told.begin_work, STAFF)
    as_nurse(told, told.house.nils, acknowledge_alert, str(only_alert(told)["id"]))
    assert rung(told) == []


def test_the_message_says_nothing_of_what_it_is_about(told: World) -> None:
    on_duty(told, told.house.nils)
    a_case(told, DANGER)
    escalate_due_alerts(told.begin_work, STAFF)
    told.send_due()
    assert told.sender.sent == [(NUMBERS["nils"], f"Uusi asia odottaa sinua. Kirjaudu palveluun: {STAFF}")]


def test_where_nobody_is_on_duty_all_nurses_of_the_employer_are_told_at_once(told: World) -> None:
    a_case(told, DANGER)
    assert sorted(rung(told)) == ["nils", "nina"]
    told.clock.pass_time(A_QUARTER)
    assert rung(told) == ["outi"]


def test_who_may_not_know_of_the_case_is_not_told_even_on_duty(told: World) -> None:
    on_duty(told, told.house.nina, told.house.outi)
    a_case(told, DANGER)
    assert rung(told) == ["nina"]


def test_who_has_given_no_number_is_passed_over(told: World) -> None:
    with told.begin_work(LOOKER) as work:
        set_number(work, told.house.nils.email, None)
    on_duty(told, told.house.nina, told.house.nils)
    a_case(told, DANGER)
    assert rung(told) == ["nina"]


@pytest.mark.requirement("SR-5")
def test_whose_number_wants_no_messages_is_not_waited_for(told: World) -> None:
    on_duty(told, told.house.nina, told.house.nils)
    with told.begin_work(LOOKER) as work:
        opt_out(work, work.lookup(RECIPIENT, NUMBERS["nils"]), OptOutBy.REPLY)
    a_case(told, DANGER)
    assert rung(told) == ["nina"]
    told.clock.pass_time(A_QUARTER)
    assert rung(told) == ["outi"]


def test_a_number_that_nobody_can_read_holds_up_no_alert(told: World) -> None:
    on_duty(told, told.house.nina, told.house.nils)
    with told.begin_work(LOOKER) as work:
        mine = Account.practitioner_id == told.house.nils.id
        work.session.execute(update(Account).where(mine).values(phone=SEAL_MARK + b"broken"))
    a_case(told, DANGER)
    assert rung(told) == ["nina"]


def test_an_urgent_call_goes_on_after_two_hours_of_opening_time(told: World) -> None:
    on_duty(told, told.house.nina, told.house.nils)
    told.clock.set(_wall(25, 15))
    a_case(told, TODAY)
    assert rung(told) == ["nils"]
    told.clock.set(_wall(26, 8, 59))
    assert rung(told) == []
    told.clock.set(_wall(26, 9))
    # It is another day, on which nobody has been put on duty.
    assert rung(told) == ["outi"]


def test_what_comes_at_night_is_told_in_the_morning_the_most_urgent_within_a_quarter(told: World) -> None:
    told.clock.set(_wall(25, 22))
    a_case(told, DANGER)
    assert rung(told) == []
    told.clock.set(_wall(26, 7, 59))
    assert rung(told) == []
    told.clock.set(_wall(26, 8))
    assert sorted(rung(told)) == ["nils", "nina"]
    told.clock.set(_wall(26, 8, 15))
    assert rung(told) == ["outi"]


def test_what_is_not_urgent_is_on_the_pages_alone_and_comes_to_the_manager_when_it_is_late(
    told: World,
) -> None:
    case_id = a_case(told, NO_HURRY)
    with told.begin_work(Actor.job("check-ins")) as work:
        raise_alert(work, case_id, AlertKind.CHECKIN_MISSED)
    assert rung(told) == []
    told.clock.set(_wall(30, 15, 59))
    assert rung(told) == []
    assert only_alert(told)["with_manager"] is False
    told.clock.set(_wall(30, 16))
    assert rung(told) == []
    assert only_alert(told)["with_manager"] is True


def test_an_alert_about_the_same_is_the_one_that_is_open(told: World) -> None:
    case_id = a_case(told, NO_HURRY)

    def raised(about: str) -> str:
        with told.begin_work(Actor.job("check-ins")) as work:
            return raise_alert(work, case_id, AlertKind.MESSAGE_FAILED, about=about)

    first = raised("one")
    assert raised("one") == first
    assert raised("other") != first
    as_nurse(told, told.house.nils, resolve_alert, first)
    assert raised("one") != first


def test_an_alert_of_a_case_that_is_gone_is_refused(told: World) -> None:
    with pytest.raises(NotFound), told.begin_work(Actor.job("check-ins")) as work:
        raise_alert(work, "x" * 22, AlertKind.NO_ANSWER)


class _Overtaken:
    """Begins the works of a worker that is overtaken by another between its look and its work."""

    def __init__(self, begin_work: BeginWork) -> None:
        self._begin_work = begin_work

    def __call__(self, actor: Actor) -> AbstractContextManager[Work]:
        return self._begin_work(actor)

    @contextmanager
    def to_read(self, actor: Actor) -> Iterator[Work]:
        with self._begin_work.to_read(actor) as look:
            yield look
        assert escalate_due_alert(self._begin_work, STAFF)


def test_two_workers_tell_the_next_in_line_once(told: World) -> None:
    on_duty(told, told.house.nina, told.house.nils)
    a_case(told, DANGER)
    assert escalate_due_alert(cast("BeginWork", _Overtaken(told.begin_work)), STAFF)
    assert (only_alert(told)["level"], only_alert(told)["tellings"]) == (1, 1)
    assert rung(told) == ["nils"]


def test_who_pressed_by_mistake_takes_it_back_and_it_is_told_anew(told: World) -> None:
    on_duty(told, told.house.nina, told.house.nils)
    a_case(told, DANGER)
    assert rung(told) == ["nils"]
    alert_id = str(only_alert(told)["id"])
    as_nurse(told, told.house.nils, resolve_alert, alert_id)
    as_nurse(told, told.house.nils, take_back_alert, alert_id)
    assert (only_alert(told)["resolved_at"], only_alert(told)["acknowledged_by"]) == (
        None,
        told.house.nils.id,
    )
    assert rung(told) == []
    as_nurse(told, told.house.nils, take_back_alert, alert_id)
    assert rung(told) == ["nils"]


def test_nobody_takes_back_what_somebody_else_has_pressed(told: World) -> None:
    a_case(told, DANGER)
    alert_id = str(only_alert(told)["id"])
    as_nurse(told, told.house.nils, acknowledge_alert, alert_id)
    with pytest.raises(Conflict):
        as_nurse(told, told.house.nina, take_back_alert, alert_id)


@pytest.mark.parametrize("act", [acknowledge_alert, resolve_alert, take_back_alert])
def test_an_alert_is_not_there_for_whoever_may_not_know_of_its_case(
    act: Callable[..., None], told: World
) -> None:
    a_case(told, DANGER)
    alert = only_alert(told)
    (case,) = told.rows("support_case")
    strangers = (told.house.outi.actor, Actor(Role.EMPLOYEE, case["employee_id"]), Actor.visitor())
    for stranger in strangers:
        with pytest.raises(NotFound), told.begin_work(stranger) as work:
            act(work, str(alert["id"]))


def test_a_service_manager_acknowledges_what_has_come_to_her_and_resolves_nothing(told: World) -> None:
    manager = Actor(Role.ADMIN, told.house.outi.id)
    a_case(told, DANGER)
    alert_id = str(only_alert(told)["id"])
    with pytest.raises(NotFound), told.begin_work(manager) as work:
        acknowledge_alert(work, alert_id)
    rung(told)
    told.clock.pass_time(A_QUARTER)
    rung(told)
    with pytest.raises(NotFound), told.begin_work(manager) as work:
        resolve_alert(work, alert_id)
    with told.begin_work(manager) as work:
        acknowledge_alert(work, alert_id)
    assert only_alert(told)["acknowledged_by"] == told.house.outi.id


def test_two_calls_without_an_answer_are_an_alert_and_talking_with_her_resolves_it(told: World) -> None:
    case_id = a_case(told, NO_HURRY)
    nils = told.nurse(told.house.nils)
    nils.get(f"/cases/{case_id}")
    nils.post(f"/cases/{case_id}/claim")
    nils.post(f"/cases/{case_id}/call", outcome="no_answer")
    assert told.rows("alert") == []
    told.clock.pass_time(timedelta(minutes=5))
    nils.post(f"/cases/{case_id}/call", outcome="no_answer")
    assert only_alert(told)["kind"] == "no_answer"
    told.clock.pass_time(timedelta(minutes=5))
    nils.post(f"/cases/{case_id}/call", outcome="reached")
    assert only_alert(told)["resolved_by"] == told.house.nils.id


def test_what_is_new_in_an_alert_that_has_been_seen_has_been_seen_by_nobody(told: World) -> None:
    case_id = a_case(told, NO_HURRY)

    def written(*, is_news: bool) -> str:
        with told.begin_work(Actor.job("reply")) as work:
            return raise_alert(work, case_id, AlertKind.REPLY_TO_READ, is_news=is_news)

    alert_id = written(is_news=True)
    as_nurse(told, told.house.nils, acknowledge_alert, alert_id)
    assert written(is_news=False) == alert_id
    assert only_alert(told)["acknowledged_by"] == told.house.nils.id
    assert written(is_news=True) == alert_id
    assert only_alert(told)["acknowledged_by"] is None


@pytest.mark.requirement("SR-5")
def test_what_a_check_in_has_raised_is_made_less_by_nothing_that_happens_to_the_case(told: World) -> None:
    case_id = a_case(told, NO_HURRY)
    with told.begin_work(Actor.job("check-ins")) as work:
        raise_alert(work, case_id, AlertKind.CRISIS, about="a check-in")
        raise_again(work, case_id, TODAY)
    assert sorted((row["kind"], row["about"]) for row in told.rows("alert")) == [
        ("crisis", "a check-in"),
        ("urgent_call", ""),
    ]
    with told.begin_work(Actor.job("check-ins")) as work:
        resolve_calls(work, case_id)
    assert [row["kind"] for row in told.rows("alert", resolved_at=None)] == ["crisis"]


def raise_again(work: Work, case_id: str, need: Need) -> None:
    """The same case, more urgent."""
    case = work.session.get_one(Case, case_id)
    case.urgency, case.path = need.urgency, need.path
    case.due_at = promise(need.urgency, need.path, work.now)
    raise_if_urgent(work, case)


def _wall(day: int, hour: int, minute: int = 0) -> datetime:
    return at(date(2026, 11, day), time(hour, minute))
