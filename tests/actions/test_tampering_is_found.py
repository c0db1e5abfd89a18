"""Whoever has the database in her hands and not the key: whatever she does to the record is found."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import TextClause, text

from support.platform.audit_anchors import NotInTheChain, anchor_when_due
from support.platform.audit_findings import Finding, Kind
from support.platform.audit_sealing import SealIsGone
from tests.builders import World, a_sent_case
from tests.tampering import (
    Copies,
    anchored,
    entry_after_a_gap,
    found,
    ids,
    past_the_triggers,
    seal_all,
    sealed,
    seals,
    the_worker_is_started_anew,
    write_entries,
)


def test_a_record_that_nobody_touched_is_whole(world: World) -> None:
    a_sent_case(world)
    sealed(world, 5, 3)
    anchored(world)
    world.clock.pass_time(timedelta(hours=3))
    assert found(world) == []
    write_entries(world.begin_work, 2)
    assert len(world.rows("audit_seal")) == 3
    assert found(world) == []


@pytest.mark.parametrize(
    "edit",
    [
        "verb = 'case:closed'",
        "actor_id = 'somebody-else'",
        "subject_id = 'another-case'",
        "detail = 'name: queue'",
        "role = 'nurse'",
        "mac = (SELECT mac FROM audit_entry ORDER BY id LIMIT 1)",
    ],
)
def test_an_edited_entry_is_found(edit: str, world: World) -> None:
    sealed(world, 5, 5)
    third = ids(world)[-3]
    with past_the_triggers(world) as connection:
        connection.execute(text(f"UPDATE audit_entry SET {edit} WHERE id = {third}"))  # noqa: S608 - our words
    assert found(world) == [Finding(Kind.CHANGED, "entries", third, third)]


def test_an_entry_with_another_time_is_found(world: World) -> None:
    sealed(world, 5)
    last = ids(world)[-1]
    with past_the_triggers(world) as connection:
        connection.execute(
            text("UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000' WHERE id = :id"), {"id": last}
        )
    assert found(world) == [Finding(Kind.CHANGED, "entries", last, last)]


def test_a_deleted_entry_is_found(world: World) -> None:
    sealed(world, 5, 5)
    all_ids = ids(world)
    with past_the_triggers(world) as connection:
        connection.execute(
            text("DELETE FROM audit_entry WHERE id IN (:one, :other)"),
            {"one": all_ids[-7], "other": all_ids[-8]},
        )
    assert found(world) == [Finding(Kind.DELETED, "entries", all_ids[-10], all_ids[-6], 2)]


def test_an_entry_that_is_put_in_is_found(world: World) -> None:
    """A copy of a genuine entry, where an id was given to nobody: its own hash is genuine."""
    sealed(world, 5)
    first = entry_after_a_gap(world)
    sealed(world, 4)
    assert found(world) == []
    with past_the_triggers(world) as connection:
        connection.execute(_copy(first, first - 1))
    assert found(world) == [Finding(Kind.INSERTED, "entries", first - 1, first)]


def test_an_entry_that_is_put_in_before_all_others_is_found(world: World) -> None:
    sealed(world, 5)
    with past_the_triggers(world) as connection:
        connection.execute(_copy(ids(world)[-1], -1))
    assert found(world) == [Finding(Kind.INSERTED, "entries", -1, -1)]


def test_an_entry_made_without_the_key_is_found_even_where_nothing_is_sealed_yet(world: World) -> None:
    sealed(world, 2)
    write_entries(world.begin_work, 2)
    last = ids(world)[-1]
    with past_the_triggers(world) as connection:
        connection.execute(_copy(last, last + 1))
        connection.execute(text("UPDATE audit_entry SET verb = 'x' WHERE id = :id"), {"id": last + 1})
    assert found(world) == [Finding(Kind.CHANGED, "entries", last + 1, last + 1)]


def test_two_entries_that_changed_places_are_found(world: World) -> None:
    sealed(world, 5, 5)
    one, other = ids(world)[-2:]
    with past_the_triggers(world) as connection:
        for was, is_now in ((one, -1), (other, one), (-1, other)):
            connection.execute(
                text("UPDATE audit_entry SET id = :new WHERE id = :old"), {"new": is_now, "old": was}
            )
    assert found(world) == [Finding(Kind.EXCHANGED, "entries", one - 3, other, 5)]


def test_a_tail_that_is_cut_off_is_found_by_the_next_anchor(world: World) -> None:
    sealed(world, 5, 5)
    anchored(world)
    cut = ids(world)[-5]
    with past_the_triggers(world) as connection:
        connection.execute(text("DELETE FROM audit_entry WHERE id >= :cut"), {"cut": cut})
        connection.execute(text("DELETE FROM audit_seal WHERE to_id >= :cut"), {"cut": cut})
    # Life goes on, and the worker seals what comes.
    the_worker_is_started_anew()
    write_entries(world.begin_work, 7)
    seal_all(world.begin_work)
    world.clock.pass_time(timedelta(hours=1))
    with pytest.raises(NotInTheChain):
        anchor_when_due(world.begin_work)
    assert {one.kind for one in found(world)} & {Kind.ANCHOR_OTHER, Kind.ANCHOR_AHEAD}


def test_a_tail_that_is_cut_off_before_it_is_anchored_is_noticed_by_the_worker_that_sealed_it(
    world: World,
) -> None:
    sealed(world, 5, 5)
    cut = ids(world)[-5]
    with past_the_triggers(world) as connection:
        connection.execute(text("DELETE FROM audit_entry WHERE id >= :cut"), {"cut": cut})
        connection.execute(text("DELETE FROM audit_seal WHERE to_id >= :cut"), {"cut": cut})
    write_entries(world.begin_work, 7)
    with pytest.raises(SealIsGone):
        seal_all(world.begin_work)
    world.clock.pass_time(timedelta(minutes=11))
    assert {one.kind for one in found(world)} == {Kind.UNSEALED}


def test_entries_cut_off_below_a_seal_are_found_at_once(world: World) -> None:
    sealed(world, 5)
    with past_the_triggers(world) as connection:
        connection.execute(text("DELETE FROM audit_entry WHERE id = :id"), {"id": ids(world)[-1]})
    (only,) = found(world)
    assert (only.kind, only.count) == (Kind.DELETED, 1)


def test_a_tail_that_is_cut_off_together_with_all_anchors_is_found_by_their_absence(world: World) -> None:
    sealed(world, 5, 5)
    anchored(world)
    cut, last = ids(world)[-5], seals(world)[-1]
    with past_the_triggers(world) as connection:
        connection.execute(text("DELETE FROM audit_entry WHERE id >= :cut"), {"cut": cut})
        connection.execute(text("DELETE FROM audit_seal WHERE to_id >= :cut"), {"cut": cut})
    Path(world.begin_work.anchors or "").write_text("")
    world.clock.pass_time(timedelta(hours=2, minutes=1))
    assert found(world) == [Finding(Kind.UNANCHORED, "seals", 1, last - 1, last - 1)]


def test_an_older_copy_of_the_database_is_found(world: World) -> None:
    sealed(world, 5)
    anchored(world)
    copies = Copies(world)
    older = copies.made()
    sealed(world, 5)
    world.clock.pass_time(timedelta(hours=1))
    anchored(world)
    assert found(world) == []
    newest = seals(world)[-1]
    copies.played_back(older)
    assert seals(world)[-1] == newest - 1
    assert found(world) == [Finding(Kind.ANCHOR_AHEAD, "anchors of the seals", newest, newest)]
    the_worker_is_started_anew()
    write_entries(world.begin_work, 9)
    seal_all(world.begin_work)
    assert found(world) == [Finding(Kind.ANCHOR_OTHER, "anchor of the seal", newest, newest)]


@pytest.mark.parametrize(
    "edit",
    [
        "count = count - 1",
        "to_id = to_id + 1",
        "digest = previous",
        "at = '2020-01-01 00:00:00.000000'",
        "mac = digest",
    ],
)
def test_a_seal_that_is_rewritten_is_found(edit: str, world: World) -> None:
    sealed(world, 5, 5)
    last = world.rows("audit_seal")[-1]["number"]
    with past_the_triggers(world) as connection:
        connection.execute(text(f"UPDATE audit_seal SET {edit} WHERE number = {last}"))  # noqa: S608 - our words
    assert Finding(Kind.SEAL_CHANGED, "seal", last, last) in found(world)


def test_a_seal_that_is_gone_is_found(world: World) -> None:
    sealed(world, 5, 5, 5)
    gone = seals(world)[-2]
    with past_the_triggers(world) as connection:
        connection.execute(text("DELETE FROM audit_seal WHERE number = :gone"), {"gone": gone})
    kinds = {one.kind for one in found(world)}
    assert Finding(Kind.SEAL_MISSING, "seals", gone, gone) in found(world)
    assert kinds == {Kind.SEAL_MISSING, Kind.INSERTED}, "what the seal covered stands outside every seal"


def test_a_chain_that_is_made_anew_over_a_shorter_record_is_found(world: World) -> None:
    """The entries that remain are genuine, and the worker itself seals them: only the anchor knows better."""
    sealed(world, 5, 5)
    anchored(world)
    gone = ids(world)[-3]
    with past_the_triggers(world) as connection:
        connection.execute(text("DELETE FROM audit_entry WHERE id = :id"), {"id": gone})
        connection.execute(text("DELETE FROM audit_seal"))
    the_worker_is_started_anew()
    seal_all(world.begin_work)
    assert {one.kind for one in found(world)} & {Kind.ANCHOR_OTHER, Kind.ANCHOR_AHEAD}


def test_seals_that_are_gone_altogether_are_found_when_nobody_makes_them_anew(world: World) -> None:
    sealed(world, 5)
    with past_the_triggers(world) as connection:
        connection.execute(text("DELETE FROM audit_seal"))
    world.clock.pass_time(timedelta(minutes=11))
    all_ids = ids(world)
    assert found(world) == [Finding(Kind.UNSEALED, "entries", all_ids[0], all_ids[-1], len(all_ids))]


def test_a_second_chain_beside_the_first_is_found(world: World) -> None:
    """The database refuses two seals after the same one; who names another one before hers has no key."""
    sealed(world, 5, 5)
    number = seals(world)[-1]
    with past_the_triggers(world) as connection:
        copied = "number + 1, from_id, to_id, count, digest, digest, key_mark, at, mac"
        connection.execute(
            text(f"INSERT INTO audit_seal SELECT {copied} FROM audit_seal WHERE number = {number}")  # noqa: S608 - our words
        )
    assert found(world) == [
        Finding(Kind.SEAL_ASTRAY, "seal", number + 1, number + 1),
        Finding(Kind.SEAL_CHANGED, "seal", number + 1, number + 1),
    ]


@pytest.mark.parametrize(
    "line",
    ["garbage", "2026-11-25T07:30:00Z 1 2 abc", "2026-11-25T07:30:00Z 1 1 " + "0" * 64],
)
def test_an_anchor_that_is_altered_is_found(line: str, world: World) -> None:
    sealed(world, 5)
    anchored(world)
    with Path(world.begin_work.anchors or "").open("a") as file:
        file.write(f"{line}\n")
    (only,) = found(world)
    assert only.kind in (Kind.ANCHOR_UNREADABLE, Kind.ANCHOR_OTHER)


def _copy(entry_id: int, to: int) -> TextClause:
    said = "at, role, actor_id, verb, subject_type, subject_id, detail, mac"
    copied = f"SELECT :to, {said} FROM audit_entry WHERE id = :copied"  # noqa: S608 - our words
    return text(f"INSERT INTO audit_entry (id, {said}) {copied}").bindparams(to=to, copied=entry_id)
