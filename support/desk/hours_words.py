"""Working hours in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations as choose

from support.vocabulary.dates_in_words import short_date, wall_time
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import Option

KIND_NAMES = {
    "nurse_call": mark("Nurse's calls"),
    "one_to_one": mark("Conversations"),
    "physician": mark("Physician's appointments"),
}


def clock_minutes(minute: int) -> str:
    """Minutes after midnight as a field for a time holds them: "08:15"."""
    return f"{minute // 60:02}:{minute % 60:02}"


def stretch_in_words(from_minute: int, to_minute: int, kinds: Iterable[str], language: Language) -> str:
    """A stretch with what it is for: "8.00–12.00, keskustelut"."""
    times = f"{wall_time(from_minute, language)}–{wall_time(to_minute, language)}"
    return ", ".join([times, *(sentence(KIND_NAMES[kind]).lower() for kind in sorted(kinds))])


def days_in_words(first: date, last: date, language: Language) -> str:
    """One day, or the first and the last."""
    if first == last:
        return short_date(first, language)
    return f"{short_date(first, language)}–{short_date(last, language)}"


def combinations(names: Mapping[str, str], chosen: str) -> list[Option]:
    """Every choice of one or more of these as one option, all of them first; `chosen` joins its words by +.

    Without a choice the first one is chosen.
    """
    words = [some for count in range(len(names), 0, -1) for some in choose(names, count)]
    wanted = frozenset(chosen.split("+"))
    return [
        Option("+".join(some), _listed([names[one] for one in some]), frozenset(some) == wanted)
        for some in words
    ]


def _listed(names: list[str]) -> str:
    """One after the other, only the first with the capital that begins each of them."""
    first, *others = names
    return ", ".join([first, *(one[:1].lower() + one[1:] for one in others)])
