"""No log, no data: every opened seal leaves a record, and nobody can change what was recorded."""

import ast
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from support.people.models import Employee
from support.people.queries import name_of
from support.platform.audit import OWN_READ_AGAIN_AFTER, AuditEntry, Purpose, entry_mac
from support.platform.sealed_row import SealedRow
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import LOOKER, World, a_sent_case, signed_in_again
from tests.pages.forms import send
from tests.watched_reads import WATCH

SUPPORT = Path(__file__).parent.parent.parent / "support"
# The last two are the work's own: outside it they would open a seal and leave no record.
OPENERS = {"unseal", "unwrap", "unwrap_with_token", "_unsealed", "_data_key"}
MAY_OPEN = {SUPPORT / "platform" / "work.py", SUPPORT / "platform" / "crypto.py"}


def test_every_opened_seal_leaves_a_record(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    opened: list[tuple[str, str]] = []
    unsealed = Work._unsealed

    def counted(work: Work, row: SealedRow, column: str, sealed: bytes | None) -> str | None:
        if sealed is not None:
            opened.append((row.__tablename__, column))
        return unsealed(work, row, column, sealed)

    monkeypatch.setattr(Work, "_unsealed", counted)
    before = len(_entries(world))
    for address in ("/queue", f"/cases/{sent.case_id}"):
        assert nils.get(address).status_code == 200
    for address in ("/my", f"/times/booked/{sent.appointment_id}"):
        # Of her own looks one an hour is recorded.
        world.clock.pass_time(OWN_READ_AGAIN_AFTER)
        assert _signed_in_without_a_look(world).get(address).status_code == 200
    recorded = [
        (entry.subject_type, column)
        for entry in _entries(world)[before:]
        if entry.verb == "read" and entry.detail
        for column in entry.detail.partition(":")[0].split()
    ]
    assert len(opened) > 5
    assert sorted(set(opened)) == sorted(set(opened) & set(recorded))
    assert len(recorded) >= len(opened)


def test_her_own_looks_are_recorded_once_an_hour_however_often_she_looks(world: World) -> None:
    """Nobody may delete a record, so nobody may write as many as she likes."""
    sent = a_sent_case(world)
    world.clock.pass_time(OWN_READ_AGAIN_AFTER)
    browser = signed_in_again(world)
    before = len(_entries(world))
    for _ in range(20):
        assert browser.get("/my").status_code == 200
    assert len(_entries(world)) == before
    world.clock.pass_time(timedelta(minutes=14))
    browser.get("/my")
    assert len(_entries(world)) == before
    world.clock.pass_time(OWN_READ_AGAIN_AFTER - timedelta(minutes=14))
    signed_in_again(world)
    again = [
        (one.subject_type, one.subject_id)
        for one in _entries(world)[before:]
        if one.detail and one.detail.endswith(": own page")
    ]
    assert sorted(again) == [("employee", sent.employee_id), ("triage_answer_set", sent.case_id)]


def test_her_own_looks_keep_no_look_of_anybody_else_out_of_the_record(world: World) -> None:
    sent = a_sent_case(world)
    for _ in range(3):
        sent.browser.get("/my")
        for nurse in (world.house.nils, world.house.nina):
            before = len(_entries(world))
            # Both of them see the case twice: each look is recorded, and shown to her.
            world.nurse(nurse).get(f"/cases/{sent.case_id}")
            assert {one.actor_id for one in _entries(world)[before:] if one.subject_id == sent.case_id} == {
                nurse.id
            }
        world.clock.pass_time(timedelta(minutes=1))
    assert sent.browser.get("/my").get_data(as_text=True).count("Nina Niemi") == 3


def test_another_person_or_another_purpose_is_another_look(world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get("/my")
    before = len(_entries(world))
    for actor, purpose in (
        (Actor(Role.EMPLOYEE, "x" * 22), Purpose.OWN_PAGE),
        (Actor(Role.EMPLOYEE, sent.employee_id), Purpose.CASE_PAGE),
        (Actor(Role.NURSE, sent.employee_id), Purpose.OWN_PAGE),
    ):
        with world.begin_work(actor) as work:
            name_of(work, sent.employee_id, subject=sent.employee_id, purpose=purpose)
    assert len(_entries(world)) == before + 3


def test_a_record_says_who_looked_at_whose_and_why(world: World) -> None:
    sent = a_sent_case(world)
    world.nurse(world.house.nils).get(f"/cases/{sent.case_id}")
    reads = [entry for entry in _entries(world) if entry.verb == "read" and entry.subject_id == sent.case_id]
    by_nils = [entry for entry in reads if entry.actor_id == world.house.nils.id]
    assert {entry.subject_type for entry in by_nils} >= {"employee", "triage_answer_set"}
    details = [entry.detail or "" for entry in by_nils]
    assert [one for one in details if not one.endswith((": case page", ": queue"))] == [], "says not why"


def test_a_work_that_only_looks_opens_nothing(world: World) -> None:
    sent = a_sent_case(world)
    hers = Actor(Role.EMPLOYEE, sent.employee_id)
    for actor, purpose in ((LOOKER, Purpose.CASE_PAGE), (hers, Purpose.OWN_PAGE)):
        with world.begin_work(actor) as work:
            name_of(work, sent.employee_id, subject=sent.case_id, purpose=purpose)
        with pytest.raises(RuntimeError), world.begin_work.to_read(actor) as look:
            name_of(look, sent.employee_id, subject=sent.case_id, purpose=purpose)


def test_a_refused_work_shows_nothing_and_a_failed_one_keeps_no_record(world: World) -> None:
    sent = a_sent_case(world)
    before = len(_entries(world))
    with pytest.raises(ZeroDivisionError), world.begin_work(LOOKER) as work:
        employee = work.session.get_one(Employee, sent.employee_id)
        assert work.open(employee, "name", subject=sent.case_id, purpose=Purpose.CASE_PAGE) == "Aino"
        raise ZeroDivisionError
    assert len(_entries(world)) == before


def test_whatever_any_test_reads_is_watched(world: World) -> None:
    sent = a_sent_case(world)
    WATCH.counted()
    assert world.nurse(world.house.nils).get(f"/cases/{sent.case_id}").status_code == 200
    assert WATCH.counted() == 3
    assert WATCH.taken() == []


def test_a_read_that_leaves_no_record_is_caught_in_any_test(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    add = Work.add
    monkeypatch.setattr(Work, "add", lambda work, new: None if _is_read(new) else add(work, new))
    assert nils.get(f"/cases/{sent.case_id}").status_code == 200
    assert "name of employee was read by nurse and not recorded" in WATCH.taken()


def test_one_of_two_reads_that_leaves_no_record_is_caught_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = a_sent_case(world)
    add, kept = Work.add, iter([True, False])
    monkeypatch.setattr(
        Work, "add", lambda work, new: None if _is_read(new) and not next(kept) else add(work, new)
    )
    with world.begin_work(LOOKER) as work:
        for _ in range(2):
            name_of(work, sent.employee_id, subject=sent.case_id, purpose=Purpose.CASE_PAGE)
    assert WATCH.taken() == [f"name of employee was read by {LOOKER.role} and not recorded"]


def test_a_look_of_her_own_that_the_record_does_not_hold_is_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = a_sent_case(world)
    hers = Actor(Role.EMPLOYEE, sent.employee_id)
    world.clock.pass_time(OWN_READ_AGAIN_AFTER)
    monkeypatch.setattr("support.platform.work.own_read_stands", lambda _session, _read: True)
    with world.begin_work(hers) as work:
        name_of(work, sent.employee_id, subject=sent.employee_id, purpose=Purpose.OWN_PAGE)
    assert WATCH.taken() == ["name of employee was read by employee and not recorded"]


def test_what_is_read_in_a_part_that_is_rolled_back_is_recorded_all_the_same(world: World) -> None:
    sent = a_sent_case(world)
    before = len(_entries(world))
    with world.begin_work(LOOKER) as work:
        with suppress(ZeroDivisionError), work.attempt():
            name_of(work, sent.employee_id, subject=sent.case_id, purpose=Purpose.CASE_PAGE)
            work.log("case:look", "support_case", sent.case_id)
            raise ZeroDivisionError
        work.log("case:close", "support_case", sent.case_id)
    assert [entry.verb for entry in _entries(world)[before:]] == ["read", "case:close"]


def test_a_record_that_is_rolled_back_with_a_part_is_caught(world: World) -> None:
    sent = a_sent_case(world)
    with world.begin_work(LOOKER) as work, suppress(ZeroDivisionError), work.attempt():
        name_of(work, sent.employee_id, subject=sent.case_id, purpose=Purpose.CASE_PAGE)
        work._reads.clear()
        raise ZeroDivisionError
    assert WATCH.taken() == [f"name of employee was read by {LOOKER.role} and not recorded"]


def test_what_is_read_past_the_record_is_caught(world: World) -> None:
    sent = a_sent_case(world)
    for begin in (world.begin_work, world.begin_work.to_read):
        with begin(LOOKER) as work:
            employee = work.session.get_one(Employee, sent.employee_id)
            assert work._unsealed(employee, "name", employee.name)
        assert WATCH.taken() == [f"name of employee was read by {LOOKER.role} and not recorded"]


def test_every_record_fits_its_own_hash(world: World) -> None:
    a_sent_case(world)
    key = world.begin_work.keys.audit
    entries = _entries(world)
    assert entries
    assert all(entry.mac == entry_mac(key, entry) for entry in entries)


def test_an_edited_record_no_longer_fits_its_hash(world: World) -> None:
    a_sent_case(world, book=False)
    entry = next(one for one in _entries(world) if one.verb == "read")
    key = world.begin_work.keys.audit
    edits = {"verb": "looked", "actor_id": "x", "subject_id": "x", "detail": None, "role": "operator"}
    for column, value in edits.items():
        earlier = getattr(entry, column)
        setattr(entry, column, value)
        assert entry.mac != entry_mac(key, entry), column
        setattr(entry, column, earlier)
    assert entry.mac == entry_mac(key, entry)


@pytest.mark.parametrize("change", [update(AuditEntry).values(verb="nothing"), delete(AuditEntry)])
def test_a_record_can_be_neither_changed_nor_deleted(change: Any, world: World) -> None:
    before = [entry.mac for entry in _entries(world)]
    assert before
    with pytest.raises(DBAPIError), world.begin_work(Actor.operator()) as work:
        work.session.execute(change)
    assert [entry.mac for entry in _entries(world)] == before


def test_the_records_cannot_be_emptied_at_one_stroke(world: World) -> None:
    if not _is_postgresql(world):
        return
    with pytest.raises(DBAPIError), world.begin_work(Actor.operator()) as work:
        work.session.execute(text("TRUNCATE audit_entry"))
    assert _entries(world)


def test_only_the_work_opens_seals() -> None:
    others = [path for path in sorted(SUPPORT.rglob("*.py")) if path not in MAY_OPEN]
    assert [f"{path.name}:{line}" for path in others for line in _openings(path.read_text())] == []


def test_an_opening_elsewhere_is_found() -> None:
    assert _openings("from support.platform.crypto import seal, unseal\n") == [1]
    assert _openings("x = 1\ntext = crypto.unseal(key, place, sealed)\n") == [2]
    assert _openings("text = work._unsealed(row, 'text', row.text)\n") == [1]


def _signed_in_without_a_look(world: World) -> Browser:
    browser = world.browser()
    browser.get("/sign-in")
    browser.post(phone=PHONE)
    assert send(browser, "/sign-in/code", [("code", world.code().encode())]).location == "/my"
    return browser


def _is_read(new: object) -> bool:
    return isinstance(new, AuditEntry) and new.verb == "read"


def _openings(source: str) -> list[int]:
    nodes = list(ast.walk(ast.parse(source)))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    named = [node.lineno for node in imports if any(one.name in OPENERS for one in node.names)]
    called = [node.lineno for node in nodes if isinstance(node, ast.Attribute) and node.attr in OPENERS]
    return sorted(named + called)


def _entries(world: World) -> list[AuditEntry]:
    with world.begin_work.to_read(LOOKER) as look:
        entries = list(look.session.execute(select(AuditEntry).order_by(AuditEntry.id)).scalars())
        look.session.expunge_all()
    return entries


def _is_postgresql(world: World) -> bool:
    with world.begin_work.to_read(LOOKER) as look:
        return look.session.get_bind().dialect.name == "postgresql"
