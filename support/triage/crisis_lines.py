"""Which lines help now: 112 first, then what is open, and never a closed line above an open one.

The numbers are dated data (crisis_lines.yaml); the help page needs nothing but this.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from support.vocabulary import calendar
from support.vocabulary.language import LANGUAGES, Language, in_language
from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

_FILE = Path(__file__).with_name("crisis_lines.yaml")
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FREE = "free"
_MINUTES_OF_DAY = 24 * 60
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
        stretches = self.week.get(_FREE if free else _WEEK[wall.weekday()])
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


@lru_cache(maxsize=1)
def own_lines() -> tuple[Line, ...]:
    """The lines of the service, read once; raises FileFaults."""
    return load_lines(_FILE)


def load_lines(path: Path) -> tuple[Line, ...]:
    """Read a file of lines; raises FileFaults with everything that is wrong in it."""
    faults: list[str] = []
    file = Entry(read_yaml(path), path.name, faults)
    lines = tuple(_read_line(entry) for entry in file.entries("lines"))
    file.finish()
    faults += _faults_together(lines)
    if faults:
        raise FileFaults(faults)
    return lines


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


def _read_line(entry: Entry) -> Line:
    line = Line(
        id=entry.text("id"),
        emergency=entry.has("emergency") and entry.value("emergency") is True,
        names=entry.languages("name"),
        number=entry.text("number"),
        tel=entry.text("tel"),
        abouts=entry.languages("about"),
        languages=entry.words("languages"),
        hours=_read_hours(entry),
        topics=entry.words("topics", frozenset(Topic)),
        valid_from=entry.day("valid_from"),
        checked_on=entry.day("checked_on") if entry.has("checked_on") else None,
        checked_by=entry.text("checked_by") if entry.has("checked_by") else None,
        source=entry.text("source"),
    )
    if not line.tel.removeprefix("+").isdigit():
        entry.fault("is not what a phone can dial", "tel")
    elif _digits(line.number)[-6:] != _digits(line.tel)[-6:]:
        entry.fault("is not the number shown", "tel")
    entry.finish()
    return line


def _read_hours(entry: Entry) -> Hours:
    plain = entry.value("hours")
    if plain in ("always", "unknown") or plain is None:
        return Hours(always=plain == "always")
    hours = entry.entry("hours")
    otherwise = hours.text("otherwise")
    if otherwise not in ("closed", "unknown"):
        hours.fault("is neither closed nor unknown", "otherwise")
    week = {
        day: tuple(_read_stretch(hours, day, text) for text in hours.words(day))
        for day in (*_WEEK, _FREE)
        if hours.has(day)
    }
    hours.finish()
    return Hours(week=week, otherwise=False if otherwise == "closed" else None)


def _read_stretch(hours: Entry, day: str, text: str) -> tuple[int, int]:
    try:
        start, end = (_minutes(part) for part in text.split("-"))
    except ValueError:
        start, end = 0, 0
    if start >= end:
        hours.fault(f"has {text!r}, which is no stretch of a day such as 09:00-13:00", day)
    return start, end


def _minutes(text: str) -> int:
    if text == "24:00":
        return _MINUTES_OF_DAY
    wall = time.fromisoformat(text)
    return wall.hour * 60 + wall.minute


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())


def _faults_together(lines: tuple[Line, ...]) -> list[str]:
    faults = []
    versions = [(line.id, line.valid_from) for line in lines]
    if len(set(versions)) != len(versions):
        faults.append("lines: the same line twice from the same day")
    emergency = [line for line in lines if line.emergency]
    if not any(line.tel == "112" and line.hours.always for line in emergency) or len(emergency) != 1:
        faults.append("lines: exactly one emergency line is needed, 112, open always")
    always_open = [line for line in lines if line.hours.always and not line.emergency]
    for topic in Topic:
        for language in LANGUAGES:
            if not any(topic in line.topics and {language, "fi"} & {*line.languages} for line in always_open):
                faults.append(f"lines: {topic} in {language} has no line besides 112 that is always open")
    return faults
