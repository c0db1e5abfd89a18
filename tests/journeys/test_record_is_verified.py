"""A nurse looks, the worker seals and anchors, somebody removes the look from the database: it is found."""

from datetime import timedelta

from sqlalchemy import text

from support.jobs import JOBS, run_job
from tests.builders import World, a_sent_case, signed_in_again
from tests.settings import ADDRESS
from tests.tampering import past_the_triggers


def test_a_look_that_somebody_removes_from_the_record_is_found(world: World) -> None:
    # Given a case that a nurse has opened, and a worker that has run since
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    assert nils.get(f"/cases/{sent.case_id}").status_code == 200
    _an_hour_of_the_worker(world)

    # then the employee sees who it was, and the operator that the record is whole
    assert "Nils" in signed_in_again(world).get("/my").get_data(as_text=True)
    _an_hour_of_the_worker(world)
    kept = _said(world, "anchor").strip()
    assert _said(world, "verify").endswith("nothing found.\n")
    assert _said(world, "verify", "--since", kept).endswith("nothing found.\n")

    # When somebody with the database in her hands removes the look
    with past_the_triggers(world) as connection:
        gone = connection.execute(
            text("DELETE FROM audit_entry WHERE actor_id = :nils AND subject_id = :case AND verb = 'read'"),
            {"nils": world.house.nils.id, "case": sent.case_id},
        )
    assert gone.rowcount
    assert "Nils" not in signed_in_again(world).get("/my").get_data(as_text=True)

    # then it is said where something is missing, however much comes after it
    _an_hour_of_the_worker(world)
    (first, *_) = _said(world, "verify", status=1).splitlines()
    assert first == f"entries 1 to {world.rows('audit_seal')[0]['to_id']}: {gone.rowcount} missing"


def _an_hour_of_the_worker(world: World) -> None:
    for job in JOBS:
        run_job(job, world.begin_work, world.sender, ADDRESS)
    world.clock.pass_time(timedelta(hours=1))


def _said(world: World, *words: str, status: int = 0) -> str:
    with world.app.app_context():
        ended = world.app.test_cli_runner().invoke(args=["audit", *words])
    assert ended.exit_code == status, ended.output
    return ended.output
