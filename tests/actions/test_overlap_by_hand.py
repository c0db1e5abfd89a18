"""Whoever writes past the cells still cannot give a practitioner two times at once on PostgreSQL.

SQLite has no such constraint; there the cells alone refuse it.
"""

from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from support.booking.models import Appointment, BookingCell
from support.booking.rules.appointment import State
from tests.builders import LOOKER, World, a_sent_case

HALF_AN_HOUR = timedelta(minutes=30)


def test_an_overlapping_time_written_by_hand_is_refused(world: World) -> None:
    sent = a_sent_case(world)
    if _database(world) == "postgresql":
        with pytest.raises(IntegrityError):
            _write(world, sent.appointment_id, later=HALF_AN_HOUR)
    else:
        with pytest.raises(IntegrityError):
            _write_cell_again(world)
    assert len(world.rows("appointment")) == 1


def test_a_time_that_begins_when_the_other_ends_is_not_refused(world: World) -> None:
    _write(world, a_sent_case(world).appointment_id, later=2 * HALF_AN_HOUR)
    assert len(world.rows("appointment")) == 2


def test_beside_a_time_that_was_cancelled_another_one_may_stand(world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get("/my")
    sent.browser.post(f"/times/cancel/{sent.appointment_id}")
    _write(world, sent.appointment_id, later=HALF_AN_HOUR)
    assert len(world.rows("appointment", state=State.CONFIRMED)) == 1


def _database(world: World) -> str:
    with world.begin_work.to_read(LOOKER) as look:
        return look.connection.dialect.name


def _write(world: World, appointment_id: str, *, later: timedelta) -> None:
    """A confirmed time with the same practitioner, without cells."""
    (row,) = world.rows("appointment", id=appointment_id)
    with world.begin_work(LOOKER) as work:
        changed = {"id": work.new_id(), "starts_at": row["starts_at"] + later, "state": State.CONFIRMED}
        work.session.execute(insert(Appointment).values({**row, **changed}))


def _write_cell_again(world: World) -> None:
    cell = world.rows("booking_cell")[0]
    with world.begin_work(LOOKER) as work:
        work.session.execute(insert(BookingCell).values(cell))
