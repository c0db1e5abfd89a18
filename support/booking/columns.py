"""The column in which the start of a quarter-hour is stored."""

from datetime import datetime

from sqlalchemy import Dialect, Integer
from sqlalchemy.types import TypeDecorator

from support.booking.rules.cells import CELL, EPOCH


class QuarterHour(TypeDecorator[datetime]):
    """The start of a quarter-hour, stored as its number counted from 1970; any other moment is refused."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """The number."""
        if value is None:
            return None
        number, rest = divmod(value - EPOCH, CELL)
        if rest:
            raise ValueError("a cell begins on a quarter-hour")
        return number

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        return None if value is None else EPOCH + CELL * value
