"""Bookings are whole: each has its cells, its message and its row in the record; none overlaps another."""

from datetime import timedelta
from itertools import pairwise

from flask import Flask
from sqlalchemy import select

from support.booking.models import Appointment, BookingCell
from support.booking.rules.slots import cells_of
from support.messaging.models import OutboundMessage
from support.platform.audit import AuditEntry
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor


def check_bookings(app: Flask, how_many: int) -> None:
    """Fail unless so many people have exactly one time each, all of them with one practitioner."""
    begin_work: BeginWork = app.extensions["begin_work"]
    with begin_work.to_read(Actor.operator()) as look:
        booked = list(look.session.execute(select(Appointment)).scalars())
        messages = look.session.execute(
            select(OutboundMessage.business_key).where(OutboundMessage.template == "booked")
        ).scalars()
        acts = look.session.execute(
            select(AuditEntry.subject_id).where(AuditEntry.verb == "appointment:book")
        ).scalars()
        assert sorted(messages) == sorted(f"appointment:{one.id}:booked" for one in booked)
        assert sorted(acts) == sorted(one.id for one in booked)
        rows = look.session.execute(select(BookingCell.person_id, BookingCell.starts_at))
        cells = sorted((person, starts_at) for person, starts_at in rows)
    assert len({one.employee_id for one in booked}) == len(booked) == how_many
    assert cells == sorted(
        (person, cell)
        for one in booked
        for person in (one.practitioner_id, one.employee_id)
        for cell in cells_of(one.starts_at, one.minutes)
    )
    in_order = sorted(booked, key=lambda one: one.starts_at)
    assert all(a.starts_at + timedelta(minutes=a.minutes) <= b.starts_at for a, b in pairwise(in_order))
