"""While no time has been offered, somebody hears at each half, four fifths and whole of the target."""

from collections.abc import Callable

import pytest

from support.cases.alert_actions import acknowledge_alert, resolve_alert
from support.cases.opening_actions import Need, note_offer
from support.cases.target_actions import watch_targets
from support.vocabulary.calendar import add_opening_minutes, opening_minutes_between
from support.vocabulary.pathway import BRIEF_SUPPORT, URGENT_CALL, Urgency
from tests.actions.test_alerts import NO_HURRY, a_case, as_nurse
from tests.builders import LOOKER, World


def pass_share(world: World, share: float) -> None:
    """Let so much of the only case's target be used; it is counted in opening time."""
    (case,) = world.rows("support_case")
    begin, end = case["opened_at"], case["due_at"]
    world.clock.set(add_opening_minutes(begin, share * opening_minutes_between(begin, end)))


def open_alerts(world: World) -> list[str]:
    """The ids of those that are open."""
    watch_targets(world.begin_work)
    found = world.rows("alert", resolved_at=None)
    assert {row["kind"] for row in found} <= {"target_risk"}
    return [str(row["id"]) for row in found]


@pytest.mark.parametrize("done", [acknowledge_alert, resolve_alert])
def test_each_share_is_told_of_once_and_anew_when_the_last_was_seen(
    done: Callable[..., None], world: World
) -> None:
    a_case(world, NO_HURRY)
    pass_share(world, 0.49)
    assert open_alerts(world) == []
    told = []
    for share in (0.5, 0.8, 1.0):
        pass_share(world, share)
        (alert,) = open_alerts(world)
        assert open_alerts(world) == [alert]
        as_nurse(world, world.house.nils, done, alert)
        told.append(alert)
        assert set(open_alerts(world)) <= {alert}
    assert len(set(told)) == 3
    pass_share(world, 1.5)
    assert set(open_alerts(world)) <= {told[-1]}


def test_what_nobody_has_seen_stays_one_and_is_over_with_the_offer(world: World) -> None:
    case_id = a_case(world, NO_HURRY)
    pass_share(world, 0.5)
    first = open_alerts(world)
    pass_share(world, 1.0)
    assert open_alerts(world) == first != []
    with world.begin_work(LOOKER) as work:
        note_offer(work, case_id)
    assert open_alerts(world) == []


def test_nobody_hears_of_a_target_where_a_time_was_offered(world: World) -> None:
    case_id = a_case(world, Need(Urgency.ROUTINE, BRIEF_SUPPORT, safety=False, flags=()))
    with world.begin_work(LOOKER) as work:
        note_offer(work, case_id)
    pass_share(world, 1.0)
    assert open_alerts(world) == []


def test_who_is_to_be_called_today_has_that_alert_alone(world: World) -> None:
    a_case(world, Need(Urgency.SAME_DAY, URGENT_CALL, safety=False, flags=()))
    pass_share(world, 1.0)
    watch_targets(world.begin_work)
    assert [row["kind"] for row in world.rows("alert")] == ["urgent_call"]
