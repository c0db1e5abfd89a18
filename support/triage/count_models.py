"""What the decisions of a month have in common: numbers by version and row, of nobody.

Neither person, case, employer nor day stands here, and nothing leads from a number to a case.
"""

from datetime import date

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from support.platform.database import Base


class DecisionCount(Base):
    """How many decisions were made in a month with one version of a protocol."""

    __tablename__ = "decision_count"

    month: Mapped[date] = mapped_column(Date, primary_key=True)
    protocol: Mapped[str] = mapped_column(String(40), primary_key=True)
    decided: Mapped[int] = mapped_column(Integer)


class DecisionRowCount(Base):
    """How often one row matched in them, was the sole reason, and was then lowered by a nurse."""

    __tablename__ = "decision_row_count"

    month: Mapped[date] = mapped_column(Date, primary_key=True)
    protocol: Mapped[str] = mapped_column(String(40), primary_key=True)
    row_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    matched: Mapped[int] = mapped_column(Integer)
    sole: Mapped[int] = mapped_column(Integer)
    lowered: Mapped[int] = mapped_column(Integer)
    lowered_sole: Mapped[int] = mapped_column(Integer)
