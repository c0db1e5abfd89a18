"""A version is made from another, approved by somebody else, and leaves the others as they were."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from support.pathways.facts import AsRead
from support.pathways.loading import own_bodies, own_catalogue
from support.pathways.models import PathwayVersion
from support.pathways.rules.drafting import with_change, without_step
from support.pathways.rules.pathway import Change, Pathway
from support.pathways.rules.version_states import VersionState
from support.pathways.version_actions import (
    activate,
    approve,
    change_draft,
    drop_draft,
    give_back,
    make_draft,
    send_to_review,
)
from support.pathways.version_queries import (
    active_version,
    all_versions,
    parent_of,
    version_facts,
    version_of,
    what_is_missing,
)
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import Conflict, NotAllowed, NotFound
from support.vocabulary.pathway import Path, PathwayCode
from tests.builders import LOOKER, World
from tests.pathways import CODE, as_read, manager, psychologist

WORSE = dict.fromkeys(("fi", "sv", "en"), "We may tell your employer.")
WHY = Change("Step 7 is left out.", "Nobody answered.", "Review of the second group, decision 4", ("I15",))


def a_fit_draft(world: World) -> None:
    with world.begin_work(manager(world)) as work:
        assert make_draft(work, CODE) == 3
    changed(world, 1, lambda pathway: with_change(without_step(pathway, "7"), WHY))


def changed(world: World, revision: int, change: object) -> None:
    with world.begin_work(manager(world)) as work:
        change_draft(work, CODE, 3, revision, change)  # type: ignore[arg-type]  # a lambda


def sent(world: World) -> AsRead:
    """It is in review; what whoever opens it then has read."""
    with world.begin_work(manager(world)) as work:
        send_to_review(work, CODE, 3)
    return as_read(world)


def taken_back_and_changed(world: World) -> None:
    with world.begin_work(manager(world)) as work:
        give_back(work, CODE, 3, as_read(world), "")
    changed(world, 2, lambda pathway: replace(pathway, confidentiality=WORSE))
    sent(world)


def thrown_away_and_made_anew(world: World) -> None:
    with world.begin_work(manager(world)) as work:
        give_back(work, CODE, 3, as_read(world), "")
    with world.begin_work(manager(world)) as work:
        drop_draft(work, CODE, 3, as_read(world))
    a_fit_draft(world)
    sent(world)


def states(world: World) -> dict[int, str]:
    return {row["version"]: row["state"].value for row in world.rows("pathway_version")}


def verbs(world: World) -> list[str]:
    return [row["verb"] for row in world.rows("audit_entry") if row["verb"].startswith("pathway:")]


def test_before_anything_is_done_the_newest_of_the_catalogue_is_active(world: World) -> None:
    with world.begin_work.to_read(LOOKER) as look:
        found = {(one.code, one.version): one.state for one in all_versions(look)}
        active = active_version(look, CODE)
        assert active_version(look, "NOTHING") is None
    assert found.keys() == own_bodies().keys()
    assert [key for key, state in found.items() if state is VersionState.RETIRED] == [(CODE, 1)]
    assert active == own_catalogue()[Path("tripartite")]
    assert world.rows("pathway_version") == []


def test_the_whole_way_from_draft_to_use(world: World) -> None:
    a_fit_draft(world)
    assert states(world) == {1: "retired", 2: "active", 3: "draft"}
    read = sent(world)
    with world.begin_work(psychologist(world)) as work:
        approve(work, CODE, 3, read)
    assert states(world) == {1: "retired", 2: "active", 3: "approved"}
    with world.begin_work(manager(world)) as work:
        activate(work, CODE, 3, read)
    assert states(world) == {1: "retired", 2: "retired", 3: "active"}
    with world.begin_work.to_read(LOOKER) as look:
        active = active_version(look, CODE)
        assert active is not None
        assert (active.version, active.step("7"), active.changes) == (3, None, (WHY,))
        facts = version_facts(look, CODE, 3)
        assert (facts.drafted_by, facts.approved_by, facts.activated_by) == (
            *(world.house.outi.id, world.house.psychologist, world.house.outi.id),
        )
        parent = parent_of(look, active)
        assert parent == version_of(look, CODE, 2) == own_catalogue()[Path("tripartite")]
        assert parent_of(look, version_of(look, CODE, 1)) is None
    assert verbs(world) == [
        *("pathway:draft", "pathway:change", "pathway:send", "pathway:approve"),
        *("pathway:retire", "pathway:activate"),
    ]


def test_other_pathways_stay_in_the_catalogue_alone(world: World) -> None:
    a_fit_draft(world)
    assert {row["code"] for row in world.rows("pathway_version")} == {CODE}
    with world.begin_work.to_read(LOOKER) as look:
        assert len(all_versions(look)) == 9


def test_what_is_not_said_why_is_not_sent(world: World) -> None:
    with world.begin_work(manager(world)) as work:
        make_draft(work, CODE)
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        send_to_review(work, CODE, 3)
    with world.begin_work.to_read(LOOKER) as look:
        assert [one.place for one in what_is_missing(version_of(look, CODE, 3))] == ["changes"]
    assert states(world)[3] == "draft"


def test_nobody_approves_what_she_has_written(world: World) -> None:
    a_fit_draft(world)
    with world.begin_work(replace(psychologist(world), role=Role.ADMIN)) as work:
        change_draft(work, CODE, 3, 2, lambda pathway: pathway)
    read = sent(world)
    outi = Actor(Role.NURSE, world.house.outi.id, world.house.outi.employers)
    for actor in (psychologist(world), manager(world), outi, world.house.nils.actor):
        with pytest.raises(NotAllowed), world.begin_work(actor) as work:
            approve(work, CODE, 3, read)
    assert states(world)[3] == "in_review"


def test_what_is_given_back_is_a_draft_with_a_remark_and_no_approval(world: World) -> None:
    a_fit_draft(world)
    read = sent(world)
    with world.begin_work(psychologist(world)) as work:
        approve(work, CODE, 3, read)
    with world.begin_work(psychologist(world)) as work:
        give_back(work, CODE, 3, read, "Step 6 is too late.")
    (row,) = world.rows("pathway_version", version=3)
    assert (row["state"], row["remark"]) == (VersionState.DRAFT, "Step 6 is too late.")
    assert (row["approved_by"], row["approved_at"]) == (None, None)
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        activate(work, CODE, 3, read)
    assert states(world) == {1: "retired", 2: "active", 3: "draft"}


@pytest.mark.parametrize("meanwhile", [taken_back_and_changed, thrown_away_and_made_anew])
def test_a_text_that_she_has_not_read_is_neither_approved_nor_given_back(
    world: World, meanwhile: Callable[[World], None]
) -> None:
    a_fit_draft(world)
    read = sent(world)
    meanwhile(world)
    refused = pytest.raises(Conflict, match="changed after you opened it")
    with refused, world.begin_work(psychologist(world)) as work:
        approve(work, CODE, 3, read)
    with pytest.raises(Conflict), world.begin_work(psychologist(world)) as work:
        give_back(work, CODE, 3, read, "Step 6 is too late.")
    (row,) = world.rows("pathway_version", version=3)
    assert (row["state"], row["approved_by"], row["remark"]) == (VersionState.IN_REVIEW, None, None)


def test_only_the_text_that_was_read_is_taken_into_use(world: World) -> None:
    a_fit_draft(world)
    read = sent(world)
    taken_back_and_changed(world)
    with world.begin_work(psychologist(world)) as work:
        approve(work, CODE, 3, as_read(world))
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        activate(work, CODE, 3, read)
    assert states(world) == {1: "retired", 2: "active", 3: "approved"}


def test_the_audit_knows_which_text_was_approved_and_taken_into_use(world: World) -> None:
    a_fit_draft(world)
    read = sent(world)
    with world.begin_work(psychologist(world)) as work:
        approve(work, CODE, 3, read)
    with world.begin_work(manager(world)) as work:
        activate(work, CODE, 3, read)
    (row,) = world.rows("pathway_version", version=3)
    known_by = hashlib.sha256(row["body"].encode()).hexdigest()
    details = {one["verb"]: one["detail"] for one in world.rows("audit_entry", subject_id=row["id"])}
    assert (details["pathway:approve"], details["pathway:activate"]) == (known_by, known_by)


def test_a_pathway_is_never_without_a_version_in_use(world: World) -> None:
    a_fit_draft(world)
    read = sent(world)
    with world.begin_work(psychologist(world)) as work:
        approve(work, CODE, 3, read)
    with world.begin_work(manager(world)) as work:
        activate(work, CODE, 3, read)
    in_use = as_read(world)
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        activate(work, CODE, 3, in_use)
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        give_back(work, CODE, 3, in_use, "")
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        drop_draft(work, CODE, 3, in_use)
    assert states(world) == {1: "retired", 2: "retired", 3: "active"}


def test_only_a_draft_is_changed_or_thrown_away(world: World) -> None:
    a_fit_draft(world)
    bodies = {row["version"]: row["body"] for row in world.rows("pathway_version")}
    with world.begin_work(manager(world)) as work:
        send_to_review(work, CODE, 3)
    for version in (1, 2, 3):
        with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
            change_draft(work, CODE, version, 2, lambda pathway: without_step(pathway, "1"))
        with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
            drop_draft(work, CODE, version, as_read(world, version))
    assert {row["version"]: row["body"] for row in world.rows("pathway_version")} == bodies
    assert bodies[1] == own_bodies()[PathwayCode(CODE), 1]


def test_a_draft_that_somebody_has_changed_meanwhile_is_not_changed_over_her(world: World) -> None:
    a_fit_draft(world)
    with pytest.raises(Conflict):
        changed(world, 1, lambda pathway: without_step(pathway, "6"))
    with world.begin_work.to_read(LOOKER) as look:
        assert version_of(look, CODE, 3).step("6") is not None


def test_a_version_has_an_end_to_its_length(world: World) -> None:
    a_fit_draft(world)

    def longer(pathway: Pathway) -> Pathway:
        return replace(pathway, note="x" * 70_000)

    with pytest.raises(Conflict):
        changed(world, 2, longer)


def test_one_version_of_a_pathway_is_in_the_making_and_a_draft_thrown_away_makes_room(world: World) -> None:
    a_fit_draft(world)
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        make_draft(work, CODE)
    with world.begin_work(manager(world)) as work:
        drop_draft(work, CODE, 3, as_read(world))
    with world.begin_work(manager(world)) as work:
        assert make_draft(work, CODE) == 3


def test_a_draft_that_was_made_anew_is_not_thrown_away_from_the_page_of_the_old_one(world: World) -> None:
    a_fit_draft(world)
    old = as_read(world)
    with world.begin_work(manager(world)) as work:
        drop_draft(work, CODE, 3, old)
    a_fit_draft(world)
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        drop_draft(work, CODE, 3, old)
    assert states(world)[3] == "draft"


@pytest.mark.parametrize("state", [VersionState.ACTIVE, VersionState.DRAFT, VersionState.IN_REVIEW])
def test_the_database_keeps_no_second_active_and_no_second_one_in_the_making(
    world: World, state: VersionState
) -> None:
    a_fit_draft(world)
    (row,) = world.rows("pathway_version", version=3)
    with pytest.raises(IntegrityError), world.begin_work(LOOKER) as work:
        work.session.add(PathwayVersion(**{**row, "id": work.new_id(), "version": 4, "state": state}))


def test_what_does_not_exist_is_not_found(world: World) -> None:
    with pytest.raises(NotFound), world.begin_work(manager(world)) as work:
        make_draft(work, "NOTHING")
    with pytest.raises(NotFound), world.begin_work(manager(world)) as work:
        drop_draft(work, CODE, 9, AsRead("", 0))
    with pytest.raises(NotFound), world.begin_work.to_read(LOOKER) as look:
        version_of(look, CODE, 9)
