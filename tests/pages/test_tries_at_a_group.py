"""Who takes part in a group shows in no answer that a service manager can ask for without end or a trace."""

from support.pathways.rules.cohort import DECISIONS_PER_MANAGER, Move
from tests.builders import World
from tests.cohorts import a_cohort, number_of, takes_part
from tests.pathways import a_manager

MOST, WINDOW = DECISIONS_PER_MANAGER


def test_whoever_tries_numbers_at_a_group_is_recorded_each_time_and_soon_gets_no_answer(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    number = number_of(world, takes_part(world, cohort_id))
    outi, page = a_manager(world), f"/groups/{cohort_id}"

    def tries(code: str) -> int:
        outi.get(page)
        fields = {"case_code": code, "analysis": "main", "analysis_reason": "Sama työ."}
        return int(outi.post(f"{page}/analysis", **fields).status_code)

    assert [tries("ABCDEF") for _ in range(MOST - 1)] == [422] * (MOST - 1)
    assert tries(number) == 200
    assert [tries(number), tries("ABCDEF")] == [429] * 2
    assert "Try again in a while" in outi.text() and 'value="ABCDEF"' in outi.html()
    assert len(world.rows("audit_entry", verb="cohort:decide", subject_id=cohort_id)) == MOST
    world.clock.pass_time(WINDOW)
    outi = a_manager(world)
    assert tries(number) == 200
