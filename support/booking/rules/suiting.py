"""Which of the proposed times suits everybody whose answer is needed."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from support.booking.rules.three_party import MARKS_TIMES, Party
from support.vocabulary.calendar import add_working_days, closing_of, local_date, working_day_before
from support.vocabulary.errors import Invalid, mark

MOST_TIMES = 8
ANSWER_DAYS = 4
"""How many working days the two have to answer."""


class Answer(StrEnum):
    """What the answers so far say."""

    WAITING = "waiting"
    FOUND = "found"
    NONE = "none"


class Suiting(NamedTuple):
    """What the answers say, and the first time that suits everybody where there is one."""

    answer: Answer
    starts_at: datetime | None = None


def first_suiting(
    possible: Collection[datetime], marked: Mapping[Party, Collection[datetime] | None]
) -> Suiting:
    """The first time that suits everybody who marks times; None stands for somebody who has not answered.

    `possible` are the proposed times that can still be had. As soon as no time is left that suits those who
    have answered, there is none, whoever has not.
    """
    common = set(possible)
    for party in MARKS_TIMES:
        times = marked.get(party)
        if times is not None:
            common &= set(times)
    if not common:
        return Suiting(Answer.NONE)
    if any(marked.get(party) is None for party in MARKS_TIMES):
        return Suiting(Answer.WAITING)
    return Suiting(Answer.FOUND, min(common))


def answer_by(first: datetime, now: datetime) -> datetime:
    """Until when the two answer: always before the first of the times that they are asked about."""
    days = closing_of(add_working_days(local_date(now), ANSWER_DAYS))
    return min(days, _last_answer(first))


def can_be_answered(starts_at: datetime, now: datetime) -> bool:
    """Whether two people can still say of this time that it suits them: never of one of today."""
    return now < _last_answer(starts_at)


def _last_answer(starts_at: datetime) -> datetime:
    return closing_of(working_day_before(local_date(starts_at)))


def check_times(starts: Collection[datetime], known_until: datetime | None) -> None:
    """Raises Invalid for no time, for more than anybody can look through, and for one at which the supervisor
    may no longer know of the meeting; `known_until` is the end of her permission."""
    if not starts:
        raise Invalid(mark("Choose at least one time."))
    if len(starts) > MOST_TIMES:
        raise Invalid(mark("Choose eight times at most."))
    if known_until is not None and max(starts) >= known_until:
        raise Invalid(mark("The supervisor's permission ends before one of these times."))
