"""Every hour the head of the chain leaves the database, and who kept it can hold the record against it."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import text

from support.jobs import JOBS, run_job
from support.platform.audit_anchors import ANCHOR_EVERY, JOB, anchor_in, last_anchor
from tests.builders import World, a_sent_case
from tests.settings import ADDRESS
from tests.tampering import (
    found,
    past_the_triggers,
    seal_all,
    sealed,
    the_worker_is_started_anew,
    write_entries,
)


def test_the_head_is_written_down_once_an_hour(world: World) -> None:
    a_sent_case(world)
    _work(world)
    assert len(_lines(world)) == 1
    world.clock.pass_time(ANCHOR_EVERY - timedelta(minutes=1))
    _work(world)
    assert len(_lines(world)) == 1
    write_entries(world.begin_work, 1)
    world.clock.pass_time(timedelta(minutes=1))
    _work(world)
    first, second = _lines(world)
    (one, other) = world.rows("audit_seal")
    assert first == f"2026-11-25T07:30:00Z 1 {one['to_id']} {one['mac'].hex()}"
    assert second == f"2026-11-25T08:30:00Z 2 {other['to_id']} {other['mac'].hex()}"


def test_before_anything_is_sealed_nothing_is_written(world: World) -> None:
    run_job(_job(JOB), world.begin_work, world.sender, ADDRESS)
    assert _lines(world) == []


def test_an_anchor_says_nothing_of_anybody(world: World) -> None:
    a_sent_case(world)
    _work(world)
    (line,) = _lines(world)
    assert re.fullmatch(r"[0-9T:Z-]{20} [0-9]+ [0-9]+ [0-9a-f]{64}", line)


def test_what_stands_there_is_never_touched(world: World) -> None:
    _file(world).write_text("a line of somebody else")
    sealed(world, 2)
    _work(world)
    mine, anchor = _lines(world)
    assert mine == "a line of somebody else"
    assert last_anchor(_file(world)) == anchor_in(anchor)


def test_an_anchor_that_cannot_be_written_is_late_on_the_page_of_health(world: World) -> None:
    sealed(world, 2)
    _work(world)
    assert _late(world) == []
    _file(world).unlink()
    _file(world).mkdir()
    world.clock.pass_time(timedelta(minutes=3))
    _work(world)
    assert _late(world) == [JOB]


def test_a_database_without_what_was_anchored_is_late_too(world: World) -> None:
    sealed(world, 2)
    _work(world)
    with past_the_triggers(world) as connection:
        connection.execute(text("DELETE FROM audit_seal"))
        connection.execute(text("DELETE FROM audit_entry WHERE id = 1"))
    the_worker_is_started_anew()
    world.clock.pass_time(timedelta(minutes=3))
    _work(world)
    assert _late(world) == [JOB]
    assert len(_lines(world)) == 1


def test_an_anchor_hidden_behind_junk_is_late_too(world: World) -> None:
    sealed(world, 2)
    _work(world)
    with _file(world).open("a") as anchors:
        anchors.write("x" * 400)
    world.clock.pass_time(timedelta(minutes=3))
    _work(world)
    assert _late(world) == [JOB]
    assert _file(world).read_text().endswith("x")


def test_who_verifies_is_told_how_much_there_is(world: World) -> None:
    a_sent_case(world)
    _work(world)
    count = len(world.rows("audit_entry"))
    write_entries(world.begin_work, 2)
    said = _command(world, "verify")
    assert said.output == (f"{count + 2} entries (2 not sealed yet), 1 seals, 1 anchors: nothing found.\n")
    assert said.exit_code == 0


def test_who_verifies_a_record_that_was_changed_is_told_where(world: World) -> None:
    sealed(world, 3)
    last = world.rows("audit_entry")[-1]["id"]
    with past_the_triggers(world) as connection:
        connection.execute(text("UPDATE audit_entry SET verb = 'x' WHERE id = :id"), {"id": last})
    said = _command(world, "verify")
    assert said.output.startswith(f"entries {last}: 1 changed, or written without the key\n")
    assert said.output.endswith(": 1 found.\n")
    assert said.exit_code == 1


def test_an_anchor_that_somebody_kept_is_where_to_begin(world: World) -> None:
    sealed(world, 3)
    printed = _command(world, "anchor").output.strip()
    assert _lines(world) == [printed]
    sealed(world, 4)
    with past_the_triggers(world) as connection:
        connection.execute(text("UPDATE audit_entry SET verb = 'x' WHERE id = 1"))
    assert _command(world, "verify").exit_code == 1
    since = _command(world, "verify", "--since", printed)
    assert since.output == "4 entries (0 not sealed yet), 1 seals, 1 anchors: nothing found.\n"
    other = printed[:-4] + "0000"
    assert "of another chain" in _command(world, "verify", "--since", other).output


def test_a_copy_of_the_anchors_knows_what_the_file_was_made_to_forget(world: World, tmp_path: Path) -> None:
    sealed(world, 3)
    _work(world)
    copy = tmp_path / "copy.txt"
    copy.write_text(_file(world).read_text())
    _file(world).unlink()
    with past_the_triggers(world) as connection:
        connection.execute(text("DELETE FROM audit_seal"))
        connection.execute(text("DELETE FROM audit_entry"))
    assert _command(world, "verify").exit_code == 0
    said = _command(world, "verify", "--anchors", str(copy))
    assert said.exit_code == 1
    assert "newer than the database" in said.output


@pytest.mark.parametrize("since", ["yesterday", "2026-11-25T07:30:00Z 1 2 abc"])
def test_what_is_no_anchor_is_refused_with_a_sentence(since: str, world: World) -> None:
    said = _command(world, "verify", "--since", since)
    assert said.output.startswith("Error: --since: an anchor is a moment")


def test_the_head_of_a_database_that_is_not_the_anchored_one_is_not_printed(world: World) -> None:
    assert _command(world, "anchor").output.startswith("Error: nothing has been sealed yet")
    sealed(world, 3)
    _work(world)
    with past_the_triggers(world) as connection:
        connection.execute(text("DELETE FROM audit_seal"))
        connection.execute(text("DELETE FROM audit_entry WHERE id = 1"))
    the_worker_is_started_anew()
    seal_all(world.begin_work)
    assert "this database has; nothing was written" in _command(world, "anchor").output
    assert len(_lines(world)) == 1
    assert found(world)


def _work(world: World) -> None:
    for job in JOBS:
        run_job(job, world.begin_work, world.sender, ADDRESS)


def _job(name: str) -> Any:
    return next(job for job in JOBS if job.name == name)


def _file(world: World) -> Path:
    assert world.begin_work.anchors
    return world.begin_work.anchors


def _lines(world: World) -> list[str]:
    return _file(world).read_text().splitlines() if _file(world).exists() else []


def _late(world: World) -> list[str]:
    answer = world.app.test_client().get("/health", headers={"Host": "127.0.0.1"})
    late: list[str] = answer.get_json()["late"]
    return late


def _command(world: World, *words: str) -> Result:
    with world.app.app_context():
        return world.app.test_cli_runner().invoke(args=["audit", *words])
