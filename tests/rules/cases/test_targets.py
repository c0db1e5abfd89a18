"""What is promised, and how much of it is used."""

from datetime import UTC, datetime

import pytest

from support.cases.rules import targets
from support.vocabulary.calendar import HELSINKI
from support.vocabulary.pathway import (
    BRIEF_SUPPORT,
    CRISIS,
    PHYSICIAN,
    SELF_CARE,
    SUPERVISOR_SUPPORT,
    TRIPARTITE,
    URGENT_CALL,
    Path,
    Urgency,
)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI).astimezone(UTC)


@pytest.mark.parametrize(
    ("urgency", "now", "by"),
    [
        # 2026-11-27 is a Friday.
        (Urgency.NOW, "2026-11-27T08:00", "2026-11-27T08:30"),
        (Urgency.NOW, "2026-11-27T12:00", "2026-11-27T12:30"),
        (Urgency.NOW, "2026-11-27T15:59", "2026-11-27T16:29"),
        (Urgency.NOW, "2026-11-27T16:00", "2026-11-30T08:30"),
        (Urgency.NOW, "2026-11-27T07:59", "2026-11-27T08:30"),
        (Urgency.NOW, "2026-11-25T02:00", "2026-11-25T08:30"),
        (Urgency.NOW, "2026-12-23T21:40", "2026-12-28T08:30"),
        (Urgency.NOW, "2026-06-19T09:00", "2026-06-22T08:30"),
        (Urgency.NOW, "2026-03-29T03:00", "2026-03-30T08:30"),
        (Urgency.SAME_DAY, "2026-11-27T00:01", "2026-11-27T16:00"),
        (Urgency.SAME_DAY, "2026-11-27T12:59", "2026-11-27T16:00"),
        (Urgency.SAME_DAY, "2026-11-27T13:00", "2026-11-30T10:00"),
        (Urgency.SAME_DAY, "2026-11-27T22:00", "2026-11-30T10:00"),
        (Urgency.SAME_DAY, "2026-11-28T09:00", "2026-11-30T10:00"),
        (Urgency.SAME_DAY, "2026-11-26T13:00", "2026-11-27T10:00"),
        (Urgency.SAME_DAY, "2026-12-23T13:00", "2026-12-28T10:00"),
        (Urgency.SAME_DAY, "2026-06-19T09:00", "2026-06-22T10:00"),
        (Urgency.NEXT_DAY, "2026-11-26T09:00", "2026-11-27T16:00"),
        (Urgency.NEXT_DAY, "2026-11-26T22:00", "2026-11-27T16:00"),
        (Urgency.NEXT_DAY, "2026-11-27T15:00", "2026-11-30T16:00"),
        (Urgency.NEXT_DAY, "2026-11-28T12:00", "2026-11-30T16:00"),
        (Urgency.NEXT_DAY, "2026-12-23T09:00", "2026-12-28T16:00"),
        (Urgency.NEXT_DAY, "2026-03-27T09:00", "2026-03-30T16:00"),
    ],
)
@pytest.mark.requirement("SR-5", "SR-18")
def test_a_call_is_promised_by_a_clock_time(urgency: Urgency, now: str, by: str) -> None:
    for path in (BRIEF_SUPPORT, SELF_CARE, PHYSICIAN):
        assert targets.promise(urgency, path, wall(now)) == wall(by)


@pytest.mark.parametrize(
    ("path", "now", "offer_by"),
    [
        (BRIEF_SUPPORT, "2026-11-23T09:00", "2026-11-24T16:00"),
        (BRIEF_SUPPORT, "2026-11-28T12:00", "2026-12-01T16:00"),
        (PHYSICIAN, "2026-11-23T17:00", "2026-11-25T16:00"),
        (TRIPARTITE, "2026-11-23T09:00", "2026-11-25T16:00"),
        (SUPERVISOR_SUPPORT, "2026-12-23T09:00", "2026-12-29T16:00"),
        ("a_path_of_tomorrow", "2026-11-23T09:00", "2026-11-24T16:00"),
    ],
)
def test_without_urgency_the_path_says_when_a_time_is_offered(path: Path, now: str, offer_by: str) -> None:
    assert targets.promise(Urgency.ROUTINE, path, wall(now)) == wall(offer_by)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_an_urgent_path_is_urgent_whatever_the_urgency_says(urgency: Urgency) -> None:
    now = wall("2026-11-27T12:00")
    assert targets.promise(urgency, CRISIS, now) == wall("2026-11-27T12:30")
    urgent_call = targets.promise(urgency, URGENT_CALL, now)
    assert urgent_call == wall("2026-11-27T12:30" if urgency is Urgency.NOW else "2026-11-27T16:00")


def test_more_urgency_never_waits_longer_at_any_hour_of_a_week() -> None:
    for day in range(23, 30):
        for hour in range(24):
            now = wall(f"2026-11-{day}T{hour:02}:30")
            promised = [targets.promise(urgency, BRIEF_SUPPORT, now) for urgency in Urgency]
            by = [each for each in promised if each is not None]
            assert len(by) == len(Urgency)
            assert now < by[0]
            assert by == sorted(by)


@pytest.mark.parametrize(
    ("now", "share"),
    [
        ("2026-11-27T12:00", 0.0),
        ("2026-11-27T14:00", 0.5),
        ("2026-11-27T16:00", 1.0),
        ("2026-11-29T12:00", 1.0),
        ("2026-11-30T10:00", 1.5),
    ],
)
def test_the_share_of_a_target_grows_in_opening_time(now: str, share: float) -> None:
    assert targets.share_used(wall("2026-11-27T12:00"), wall("2026-11-27T16:00"), wall(now)) == share


def test_a_target_without_opening_time_is_used_up_by_the_first_minute() -> None:
    night, later = wall("2026-11-27T20:00"), wall("2026-11-27T21:00")
    assert targets.share_used(night, later, later) == 0
    assert targets.share_used(night, later, wall("2026-11-30T08:01")) == 1


def test_self_care_promises_nothing_unless_it_is_urgent() -> None:
    now = wall("2026-11-27T12:00")
    assert targets.promise(Urgency.ROUTINE, SELF_CARE, now) is None
    assert targets.promise(Urgency.NEXT_DAY, SELF_CARE, now) == wall("2026-11-30T16:00")
    assert targets.share_used(now, None, wall("2026-12-27T12:00")) == 0
    assert not targets.is_late(None, wall("2026-12-27T12:00"))


def test_a_case_is_late_after_the_promised_instant() -> None:
    due = wall("2026-11-27T16:00")
    assert not targets.is_late(due, due)
    assert targets.is_late(due, wall("2026-11-27T16:01"))


@pytest.mark.parametrize(
    ("urgency", "awaited_by", "raised", "called_by"),
    [
        (Urgency.ROUTINE, None, Urgency.NEXT_DAY, "2026-11-26T16:00"),
        (Urgency.ROUTINE, "2026-11-25T10:00", Urgency.NEXT_DAY, "2026-11-25T10:00"),
        (Urgency.ROUTINE, "2026-12-01T10:00", Urgency.NEXT_DAY, "2026-11-26T16:00"),
        (Urgency.ROUTINE, "2026-11-20T16:00", Urgency.NEXT_DAY, "2026-11-26T16:00"),
        (Urgency.SAME_DAY, None, Urgency.SAME_DAY, "2026-11-25T16:00"),
        (Urgency.NOW, None, Urgency.NOW, "2026-11-25T09:30"),
    ],
)
def test_a_call_asked_for_comes_by_the_next_working_day_or_sooner(
    urgency: Urgency, awaited_by: str | None, raised: Urgency, called_by: str
) -> None:
    now, awaited = wall("2026-11-25T09:00"), wall(awaited_by) if awaited_by else None
    assert targets.asked_call(urgency, BRIEF_SUPPORT, awaited, now) == (raised, wall(called_by))


def test_self_care_is_promised_a_call_that_is_asked_for() -> None:
    now = wall("2026-11-25T09:00")
    assert targets.asked_call(Urgency.ROUTINE, SELF_CARE, None, now)[1] == wall("2026-11-26T16:00")


@pytest.mark.parametrize(
    ("urgency", "offered", "contacted", "asked", "kept"),
    [
        (Urgency.ROUTINE, False, False, False, False),
        (Urgency.ROUTINE, True, False, False, True),
        (Urgency.NEXT_DAY, True, False, False, False),
        (Urgency.NEXT_DAY, True, True, False, True),
        (Urgency.NEXT_DAY, True, True, True, False),
        (Urgency.ROUTINE, True, False, True, False),
    ],
)
def test_a_promise_is_kept_by_the_call_that_was_asked_for(
    urgency: Urgency, offered: bool, contacted: bool, asked: bool, kept: bool
) -> None:
    then = wall("2026-11-25T09:00")
    moments = [then if happened else None for happened in (offered, contacted, asked)]
    assert targets.is_kept(urgency, *moments) is kept
