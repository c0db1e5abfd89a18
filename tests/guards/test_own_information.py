"""What is kept of a person is in her file, or is named with a reason why not."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, String, Table

from support.my_support import own_rows_queries
from support.my_support.access_pages import WHY, access_log
from support.my_support.own_file_pages import FORMAT, VERSION, shape
from support.my_support.own_rows_queries import NOT_IN_IT, exported_tables, fields_of
from support.platform.audit import Purpose
from support.platform.columns import Sealed
from support.platform.database import Base
from support.platform.field_catalogue import FieldClass, TableFields, field_catalogue
from support.vocabulary.actor import Actor, Role
from support.vocabulary.language import Language
from tests.builders import LOOKER, SECOND, World, a_sent_case, signed_in_again
from tests.statements import heard
from tests.ways import with_everything

pytestmark = pytest.mark.once
PAPER = Path(__file__).parents[2] / "docs" / "own-information.md"
KNOWN = field_catalogue().tables
TOLD = (FieldClass.CLINICAL, FieldClass.CONTACT, FieldClass.SHAREABLE)


def test_every_column_that_tells_of_her_is_in_the_file_or_has_a_reason() -> None:
    assert forgotten(exported_tables(), KNOWN) == []
    tables = {table.name for table in exported_tables()}
    assert {one.name for one in KNOWN.values() if one.is_exported} == tables | {"audit_entry"}


def test_a_column_that_is_forgotten_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_rows_queries, "_CLASSES", (FieldClass.CONTACT,))
    assert "goal.text" in forgotten(exported_tables(), KNOWN)


def test_a_reason_stands_only_for_what_would_be_there() -> None:
    names = {
        f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns
    }
    assert set(NOT_IN_IT) <= names | set(KNOWN)


def test_a_table_that_cannot_be_traced_to_her_is_refused(world: World) -> None:
    planted = Table("planted", MetaData(), Column("id", String(22), primary_key=True))
    own = own_rows_queries.Own("A" * 22, (), ())
    with world.begin_work(LOOKER) as work, pytest.raises(LookupError, match="planted"):
        own_rows_queries._is_hers(work, planted, own)


def test_the_document_says_what_the_file_has() -> None:
    sections = PAPER.read_text().partition("## Sections")[2].partition("##")[0]
    written = re.findall(r"^\| `(\w+)` \| ([\w, ]*) \|$", sections, re.M)
    assert {section: [one for one in fields.split(", ") if one] for section, fields in written} == shape()
    assert f"`{FORMAT}`" in PAPER.read_text() and f"| `version` | `{VERSION}`;" in PAPER.read_text()


def test_every_sealed_word_of_hers_is_in_the_file_and_none_of_anybody_else(world: World) -> None:
    sent = with_everything(world)
    alone = {table.name: world.rows(table.name) for table in exported_tables()}
    a_sent_case(
        world,
        contact={**SECOND, "first_name": "Kanarialintu"},
        p13={"wish": ["few_talks"], "own_words": ["kanariasanat"]},
    )
    own = signed_in_again(world)
    own.get("/my/information/file")
    sections: dict[str, list[dict[str, Any]]] = json.loads(own.html())["sections"]
    assert "anaria" not in own.html()
    for table in exported_tables():
        rows = sections[table.name]
        for name in fields_of(table):
            if isinstance(table.c[name].type, Sealed) and table.name not in ("case_step", "check_in"):
                full = _filled(alone[table.name], name, sent.employee_id)
                assert len([row for row in rows if row[name] is not None]) == len(full), (
                    f"{table.name} {name}"
                )
    assert "Nukun viitenä yönä viikossa." in own.html() and "Kokoukset pois aamupäivistä." in own.html()
    own.get("/my/information/paper")
    assert "Nukun viitenä yönä viikossa." in own.text() and "Kokoukset pois aamupäivistä." in own.text()
    assert "anaria" not in own.html()


def test_notes_of_the_nurses_and_live_codes_are_not_in_it(world: World) -> None:
    sent = a_sent_case(world)
    nurse = world.nurse(world.house.nils)
    nurse.get(f"/cases/{sent.case_id}")
    nurse.post(f"/cases/{sent.case_id}/claim")
    nurse.post(f"/cases/{sent.case_id}/note", text="Muistiinpano kollegalle.")
    own = signed_in_again(world)
    code = world.code()
    own.get("/my/information/file")
    assert "Muistiinpano" not in own.html() and code not in own.html()
    (person,) = world.rows("employee")
    assert person["reference_word"] not in own.html()


def test_every_reason_of_an_opening_has_words() -> None:
    assert set(WHY) == set(Purpose)


def test_the_log_costs_as_many_statements_after_years(world: World) -> None:
    sent = a_sent_case(world)
    herself = Actor(Role.EMPLOYEE, sent.employee_id)
    nurse = world.nurse(world.house.nils)
    costs = []
    for times in (1, 30):
        for _ in range(times):
            world.clock.pass_time(timedelta(seconds=20))
            nurse.get(f"/cases/{sent.case_id}")
        said: list[str] = []
        with heard(world, said.append), world.begin_work.to_read(herself) as look:
            assert access_log(look, Language.EN).days
        costs.append(len(said))
    assert costs[0] == costs[1]


def test_what_is_older_than_two_years_comes_on_request(world: World) -> None:
    sent = a_sent_case(world)
    nurse = world.nurse(world.house.nils)
    nurse.get(f"/cases/{sent.case_id}")
    world.clock.pass_time(timedelta(days=740))
    own = signed_in_again(world)
    own.get("/my/information")
    assert "Nils Nurmi" not in own.text()
    own.get("/my/information?show=older")
    assert "Nils Nurmi" in own.text()


def forgotten(tables: Iterable[Table], catalogue: Mapping[str, TableFields]) -> list[str]:
    """Every column that tells of her, is no hash, and stands neither in the file nor among the reasons."""
    return [
        f"{table.name}.{name}"
        for table in tables
        for name in catalogue[table.name].of_class(*TOLD)
        if name not in fields_of(table)
        and f"{table.name}.{name}" not in NOT_IN_IT
        and not name.endswith("_lookup")
    ]


def _filled(rows: list[dict[str, Any]], column: str, employee_id: str) -> list[dict[str, Any]]:
    """The rows of hers in which this column is filled, of a world in which she is alone."""
    return [
        row
        for row in rows
        if row[column] is not None
        and row.get("employee_id", employee_id) == employee_id
        # A code still lets somebody in, and stands in no file.
        and not row.get("business_key", "").startswith("code:")
    ]
