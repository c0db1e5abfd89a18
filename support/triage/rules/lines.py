"""Which lines help now: 112 first, then what is open, and never a closed line above an open one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from support.vocabulary import calendar
from support.vocabulary.language import Language, in_language

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FREE = "free"
_OPENNESS = {True: 0, None: 1, False: 2}


class Topic(StrEnum):
    """What the lines are asked for."""

    ANY = "any"
    VIOLENCE = "violence"
    POISON = "poison"
    YOUNG = "young"


@dataclass(frozen=True)
class Hours:
    """When a line answers: stretches of local minutes after midnight by day of the week, or `always`.

    Outside the stretches it is closed, or nobody knows: `otherwise` is False or None.
    """

    always: bool = False
    week: Mapping[str, tuple[tuple[int, int], ...]] | None = None
    otherwise: bool | None = None

    def open_at(self, instant: datetime) -> bool | None:
        """True when surely open, False when surely closed, None when it is not known."""
        if self.always or self.week is None:
            return self.always or None
        wall = calendar.local(instant)
        free = calendar.is_free_day(wall.date())
        stretches = self.week.get(FREE if free else WEEK[wall.weekday()])
        minute = wall.hour * 60 + wall.minute
        if stretches is not None and any(start <= minute < end for start, end in stretches):
            return True
        # Hours of a week say nothing about a public holiday.
        return None if free and stretches is None else self.otherwise


@dataclass(frozen=True)
class Line:
    """One number to call; `tel` is what the phone dials, `number` what a person reads.

    The first of its topics is what it is mainly for; the languages are those that it surely speaks.
    """

    id: str
    emergency: bool
    names: Mapping[str, str]
    number: str
    tel: str
    abouts: Mapping[str, str]
    languages: tuple[str, ...]
    hours: Hours
    topics: tuple[str, ...]
    valid_from: date
    checked_on: date | None
    checked_by: str | None
    source: str

    def name(self, language: str) -> str:
        """What the line is called."""
        return in_language(self.names, language)

    def about(self, language: str) -> str:
        """A sentence or two about when and whom it helps."""
        return in_language(self.abouts, language)


class ShownLine(NamedTuple):
    """A line at one moment: open, closed or not known, and whether it speaks the language asked for."""

    line: Line
    open_now: bool | None
    speaks: bool


def lines_for(lines: Iterable[Line], language: str, topic: str, now: datetime) -> list[ShownLine]:
    """The lines to show, best first: 112, then open, not known, closed; the topic's own before general ones.

    Beside the person's own language stand the Finnish lines, since most of them answer at every hour.
    """
    fitting = [
        ShownLine(line, line.hours.open_at(now), language in line.languages)
        for line in in_force(lines, calendar.local_date(now))
        if {topic, Topic.ANY} & set(line.topics) and {language, Language.FI} & set(line.languages)
    ]
    return sorted(fitting, key=lambda shown: _rank(shown, topic))


def in_force(lines: Iterable[Line], today: date) -> list[Line]:
    """Of each line the newest version that is valid today."""
    newest: dict[str, Line] = {}
    for line in lines:
        known = newest.get(line.id)
        if line.valid_from <= today and (known is None or known.valid_from < line.valid_from):
            newest[line.id] = line
    return list(newest.values())


def _rank(shown: ShownLine, topic: str) -> tuple[bool, int, int, bool]:
    topics = shown.line.topics
    aside = topics.index(topic) if topic in topics else len(topics)
    return (not shown.line.emergency, _OPENNESS[shown.open_now], min(aside, 2), not shown.speaks)
