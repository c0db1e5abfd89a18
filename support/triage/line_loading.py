"""Reads the lines that help: dated data (crisis_lines.yaml), and all that the help page needs."""

from datetime import time
from functools import lru_cache
from pathlib import Path

from support.triage.rules.lines import FREE, WEEK, Hours, Line
from support.vocabulary.language import LANGUAGES
from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml
from support.vocabulary.topic import Topic

_FILE = Path(__file__).with_name("crisis_lines.yaml")
_MINUTES_OF_DAY = 24 * 60


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
        for day in (*WEEK, FREE)
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
