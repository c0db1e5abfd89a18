"""The key of the record is exchanged: what it wrote is still verified, and it writes no more."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from config import Settings, SettingsError
from support.app import create_app
from support.platform.audit_anchors import head_as_anchor
from support.platform.audit_findings import Counted, Finding, Kind
from support.platform.audit_verifying import verify
from support.platform.begin_work import BeginWork
from support.platform.database import db
from support.platform.key_check import note_keys
from tests.builders import LOOKER, World
from tests.tampering import found, ids, seal_all, sealed, seals, write_entries

OLD, NEW = b"3" * 32, b"9" * 32


@pytest.fixture
def start(settings: Settings, world: World) -> Iterator[Callable[..., BeginWork]]:
    """Starts another process, so to speak, on the same database with other keys."""
    with world.begin_work(LOOKER) as work:
        note_keys(work)
    sealed(world, 3)
    started: list[Flask] = []

    def start(key: bytes, *before: bytes) -> BeginWork:
        app = create_app(replace(settings, audit_key=key, audit_keys_before=before), clock=world.clock)
        started.append(app)
        begin: BeginWork = app.extensions["begin_work"]
        return begin

    yield start
    for app in started:
        app.extensions["begin_work"].let_go()
        with app.app_context():
            db.engine.dispose()


def test_what_was_written_with_the_old_key_is_still_verified(
    start: Callable[..., BeginWork], world: World
) -> None:
    exchanged = start(NEW, OLD)
    for _ in range(2):
        write_entries(exchanged, 3)
        seal_all(exchanged)
    assert found(world, exchanged) == []


def test_the_web_may_have_the_new_key_before_the_worker(
    start: Callable[..., BeginWork], world: World
) -> None:
    exchanged = start(NEW, OLD)
    write_entries(exchanged, 2)
    write_entries(world.begin_work, 2)
    seal_all(start(OLD, NEW))
    write_entries(world.begin_work, 1)
    seal_all(exchanged)
    assert found(world, exchanged) == []


def test_an_entry_with_the_old_key_is_found_once_the_new_one_seals(
    start: Callable[..., BeginWork], world: World
) -> None:
    exchanged = start(NEW, OLD)
    write_entries(exchanged, 1)
    seal_all(exchanged)
    write_entries(world.begin_work, 1)
    stale = ids(world)[-1]
    assert found(world, exchanged) == [Finding(Kind.OLD_KEY, "entries", stale, stale)]
    seal_all(exchanged)
    assert found(world, exchanged) == [Finding(Kind.OLD_KEY, "entries", stale, stale)]


def test_an_entry_with_the_old_key_is_found_after_an_anchor_too(
    start: Callable[..., BeginWork], world: World
) -> None:
    exchanged = start(NEW, OLD)
    write_entries(exchanged, 1)
    seal_all(exchanged)
    kept = head_as_anchor(exchanged)
    write_entries(world.begin_work, 1)
    stale = ids(world)[-1]
    with exchanged.to_read(LOOKER) as look:
        findings = list(verify(look, None, Counted(), since=kept))
    assert findings == [Finding(Kind.OLD_KEY, "entries", stale, stale)]


def test_a_seal_with_the_old_key_is_found_once_the_new_one_seals(
    start: Callable[..., BeginWork], world: World
) -> None:
    exchanged = start(NEW, OLD)
    write_entries(exchanged, 1)
    seal_all(exchanged)
    write_entries(exchanged, 1)
    seal_all(start(OLD, NEW))
    last = seals(world)[-1]
    assert found(world, exchanged) == [Finding(Kind.SEAL_KEY, "seal", last, last)]


def test_the_first_key_is_needed_for_the_start(start: Callable[..., BeginWork]) -> None:
    start(NEW, OLD)
    with pytest.raises(SettingsError, match="AUDIT_KEY is not the key that this database was made with"):
        start(NEW)


def test_the_key_that_sealed_last_is_needed_for_the_start(start: Callable[..., BeginWork]) -> None:
    exchanged = start(NEW, OLD)
    write_entries(exchanged, 1)
    seal_all(exchanged)
    with pytest.raises(SettingsError, match="lack the key that the audit record was sealed with"):
        start(b"8" * 32, OLD)
