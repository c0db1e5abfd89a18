"""Keys are exchanged while the service runs, and wrong ones stop the start with a sentence that says why."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update

from config import Settings, SettingsError
from support.app import create_app
from support.people.models import Employee
from support.platform import key_rotation
from support.platform.audit import Purpose
from support.platform.begin_work import BeginWork
from support.platform.crypto import UNSENT
from support.platform.data_keys import DataKey
from support.platform.database import db
from support.platform.key_check import key_faults, note_keys
from support.platform.key_rotation import keys_in_use, rotate
from support.triage.rules.visit import Visit
from support.triage.visit_actions import open_visit, start_visit
from support.vocabulary.language import Language
from tests.builders import LOOKER, World, a_sent_case

OLDER, NEWER = ("t1", b"1" * 32), ("t2", b"7" * 32)
TOKEN = "t" * 43


@pytest.fixture
def start(settings: Settings, app: Flask) -> Iterator[Callable[..., Flask]]:
    """Starts another process, so to speak, on the same database with other settings."""
    started: list[Flask] = []

    def start(**changes: object) -> Flask:
        other = create_app(replace(settings, **changes))  # type: ignore[arg-type]  # the test names the fields
        started.append(other)
        return other

    yield start
    for other in started:
        other.extensions["begin_work"].let_go()
        with other.app_context():
            db.engine.dispose()


@pytest.fixture
def both(start: Callable[..., Flask], names: list[str]) -> BeginWork:
    """The database in the hands of a process that has the older key and a newer one."""
    begin: BeginWork = start(encryption_keys=(NEWER, OLDER)).extensions["begin_work"]
    return begin


@pytest.fixture
def names(world: World) -> list[str]:
    """The names in a database with something sealed in it."""
    a_sent_case(world)
    with world.begin_work(LOOKER) as work:
        note_keys(work)
        start_visit(work, TOKEN, Language.FI, "voimavarat 1.0.0", Visit(answers={"hope": 7}))
    return _names(world.begin_work)


def _names(begin_work: BeginWork) -> list[str]:
    with begin_work(LOOKER) as work:
        people = work.session.execute(select(Employee).order_by(Employee.id)).scalars().all()
        found = [work.open(each, "name", subject=each.id, purpose=Purpose.CASE_PAGE) for each in people]
    assert any(found)
    return [name or "" for name in found]


def test_after_a_rotation_the_older_key_is_needed_by_nothing(
    start: Callable[..., Flask], both: BeginWork, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_rotation, "AT_ONCE", 2)
    batches = list(rotate(both))
    assert sum(batch.moved for batch in batches) > 2
    assert all(batch.moved <= 2 and not batch.unreadable for batch in batches)
    only_newer = start(encryption_keys=(NEWER,)).extensions["begin_work"]
    assert _names(only_newer) == names
    with only_newer.to_read(LOOKER) as look:
        assert set(keys_in_use(look)) == {NEWER[0]}
    assert list(rotate(only_newer)) == []


def test_answers_that_were_not_sent_stay_with_their_browser(both: BeginWork) -> None:
    list(rotate(both))
    with both.to_read(LOOKER) as look:
        assert open_visit(look, TOKEN).visit.answers == {"hope": 7}
        rings = look.connection.execute(select(DataKey.ring_id).distinct()).scalars().all()
    assert set(rings) == {NEWER[0], UNSENT}


def test_a_key_that_nothing_opens_is_left_and_counted(both: BeginWork) -> None:
    with both(LOOKER) as work:
        one = work.connection.execute(select(DataKey.id).where(DataKey.ring_id == "t1").limit(1)).scalar_one()
        work.connection.execute(update(DataKey).where(DataKey.id == one).values(wrapped=b"t1:broken"))
    assert sum(batch.unreadable for batch in rotate(both)) == 1
    with both.to_read(LOOKER) as look:
        assert keys_in_use(look)["t1"] == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"encryption_keys": (NEWER,)}, "ENCRYPTION_KEYS lacks the key t1"),
        ({"encryption_keys": (("t1", b"8" * 32),)}, "ENCRYPTION_KEYS has another key under the name t1"),
        ({"lookup_key": b"8" * 32}, "LOOKUP_KEY is not the key that this database was made with"),
        ({"audit_key": b"8" * 32}, "AUDIT_KEY is not the key that this database was made with"),
    ],
)
def test_a_wrong_or_missing_key_stops_the_start(
    start: Callable[..., Flask], names: list[str], changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        start(**changes)
    assert sentence in str(refused.value)
    assert "7777" not in str(refused.value) and "8888" not in str(refused.value)


def test_the_right_keys_start(start: Callable[..., Flask], names: list[str]) -> None:
    assert key_faults(start().extensions["begin_work"]) == []


def test_the_command_says_which_key_is_no_longer_needed(
    start: Callable[..., Flask], names: list[str]
) -> None:
    other = start(encryption_keys=(NEWER, OLDER))
    with other.app_context():
        printed = other.test_cli_runner().invoke(args=["rotate-keys"])
    assert printed.exit_code == 0
    assert "are now closed with t2." in printed.output
    assert "The older keys can be taken out of ENCRYPTION_KEYS." in printed.output
