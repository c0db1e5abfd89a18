"""Whether a consent holds, and how long: what was given and is neither taken back nor over."""

from datetime import date, datetime, time, timedelta
from typing import Protocol

from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import State
from support.vocabulary.calendar import at, local_date

_AFTER_THE_PATH = timedelta(days=30)
_MONTHS_AT_MOST = 12
MONTHS = (1, 6, 12)
"""How long she may let it hold."""
USUAL_MONTHS = 6
"""Where nobody knows when the path ends: as long as the longest path usually takes."""


class Given(Protocol):
    """The few values of a consent that decide what may be told."""

    @property
    def case_id(self) -> str: ...

    @property
    def supervisor_link_id(self) -> str: ...

    @property
    def facts(self) -> frozenset[FactCode]: ...

    @property
    def state(self) -> State: ...

    @property
    def valid_until(self) -> datetime: ...


def is_in_force(consent: Given, now: datetime) -> bool:
    """Whether it holds at this moment; over is over, whether or not anybody has written it down yet."""
    return consent.state is State.GRANTED and now < consent.valid_until


def valid_until(now: datetime, months: int, path_ends_on: date | None = None) -> datetime:
    """Until when it holds: a month after the path where its last day is known, never beyond twelve months.

    A day counts to its end.
    """
    given_on = local_date(now)
    last = _months_after(given_on, min(months, _MONTHS_AT_MOST))
    if path_ends_on is not None:
        last = min(last, max(given_on, path_ends_on) + _AFTER_THE_PATH)
    return at(last + timedelta(days=1), time())


def after_the_case(now: datetime, valid_until: datetime) -> datetime:
    """Until when it still holds once the case is closed: a month after the path at most, as in C.4."""
    return min(valid_until, at(local_date(now) + _AFTER_THE_PATH + timedelta(days=1), time()))


def _months_after(day: date, months: int) -> date:
    """The same day of a later month; in a month that has no such day, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))
