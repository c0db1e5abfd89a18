"""The numbers of a month, as its decisions leave them."""

from datetime import date

from sqlalchemy import insert

from support.platform.begin_work import BeginWork
from support.triage.count_models import DecisionCount, DecisionRowCount
from tests.builders import LOOKER

OCTOBER = date(2026, 10, 1)


def counted(begin_work: BeginWork, month: date, decided: int, **rows: tuple[int, int, int, int]) -> None:
    """Numbers as a month of decisions leaves them."""
    protocol = "voimavarat 1.0.0"
    with begin_work(LOOKER) as work:
        work.session.execute(insert(DecisionCount).values(month=month, protocol=protocol, decided=decided))
        for row_id, (matched, sole, lowered, lowered_sole) in rows.items():
            values = {"matched": matched, "sole": sole, "lowered": lowered, "lowered_sole": lowered_sole}
            work.session.execute(
                insert(DecisionRowCount).values(month=month, protocol=protocol, row_id=row_id, **values)
            )
