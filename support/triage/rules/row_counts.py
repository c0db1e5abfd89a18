"""What is counted of a month's decisions, what of it may be shown, and when a row is put up for review.

Source: triage paper, section 5; requirement SR-20. The rules of a protocol are looked at here, not persons:
what few decisions have in common is not shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from support.vocabulary.calendar import local_date
from support.vocabulary.pathway import Urgency, most_urgent

FEWEST_SHOWN = 5
# A row is put up for review above both: shares of the month's decisions, and of those that it alone made.
_ALONE_IN, _LOWERED_OF_THOSE = 0.10, 0.50

Asked = Mapping[str, Urgency]
"""The rows that matched in one decision, with the urgency that each asks for."""


@dataclass(frozen=True)
class RowCount:
    """What became of one row in one month, or what one decision adds to it."""

    row_id: str
    matched: int = 0
    sole: int = 0
    """How often nothing else asked for the urgency of the decision."""
    lowered: int = 0
    """How often a nurse decided for less than the row asks for."""
    lowered_sole: int = 0
    """How often she did where the row was the sole reason."""


def month_of(instant: datetime) -> date:
    """The month that the instant belongs to in Helsinki, by its first day."""
    return local_date(instant).replace(day=1)


def month_after(month: date) -> date:
    """The following month, by its first day."""
    return (month + timedelta(days=31)).replace(day=1)


def month_before(month: date) -> date:
    """The month before, by its first day."""
    return (month - timedelta(days=1)).replace(day=1)


def sole_reason(asked: Asked) -> str | None:
    """The one row without which the decision would have been less urgent; None where several stand for it."""
    highest = [row for row, urgency in asked.items() if urgency is most_urgent(asked.values())]
    return highest[0] if len(highest) == 1 else None


def of_decision(asked: Asked) -> list[RowCount]:
    """What a decision that has just been made adds."""
    sole = sole_reason(asked)
    return [RowCount(row, matched=1, sole=int(row == sole)) for row in asked]


def of_lowering(asked: Asked, wanted: Urgency, earlier: Iterable[Urgency]) -> list[RowCount]:
    """What is added when a nurse decides for `wanted`, having decided for `earlier` before.

    A row has been lowered when she decides for less than it asks for. It is counted once, however often she
    decides; raising the urgency again takes nothing back, since the first decision is what is looked at.
    """
    sole, before = sole_reason(asked), list(earlier)
    fresh = (
        row
        for row, urgency in asked.items()
        if urgency.is_more_urgent_than(wanted) and not any(map(urgency.is_more_urgent_than, before))
    )
    return [RowCount(row, lowered=1, lowered_sole=int(row == sole)) for row in fresh]


def is_for_review(count: RowCount, decided: int) -> bool:
    """Whether the row alone brings many who are then lowered: it may ask for too much.

    Never on a number that is too small to be shown: it would speak of single persons, and prove nothing.
    """
    if count.sole < FEWEST_SHOWN:
        return False
    return count.sole > _ALONE_IN * decided and count.lowered_sole > _LOWERED_OF_THOSE * count.sole


def may_show(count: int) -> bool:
    """Whether a number may be shown: none at all, or so many that it speaks of nobody."""
    return count == 0 or count >= FEWEST_SHOWN


def has_ended(month: date, now: datetime) -> bool:
    """Whether the month is over. While it runs its numbers are not shown: who sees one grow when a person has
    just sent her answers would know what she answered.
    """
    return month < month_of(now)
