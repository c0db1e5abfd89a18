"""Every column of the database is classed, and what the catalogue says of it is so."""

import ast
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Column, LargeBinary, MetaData, String, Table

from support import jobs
from support.booking.rules.hold import HOLD_LIVES
from support.jobs import JOBS, run_job
from support.messaging.actions import _CODES_KEPT
from support.people.rules import ABSOLUTE, CODE_LIVES, KNOWN_BROWSER_LIVES, REFUSED_KEPT
from support.people.supervisor_rules import INVITATION_LIVES
from support.platform.columns import Lookup, Sealed
from support.platform.database import Base
from support.platform.field_catalogue import (
    FieldClass,
    TableFields,
    field_catalogue,
    read_catalogue,
    retention_of,
)
from support.triage.rules.visit import UNSENT_LIVES
from support.vocabulary.strict_yaml import FileFaults
from tests.builders import World
from tests.leaks.planting import planted
from tests.settings import ADDRESS
from tools.retention import PAPER, paper

CATALOGUE = field_catalogue()
# The lengths that the program itself knows.
LENGTHS = {
    "unsent": UNSENT_LIVES,
    "codes_sent": _CODES_KEPT,
    "codes": CODE_LIVES,
    "sessions": max(ABSOLUTE.values()),
    "holds": HOLD_LIVES,
    "invitations": INVITATION_LIVES,
    "browsers": KNOWN_BROWSER_LIVES,
    "refused": REFUSED_KEPT,
}


def test_every_column_is_classed_and_no_other() -> None:
    assert unclassed(Base.metadata.sorted_tables, CATALOGUE.tables) == []
    there = {
        f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns
    }
    classed = {f"{table.name}.{column}" for table in CATALOGUE.tables.values() for column in table.columns}
    assert sorted(classed - there) == [], "classed, but no longer there"


def test_an_unclassed_column_is_named() -> None:
    planted = Table(
        "alert", MetaData(), Column("id", String(22), primary_key=True), Column("diary", String(80))
    )
    assert unclassed([planted], CATALOGUE.tables) == ["alert.diary"]
    assert unclassed([Table("planted", MetaData(), Column("id", String(22)))], CATALOGUE.tables) == [
        "planted.id"
    ]


def test_what_is_confidential_lies_sealed_or_as_a_hash_unless_a_reason_says_otherwise() -> None:
    assert lying_open(Base.metadata.sorted_tables, CATALOGUE.tables) == []


def test_confidential_words_that_lie_open_are_named() -> None:
    planted = Table("goal", MetaData(), Column("text", String(80)), Column("state", String(40)))
    assert lying_open([planted], CATALOGUE.tables) == ["goal.text"]
    in_bytes = Table("goal", MetaData(), Column("text", LargeBinary))
    assert lying_open([in_bytes], CATALOGUE.tables) == ["goal.text"]


def test_a_reason_for_lying_open_stands_only_where_something_does() -> None:
    for table in Base.metadata.sorted_tables:
        fields = CATALOGUE.tables[table.name]
        for column in fields.open_because:
            assert not _is_closed(table.c[column]), f"{table.name}.{column} is sealed and needs no reason"
        for column in fields.wordless:
            assert isinstance(table.c[column].type, Sealed), f"{table.name}.{column}"


def test_whatever_names_or_tells_of_a_person_says_whose_it_is() -> None:
    nobodys = [one for one in CATALOGUE.tables.values() if one.whose == "nobody"]
    for table in nobodys:
        assert set(table.columns.values()) == {FieldClass.TECHNICAL}, table.name


def test_what_is_forgotten_by_the_clock_agrees_with_the_catalogue() -> None:
    said = {one.job for one in CATALOGUE.retention.values()} - {""}
    assert said == _called_by_the_job() - OF_NO_TABLE


@pytest.mark.parametrize("name", LENGTHS)
def test_how_long_something_lives_is_what_the_catalogue_says(name: str) -> None:
    assert as_span(CATALOGUE.retention[name].lasts) == LENGTHS[name]


def test_what_a_job_ends_is_gone_when_its_time_is_over(world: World) -> None:
    planted(world)
    ended = [table.name for table in CATALOGUE.tables.values() if all(one.job for one in table.kept)]
    assert {name for name in ended if world.rows(name)} >= {"sign_in", "check_in_link", "rate_count"}
    world.clock.pass_time(timedelta(days=400))
    run_job(next(job for job in JOBS if job.name == "forget"), world.begin_work, world.sender, ADDRESS)
    assert [name for name in ended if world.rows(name)] == []
    assert world.rows("triage_answer_set", case_id=None) == []
    assert [row for row in world.rows("booking_cell") if row["held_by"]] == []


def test_the_paper_of_retention_says_what_the_catalogue_says() -> None:
    assert PAPER.read_text() == paper(CATALOGUE), "run `python -m tools.retention`"


def test_a_fault_in_the_file_is_named_with_its_place() -> None:
    table = {
        "whose": "person",
        "kept": ["gone"],
        "clinical": ["text"],
        "contact": ["text"],
        "open": {"x": ["z"]},
    }
    content = {
        "reasons": {"y": "w"},
        "retention": {"r": {"rule": "s", "lasts": "1 day"}},
        "tables": {"t": table},
    }
    with pytest.raises(FileFaults) as found:
        read_catalogue(content)
    assert set(found.value.faults) == {
        "fields.yaml.retention.r.after: is missing",
        "fields.yaml.tables.t.contact: text stands twice",
        "fields.yaml.tables.t.export: export or why not is said exactly where a row is a person's",
        "fields.yaml.tables.t.kept: has the unknown word 'gone'",
        "fields.yaml.tables.t.open.x: has the unknown word 'z'",
        "fields.yaml.tables.t.open.x: is no reason of the file",
        "fields.yaml.retention.r: no table is kept so",
    }


def test_how_long_a_table_is_kept_can_be_asked() -> None:
    assert [one.name for one in retention_of("triage_answer_set")] == ["unsent", "case"]


# They end something and delete nothing: the message stays as what it became, the offer too.
OF_NO_TABLE = {"expire_old_messages", "forget_ended_waiting"}


def as_span(said: str) -> timedelta:
    """What "24 hours" means."""
    number, unit = said.split()
    return timedelta(**{unit if unit.endswith("s") else f"{unit}s": int(number)})


def unclassed(tables: Iterable[Table], catalogue: Mapping[str, TableFields]) -> list[str]:
    """Every column that the catalogue does not class."""
    return [
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if table.name not in catalogue or column.name not in catalogue[table.name].columns
    ]


def lying_open(tables: Iterable[Table], catalogue: Mapping[str, TableFields]) -> list[str]:
    """Every confidential column that is neither sealed nor a hash, without a reason."""
    return [
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if catalogue[table.name].columns[column.name] is not FieldClass.TECHNICAL
        and not _is_closed(column)
        and column.name not in catalogue[table.name].open_because
    ]


def _is_closed(column: Column[object]) -> bool:
    return isinstance(column.type, Sealed) or column.type is Lookup


def _called_by_the_job() -> set[str]:
    tree = ast.parse(Path(jobs.__file__).read_text())
    (job,) = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "_forget"]
    calls = [one for one in ast.walk(job) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
    return {one.func.id for one in calls if isinstance(one.func, ast.Name)} - {"begin_work"}
