"""Somebody who is followed up: met by a nurse, asked by text message."""

import re

from support.jobs import JOBS, run_job
from tests.builders import SentCase, World, after_its_start, with_a_call_booked
from tests.settings import ADDRESS

NUMBER = "+35800000001"


def was_met(world: World) -> SentCase:
    """Somebody whom a nurse has met, so that her check-ins are planned."""
    sent = with_a_call_booked(world)
    after_its_start(world, sent)
    nils = world.nurse(world.house.nils)
    nils.get("/appointments")
    nils.post(f"/appointments/{sent.appointment_id}/came")
    return sent


def asked(world: World) -> str:
    """The link in the next message of a check-in."""
    pass_to_the_next(world)
    phone, text = world.sender.sent[-1]
    assert phone == NUMBER, text
    (link,) = re.findall(rf"{ADDRESS}(/c/\S+)", text)
    return str(link)


def pass_to_the_next(world: World) -> None:
    """Let the worker do the next step of the check-ins when it is due."""
    world.clock.set(min(row["due_at"] for row in world.rows("check_in") if row["due_at"]))
    for name in ("ask-check-ins", "send-messages"):
        run_job(next(job for job in JOBS if job.name == name), world.begin_work, world.sender, ADDRESS)
