"""A form does what its own fields say: whatever else is sent beside them changes nothing (ASVS 15.3.3).

Two installations of the same moment get the same form, one of them with every column's name as a further
field. Both must answer alike and end with the same rows.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from sqlalchemy import update
from werkzeug.test import TestResponse

from support.app import create_app
from support.cases.opening_actions import Need, open_case
from support.people.employee_actions import ContactData, register_employee
from support.people.models import HeldRole
from support.platform.database import Base, db
from support.vocabulary.actor import Actor, Role
from support.vocabulary.language import Language
from support.vocabulary.pathway import BRIEF_SUPPORT, Urgency
from support.web.access import public
from tests.builders import World, dump
from tests.conftest import Housed
from tests.databases import copy_of
from tests.fakes import FixedClock, RecordingSender
from tests.kept_moments import Moments
from tests.pages.forms import send
from tests.pages.made_ready import made_ready
from tests.pages.ready_forms import FORMS
from tests.settings import settings_for

pytestmark = pytest.mark.once

# Random by intention, so never the same in two installations.
RANDOM = {"short_code", "reference_word", "token_hash", "browser_hash", "code_hash"}
# An id, or the beginning of one that ends the key of a message.
_AN_ID = re.compile(r"[\w-]{22,}|(?<=:)[\w-]{16}$")
_A_HASH = re.compile(r"^\$argon2id\$.+", re.DOTALL)
_A_LINK = re.compile(r"/s/[a-z0-9]+")
_OF_A_PROGRAM = {"_method": "DELETE", "is_admin": "1", "user[role]": "admin", "account.role": "admin"}
_WANTED = {
    "role": "admin",
    "state": "closed",
    "urgency": "now",
    "decision": "overridden",
    "number_confirmed": "1",
    "close_reason": "completed",
    "left_at": "2026-01-01T00:00:00+00:00",
    "starts_at": "2026-11-26T09:00:00+00:00",
    "profession": "physician",
    "version": "99",
}


@pytest.fixture
def twin(housed: Housed, tmp_path: Path, worker_id: str, clock: FixedClock) -> Iterator[World]:
    """A second installation, whose clock begins at the same moment."""
    folder = tmp_path / "twin"
    folder.mkdir()
    clock, sender = FixedClock(clock.now()), RecordingSender()
    app = create_app(
        settings_for(copy_of(housed.url, folder, f"{worker_id}_twin")), clock=clock, sender=sender
    )
    begin_work = app.extensions["begin_work"]
    moments = Moments(app, begin_work, clock, sender, is_watched=False)
    yield World(app, begin_work, clock, sender, housed.house, moments)
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("endpoint", FORMS)
def test_further_fields_change_nothing(endpoint: str, world: World, twin: World) -> None:
    as_it_is, _ = _sent(world, endpoint, with_more=False)
    with_more, also = _sent(twin, endpoint, with_more=True)
    assert also > 50
    assert _said(with_more) == _said(as_it_is)
    assert _plain(twin) == _plain(world)


def test_a_route_that_takes_a_further_field_is_found(world: World, twin: World) -> None:
    for one in (world, twin):
        _plant(one.app)
        _sent(one, "triage.start", with_more=one is twin)
    assert _plain(twin)["held_role"] != _plain(world)["held_role"]


def _plant(app: Flask) -> None:
    def takes_everything() -> str:
        with app.extensions["begin_work"](Actor.operator()) as work:
            if request.form.get("role") == "admin":
                work.session.execute(update(HeldRole).values(role=Role.ADMIN))
        return "done"

    app.view_functions["triage.start"] = public(takes_everything)


def _sent(world: World, endpoint: str, *, with_more: bool) -> tuple[TestResponse, int]:
    """The form, sent once; and how many further fields it had."""
    form = made_ready(world, endpoint)
    others = _somebody_else(world)
    pairs = [(name, value.encode()) for name, values in form.fields.items() for value in values]
    more = {name: value for name, value in others.items() if name not in form.fields} if with_more else {}
    sign = "&" if "?" in form.url else "?"
    query = "&".join(f"{name}={value.replace('+', '%2B')}" for name, value in more.items())
    url = f"{form.url}{sign}{query}" if more else form.url
    return send(form.browser, url, [*pairs, *((name, one.encode()) for name, one in more.items())]), len(more)


def _somebody_else(world: World) -> dict[str, str]:
    """Every name of a column with what an intruder would like it to be: another person's, or more rights."""
    contact = ContactData("Veera", "+35800000077", True, world.house.hiljasalo, world.house.unit, Language.FI)
    with world.begin_work(Actor.visitor()) as work:
        employee = register_employee(work, contact, number_confirmed=True).id
        need = Need(Urgency.ROUTINE, BRIEF_SUPPORT, safety=False, flags=())
        key = work.new_key()
        case = open_case(work, employee_id=employee, employer_id=world.house.hiljasalo, key_id=key, need=need)
    names = {column.name for table in Base.metadata.sorted_tables for column in table.columns}
    values = {name: _WANTED.get(name, "1") for name in sorted(names)}
    values |= {"id": case, "case_id": case, "subject_id": case, "employee_id": employee, "key_id": key}
    values |= dict.fromkeys(("practitioner_id", "claimed_by", "actor_id"), world.house.outi.id)
    return values | {"employer_id": world.house.ministry} | _OF_A_PROGRAM


def _said(answer: TestResponse) -> tuple[int, str]:
    # Where a wish that stood in the address is carried on, the way stays the same.
    way = _A_LINK.sub("/s/link", _AN_ID.sub("id", answer.location or ""))
    return answer.status_code, way.partition("?")[0]


def _plain(world: World) -> dict[str, list[str]]:
    """Every row without what is random, in an order that no id decides; of sealed content the length."""
    return {
        table: sorted(
            repr({name: _bare(value) for name, value in row.items() if name not in RANDOM}) for row in rows
        )
        for table, rows in dump(world.begin_work).items()
    }


def _bare(value: Any) -> Any:
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, tuple):
        return tuple(_bare(one) for one in value)
    return _AN_ID.sub("id", _A_HASH.sub("hash", value)) if isinstance(value, str) else value
