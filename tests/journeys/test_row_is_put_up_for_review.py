"""From people whose answers were asked too much of, to the row that the nurses look at after the month."""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import World, a_sent_case

WISH: dict[str, Any] = {"p13": {"wish": ["talk_today"], "own_words": ["kanariasanat"]}}


@pytest.mark.requirement("SR-20")
def test_a_row_that_alone_brings_many_who_are_lowered_is_put_up_for_review(world: World) -> None:
    cases = [
        a_sent_case(world, book=False, contact={"phone": f"+358 00 000 03{number}"}, **WISH)
        for number in range(5)
    ]
    world.clock.pass_time(timedelta(minutes=1))
    nils = world.nurse(world.house.nils)
    for sent in cases[:3]:
        nils.get(f"/cases/{sent.case_id}")
        nils.post(f"/cases/{sent.case_id}/claim")
        nils.post(
            f"/cases/{sent.case_id}/decision", urgency="routine", path="brief_support", reason="Sovittu."
        )
    nils.get("/decisions?month=2026-11")
    assert "This month is not over." in nils.text()
    assert "Up for review" not in nils.text()

    world.clock.pass_time(timedelta(days=10))
    nina = world.nurse(world.house.nina)
    nina.get("/decisions")
    assert "November 2026" in nina.text()
    assert "Decisions: 5" in nina.text()
    assert "Up for review: D9" in nina.text()
    assert "kanariasanat" not in nina.text()
    assert "Aino" not in nina.text()
    for row in world.rows("support_case"):
        lowered = row["id"] in {sent.case_id for sent in cases[:3]}
        assert (row["short_code"] in nina.text()) is lowered
    nina.get("/decisions?month=2026-12")
    assert "This month is not over." in nina.text()
