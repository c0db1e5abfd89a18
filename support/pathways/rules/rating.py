"""What a person says of a talk: four numbers from 0 to 10, shown to whoever held it only among others.

Whoever looks after each answer could subtract one mean from the next. So what is said is shown in groups of
three people, each group at once or not at all (domain model 0.10).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from support.vocabulary.errors import Invalid, mark

QUESTIONS = 4
SCALE = range(11)
PERSONS = 3
"""From fewer people it could be guessed who said what."""
GROUPS = 10
"""How many groups a mean is made of, the newest: what was said long ago is not opened again."""


@dataclass(frozen=True)
class Waiting:
    """One talk that a person has rated, and that is not shown yet."""

    rating_id: str
    person: str


@dataclass(frozen=True)
class Rated:
    """One talk as one person saw it, in the group in which it is shown."""

    person: str
    group: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Mean:
    """What several people have said: the mean of each question, rounded to one decimal, each person once."""

    people: int
    of_questions: tuple[float, ...]


def check_numbers(numbers: Sequence[int | None]) -> None:
    """Raise Invalid where not every question has a number from 0 to 10."""
    if len(numbers) != QUESTIONS or any(one not in SCALE for one in numbers):
        raise Invalid(mark("Choose a number on every row."))


def next_group(waiting: Sequence[Waiting]) -> frozenset[str]:
    """The ratings of the next three people, the oldest first; none while fewer wait."""
    people = list(dict.fromkeys(one.person for one in waiting))[:PERSONS]
    if len(people) < PERSONS:
        return frozenset()
    return frozenset(one.rating_id for one in waiting if one.person in people)


def shown(rated: Sequence[Rated]) -> list[Rated]:
    """What counts into the mean: groups of which nobody has gone since, so that a person who is forgotten
    cannot be read off two looks either."""
    people: dict[str, set[str]] = {}
    for one in rated:
        people.setdefault(one.group, set()).add(one.person)
    return [one for one in rated if len(people[one.group]) == PERSONS]


def mean_of(rated: Sequence[Rated]) -> Mean | None:
    """What is shown to whoever held the talks; None before the first three people."""
    by_person: dict[str, list[tuple[int, ...]]] = {}
    for one in shown(rated):
        by_person.setdefault(one.person, []).append(one.numbers)
    if not by_person:
        return None
    of_people = [
        [sum(column) / len(talks) for column in zip(*talks, strict=True)] for talks in by_person.values()
    ]
    columns = zip(*of_people, strict=True)
    return Mean(len(by_person), tuple(round(sum(column) / len(by_person), 1) for column in columns))
