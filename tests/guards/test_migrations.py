"""The steps of the migrations lead to exactly the tables of the models, and every step goes up and down."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade as down_to
from flask_migrate import upgrade
from sqlalchemy import (
    CheckConstraint,
    Column,
    Inspector,
    MetaData,
    String,
    Table,
    bindparam,
    inspect,
    text,
)

from support.app import create_app
from support.booking.models import Appointment, BookingCell
from support.booking.rules.appointment import State
from support.cases.correction_actions import ask_correction
from support.cases.models import CaseStep
from support.cases.rules.correction import About
from support.cases.step_actions import RecordKind
from support.desk.words import STEPS as KINDS_OF_STEPS
from support.jobs import JOBS, run_job
from support.pathways.rules.cohort import Move
from support.pathways.rules.evaluation import Move as Say
from support.pathways.version_actions import make_draft
from support.people.account_actions import give_role
from support.platform.columns import SEAL_MARK, EnumText, Sealed, UtcDateTime, Words
from support.platform.database import Base, db
from support.vocabulary.actor import Role
from tests.builders import LOOKER, World, a_sent_case, begun, dump, first_slot
from tests.coaching import only_offered
from tests.cohorts import a_cohort, says, takes_part
from tests.databases import database_url
from tests.outbox import plan
from tests.pathways import CODE, manager
from tests.settings import ADDRESS, settings_for
from tests.strict_sqlite import let_lengths_be
from tests.ways import herself, with_everything

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"
STEPS = [step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
OF_ALEMBIC = {"alembic_version"}


@pytest.fixture
def empty(tmp_path: Path, worker_id: str) -> Flask:
    """The application on a database without a single table."""
    return create_app(settings_for(database_url(worker_id, tmp_path)))


def test_the_steps_lead_to_the_tables_of_the_models(empty: Flask) -> None:
    with empty.app_context():
        upgrade()
        assert _differences(db.metadata) == []
        db.engine.dispose()


def test_a_model_without_its_step_is_found(empty: Flask) -> None:
    planted = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in db.metadata.sorted_tables:
        table.to_metadata(planted)
    Table("planted", planted, Column("id", String(22), primary_key=True))
    planted.tables["unit"].append_column(Column("planted", String(22)))
    with empty.app_context():
        upgrade()
        found = _differences(planted)
        db.engine.dispose()
    assert [kind for kind, *_ in found] == ["add_table", "add_column"]


def test_every_kind_of_step_fits_its_column() -> None:
    """SQLite takes longer words than its columns say, PostgreSQL does not."""
    kind = CaseStep.__table__.c.kind.type
    assert isinstance(kind, String) and kind.length
    assert [one for one in KINDS_OF_STEPS if len(one) > kind.length] == []


def test_every_kind_of_step_that_can_be_written_has_its_words() -> None:
    """A page of a case could not be shown once a kind without words is in its record."""
    assert set(get_args(RecordKind)) == set(KINDS_OF_STEPS)


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_every_step_goes_down_and_up_again(step: int, empty: Flask) -> None:
    with empty.app_context():
        if step:
            upgrade(revision=STEPS[step - 1])
        earlier = _schema()
        upgrade(revision=STEPS[step])
        before = _schema()
        _down(STEPS[step - 1] if step else "base")
        assert _schema() == earlier, "going down does not lead back to the step before"
        upgrade(revision=STEPS[step])
        assert _schema() == before
        upgrade()
        assert _differences(db.metadata) == []
        db.engine.dispose()


def test_every_step_goes_down_and_up_with_rows_in_every_table(world: World) -> None:
    in_danger = a_sent_case(world, p4a={"death_thoughts": ["2"], "self_harm": ["no"]})
    with world.begin_work(herself(in_danger)) as work:
        ask_correction(work, About.DECISION, "En sanonut niin.")
    with_everything(world, contact={"phone": "+358 00 000 002"})
    in_a_group = takes_part(world, a_cohort(world, Move.RECRUIT), contact={"phone": "+358 00 000 003"})
    says(world, in_a_group, Say.GIVE)
    only_offered(world, {"phone": "+358 00 000 004"})
    begun(world)
    with world.begin_work(manager(world)) as work:
        make_draft(work, CODE)
    for job in JOBS:
        run_job(job, world.begin_work, world.sender, ADDRESS)
    _fill_what_is_empty(world)
    assert {name for name, rows in dump(world.begin_work).items() if not rows} == set()
    with world.app.app_context():
        for earlier in [*STEPS[-2::-1], "base"]:
            _down(earlier)
        assert _tables() == set()
        upgrade()
        assert _differences(db.metadata) == []


def test_an_account_with_two_roles_keeps_the_nurses_and_loses_its_session_in_the_other(world: World) -> None:
    sent = a_sent_case(world)
    assert sent.browser.get("/my").status_code == 200
    with world.begin_work(LOOKER) as work:
        give_role(work, world.house.nils.email, Role.ADMIN)
    world.nurse(world.house.nils).post("/staff/role", role="admin")
    world.nurse(world.house.nina)
    with world.app.app_context():
        _down("0003")
        with db.engine.connect() as connection:
            assert {role for (role,) in connection.execute(text("SELECT role FROM account"))} == {"nurse"}
            assert connection.execute(text("SELECT count(*) FROM sign_in")).scalar() == 2
        upgrade()
        db.engine.dispose()
    assert [row["role"] for row in world.rows("held_role")] == [Role.NURSE] * 3
    assert sorted(row["role"] for row in world.rows("sign_in")) == [Role.EMPLOYEE, Role.NURSE]


def test_the_quarter_hours_of_a_booking_stay_where_they_are(world: World) -> None:
    a_sent_case(world)
    before = world.rows("booking_cell")
    assert before
    with world.app.app_context():
        _down("0008")
        with db.engine.connect() as connection:
            ask = text("SELECT starts_at FROM booking_cell").columns(starts_at=UtcDateTime)
            stored = set(connection.execute(ask).scalars())
        assert stored == {row["starts_at"] for row in before}
        upgrade()
        db.engine.dispose()
    assert world.rows("booking_cell") == before


def test_before_times_were_held_and_moved_only_booked_quarter_hours_are_known(world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get(f"/times/move/{sent.appointment_id}")
    sent.browser.post(slot=first_slot(sent.browser))
    with world.begin_work(LOOKER) as work:
        held = BookingCell(person_id=world.house.psychologist, starts_at=work.now)
        held.held_by, held.held_until = "v" * 22, work.now
        work.session.add(held)
    booked = world.rows("appointment", state=State.CONFIRMED)
    with world.app.app_context():
        _down("0009")
        upgrade()
        db.engine.dispose()
    cells = world.rows("booking_cell")
    assert {row["appointment_id"] for row in cells} == {row["id"] for row in booked}
    assert len(cells) == 8
    assert {row["state"] for row in world.rows("appointment")} == {State.CONFIRMED, State.REBOOKED}


def test_what_was_given_back_before_is_counted_late_as_it_would_be_today(world: World) -> None:
    sent = a_sent_case(world)
    (row,) = world.rows("appointment")
    ended = {"late": timedelta(hours=23), "early": timedelta(hours=24), "kept": None}
    with world.begin_work(LOOKER) as work:
        for name, before in ended.items():
            state = State.CONFIRMED if before is None else State.CANCELLED_BY_EMPLOYEE
            other = {"id": name * 4, "starts_at": row["starts_at"] + timedelta(days=9), "state": state}
            if before is not None:
                other["ended_at"] = other["starts_at"] - before
            work.session.add(Appointment(**{**row, **other}))
    with world.app.app_context():
        _down("0010")
        upgrade()
        db.engine.dispose()
    found = {row["id"]: row["was_late"] for row in world.rows("appointment")}
    assert found == {sent.appointment_id: None, "late" * 4: True, "early" * 4: False, "kept" * 4: None}


def test_what_was_on_its_way_before_attempts_were_kept_has_one_and_a_human(world: World) -> None:
    states = {"a": "accepted", "b": "attempt_written", "c": "unknown", "d": "queued", "e": "claimed"}
    for name in states:
        plan(world.begin_work, "message", key=name)
    with world.app.app_context():
        _down("0014")
        _stand_as_before_attempts(world, states)
        upgrade()
        db.engine.dispose()
    found = {row["business_key"]: row for row in world.rows("outbound_message")}
    assert [found[name]["state"].value for name in states] == [
        *("accepted", "unresolved", "unresolved", "queued", "queued")
    ]
    assert [name for name in states if found[name]["needs_human_at"]] == ["b", "c"]
    attempts = {row["message_id"]: row["reference"] for row in world.rows("message_attempt")}
    assert attempts == {found["a"]["id"]: "SM1", found["b"]["id"]: None, found["c"]["id"]: None}
    with world.app.app_context():
        _down("0014")
        with db.engine.connect() as connection:
            kept = text("SELECT provider_reference FROM outbound_message WHERE business_key = 'a'")
            assert connection.execute(kept).scalar() == "SM1"
        upgrade()
        db.engine.dispose()


def _stand_as_before_attempts(world: World, states: dict[str, str]) -> None:
    change = text(
        "UPDATE outbound_message SET state = :state, attempts = :tries, attempted_at = :at,"
        " provider_reference = :reference WHERE business_key = :key"
    ).bindparams(bindparam("at", type_=UtcDateTime))
    with db.engine.begin() as connection:
        for name, state in states.items():
            tries = 1 if name in "abc" else 0
            at = world.clock.now() if tries else None
            values = {"state": state, "tries": tries, "reference": "SM1" if name == "a" else None}
            connection.execute(change, {**values, "at": at, "key": name})


def test_the_steps_stand_in_one_line() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def _fill_what_is_empty(world: World) -> None:
    """One row of made-up values in every table that the story above leaves empty."""
    rows = dump(world.begin_work)
    for table in db.metadata.sorted_tables:
        if not rows[table.name]:
            values = {column.name: _made_up(column, rows) for column in table.columns}
            with world.begin_work(LOOKER) as work:
                work.session.execute(table.insert().values(values))
            rows[table.name] = [values]


def _made_up(column: Column[Any], rows: dict[str, list[dict[str, Any]]]) -> Any:
    for key in column.foreign_keys:
        return rows[key.column.table.name][0][key.column.name]
    if isinstance(column.type, EnumText):
        return next(iter(vars(column.type)["enum"]))
    if isinstance(column.type, Sealed):
        return SEAL_MARK + b"x"
    if isinstance(column.type, Words):
        return ("x",)
    if isinstance(column.type, UtcDateTime):
        return datetime(2026, 1, 1, tzinfo=UTC)
    made_up = {str: "x", int: 1, bool: True, bytes: b"x", date: date(2026, 1, 1)}
    return made_up[column.type.python_type]


def _down(revision: str) -> None:
    """Go down to this step on connections that know of nothing before."""
    db.engine.dispose()
    if db.engine.dialect.name == "sqlite":
        with db.engine.begin() as connection:
            let_lengths_be(connection)
    down_to(revision=revision)


def _differences(wanted: MetaData) -> list[tuple[str, ...]]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [*compare_metadata(context, wanted), *_differences_of_rules(inspect(connection), wanted)]


def _differences_of_rules(found: Inspector, wanted: MetaData) -> Iterator[tuple[str, ...]]:
    """What Alembic does not compare: primary keys, and the checks that a model names."""
    there = set(found.get_table_names())
    for table in wanted.sorted_tables:
        if table.name in there:
            if found.get_pk_constraint(table.name)["constrained_columns"] != list(
                table.primary_key.columns.keys()
            ):
                yield "primary_key", table.name
            checks = {str(one["name"]) for one in found.get_check_constraints(table.name)}
            named = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
            yield from (("check", name) for name in sorted(named - checks))


def _tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - OF_ALEMBIC


def _schema() -> dict[str, set[str]]:
    """Every table with its columns, indexes and constraints, as the database tells them."""
    found = inspect(db.engine)
    return {table: _parts_of(found, table) for table in _tables()}


def _parts_of(found: Inspector, table: str) -> set[str]:
    columns = {f"{one['name']} {one['type']} {one['nullable']}" for one in found.get_columns(table)}
    key = {f"key {found.get_pk_constraint(table)['constrained_columns']}"}
    indexes = {
        f"index {one['name']} {one['column_names']} {one['unique']}" for one in found.get_indexes(table)
    }
    foreign = {
        f"{one['constrained_columns']} of {one['referred_table']}" for one in found.get_foreign_keys(table)
    }
    unique = {f"unique {one['column_names']}" for one in found.get_unique_constraints(table)}
    checks = {f"check {one['sqltext']}" for one in found.get_check_constraints(table)}
    return columns | key | indexes | foreign | unique | checks
