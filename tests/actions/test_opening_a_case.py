"""A case that is open only ever becomes more urgent, and every promise is a moment that is still to come."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest

from support.cases.opening_actions import Need, open_case
from support.people.employee_actions import ContactData, register_employee
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import at, local
from support.vocabulary.ids import RandomIds
from support.vocabulary.language import Language
from support.vocabulary.pathway import BRIEF_SUPPORT, CRISIS, URGENT_CALL, Urgency
from tests.builders import World, dump
from tests.fakes import FixedClock

ROUTINE = Need(Urgency.ROUTINE, BRIEF_SUPPORT, safety=False, flags=())
NEXT_DAY = Need(Urgency.NEXT_DAY, BRIEF_SUPPORT, safety=False, flags=("incomplete",))
SAME_DAY = Need(Urgency.SAME_DAY, URGENT_CALL, safety=True, flags=("safe_contact",))
NOW = Need(Urgency.NOW, CRISIS, safety=True, flags=())


@dataclass(frozen=True)
class Person:
    """Somebody who sends her answers again and again."""

    begin_work: BeginWork
    employee_id: str
    key_id: str

    def sends(self, need: Need) -> str:
        """Send one need; the id of its case."""
        with self.begin_work(Actor.visitor()) as work:
            return open_case(
                work, employee_id=self.employee_id, employer_id=None, key_id=self.key_id, need=need
            )


@pytest.fixture
def person(begin_work: BeginWork) -> Person:
    """Somebody registered, without a case."""
    with begin_work(Actor.visitor()) as work:
        contact = ContactData("Aino", "+35800000001", True, None, None, Language.FI)
        employee = register_employee(work, contact, number_confirmed=True)
        return Person(begin_work, employee.id, work.new_key())


@pytest.mark.parametrize("first", [ROUTINE, NEXT_DAY, SAME_DAY, NOW])
@pytest.mark.parametrize("second", [ROUTINE, NEXT_DAY, SAME_DAY, NOW])
def test_urgency_only_ever_rises(first: Need, second: Need, person: Person, begin_work: BeginWork) -> None:
    assert person.sends(first) == person.sends(second)
    (case,) = dump(begin_work)["support_case"]
    top = second if second.urgency.is_more_urgent_than(first.urgency) else first
    assert (case["urgency"], case["path"]) == (top.urgency, top.path)
    assert case["has_safety_row"] is (first.safety or second.safety)
    assert set(case["flags"]) == {*first.flags, *second.flags}
    alerts = [row for row in dump(begin_work)["alert"] if row["resolved_at"] is None]
    assert len(alerts) == (top.urgency in (Urgency.NOW, Urgency.SAME_DAY))


def test_a_closed_case_is_not_opened_by_a_new_need(world: World, person: Person) -> None:
    first = person.sends(ROUTINE)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{first}")
    nils.post(f"/cases/{first}/claim")
    nils.post(f"/cases/{first}/close", close_reason="completed")
    assert person.sends(NOW) != first
    assert {row["urgency"] for row in world.rows("support_case", closed_at=None)} == {Urgency.NOW}


def test_a_new_need_weeks_later_is_promised_a_moment_that_is_still_to_come(
    person: Person, begin_work: BeginWork, clock: FixedClock
) -> None:
    person.sends(ROUTINE)
    clock.pass_time(timedelta(days=21))
    person.sends(SAME_DAY)
    (case,) = dump(begin_work)["support_case"]
    (alert,) = dump(begin_work)["alert"]
    assert case["due_at"] > clock.now()
    assert alert["due_at"] == case["due_at"]


def test_a_more_urgent_need_makes_the_open_alert_sooner(person: Person, begin_work: BeginWork) -> None:
    person.sends(SAME_DAY)
    person.sends(NOW)
    (case,) = dump(begin_work)["support_case"]
    open_ones = [row for row in dump(begin_work)["alert"] if row["resolved_at"] is None]
    assert min(row["due_at"] for row in open_ones) == case["due_at"]


def test_danger_told_after_a_nurse_has_taken_the_case_is_an_alert_that_nobody_has_seen(
    world: World, person: Person
) -> None:
    case_id = person.sends(SAME_DAY)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{case_id}")
    nils.post(f"/cases/{case_id}/claim")
    assert [row["acknowledged_at"] is None for row in world.rows("alert")] == [False]
    world.clock.pass_time(timedelta(hours=1))
    person.sends(NOW)
    unseen = [row for row in world.rows("alert", resolved_at=None) if row["acknowledged_at"] is None]
    assert len(unseen) == 1


def test_a_booked_time_is_never_taken_away_by_a_new_need(person: Person, begin_work: BeginWork) -> None:
    person.sends(ROUTINE)
    person.sends(SAME_DAY)
    (case,) = dump(begin_work)["support_case"]
    assert case["decision"] == "proposed"
    kinds = [row["kind"] for row in dump(begin_work)["case_step"]]
    assert sorted(kinds) == ["answered_again", "opened"]


def _wall(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    """A moment by the wall clock in Helsinki."""
    return at(date(year, month, day), time(hour, minute))


# When it comes in, how urgent it is, and by when the nurse has promised to call; all by the wall clock.
PROMISES = [
    ("in opening hours", _wall(2026, 11, 25, 9, 30), NOW, _wall(2026, 11, 25, 10, 0)),
    ("in opening hours", _wall(2026, 11, 25, 9, 30), SAME_DAY, _wall(2026, 11, 25, 16, 0)),
    ("in opening hours", _wall(2026, 11, 25, 9, 30), NEXT_DAY, _wall(2026, 11, 26, 16, 0)),
    ("in opening hours", _wall(2026, 11, 25, 9, 30), ROUTINE, _wall(2026, 11, 26, 16, 0)),
    ("one minute to closing", _wall(2026, 11, 25, 15, 59), NOW, _wall(2026, 11, 25, 16, 29)),
    ("at night", _wall(2026, 11, 25, 23, 10), NOW, _wall(2026, 11, 26, 8, 30)),
    ("at night", _wall(2026, 11, 25, 23, 10), SAME_DAY, _wall(2026, 11, 26, 10, 0)),
    ("after midnight", _wall(2026, 11, 26, 0, 10), NOW, _wall(2026, 11, 26, 8, 30)),
    ("on Friday at 13", _wall(2026, 11, 27, 13, 0), SAME_DAY, _wall(2026, 11, 30, 10, 0)),
    ("on Friday afternoon", _wall(2026, 11, 27, 15, 0), NOW, _wall(2026, 11, 27, 15, 30)),
    ("on Friday afternoon", _wall(2026, 11, 27, 15, 0), SAME_DAY, _wall(2026, 11, 30, 10, 0)),
    ("on Friday afternoon", _wall(2026, 11, 27, 15, 0), ROUTINE, _wall(2026, 11, 30, 16, 0)),
    ("on Friday evening", _wall(2026, 11, 27, 17, 0), NOW, _wall(2026, 11, 30, 8, 30)),
    ("before Midsummer", _wall(2026, 6, 18, 15, 0), SAME_DAY, _wall(2026, 6, 22, 10, 0)),
    ("on Midsummer Eve", _wall(2026, 6, 19, 10, 0), NOW, _wall(2026, 6, 22, 8, 30)),
    ("on Midsummer Eve", _wall(2026, 6, 19, 10, 0), NEXT_DAY, _wall(2026, 6, 22, 16, 0)),
    ("on Midsummer Day", _wall(2026, 6, 20, 10, 0), SAME_DAY, _wall(2026, 6, 22, 10, 0)),
]


@pytest.mark.parametrize(("when", "now", "need", "due"), PROMISES)
def test_the_promise_of_a_call_is_a_moment_when_somebody_is_there(
    when: str,
    now: datetime,
    need: Need,
    due: datetime,
    person: Person,
    begin_work: BeginWork,
    clock: FixedClock,
) -> None:
    clock.set(now)
    person.sends(need)
    (case,) = dump(begin_work)["support_case"]
    assert local(case["due_at"]) == local(due), when


@pytest.mark.parametrize(
    ("now", "promised"),
    [
        (_wall(2026, 11, 25, 9, 30), "16:00"),
        (_wall(2026, 11, 27, 15, 0), "10:00"),
        (_wall(2026, 6, 19, 10, 0), "10:00"),
    ],
)
def test_the_page_promises_the_moment_that_the_nurse_sees(now: datetime, promised: str, world: World) -> None:
    world.clock.set(now)
    browser = world.browser()
    browser.get("/call-me")
    assert promised in browser.text()
    browser.post(phone="+358 00 000 001")
    assert promised in browser.text()
    (case,) = world.rows("support_case")
    assert f"{local(case['due_at']):%H:%M}" == promised


class OneCodeAgain(RandomIds):
    """Gives a code that is taken before a fresh one; the words of people lie between."""

    def __init__(self) -> None:
        self.codes = iter(("A2B3C4", "K7M2Q9", "D5E6F7", "K7M2Q9", "R4T8W3"))

    def short_code(self) -> str:
        """The next of the codes."""
        return next(self.codes)


def test_no_two_cases_have_one_short_code(begin_work: BeginWork) -> None:
    begin_work.ids = OneCodeAgain()
    with begin_work(Actor.visitor()) as work:
        for number in (1, 2):
            contact = ContactData("Aino", f"+3580000000{number}", True, None, None, Language.FI)
            employee = register_employee(work, contact, number_confirmed=True)
            open_case(work, employee_id=employee.id, employer_id=None, key_id=work.new_key(), need=ROUTINE)
    assert {row["short_code"] for row in dump(begin_work)["support_case"]} == {"K7M2Q9", "R4T8W3"}
