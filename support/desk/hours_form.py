"""What was typed into the forms of the working hours, and what it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from support.booking.appointment_pages import CHANNELS
from support.booking.rules.changes import Extra, NewWeek, Unfit
from support.booking.rules.hours import Pattern, Terms, TimeOff
from support.booking.rules.outside import Choice
from support.vocabulary.dates_in_words import read_day
from support.vocabulary.errors import mark

NOTICES = (0, 60, 240, 1440, 2880)
WINDOWS = (7, 14, 28, 42, 56)
BUFFERS = (0, 15, 30)
CAPS = tuple(range(1, 13))
MOST_STRETCHES = 35
OUTSIDE = "outside-"

_TIME = re.compile(r"([01]?[0-9]|2[0-4])(?:[.:]([0-5][0-9]))?")
_COUNT = re.compile(r"[0-9]{1,4}")
_CHOOSE_DAY = mark("Choose a day.")
_CHOOSE = mark("Choose one from the list.")


class Faults(Exception):
    """What was typed has no meaning; `at` says for the fields at fault what is wrong, as marked sentences."""

    def __init__(self, at: Mapping[str, str]) -> None:
        super().__init__()
        self.at = at


@dataclass(frozen=True)
class TypedStretch:
    """One stretch as it was typed: the weekday, two times, what for, and the ways of meeting."""

    weekday: int
    begins: str = ""
    ends: str = ""
    use: str = ""
    how: str = ""


@dataclass(frozen=True)
class TypedWeek:
    """A week as it was typed."""

    from_day: str
    stretches: tuple[TypedStretch, ...]


def typed_week(form: Mapping[str, str]) -> TypedWeek:
    """The week in the form; what was never there is left out."""
    found = []
    for number in range(MOST_STRETCHES):
        weekday = form.get(f"weekday-{number}", "")
        if weekday in "0123456" and len(weekday) == 1:
            words = (form.get(f"{name}-{number}", "")[:40] for name in ("from", "to", "use", "how"))
            found.append(TypedStretch(int(weekday), *words))
    return TypedWeek(form.get("from_day", "")[:10], _in_order(found))


def edited(week: TypedWeek, do: str) -> TypedWeek | None:
    """The week with one stretch more or fewer, as the button says; None for a button that saves."""
    what, _, number = do.partition("-")
    if what not in ("add", "remove") or not _COUNT.fullmatch(number):
        return None
    stretches, at = list(week.stretches), int(number)
    if what == "add" and at in range(7) and len(stretches) < MOST_STRETCHES:
        stretches.append(TypedStretch(at))
    if what == "remove" and at < len(stretches):
        stretches.pop(at)
    return replace(week, stretches=_in_order(stretches))


def read_week(week: TypedWeek, uses: Mapping[str, str]) -> NewWeek:
    """The change that the week asks for; `uses` are the kinds of steps to choose from.

    Raises Faults.
    """
    at: dict[str, str] = {}
    from_day = _day(week.from_day, "from_day", at)
    patterns = [
        _pattern(typed, f"-{number}", from_day, uses, at) for number, typed in enumerate(week.stretches)
    ]
    if at:
        raise Faults(at)
    return NewWeek(from_day, tuple(one for one in patterns if one))


def read_extra(form: Mapping[str, str], uses: Mapping[str, str]) -> Extra:
    """The extra stretch that was typed; raises Faults."""
    at: dict[str, str] = {}
    day = _day(form.get("extra_day", ""), "extra_day", at)
    words = (form.get(f"{name}-extra", "")[:40] for name in ("from", "to", "use", "how"))
    pattern = _pattern(TypedStretch(day.weekday(), *words), "-extra", day, uses, at)
    if at or pattern is None:
        raise Faults(at)
    return Extra(replace(pattern, valid_to=day))


def read_days_off(form: Mapping[str, str]) -> TimeOff:
    """The days off that were typed; without a last day it is one day. Raises Faults."""
    at: dict[str, str] = {}
    first = _day(form.get("first_day", ""), "first_day", at)
    last = _day(form["last_day"], "last_day", at) if form.get("last_day") else first
    if at:
        raise Faults(at)
    return TimeOff(first, last)


def read_terms(form: Mapping[str, str]) -> Terms:
    """The terms that were chosen; raises Faults."""
    at: dict[str, str] = {}
    cap = _number(form, "daily_cap", (0, *CAPS), at)
    terms = Terms(
        _number(form, "notice", NOTICES, at),
        _number(form, "window", WINDOWS, at) or WINDOWS[0],
        cap or None,
        _number(form, "buffer", BUFFERS, at),
    )
    if at:
        raise Faults(at)
    return terms


def read_choices(form: Mapping[str, str]) -> dict[str, Choice]:
    """What was chosen for each time left outside, by appointment."""
    return {
        name.removeprefix(OUTSIDE): Choice(value)
        for name, value in form.items()
        if name.startswith(OUTSIDE) and value in set(Choice)
    }


def read_version(form: Mapping[str, str]) -> int:
    """The version that the editor saw; one that nothing ever has for anything else."""
    found = _COUNT.fullmatch(form.get("version", ""))
    return int(found[0]) if found else -1


def field_at_fault(refusal: Unfit, day_field: str) -> str:
    """The field to which a refused change leads."""
    return day_field if refusal.stretch is None else f"from-{refusal.stretch}"


def _day(text: str, field: str, at: dict[str, str]) -> date:
    day = read_day(text)
    if day is None:
        at[field] = _CHOOSE_DAY
    return day or date.min


def _pattern(
    typed: TypedStretch, suffix: str, day: date, uses: Mapping[str, str], at: dict[str, str]
) -> Pattern | None:
    begins, ends = _minute(typed.begins), _minute(typed.ends)
    if begins is None:
        at["from" + suffix] = mark("Write when it begins, on a quarter-hour, such as 8.15.")
    if ends is None:
        at["to" + suffix] = mark("Write when it ends, on a quarter-hour, such as 15.30.")
    if begins is not None and ends is not None and begins >= ends:
        at["to" + suffix] = mark("The stretch ends before it begins.")
    kinds, channels = _words(typed.use, uses), _words(typed.how, CHANNELS)
    for name, words in (("use", kinds), ("how", channels)):
        if not words:
            at[name + suffix] = _CHOOSE
    if at or begins is None or ends is None:
        return None
    return Pattern(typed.weekday, begins, ends, kinds, channels, day)


def _minute(text: str) -> int | None:
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    minute = int(found[1]) * 60 + int(found[2] or 0)
    return minute if minute <= 24 * 60 and minute % 15 == 0 else None


def _words(text: str, known: Mapping[str, str]) -> frozenset[str]:
    words = frozenset(text.split("+"))
    return words if words <= known.keys() else frozenset()


def _number(form: Mapping[str, str], name: str, known: tuple[int, ...], at: dict[str, str]) -> int:
    found = _COUNT.fullmatch(form.get(name, ""))
    if not found or int(found[0]) not in known:
        at[name] = _CHOOSE
        return 0
    return int(found[0])


def _in_order(stretches: list[TypedStretch]) -> tuple[TypedStretch, ...]:
    """By weekday, otherwise as they stood."""
    return tuple(sorted(stretches, key=lambda one: one.weekday))
