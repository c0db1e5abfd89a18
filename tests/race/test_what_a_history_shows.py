"""The judge of histories is content with what the product writes, and sees each thing that is wrong."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from support.booking.actions import cancel
from support.booking.cell_actions import hold_cells
from support.booking.moving_actions import move
from support.vocabulary.actor import Actor, Role
from tests.booking_history import Asked, faults, rows_of
from tests.builders import World
from tests.people_of_the_tests import an_employee_with_a_case
from tests.race.wishes import MY_SUPPORT, at, books

Tables = dict[str, list[dict[str, Any]]]
QUARTER = timedelta(minutes=15)


@pytest.fixture
def history(world: World) -> tuple[Tables, list[Asked]]:
    """Three people: one has a time, one has moved hers, one has given hers back; and something is held."""
    with world.begin_work(Actor.visitor()) as work:
        stays, moves, leaves = (an_employee_with_a_case(work, world.house, number) for number in range(3))
    asked = []
    for who, hour in ((stays, 7), (moves, 8), (leaves, 9)):
        assert books(world, who, at(world, hour)) == "booked"
        (row,) = world.rows("appointment", employee_id=who)
        asked.append(Asked(who, "book", row["id"]))
    with world.begin_work(Actor(Role.EMPLOYEE, moves)) as work:
        there = move(work, asked[1].appointment_id, at(world, 10), my_support_url=MY_SUPPORT)
        asked.append(Asked(moves, "move", there.id, asked[1].appointment_id))
    with world.begin_work(Actor(Role.EMPLOYEE, leaves)) as work:
        gone = asked[2].appointment_id
        cancel(work, gone)
        asked.append(Asked(leaves, "cancel", gone, gone))
    with world.begin_work(Actor.visitor()) as work:
        hold_cells(work, "v" * 22, at(world, 12), 60)
    return {name: list(rows) for name, rows in rows_of(world.begin_work).items()}, asked


def test_it_is_content_with_what_the_product_writes(
    world: World, history: tuple[Tables, list[Asked]]
) -> None:
    rows, asked = history
    assert faults(rows, world.clock.now(), asked) == []


def _one(rows: Tables, table: str, **values: object) -> dict[str, Any]:
    return next(row for row in rows[table] if all(row[name] == value for name, value in values.items()))


def _later(rows: Tables) -> None:
    first = min((row for row in rows["appointment"] if row["state"] == "confirmed"), key=_start)
    first["starts_at"] += timedelta(hours=2, minutes=30)


def _start(row: dict[str, Any]) -> Any:
    return row["starts_at"]


def _drop(table: str, **values: object) -> Callable[[Tables], None]:
    return lambda rows: rows[table].remove(_one(rows, table, **values))


def _twice(table: str, **values: object) -> Callable[[Tables], None]:
    return lambda rows: rows[table].append(deepcopy(_one(rows, table, **values)))


def _set(table: str, values: dict[str, object], **which: object) -> Callable[[Tables], None]:
    return lambda rows: _one(rows, table, **which).update(values)


def _held_cell(rows: Tables) -> dict[str, Any]:
    return next(row for row in rows["booking_cell"] if row["held_by"])


def _last_booked_cell(rows: Tables) -> dict[str, Any]:
    return max((row for row in rows["booking_cell"] if row["appointment_id"]), key=_start)


SPOILED: dict[str, tuple[Callable[[Tables], None], str]] = {
    "two times at once": (_later, "at once"),
    "a quarter-hour short": (lambda rows: rows["booking_cell"].remove(_last_booked_cell(rows)), "no quarter"),
    "a quarter-hour that nobody has": (
        lambda rows: _held_cell(rows).update(held_by=None, held_until=None),
        "without owner",
    ),
    "a quarter-hour left by who moved": (
        lambda rows: rows["booking_cell"].append(
            _last_booked_cell(rows)
            | {"appointment_id": _one(rows, "appointment", state="rebooked")["id"], "person_id": "p" * 22}
        ),
        "of nothing",
    ),
    "half a hold": (
        lambda rows: _held_cell(rows).update(starts_at=_held_cell(rows)["starts_at"] - QUARTER * 9),
        "not one time",
    ),
    "no message": (_drop("outbound_message", template="moved_you"), "no message"),
    "a message twice": (_twice("outbound_message", template="booked"), "twice"),
    "a message about what is gone": (
        _set("outbound_message", {"state": "queued"}, template="booked", state="cancelled"),
        "waits",
    ),
    "no message to who has a time": (
        _set("outbound_message", {"state": "cancelled"}, template="moved_you"),
        "was taken back",
    ),
    "not in the record": (_drop("audit_entry", verb="appointment:cancel"), "not recorded"),
    "twice in the record": (_twice("audit_entry", verb="appointment:move"), "twice"),
    "a case without its step": (_drop("case_step", kind="rebooked"), "0 steps rebooked"),
    "a case that is booked without a time": (
        _set("support_case", {"state": "booked"}, state="offered"),
        "of 0",
    ),
    "moved to nowhere": (_set("appointment", {"state": "rebooked"}, state="confirmed"), "to nowhere"),
    "acknowledged and not there": (_drop("appointment", state="cancelled_by_employee"), "acknowledged"),
    "acknowledged and taken away": (
        _set("appointment", {"state": "cancelled_by_employee"}, state="confirmed"),
        "acknowledged and is cancelled",
    ),
    "there and not asked for": (
        lambda rows: rows["appointment"].append(
            _one(rows, "appointment", state="rebooked") | {"id": "x" * 22}
        ),
        "nobody asked",
    ),
}


@pytest.mark.parametrize("what", SPOILED)
def test_it_sees(what: str, world: World, history: tuple[Tables, list[Asked]]) -> None:
    rows, asked = history
    spoil, says = SPOILED[what]
    spoil(rows)
    found = faults(rows, world.clock.now(), asked)
    assert any(says in one for one in found), found
