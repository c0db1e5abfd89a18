"""Who stands where in the nurse queue."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import permutations

import pytest

from support.cases.rules.queue_order import in_queue_order
from support.vocabulary.calendar import HELSINKI
from support.vocabulary.pathway import Urgency


@dataclass(frozen=True)
class Waiting:
    name: str
    urgency: Urgency
    safety: bool
    opened_at: datetime
    awaited_by: datetime | None


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI).astimezone(UTC)


NOW = wall("2026-11-24T12:00")
EARLY, LATE = wall("2026-11-24T08:00"), wall("2026-11-24T11:00")
CLOSING, TOMORROW = wall("2026-11-24T16:00"), wall("2026-11-25T16:00")

IN_ORDER = [
    Waiting("danger", Urgency.NOW, True, LATE, wall("2026-11-24T11:30")),
    Waiting("safety, half used", Urgency.SAME_DAY, True, EARLY, CLOSING),
    Waiting("safety, just come", Urgency.SAME_DAY, True, LATE, CLOSING),
    Waiting("a wish, half used", Urgency.SAME_DAY, False, EARLY, CLOSING),
    Waiting("safety missing", Urgency.NEXT_DAY, True, LATE, TOMORROW),
    Waiting("late already", Urgency.ROUTINE, False, wall("2026-11-20T12:00"), wall("2026-11-23T16:00")),
    Waiting("older of two alike", Urgency.ROUTINE, False, wall("2026-11-24T06:00"), TOMORROW),
    Waiting("newer of two alike", Urgency.ROUTINE, False, wall("2026-11-24T07:00"), TOMORROW),
    Waiting("nothing promised", Urgency.ROUTINE, False, wall("2026-11-02T07:00"), None),
]


@pytest.mark.requirement("SR-5")
def test_urgency_then_safety_then_the_share_of_the_target_then_age() -> None:
    assert in_queue_order(reversed(IN_ORDER), NOW) == IN_ORDER


def test_the_order_does_not_depend_on_how_the_cases_came() -> None:
    for mixed in permutations(IN_ORDER[:5]):
        assert in_queue_order(mixed, NOW) == IN_ORDER[:5]
