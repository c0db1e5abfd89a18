"""The stretches of a week as rows of a form."""

from collections.abc import Mapping
from dataclasses import dataclass

from support.booking.appointment_pages import CHANNELS
from support.booking.rules.changes import KINDS
from support.desk.hours_form import TypedStretch, TypedWeek
from support.desk.hours_words import KIND_NAMES, combinations
from support.people.facts import Colleague
from support.vocabulary.dates_in_words import weekday_name
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import Option


@dataclass(frozen=True)
class StretchRow:
    """One stretch in a form; `suffix` ends the names of its fields."""

    suffix: str
    weekday: int
    begins: str
    ends: str
    uses: list[Option]
    ways: list[Option]
    spoken: str
    remove: str


@dataclass(frozen=True)
class WeekdayView:
    """One weekday of the form, with its stretches."""

    number: int
    name: str
    rows: list[StretchRow]


def kinds_of(one: Colleague) -> dict[str, str]:
    """What the stretches of this practitioner may be for: the kinds of steps, each in words."""
    return {kind: sentence(KIND_NAMES[kind]) for kind in KINDS[one.profession]}


def weekday_views(week: TypedWeek, kinds: Mapping[str, str], language: Language) -> list[WeekdayView]:
    """The seven weekdays with the stretches that were typed or are in force."""
    rows: dict[int, list[StretchRow]] = {number: [] for number in range(7)}
    for number, typed in enumerate(week.stretches):
        there = rows[typed.weekday]
        spoken = sentence(mark("%(day)s, stretch %(number)s")) % {
            "day": weekday_name(typed.weekday, language),
            "number": len(there) + 1,
        }
        there.append(stretch_row(f"-{number}", typed, kinds, spoken, f"remove-{number}"))
    return [WeekdayView(number, weekday_name(number, language), rows[number]) for number in range(7)]


def stretch_row(
    suffix: str, typed: TypedStretch, kinds: Mapping[str, str], spoken: str, remove: str
) -> StretchRow:
    """One stretch; `spoken` names it for who does not see the page, `remove` is what its button says."""
    return StretchRow(
        suffix=suffix,
        weekday=typed.weekday,
        begins=typed.begins,
        ends=typed.ends,
        uses=combinations(kinds, typed.use),
        ways=combinations(_ways(), typed.how),
        spoken=spoken,
        remove=remove,
    )


def _ways() -> dict[str, str]:
    return {channel: sentence(label) for channel, label in CHANNELS.items()}


def typed_extra(typed: Mapping[str, str]) -> TypedStretch:
    """The extra stretch as it was typed."""
    return TypedStretch(0, *(typed.get(f"{name}-extra", "")[:40] for name in ("from", "to", "use", "how")))
