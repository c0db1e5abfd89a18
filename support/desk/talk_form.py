"""Reading the forms of the page of the talks: whatever cannot have been chosen there counts as left out."""

from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from support.pathways.agreement_actions import Wanted
from support.pathways.rules.agreed_action import Owner, Size
from support.vocabulary.dates_in_words import read_day
from support.vocabulary.errors import Invalid, mark
from support.vocabulary.plain_text import some_lines

E = TypeVar("E", bound=StrEnum)

LONGEST = 300
_NUMBERS = {str(number): number for number in range(11)}


def read_words(form: MultiDict[str, str], name: str) -> str:
    """A few words."""
    return some_lines(form.get(name, ""), LONGEST)


def read_number(form: MultiDict[str, str], name: str) -> int | None:
    """A number from 0 to 10."""
    return _NUMBERS.get(form.get(name, ""))


def one_of(words: type[E], text: str, message: str = mark("Choose one from the list.")) -> E:
    """One of a closed list; raises Invalid for anything else."""
    if text not in set(words):
        raise Invalid(message)
    return words(text)


def read_action(form: MultiDict[str, str]) -> Wanted:
    """An action as it is typed; raises Invalid where nobody was chosen to do it."""
    size = form.get("size", "")
    return Wanted(
        text=read_words(form, "action_text"),
        owner=one_of(Owner, form.get("owner", ""), mark("Choose who does it.")),
        due_on=read_day(form.get("due_on", "")),
        size=Size(size) if size in set(Size) else Size.TRY_OUT,
        is_arrangement=form.get("arrangement") == "yes",
    )
