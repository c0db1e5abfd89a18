"""What lies in her rows as a structure, said on her paper in the words in which she was asked."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from support.followup.rules.answers import Given, pages_for
from support.my_support.check_in_form import fields_of
from support.my_support.check_in_pages import check_in_page, wellbeing_items
from support.my_support.correction_pages import ABOUTS, STATES
from support.my_support.way_answer_pages import QUESTIONS
from support.my_support.way_pages import OWNERS
from support.pathways.rules.agreed_action import Owner
from support.triage.question_pages import ItemView
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import date_with_year
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

_Row = Mapping[str, Any]


def check_in_in_words(row: _Row, now: datetime) -> str:
    """Each question of a check-in with her answers, whether they were sent or are still being written.

    A check-in can be answered more than once; the oldest comes first.
    """
    return _listed(_given_in_words(Given.read(kept), now) for kept in row["answers"] or row["draft"] or [])


def _given_in_words(given: Given, now: datetime) -> str:
    said = dict(fields_of(given, wellbeing_items()))
    asked = [
        item
        for page in pages_for(given, is_measuring=True)
        for item in check_in_page(page, given, now, is_measuring=True).items
    ]
    return _listed(f"{item.ask} {_chosen(item, said[item.id])}" for item in asked if item.id in said)


def rating_in_words(row: _Row) -> str:
    """Each question about a talk with the number that she gave it."""
    pairs = zip(QUESTIONS.values(), str(row["numbers"] or "").split(), strict=False)
    return _listed(f"{sentence(asked)}: {number}/10" for asked, number in pairs)


def point_in_words(row: _Row) -> str:
    """Where she was on the way to a goal."""
    return f"{row['value']}/10" if row["value"] else ""


def action_in_words(row: _Row, language: Language) -> str:
    """Something agreed: the words, who does it and by which day."""
    owner = OWNERS[Owner(row["owner"])]
    said = {"who": sentence(owner), "day": _day(row["due_on"], language)}
    return _listed((row["text"], sentence(mark("%(who)s · by %(day)s")) % said))


def wording_in_words(row: _Row, language: Language) -> str:
    """What was agreed in a meeting, and until which day."""
    return _listed((row["text"], _day(row["due_on"], language)))


def correction_in_words(row: _Row, language: Language) -> str:
    """What she said is wrong, how it stands, and what was answered."""
    day = date_with_year(local_date(datetime.fromisoformat(row["due_at"])), language)
    about, stands = ABOUTS[row["about"]], STATES[row["state"]]
    standing = sentence(stands) % {"day": day}
    return _listed((sentence(about), row["words"], standing, row["answer"]))


def _chosen(item: ItemView, value: str) -> str:
    return next((one.label for one in item.choices if one.value == value), value)


def _day(text: str | None, language: Language) -> str:
    return date_with_year(date.fromisoformat(text), language) if text else ""


def _listed(parts: Iterable[str | None]) -> str:
    return " · ".join(part for part in parts if part)
