"""The demo's stories as values, read strictly from cases.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path

from support.demo.rules import Ago, wall_time
from support.followup.rules.answers import CallWish, Direction, Given, Safe
from support.triage.loading import active_protocol
from support.triage.rules.answers import Answer
from support.triage.rules.plain_answers import UnknownAnswers, plain_answers
from support.vocabulary.language import Language
from support.vocabulary.phone import MobileNumber, mobile_number
from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

_FILE = Path(__file__).with_name("cases.yaml")


@dataclass(frozen=True)
class Act:
    """One thing that happened after sending; `after` in opening minutes, `who` a staff code or "self".

    `days` and `practitioner` say which free time is booked: the first one with her, so many days from now.
    """

    after: int
    who: str
    does: str
    text: str = ""
    urgency: str = ""
    path: str = ""
    practitioner: str = ""
    days: int = 0
    channel: str = ""


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

    @property
    def safe_to_text(self) -> bool:
        """Whether a message may go to her number."""
        return self.answers.get("safe_to_text") == "yes"


@cache
def all_stories() -> tuple[Story, ...]:
    """Every story, in the order of the file.

    Raises FileFaults naming everything that is wrong.
    """
    faults: list[str] = []
    entry = Entry(read_yaml(_FILE), _FILE.name, faults)
    stories = tuple(_read_story(one) for one in entry.entries("cases"))
    entry.finish()
    if faults:
        raise FileFaults(faults)
    return stories


def _read_story(entry: Entry) -> Story:
    story = Story(
        number=entry.number("number"),
        name=entry.text("name"),
        phone=_read_phone(entry),
        employer=entry.text("employer"),
        unit=entry.text("unit"),
        language=Language(entry.text("language")),
        began=_read_ago(entry.entry("began")),
        confirmed=_optional(entry, "confirmed") != "no",
        to_try=_optional(entry, "to_try") == "yes",
        answers=_read_answers(entry),
        then=tuple(_read_act(one) for one in entry.entries("then")) if entry.has("then") else (),
        check_ins=tuple(_read_check_in(one) for one in entry.entries("check_ins"))
        if entry.has("check_ins")
        else (),
    )
    entry.finish()
    return story


def _read_phone(entry: Entry) -> str:
    number = mobile_number(entry.text("phone"), allow_demo=True)
    if isinstance(number, MobileNumber):
        return number.e164
    entry.fault("is not one of the placeholders", "phone")
    return ""


def _read_ago(entry: Entry) -> Ago:
    at = _optional(entry, "at")
    ago = Ago(
        minutes=_optional_number(entry, "minutes"),
        opening_minutes=_optional_number(entry, "opening_minutes"),
        days=_optional_number(entry, "days"),
        at=wall_time(at) if at else time(9),
    )
    entry.finish()
    return ago


def _read_answers(entry: Entry) -> Mapping[str, Answer]:
    try:
        return plain_answers(active_protocol(), entry.value("answers"))
    except UnknownAnswers as unknown:
        entry.fault(str(unknown), "answers")
        return {}


def _read_act(entry: Entry) -> Act:
    act = Act(
        after=entry.number("after"),
        who=entry.text("who"),
        does=entry.text("does"),
        text=_optional(entry, "text"),
        urgency=_optional(entry, "urgency"),
        path=_optional(entry, "path"),
        practitioner=_optional(entry, "with"),
        days=_optional_number(entry, "days"),
        channel=_optional(entry, "channel"),
    )
    entry.finish()
    return act


def _read_check_in(entry: Entry) -> ToldCheckIn:
    """One check-in; without a number on the scale she was silent."""
    direction, call, safe = (_optional(entry, key) for key in ("direction", "call", "safe"))
    given = Given(
        scale=entry.number("scale") if entry.has("scale") else None,
        direction=Direction(direction) if direction else None,
        call=CallWish(call) if call else None,
        better=_optional(entry, "better"),
        safe=Safe(safe) if safe else None,
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
