"""What a person says of a talk: four numbers from 0 to 10, shown to whoever held it only among others."""

from collections.abc import Sequence
from dataclasses import dataclass

from support.vocabulary.errors import Invalid, mark

QUESTIONS = 4
SCALE = range(11)
PERSONS_AT_LEAST = 3
"""From fewer people it could be guessed who said what."""


@dataclass(frozen=True)
class Rated:
    """One talk as one person saw it."""

    case_id: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Mean:
    """What several people have said: the mean of each question, rounded to one decimal."""

    talks: int
    of_questions: tuple[float, ...]


def check_numbers(numbers: Sequence[int | None]) -> None:
    """Raise Invalid where not every question has a number from 0 to 10."""
    if len(numbers) != QUESTIONS or any(one not in SCALE for one in numbers):
        raise Invalid(mark("Choose a number on every row."))


def mean_of(rated: Sequence[Rated]) -> Mean | None:
    """What is shown to whoever held the talks; None while fewer than three people have said anything."""
    if len({one.case_id for one in rated}) < PERSONS_AT_LEAST:
        return None
    columns = zip(*(one.numbers for one in rated), strict=True)
    return Mean(len(rated), tuple(round(sum(column) / len(rated), 1) for column in columns))
