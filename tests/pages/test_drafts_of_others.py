"""What others are to do, written in a meeting: the supervisor agrees to the draft there, or reads none."""

import re

import pytest

from support.consent.rules.fact_code import FactCode
from tests.builders import World
from tests.meetings import ACTION, Together, together
from tests.pages.test_meeting_words import seen
from tests.supervisors import give

TEXT = ACTION["action_text"]


def draft_of_hers(world: World, *facts: FactCode) -> Together:
    """What the employee is to do stands as a draft; her supervisor may see it and know these."""
    three = together(world)
    three.writes("action", **{**ACTION, "owner": "employee"})
    (action,) = world.rows("agreed_action")
    give(three.own, *facts)
    three.own.get(f"/my/agreed/{action['id']}")
    three.own.post(f"/my/agreed/{action['id']}", release="yes")
    return three


def test_a_draft_is_not_agreed_on_the_page_of_the_supervisor_nor_on_its_preview(world: World) -> None:
    three = draft_of_hers(world, FactCode.F3)
    assert TEXT not in seen(three.supervisor, "/supervisor")
    assert "Agreed" not in re.sub(r"\s+", " ", three.supervisor.text())


@pytest.mark.parametrize("facts", [(FactCode.F3,), (FactCode.F2, FactCode.F3, FactCode.F5)])
def test_in_the_meeting_the_supervisor_is_asked_of_a_draft_that_she_may_see(
    world: World, facts: tuple[FactCode, ...]
) -> None:
    three = draft_of_hers(world, *facts)
    assert three.says_yes(three.own, three.found.on_own_page) == 1
    assert "Everybody has said yes" not in seen(three.own, three.found.on_own_page)
    assert three.says_yes(three.supervisor, three.found.for_supervisor) == 1
    assert "Everybody has said yes" in seen(three.own, three.found.on_own_page)
