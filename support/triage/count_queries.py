"""The monthly numbers of a version and its rows; nothing is opened for them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from support.platform.work import Work
from support.triage.count_models import DecisionCount, DecisionRowCount
from support.triage.rules.row_counts import RowCount


@dataclass(frozen=True)
class VersionCount:
    """One version of a protocol in one month."""

    protocol: str
    decided: int
    rows: dict[str, RowCount]


def counts_of(work: Work, month: date) -> list[VersionCount]:
    """The numbers of a month by version; rows that never matched are absent."""
    counted = select(DecisionRowCount).where(DecisionRowCount.month == month)
    rows: dict[str, dict[str, RowCount]] = {}
    for one in work.session.execute(counted).scalars():
        number = RowCount(one.row_id, one.matched, one.sole, one.lowered, one.lowered_sole)
        rows.setdefault(one.protocol, {})[one.row_id] = number
    versions = select(DecisionCount).where(DecisionCount.month == month).order_by(DecisionCount.protocol)
    return [
        VersionCount(one.protocol, one.decided, rows.get(one.protocol, {}))
        for one in work.session.execute(versions).scalars()
    ]


def first_month(work: Work) -> date | None:
    """The earliest month in which a decision was counted."""
    found: date | None = work.session.execute(select(func.min(DecisionCount.month))).scalar()
    return found
