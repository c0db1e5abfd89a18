"""The record is sealed while people write, and nothing that is sealed can still be written into."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from support.jobs import JOBS, run_job
from support.platform import audit_sealing
from support.platform.audit_chain import AuditSeal
from support.platform.audit_sealing import StillWriting, seal_next
from support.platform.work import Work
from tests.builders import LOOKER, World, a_sent_case
from tests.settings import ADDRESS
from tests.tampering import found, ids, is_postgresql, seal_all, sealed, seals, write_entries


def test_the_worker_seals_what_came_since_it_sealed_last(world: World) -> None:
    a_sent_case(world)
    for _ in range(2):
        write_entries(world.begin_work, 3)
        _run(world)
    first, second = world.rows("audit_seal")
    assert (first["from_id"], second["from_id"], second["count"]) == (1, first["to_id"] + 1, 3)
    assert second["previous"] == first["mac"]
    assert second["to_id"] == ids(world)[-1]


def test_where_nothing_came_nothing_is_sealed(world: World) -> None:
    sealed(world, 2)
    before = seals(world)
    for _ in range(3):
        _run(world)
    assert seals(world) == before


def test_a_long_record_is_sealed_in_ranges(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seal_all(world.begin_work)
    before = len(seals(world))
    monkeypatch.setattr(audit_sealing, "ENTRIES_OF_A_SEAL", 3)
    write_entries(world.begin_work, 7)
    seal_all(world.begin_work)
    assert [row["count"] for row in world.rows("audit_seal")[before:]] == [3, 3, 1]
    assert found(world) == []


def test_two_who_seal_at_once_make_one_chain(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed(world, 2)
    write_entries(world.begin_work, 4)
    before = len(seals(world))
    both_have_read = threading.Barrier(2)
    next_seal = audit_sealing._next_seal

    def waits_for_the_other(look: Work, upto: int) -> AuditSeal | None:
        seal = next_seal(look, upto)
        both_have_read.wait()
        return seal

    monkeypatch.setattr(audit_sealing, "_next_seal", waits_for_the_other)
    done: list[bool] = []
    workers = [threading.Thread(target=lambda: done.append(seal_next(world.begin_work))) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(done) == [False, True]
    assert len(seals(world)) == before + 1
    assert found(world) == []


def test_an_entry_that_is_committed_late_is_sealed_with_those_before_it(world: World) -> None:
    """On PostgreSQL an id is given before the transaction ends, so a smaller one may come after a larger."""
    if not is_postgresql(world):
        return
    sealed(world, 2)
    before = seals(world)
    with world.begin_work(LOOKER) as slow:
        slow.log("case:look", "support_case", "slow")
        slow.write_session()
        write_entries(world.begin_work, 2)
        with pytest.raises(StillWriting):
            seal_next(world.begin_work, wait=0)
        assert seals(world) == before
        waiting = threading.Thread(target=lambda: seal_next(world.begin_work))
        waiting.start()
    waiting.join()
    assert [row["count"] for row in world.rows("audit_seal")[len(before) :]] == [3]
    assert found(world) == []


def test_who_writes_something_else_keeps_nothing_from_being_sealed(world: World) -> None:
    if not is_postgresql(world):
        return
    write_entries(world.begin_work, 2)
    with world.begin_work(LOOKER) as other:
        other.new_key()
        other.write_session()
        assert seal_next(world.begin_work, wait=0)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_seal SET count = 0",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_seal",
        "INSERT OR REPLACE INTO audit_seal SELECT * FROM audit_seal",
        "INSERT OR REPLACE INTO audit_seal"
        " SELECT number + 9, from_id, to_id, count, digest, previous, key_mark, at, mac FROM audit_seal",
    ],
)
def test_a_seal_can_be_neither_changed_nor_deleted(change: str, world: World) -> None:
    sealed(world, 2)
    before = world.rows("audit_seal")
    with pytest.raises(DBAPIError), world.begin_work(LOOKER) as work:
        work.session.execute(text(change))
    assert world.rows("audit_seal") == before


def _run(world: World) -> None:
    job = next(job for job in JOBS if job.name == audit_sealing.JOB)
    run_job(job, world.begin_work, world.sender, ADDRESS)
