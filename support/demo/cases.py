"""The demo's stories as values, read strictly from the folder of stories."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path

from support.demo.acts import Act, read_acts
from support.demo.rules import Ago, wall_time
from support.demo.supervisors import read_placeholder
from support.followup.rules.answers import CallWish, Direction, Given, Safe
from support.triage.loading import active_protocol
from support.triage.rules.answers import Answer
from support.triage.rules.plain_answers import UnknownAnswers, plain_answers
from support.vocabulary.language import Language
from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

_FOLDER = Path(__file__).with_name("stories")
_USUAL = "usual_answers.yaml"
# Items whose answers are written as one word of digits, one for each item of the scale.
_SCALES = ("who5", "phq4", "osss")


@dataclass(frozen=True)
class ToldCheckIn:
    """What she said when she was asked how she is, nothing when she was silent; who took her case then."""

    given: Given
    taken_by: str = ""


@dataclass(frozen=True)
class Story:
    """One invented person, what she answered, and what has happened since."""

    number: int
    name: str
    phone: str
    employer: str
    unit: str
    language: Language
    began: Ago
    confirmed: bool
    to_try: bool
    """Her number is told, so that her own page can be looked at."""
    answers: Mapping[str, Answer]
    then: tuple[Act, ...]
    check_ins: tuple[ToldCheckIn, ...] = ()
    unreachable_from: int | None = None
    """From this day after the opening on no message arrives at her number."""

    @property
    def safe_to_text(self) -> bool:
        """Whether a message may go to her number."""
        return self.answers.get("safe_to_text") == "yes"


@cache
def all_stories() -> tuple[Story, ...]:
    """Every story, by its number.

    Raises FileFaults naming everything that is wrong.
    """
    faults: list[str] = []
    usual = read_yaml(_FOLDER / _USUAL)
    stories: list[Story] = []
    for file in sorted(_FOLDER.glob("*.yaml")):
        if file.name == _USUAL:
            continue
        entry = Entry(read_yaml(file), file.name, faults)
        stories += (_read_story(one, usual) for one in entry.entries("cases"))
        entry.finish()
    if faults:
        raise FileFaults(faults)
    return tuple(sorted(stories, key=lambda story: story.number))


def _read_story(entry: Entry, usual: object) -> Story:
    story = Story(
        number=entry.number("number"),
        name=entry.text("name"),
        phone=read_placeholder(entry, "phone"),
        employer=entry.text("employer"),
        unit=entry.text("unit"),
        language=Language(entry.text("language")),
        began=_read_ago(entry.entry("began")),
        confirmed=_optional(entry, "confirmed") != "no",
        to_try=_optional(entry, "to_try") == "yes",
        answers=_read_answers(entry, usual),
        then=read_acts(entry, "then"),
        check_ins=tuple(_read_check_in(one) for one in entry.entries("check_ins"))
        if entry.has("check_ins")
        else (),
        unreachable_from=entry.number("unreachable_from") if entry.has("unreachable_from") else None,
    )
    entry.finish()
    return story


def _read_ago(entry: Entry) -> Ago:
    at = _optional(entry, "at")
    ago = Ago(
        minutes=_optional_number(entry, "minutes"),
        opening_minutes=_optional_number(entry, "opening_minutes"),
        days=_optional_number(entry, "days"),
        calendar_days=_optional_number(entry, "calendar_days"),
        at=wall_time(at) if at else time(9),
    )
    entry.finish()
    return ago


def _read_answers(entry: Entry, usual: object) -> Mapping[str, Answer]:
    """What she answered: for who asks for herself what most answer, where nothing else is told."""
    given = entry.value("answers")
    told = {**(usual if _is_usual(given) and isinstance(usual, dict) else {}), **_as_mapping(given)}
    try:
        return plain_answers(active_protocol(), dict(_by_item(told)))
    except UnknownAnswers as unknown:
        entry.fault(str(unknown), "answers")
        return {}


def _is_usual(given: object) -> bool:
    return _as_mapping(given).get("hat") is None


def _as_mapping(given: object) -> Mapping[str, object]:
    return given if isinstance(given, dict) else {}


def _by_item(told: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    for key, value in told.items():
        if key in _SCALES and isinstance(value, str):
            yield from ((f"{key}_{place}", int(digit)) for place, digit in enumerate(value, start=1))
        else:
            yield key, value


def _read_check_in(entry: Entry) -> ToldCheckIn:
    """One check-in; without a number on the scale she was silent."""
    direction, call, safe = (_optional(entry, key) for key in ("direction", "call", "safe"))
    given = Given(
        scale=entry.number("scale") if entry.has("scale") else None,
        direction=Direction(direction) if direction else None,
        call=CallWish(call) if call else None,
        better=_optional(entry, "better"),
        safe=Safe(safe) if safe else None,
        wellbeing=tuple(int(digit) for digit in _optional(entry, "who5")),
        work_ability=entry.number("work_ability") if entry.has("work_ability") else None,
    )
    told = ToldCheckIn(given, _optional(entry, "taken_by"))
    if _optional(entry, "silent") != ("yes" if given.is_empty else ""):
        entry.fault("says nothing and is not silent, or both", "silent")
    entry.finish()
    return told


def _optional(entry: Entry, key: str) -> str:
    return entry.text(key) if entry.has(key) else ""


def _optional_number(entry: Entry, key: str) -> int:
    return entry.number(key) if entry.has(key) else 0
