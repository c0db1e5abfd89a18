"""Who may ask for what is one table: every route stands in it, and every question is answered as it says.

The table is tests/guards/authorization.yaml; every case is made from it and from the map of the addresses.
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import NotFound
from support.vocabulary.permissions import has_permission
from support.web.access import Access, public
from tests.builders import World
from tests.guards.test_stranger import IDS
from tests.matrix.asking import Asked
from tests.matrix.judging import asks_for_a_thing, costs_more, permission_of, wrong
from tests.matrix.table import Answer, Case, Table, read_table, routes_of

pytestmark = pytest.mark.once

THINGS = frozenset(IDS | {"token"})
READERS = list(read_table().readers)
ROLES = {
    "anonymous": Role.VISITOR,
    "employee": Role.EMPLOYEE,
    "employee as supervisor": Role.SUPERVISOR,
    "supervisor": Role.SUPERVISOR,
    "nurse": Role.NURSE,
    "nurse elsewhere": Role.NURSE,
    "psychologist": Role.NURSE,
    "manager": Role.ADMIN,
    "nurse as manager": Role.ADMIN,
}


@pytest.fixture
def asked(world: World) -> Iterator[Asked]:
    """The world of the matrix."""
    made = Asked.in_world(world)
    yield made
    made.end()


def test_every_route_stands_in_the_table(app: Flask) -> None:
    assert not_written(app, read_table()) == []


def test_a_route_that_is_not_in_the_table_is_found(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", public(lambda: "who may see this?"))
    assert not_written(app, read_table()) == ["GET /forgotten is not in the table"]


def test_the_table_agrees_with_what_each_route_declares(app: Flask) -> None:
    table = read_table()
    for method, rule in routes_of(app):
        group = table.groups[method, str(rule)]
        access: Access = vars(app.view_functions[rule.endpoint])["access"]
        assert access.kind == group.kind, f"{method} {rule}"
        for reader in {*group.allow, *group.conflict}:
            assert access.permission is not None
            assert has_permission(ROLES[reader], access.permission), f"{method} {rule} as {reader}"


def test_so_many_cases_follow_from_the_table(app: Flask) -> None:
    cases = list(read_table().cases(app, THINGS))
    expected = Counter(case.expected for case in cases)
    assert len(cases) >= 5_000
    assert len({(case.method, str(case.rule)) for case in cases}) == len(routes_of(app))
    assert all(expected[answer] > 200 for answer in Answer), expected


@pytest.mark.parametrize("reader", READERS)
def test_every_question_is_answered_as_the_table_says(reader: str, asked: Asked) -> None:
    table = read_table()
    assert list(wrong(asked, table, of_reader(asked, table, reader))) == []


@pytest.mark.parametrize("reader", READERS[1:])
def test_what_is_not_hers_is_looked_for_like_what_does_not_exist(reader: str, asked: Asked) -> None:
    cases = [
        case
        for case in of_reader(asked, read_table(), reader)
        if asks_for_a_thing(case)
        and (permission := permission_of(asked, case))
        and has_permission(ROLES[reader], permission)
    ]
    assert cases
    assert list(costs_more(asked, cases)) == []


@pytest.mark.parametrize("fault", ["open to all", "another status", "another page", "another header"])
def test_a_question_that_is_answered_otherwise_is_found(fault: str, asked: Asked) -> None:
    veera = asked.people.values("veera")["case_id"]

    @public
    def planted(case_id: str) -> tuple[str, int, dict[str, str]]:
        if fault == "open to all":
            return "a case", 200, {}
        if case_id != veera:
            raise NotFound
        return {
            "another status": ("", 410, {}),
            "another page": ("of another team", 404, {}),
            "another header": ("", 404, {"X-Team": "2"}),
        }[fault]

    asked.world.app.view_functions["desk.case"] = planted
    table = read_table()
    cases = [case for case in of_reader(asked, table, "supervisor") if case.rule.endpoint == "desk.case"]
    assert len(list(wrong(asked, table, cases))) == (len(cases) if fault == "open to all" else 1)


def test_a_further_statement_for_what_exists_is_found(asked: Asked) -> None:
    veera = asked.people.values("veera")["meeting_id"]

    @public
    def planted(meeting_id: str) -> str:
        with asked.world.begin_work(Actor.operator()) as work:
            for _ in range(2 if meeting_id == veera else 1):
                work.session.execute(text("SELECT 1"))
        raise NotFound

    asked.world.app.view_functions["my_support.own_meeting"] = planted
    cases = of_reader(asked, read_table(), "employee")
    own = [case for case in cases if case.rule.endpoint == "my_support.own_meeting"]
    assert [found.partition(":")[0] for found in costs_more(asked, own)] == [
        "GET /my/meetings/<meeting_id> as employee, same"
    ]


def not_written(app: Flask, table: Table) -> list[str]:
    """The routes that are missing from the table, and those in it that are none."""
    there = {(method, str(rule)) for method, rule in routes_of(app)}
    missing = [f"{method} {rule} is not in the table" for method, rule in sorted(there - table.groups.keys())]
    gone = [f"{method} {rule} is no route" for method, rule in sorted(table.groups.keys() - there)]
    return missing + gone


def of_reader(asked: Asked, table: Table, reader: str) -> list[Case]:
    """Every question that this reader can ask."""
    return [case for case in table.cases(asked.world.app, THINGS) if case.reader == reader]
