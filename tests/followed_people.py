"""People who are followed up for a year: what each does when she is asked, and what has to come of it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from support.followup.rules.plan import Rhythm
from support.vocabulary.calendar import HELSINKI, is_free_day, is_working_day, local

DAY = timedelta(days=1)
Dark = tuple[tuple[datetime, datetime], ...]


class Fate(StrEnum):
    """What somebody does who is asked, or what is done about her meanwhile."""

    SILENT = "silent"
    BY_LINK = "by_link"
    LATE = "late"
    """Answers after the second message."""
    BY_NUMBER = "by_number"
    STOPS = "stops"
    CLOSED = "closed"
    """A nurse closes the case."""
    ENDED = "ended"
    """A nurse ends the check-ins."""
    UNSAFE = "unsafe"
    OPTED_OUT = "opted_out"
    """Wanted no messages before she was asked for the first time."""
    MET_AGAIN = "met_again"


@dataclass
class Followed:
    """One of them; her days count from what is in `began`, `cut` is when her check-ins were ended."""

    number: int
    fate: Fate
    rhythm: Rhythm
    case_id: str
    began: list[datetime] = field(default_factory=list)
    cut: datetime | None = None
    answered: dict[int, datetime] = field(default_factory=dict)

    @property
    def phone(self) -> str:
        """Her number."""
        return phone_of(self.number)


@dataclass(frozen=True)
class Wanted:
    """What has to have come of one check-in, and when its messages have to have left."""

    state: str
    left_at: tuple[datetime, ...]
    ended_at: datetime | None


def phone_of(number: int) -> str:
    """A number that no two of them share."""
    return f"+35840766{number:04d}"


def wanted(one: Followed, dark: Dark) -> dict[int, Wanted]:
    """What has to come of each of her check-ins, worked out from the wall calendar alone."""
    return {number: _wanted(one, number, planned, dark) for number, planned in _planned(one, dark).items()}


def lit(moment: datetime, dark: Dark) -> datetime:
    """The moment itself, or when the worker is there again."""
    return next((until for since, until in dark if since <= moment < until), moment)


def is_text_time(moment: datetime) -> bool:
    """Between eight and twenty by the wall, on no holiday."""
    wall = local(moment)
    return not is_free_day(wall.date()) and time(8) <= wall.time() < time(20)


def _planned(one: Followed, dark: Dark) -> dict[int, datetime]:
    """A later meeting moves what has not been asked by then."""
    planned: dict[int, datetime] = {}
    for began in one.began:
        for number, days in enumerate(one.rhythm.days, start=1):
            known = planned.get(number)
            if known is None or lit(known, dark) > began:
                planned[number] = _ten(local(began).date() + timedelta(days=days))
    return planned


def _wanted(one: Followed, number: int, planned: datetime, dark: Dark) -> Wanted:
    ask = lit(planned, dark)
    if one.cut is not None and one.cut <= ask:
        return Wanted("called_off", (), one.cut)
    if one.fate in (Fate.UNSAFE, Fate.OPTED_OUT):
        return Wanted("not_asked", (), ask)
    left = [_text_time(ask)]
    for _ in range(2):
        due = lit(_ten(local(left[-1]).date() + 3 * DAY), dark)
        answered = one.answered.get(number)
        if answered is not None and answered <= due:
            return Wanted("answered", tuple(left), answered)
        if one.cut is not None and one.cut <= due:
            # What was put at night and taken back before the morning never left.
            return Wanted("called_off", tuple(at for at in left if at <= one.cut), one.cut)
        if len(left) == 2:
            return Wanted("missed", tuple(left), due)
        left.append(_text_time(due))
    raise AssertionError("a third message")


def _text_time(moment: datetime) -> datetime:
    if is_text_time(moment):
        return moment
    wall = local(moment)
    day = wall.date() if wall.time() < time(8) else wall.date() + DAY
    while is_free_day(day):
        day += DAY
    return datetime.combine(day, time(8), HELSINKI).astimezone(UTC)


def _ten(day: date) -> datetime:
    while not is_working_day(day):
        day += DAY
    return datetime.combine(day, time(10), HELSINKI).astimezone(UTC)
