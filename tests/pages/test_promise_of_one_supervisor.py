"""What a supervisor has taken on: nothing that is of another supervisor, or of the case, ends it for her."""

import re
from datetime import timedelta

import pytest

from support.consent.rules.fact_code import FactCode
from support.consent.withdrawing_actions import end_next_run_out
from support.pathways.rules.agreed_action import State
from tests.agreed import TEXT, says, shared, taken_on
from tests.builders import World, signed_in_again
from tests.hands import press
from tests.supervisors import give, signed_in_by

NEXT = {"supervisor_name": "Uusi Pomo", "supervisor_phone": "+358 00 000 009"}
TEN_MINUTES = timedelta(minutes=10)


def test_a_permission_to_the_one_before_that_runs_out_late_ends_no_promise_of_the_next(world: World) -> None:
    agreed = shared(world)
    (first,) = world.rows("consent")
    world.clock.set(first["valid_until"] + timedelta(hours=10))
    own, page = signed_in_again(world), f"/my/agreed/{agreed.action_id}"
    own.get("/my/supervisor")
    own.post("/my/supervisor", **NEXT)
    give(own, FactCode.F2)
    own.get(page)
    assert own.post(page, release="yes").status_code == 200
    world.clock.pass_time(TEN_MINUTES)
    world.send_due()
    (link,) = (found for phone, text in world.sender.sent if phone.endswith("9") for found in _links(text))
    the_next = signed_in_by(world, link)
    the_next.get("/supervisor")
    the_next.post(agreed.url, do="accept")
    assert end_next_run_out(world.begin_work)
    (row,) = world.rows("agreed_action")
    assert row["state"] is State.AGREED and row["accepted_at"] is not None


def _close(world: World, case_id: str) -> None:
    nils = world.nurse(world.house.nils)
    nils.post(f"/cases/{case_id}/claim")
    nils.post(f"/cases/{case_id}/close", close_reason="by_person")
    (case,) = world.rows("support_case", id=case_id)
    assert case["closed_at"] is not None


def test_what_she_has_taken_on_looks_the_same_and_is_finished_when_the_case_has_ended(world: World) -> None:
    agreed = taken_on(world)
    agreed.hers.get("/supervisor")
    before = agreed.hers.text()
    _close(world, agreed.sent.case_id)
    agreed.hers.get("/supervisor")
    assert TEXT in before and agreed.hers.text() == before
    press(agreed.hers, "Mark as done")
    assert agreed.hers.url == "/supervisor?done=saved"
    (row,) = world.rows("agreed_action")
    assert row["state"] is State.DONE


@pytest.mark.parametrize("do", ["accept", "suggest"])
@pytest.mark.parametrize("is_closed", [True, False])
def test_what_waits_for_her_word_leaves_with_the_case_as_if_it_were_taken_back(
    do: str, is_closed: bool, world: World
) -> None:
    agreed = shared(world)
    agreed.hers.get("/supervisor")
    assert TEXT in agreed.hers.text()
    if is_closed:
        _close(world, agreed.sent.case_id)
    else:
        says(agreed.sent, agreed.action_id, "no")
    assert agreed.hers.post(agreed.url, do=do, suggestion="talk").status_code == 404
    agreed.hers.get("/supervisor")
    assert TEXT not in agreed.hers.text()
    assert world.rows("agreed_action")[0]["state"] is State.PROPOSED


def _links(text: str) -> list[str]:
    return re.findall(r"(/s/\S+)", text)
