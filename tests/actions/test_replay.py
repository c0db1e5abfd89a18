"""An old decision comes out as it did, with the version and the instruments of its day."""

import json

import pytest
from sqlalchemy import select, update

from support.platform.audit import Purpose
from support.triage import replay_actions
from support.triage.models import AnswerSet
from support.triage.replay_actions import Replayed, replay_batch
from tests.builders import LOOKER, World, a_sent_case


def someone(world: World, number: int = 1) -> str:
    """The case of a person of her own."""
    return a_sent_case(world, book=False, contact={"phone": f"+358 00 000 {number:03d}"}).case_id


def rewritten(world: World, case_id: str, **changes: object) -> None:
    """Put something else into the sealed content of a case, as a fault in the program would."""
    with world.begin_work(LOOKER) as work:
        row = work.session.execute(select(AnswerSet).where(AnswerSet.case_id == case_id)).scalar_one()
        text = work.open(row, "content", subject=case_id, purpose=Purpose.REPLAY)
        work.seal(row, "content", json.dumps({**json.loads(text or ""), **changes}))


def replayed(world: World, case_id: str | None = None) -> Replayed:
    found = Replayed()
    while True:
        with world.begin_work(LOOKER) as work:
            found = found.plus(replay_batch(work, found.last, case_id))
        if not found.last:
            return found


@pytest.mark.requirement("SR-10")
def test_decisions_come_out_as_they_did(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        someone(world, number)
    monkeypatch.setattr(replay_actions, "AT_ONCE", 2)
    assert replayed(world) == Replayed(same=3)


@pytest.mark.requirement("SR-10")
def test_a_decision_that_comes_out_otherwise_is_named_by_its_case_alone(world: World) -> None:
    same, other = someone(world, 1), someone(world, 2)
    with world.begin_work(LOOKER) as work:
        row = work.session.execute(select(AnswerSet).where(AnswerSet.case_id == other)).scalar_one()
        text = work.open(row, "content", subject=other, purpose=Purpose.REPLAY) or ""
    decision = {**json.loads(text)["decision"], "urgency": "routine", "matched": ["X99"]}
    rewritten(world, other, decision=decision)
    assert replayed(world) == Replayed(same=1, different=(other,))
    assert replayed(world, same) == Replayed(same=1)


def test_an_instrument_that_was_off_is_off_again(world: World) -> None:
    case_id = someone(world)
    rewritten(world, case_id, instruments=["phq4"])
    assert replayed(world) == Replayed(different=(case_id,))


def test_a_version_that_is_gone_is_named(world: World) -> None:
    case_id = someone(world)
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(AnswerSet).values(protocol="voimavarat 0.0.1"))
    assert replayed(world) == Replayed(without_version=(case_id,))


def test_each_look_is_recorded(world: World) -> None:
    case_id = someone(world)
    before = len(world.rows("audit_entry", subject_id=case_id))
    replayed(world)
    entries = world.rows("audit_entry", subject_id=case_id)
    assert len(entries) == before + 1
    assert entries[-1]["verb"] == "read"
