"""How long it takes until what was released reaches the supervisor, in working days (I17, 003-06)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Protocol

from support.consent.rules.fact_code import FactCode
from support.vocabulary.calendar import add_working_days, local_date

WITHIN_WORKING_DAYS = 2
OF_ACTIONS = frozenset({FactCode.F2, FactCode.F3})


class Reaches(Protocol):
    """The few values of a disclosure that say how fast it was."""

    @property
    def fact(self) -> FactCode: ...

    @property
    def about(self) -> str: ...

    @property
    def approved_at(self) -> datetime: ...

    @property
    def delivered_at(self) -> datetime | None: ...

    @property
    def closed_at(self) -> datetime | None: ...


class InTime(NamedTuple):
    """How many reached her in time, of how many of which that can be said."""

    in_time: int
    of: int


def is_of_action(one: Reaches) -> bool:
    """Whether it is the text of something agreed: what is to reach her in time."""
    return one.fact in OF_ACTIONS and bool(one.about)


def reached_in_time(one: Reaches, now: datetime) -> bool | None:
    """Whether it reached her within two working days; None while that is still open, and where it was taken
    back before."""
    last = add_working_days(local_date(one.approved_at), WITHIN_WORKING_DAYS)
    if one.delivered_at is not None:
        return local_date(one.delivered_at) <= last
    until = now if one.closed_at is None else min(now, one.closed_at)
    return False if local_date(until) > last else None


def is_late(one: Reaches, now: datetime) -> bool:
    """Whether something agreed should have reached her by now and has not."""
    has_not = one.delivered_at is None and one.closed_at is None
    return is_of_action(one) and has_not and reached_in_time(one, now) is False


def in_time(disclosed: Iterable[Reaches], now: datetime) -> InTime:
    """Of the texts of what was agreed: how many reached her in time, of those of which it can be said."""
    said = [reached_in_time(one, now) for one in disclosed if is_of_action(one)]
    known = [one for one in said if one is not None]
    return InTime(sum(known), len(known))
