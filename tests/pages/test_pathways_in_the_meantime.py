"""Two who write on one draft: what one has typed stands beside what the other has written; none is lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from support.pathways.rules.drafting import without_step
from support.pathways.rules.pathway import Pathway
from support.pathways.version_actions import change_draft, make_draft
from tests.browser_of_the_tests import Browser
from tests.builders import World
from tests.hands import press
from tests.pathways import CODE, DRAFT, a_manager, manager

NAMES = "Name of the pathway, In English Coaching of three"


@pytest.fixture
def outi(world: World) -> Browser:
    """A service manager before a fresh draft."""
    with world.begin_work(manager(world)) as work:
        make_draft(work, CODE)
    return a_manager(world)


def body(world: World) -> str:
    (row,) = world.rows("pathway_version", version=3)
    return str(row["body"])


def meanwhile(world: World, change: Callable[[Pathway], Pathway]) -> None:
    """Somebody else changes the draft."""
    (row,) = world.rows("pathway_version", version=3)
    with world.begin_work(manager(world)) as work:
        change_draft(work, CODE, 3, row["revision"], change)


def with_minutes(pathway: Pathway, key: str, minutes: int) -> Pathway:
    """The pathway with another length of one step."""
    steps = [replace(one, minutes=minutes) if one.key == key else one for one in pathway.steps]
    return replace(pathway, steps=tuple(steps))


def is_not_saved(browser: Browser, because: str) -> None:
    assert browser.page is not None
    assert browser.page.status_code == 409
    assert because in browser.text()


def test_a_step_as_it_was_typed_stands_beside_the_step_as_it_stands(world: World, outi: Browser) -> None:
    outi.get(f"{DRAFT}/steps/4")
    meanwhile(world, lambda pathway: with_minutes(pathway, "4", 75))
    press(outi, "Save the step", minutes="60", title_en="One talk", themes=["career_options", "own_coping"])
    is_not_saved(outi, "Somebody has changed this version in the meantime. What you typed is below")
    for now in ("Minutes 75", "In English Individual coaching 3", "Themes Career options"):
        assert now in outi.text()
    assert "minutes: 75" in body(world)
    assert "One talk" not in body(world)
    # Now that she has seen both, her own is saved.
    press(outi, "Save the step")
    assert "Saved." in outi.text()
    assert "One talk" in body(world)
    assert "minutes: 75" not in body(world)


def test_a_step_that_was_taken_away_is_saved_as_a_new_one(world: World, outi: Browser) -> None:
    outi.get(f"{DRAFT}/steps/4")
    meanwhile(world, lambda pathway: without_step(pathway, "4"))
    press(outi, "Save the step", title_en="One talk")
    is_not_saved(outi, "Somebody has taken this step away in the meantime.")
    press(outi, "Save the step")
    assert "One talk" in body(world)


def test_what_everybody_is_told_stands_beside_what_was_written(world: World, outi: Browser) -> None:
    outi.get(f"{DRAFT}/words")
    meanwhile(world, lambda pathway: replace(pathway, names={**pathway.names, "en": "Coaching of three"}))
    press(outi, "Save", name_fi="Yhteinen polku")
    is_not_saved(outi, NAMES)
    press(outi, "Save")
    assert "Yhteinen polku" in body(world)


def test_a_reason_is_still_there_to_be_added(world: World, outi: Browser) -> None:
    outi.get(DRAFT)
    meanwhile(world, lambda pathway: without_step(pathway, "7"))
    press(outi, "Add this change", what="Lyhyempi.", why="Aika riitti.", decision="Päätös 1", indicators="")
    is_not_saved(outi, "What you wrote is still here: add it once more.")
    press(outi, "Add this change")
    assert "Päätös 1" in body(world)
