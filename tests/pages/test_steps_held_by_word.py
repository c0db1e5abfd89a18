"""What a step must bring and no line of the program knows is ticked by whoever held it."""

import pytest

from support.cases.nurse_actions import claim_case
from support.cases.rules.override import Standing
from support.desk.override_actions import decide_otherwise
from support.pathways.enrolment_actions import enrol
from support.pathways.loading import own_outcomes
from support.pathways.rules.brought import said_by_hand
from support.vocabulary.pathway import CRISIS, PHYSICIAN, URGENT_CALL, Path, Urgency
from tests.builders import SentCase, World, a_sent_case
from tests.ways import hold_next, way_of


def _on(world: World, path: Path) -> SentCase:
    sent = a_sent_case(world)
    with world.begin_work(world.house.nils.actor) as work:
        claim_case(work, sent.case_id)
        decide_otherwise(work, sent.case_id, Standing(Urgency.SAME_DAY, path), "Puhelussa sovittiin.")
        enrol(work, sent.case_id, has_accepted=True)
    return sent


@pytest.mark.parametrize("path", [URGENT_CALL, CRISIS, PHYSICIAN])
def test_a_path_gets_on_to_its_end_from_the_page_of_the_talks(world: World, path: Path) -> None:
    sent = _on(world, path)
    nils = world.nurse(world.house.nils)
    while (step := way_of(world, sent).next) is not None:
        nils.get(f"/cases/{sent.case_id}/talks")
        for word in said_by_hand(step):
            assert own_outcomes()[word]["en"] in nils.text()
        said = list(said_by_hand(step))
        nils.post(f"/cases/{sent.case_id}/talks/step", step=step.key, do="hold", brought=said)
        assert way_of(world, sent).states[step.key] == "held"


def test_a_time_that_was_held_waits_for_its_word_and_nothing_is_ticked_beforehand(world: World) -> None:
    sent = _on(world, URGENT_CALL)
    hold_next(world, sent, kind="nurse_call")
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/talks")
    assert way_of(world, sent).held == []
    assert "it has been asked whether text messages are safe" in nils.text()
    assert "checked" not in nils.html().partition('name="brought"')[2].partition(">")[0]
    assert nils.post(f"/cases/{sent.case_id}/talks/step", step="1", do="hold").status_code == 409
    assert way_of(world, sent).held == []
    nils.get(f"/cases/{sent.case_id}/talks")
    nils.post(f"/cases/{sent.case_id}/talks/step", step="1", do="hold", brought="safe_contact_asked")
    assert way_of(world, sent).states["1"] == "held"
