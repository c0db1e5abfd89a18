"""What is known of one practitioner: her hours, and what is taken of them. The same object until it changes.

So a search that was answered before is answered at once as long as nothing has changed in what it looked at.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from support.booking.rules import reserve
from support.booking.rules.cells import cell_at, cell_from
from support.booking.rules.hold import is_held
from support.booking.rules.hours import Hours
from support.booking.rules.slots import Cells, Slot, Taken, Wanted, free_slots, slot_at
from support.vocabulary.calendar import local_date

# A place with a hundred employers asks a few questions for each in every quarter of an hour.
_MOST_KEPT = 1024
_MOST_TOGETHER = 128


class Changes(NamedTuple):
    """How often hours and times of a practitioner have changed."""

    hours: int = 0
    times: int = 0

    @property
    def with_own(self) -> "Changes":
        """After one change of the times more."""
        return Changes(self.hours, self.times + 1)


class HeldTime(NamedTuple):
    """A time that is held until a moment, with its quarter-hours."""

    holder: str
    until: datetime
    starts_at: datetime
    cells: Cells


@dataclass(frozen=True, eq=False)
class Diary:
    """Hours, the quarter-hours that are booked, what is held, and when the booked times start.

    `starts` says by appointment when those begin that count into what a day takes; empty without such a term.
    """

    hours: Hours
    booked: Cells
    held: tuple[HeldTime, ...] = ()
    starts: tuple[tuple[str, datetime], ...] = ()

    @property
    def practitioner_id(self) -> str:
        """Whose it is."""
        return self.hours.practitioner_id


class Together(NamedTuple):
    """What several diaries say together: the longest window, each notice once, and all that is held."""

    window_days: int
    notices: frozenset[timedelta]
    held: tuple[HeldTime, ...]


@lru_cache(maxsize=_MOST_TOGETHER)
def together(diaries: tuple[Diary, ...]) -> Together:
    """What these diaries say together; without any, a window of one day."""
    terms = [diary.hours.terms for diary in diaries]
    return Together(
        max((each.window_days for each in terms), default=1),
        frozenset(each.notice for each in terms),
        tuple(held for diary in diaries for held in diary.held),
    )


@dataclass(frozen=True)
class Mine:
    """What is in nobody's own way: an appointment with its quarter-hours, and what she holds."""

    appointment_id: str | None = None
    booked: tuple[Cells, ...] = ()
    holders: frozenset[str | None] = frozenset()


@dataclass(frozen=True)
class Question:
    """A search: in these diaries, the preferred one of equals first.

    `hers` are quarter-hours in which the employee is taken herself; `known` are practitioners who know her.
    Two questions are the same when nothing that decides has changed between them, though time has passed.
    """

    diaries: tuple[Diary, ...]
    wanted: Wanted
    mine: Mine
    hers: Cells
    known: tuple[str, ...]
    limit: int | None
    around: datetime | None
    not_at: datetime | None
    now: datetime = field(compare=False)
    held: tuple[HeldTime, ...] = ()
    moment: tuple[date, tuple[date, ...], tuple[int, ...]] | None = None


def asked(question: Question) -> tuple[Slot, ...]:
    """The free times, by start, each with the practitioner who comes first.

    Whoever knows the employee comes before others, then whoever has least to do (domain model C.4).
    """
    return _answers(_decided(question))


def free_at(question: Question, starts_at: datetime) -> Slot | None:
    """The free time of the one practitioner asked about that starts then, or None."""
    decided = _decided(question)
    (diary,) = decided.diaries
    return slot_at(diary.hours, _taken(decided), decided.wanted, starts_at)


def _decided(question: Question) -> Question:
    """The question with all that the present moment decides."""
    now, holders = question.now, question.mine.holders
    _window, notices, all_held = together(question.diaries)
    held = tuple(one for one in all_held if one.holder not in holders and is_held(one.until, now))
    firsts = tuple(sorted(cell_from(now + notice) for notice in notices))
    moment = (local_date(now), tuple(reserve.reserved_days(now)), firsts)
    # Who asks decides nothing more, so that all who have nothing else to do ask the same.
    hers = question.hers if question.hers.mask else Cells("", 0, 0)
    mine = replace(question.mine, holders=frozenset())
    return replace(question, mine=mine, hers=hers, held=held, moment=moment)


@lru_cache(maxsize=_MOST_KEPT)
def _answers(question: Question) -> tuple[Slot, ...]:
    taken = _taken(question)
    hours = [diary.hours for diary in _by_preference(question)]
    found = free_slots(
        hours, taken, question.wanted, question.limit, around=question.around, not_at=question.not_at
    )
    return tuple(found)


def _by_preference(question: Question) -> list[Diary]:
    here = cell_at(question.now)

    def burden(diary: Diary) -> tuple[bool, int, str]:
        ahead = diary.booked.mask >> max(here - diary.booked.first, 0)
        return diary.practitioner_id not in question.known, ahead.bit_count(), diary.practitioner_id

    return sorted(question.diaries, key=burden)


def _taken(question: Question) -> Taken:
    mine = question.mine
    busy = [_without(diary.booked, mine.booked) for diary in question.diaries]
    busy += [one.cells for one in question.held]
    hers = _without(question.hers, mine.booked)
    full = full_days(question.diaries, question.held, mine.appointment_id)
    return Taken([*busy, hers], question.now, full, also_of=hers.person_id)


def _without(cells: Cells, mine: Collection[Cells]) -> Cells:
    mask = cells.mask
    for own in mine:
        if own.person_id == cells.person_id and own.first >= cells.first:
            mask &= ~(own.mask << (own.first - cells.first))
    return cells._replace(mask=mask)


def full_days(
    diaries: Iterable[Diary], held: Iterable[HeldTime], without: str | None
) -> frozenset[tuple[str, date]]:
    """Practitioner and day wherever she already has as many times as she takes in a day.

    What is held for somebody counts as booked; the appointment `without` does not count.
    """
    caps = {diary.practitioner_id: diary.hours.terms.daily_cap for diary in diaries}
    counted = Counter(
        (diary.practitioner_id, local_date(starts_at))
        for diary in diaries
        for appointment_id, starts_at in diary.starts
        if appointment_id != without
    )
    counted.update((one.cells.person_id, local_date(one.starts_at)) for one in held)
    return frozenset(
        (one, day) for (one, day), count in counted.items() if (cap := caps[one]) is not None and count >= cap
    )
