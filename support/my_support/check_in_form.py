"""Reading the form of a check-in: whatever cannot have been chosen on the page counts as left out."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from support.followup.rules.answers import SCALE, CallWish, Direction, Given, Page, Safe, asks_safety
from support.vocabulary.plain_text import some_lines

E = TypeVar("E", bound=StrEnum)

SCALE_FIELD, DIRECTION, CALL, BETTER, SAFE = "scale", "direction", "call", "better", "safe"
WORK_ABILITY = "work_ability"
LONGEST_WORDS = 500
_WELLBEING_VALUES = range(6)


def read_given(form: MultiDict[str, str], wellbeing_items: Sequence[str]) -> Given:
    """Everything that the form carries; an answer about safety only where it is asked."""
    measured = tuple(_number(form.get(item, ""), _WELLBEING_VALUES) for item in wellbeing_items)
    given = Given(
        scale=_number(form.get(SCALE_FIELD, ""), SCALE),
        direction=_one_of(Direction, form.get(DIRECTION, "")),
        call=_one_of(CallWish, form.get(CALL, "")),
        better=some_lines(form.get(BETTER, ""), LONGEST_WORDS),
        wellbeing=measured if any(one is not None for one in measured) else (),
        work_ability=_number(form.get(WORK_ABILITY, ""), SCALE),
    )
    if not asks_safety(given):
        return given
    return Given(**{**vars(given), "safe": _one_of(Safe, form.get(SAFE, ""))})


def read_page(form: MultiDict[str, str]) -> Page:
    """The page that was sent; the first for anything else."""
    return _one_of(Page, form.get("page", "")) or Page.NOW


def fields_of(given: Given, wellbeing_items: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What was answered as the fields of the form, so that the next page carries it along."""
    values = {
        BETTER: given.better,
        SCALE_FIELD: given.scale,
        DIRECTION: given.direction,
        CALL: given.call,
        SAFE: given.safe,
        **dict(zip(wellbeing_items, given.wellbeing, strict=False)),
        WORK_ABILITY: given.work_ability,
    }
    return tuple((name, str(value)) for name, value in values.items() if value not in (None, ""))


def _number(text: str, allowed: range) -> int | None:
    return (
        int(text) if text.isascii() and text.isdecimal() and len(text) < 3 and int(text) in allowed else None
    )


def _one_of(words: type[E], text: str) -> E | None:
    return words(text) if text in set(words) else None
