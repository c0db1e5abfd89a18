"""Somebody who is followed up: met by a nurse, asked by text message."""

import re

from support.jobs import JOBS, run_job
from tests.builders import Answers, SentCase, World, a_sent_case, after_its_start, with_a_call_booked
from tests.settings import ADDRESS

NUMBER = "+35800000001"
# Somebody whose resources carry, and who would rather go at her own pace.
WELL: Answers = {
    "p6": {f"who5_{n}": ["4"] for n in range(1, 6)},
    "p7": {f"phq4_{n}": ["0"] for n in range(1, 5)},
    "p8": {"work_ability": ["9"], "at_work": ["at_work"], "duration": ["weeks"]},
    "p10": {"strain": ["none"]},
    "p13": {"wish": ["own_pace"]},
}


def on_self_care(world: World, **contact: str) -> SentCase:
    """Somebody who looks after herself, and is asked after a week, three and six how she is."""
    sent = a_sent_case(world, book=False, contact=contact, **WELL)
    (case,) = world.rows("support_case", id=sent.case_id)
    assert case["path"] == "self_care"
    return sent


def was_met(world: World) -> SentCase:
    """Somebody whom a nurse has met, so that her check-ins are planned."""
    return world.come_to("was met", lambda: _was_met(world))


def _was_met(world: World) -> SentCase:
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
