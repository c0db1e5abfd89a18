"""Reading who is on duty from the form."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from support.desk.duty_pages import Tried, field_name
from support.people.duty_rules import PLACES
from support.vocabulary.errors import mark
from support.web.pages import sentence


@dataclass(frozen=True)
class Wanted:
    """Who is to be on duty by day, and what was chosen where something does not fit."""

    by_day: Mapping[date, list[str]]
    tried: Tried


def read_duty(form: Mapping[str, str], days: Collection[date], known: Collection[str]) -> Wanted:
    """The days that the form names; one that it does not name stays as it is."""
    by_day: dict[date, list[str]] = {}
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}
    for day in days:
        names = [field_name(day, place) for place in range(PLACES)]
        if not all(name in form for name in names):
            continue
        by_day[day] = []
        for name in names:
            typed[name] = chosen = form[name]
            if not chosen:
                continue
            if chosen not in known:
                errors[name] = sentence(mark("Choose one from the list."))
            elif chosen in by_day[day]:
                errors[name] = sentence(mark("Choose somebody else, or nobody, as the next in line."))
            by_day[day].append(chosen)
    return Wanted(by_day, Tried(errors, typed))
