"""When the stories of the demo began."""

from datetime import UTC, datetime, time, timedelta

import pytest

from support.demo.cases import Story, all_stories
from support.demo.rules import Ago, moment_of, wall_time
from support.vocabulary.calendar import HELSINKI, is_open, opening_minutes_between

WEDNESDAY = datetime(2026, 11, 25, 9, 30, tzinfo=HELSINKI)
SATURDAY_EVENING = datetime(2026, 11, 21, 21, 0, tzinfo=HELSINKI)
FRIDAY_AFTER_CLOSING = datetime(2026, 11, 27, 16, 0, tzinfo=HELSINKI)
CHRISTMAS_EVE = datetime(2026, 12, 24, 11, 0, tzinfo=HELSINKI)
BEFORE_OPENING = datetime(2026, 11, 23, 6, 0, tzinfo=HELSINKI)
AT_OPENING = datetime(2026, 11, 23, 8, 0, tzinfo=HELSINKI)
MOMENTS = [
    WEDNESDAY,
    SATURDAY_EVENING,
    FRIDAY_AFTER_CLOSING,
    CHRISTMAS_EVE,
    BEFORE_OPENING,
    AT_OPENING,
    datetime(2027, 3, 29, 9, 0, tzinfo=HELSINKI),
]


@pytest.mark.parametrize(
    ("ago", "now", "began"),
    [
        (Ago(minutes=12), SATURDAY_EVENING, "2026-11-21 20:48"),
        (Ago(opening_minutes=60), WEDNESDAY, "2026-11-25 08:30"),
        (Ago(opening_minutes=150), WEDNESDAY, "2026-11-24 15:00"),
        (Ago(opening_minutes=60), SATURDAY_EVENING, "2026-11-20 15:00"),
        (Ago(opening_minutes=60), BEFORE_OPENING, "2026-11-20 15:00"),
        (Ago(opening_minutes=500), CHRISTMAS_EVE, "2026-12-22 15:40"),
        (Ago(days=1, at=time(14)), WEDNESDAY, "2026-11-24 14:00"),
        (Ago(days=2, at=time(9)), SATURDAY_EVENING, "2026-11-19 09:00"),
        (Ago(calendar_days=10, at=time(9)), WEDNESDAY, "2026-11-16 09:00"),
        (Ago(calendar_days=7, at=time(9)), CHRISTMAS_EVE, "2026-12-17 09:00"),
        (Ago(days=1, at=time(14)), FRIDAY_AFTER_CLOSING, "2026-11-27 14:00"),
    ],
)
def test_a_story_began_in_opening_hours_unless_it_says_minutes(ago: Ago, now: datetime, began: str) -> None:
    assert moment_of(ago, now).astimezone(HELSINKI) == datetime.fromisoformat(began).replace(tzinfo=HELSINKI)


@pytest.mark.parametrize("now", MOMENTS)
@pytest.mark.parametrize("story", all_stories(), ids=lambda story: str(story.number))
def test_every_story_began_before_now_on_a_day_on_which_somebody_works(story: Story, now: datetime) -> None:
    began = moment_of(story.began, now)
    assert began < now
    assert story.began.minutes or is_open(began)


@pytest.mark.parametrize("now", MOMENTS)
@pytest.mark.parametrize("number", [11, 15, 33, 34, 37])
def test_whoever_nobody_has_met_yet_began_within_three_working_days(number: int, now: datetime) -> None:
    (began,) = (moment_of(story.began, now) for story in all_stories() if story.number == number)
    assert opening_minutes_between(began, now) <= 3 * 8 * 60


def test_a_time_of_day_is_read_as_it_is_written() -> None:
    assert wall_time("8:50") == time(8, 50)


def test_the_moment_is_an_instant_in_utc() -> None:
    assert moment_of(Ago(days=1), WEDNESDAY).utcoffset() == timedelta(0)
    assert moment_of(Ago(opening_minutes=5), WEDNESDAY).astimezone(UTC) == WEDNESDAY - timedelta(minutes=5)
