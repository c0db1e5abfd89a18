"""Page data of immediate help: numbers with their hours, and what has or has not been seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from support.triage.line_loading import own_lines
from support.triage.rules.lines import (
    ShownLine,
    few_of,
    first_and_more,
    lines_for,
    lines_for_topics,
    mainly_for,
    own_first,
)
from support.vocabulary import calendar
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.topic import Topic
from support.web.views import ChoiceLink

# The help card has a sentence of its own for these.
TOPICS_WITH_WORDS = (Topic.VIOLENCE,)


@dataclass(frozen=True)
class LineView:
    """A number to call."""

    name: str
    number: str
    tel: str
    about: str
    open_now: bool | None
    emergency: bool


@dataclass(frozen=True)
class CrisisPage:
    """Help now; needs no database."""

    lines: list[LineView]
    callback_url: str
    opening: str
    resume_url: str
    theme_links: list[ChoiceLink]


@dataclass(frozen=True)
class HelpCardPage:
    """Help in the very next answer after a `now` answer; the way back stays open."""

    kind: str
    lines: list[LineView]
    more_lines: list[LineView]
    opens: str
    promise: str
    call_url: str
    continue_url: str
    stop_url: str


def line_views(language: str, topic: str, now: datetime) -> list[LineView]:
    """The numbers to show, best first."""
    return _views(lines_for(own_lines(), language, topic, now), language)


def few_lines(language: str, now: datetime, number: int, read_in: str = "") -> list[LineView]:
    """So many numbers for a page that asks something else; one more where none is there for everybody.

    They are for somebody who speaks `language`, told in `read_in` where another person reads them.
    """
    return _views(few_of(lines_for(own_lines(), language, Topic.ANY, now), number), read_in or language)


def first_and_more_lines(
    language: str, topics: Iterable[str], now: datetime, read_in: str = ""
) -> tuple[list[LineView], list[LineView]]:
    """The few numbers that stand before the offer of a call, and the rest; `read_in` as in `few_lines`."""
    topics = list(topics)
    first, more = first_and_more(lines_for_topics(own_lines(), language, topics, now), topics)
    return _views(first, read_in or language), _views(more, read_in or language)


def lines_of_the_young(language: str, now: datetime) -> list[LineView]:
    """The numbers that are there for the young above all."""
    return _views(mainly_for(lines_for(own_lines(), language, Topic.YOUNG, now), Topic.YOUNG), language)


def lines_with_those_of_the_young(language: str, now: datetime) -> list[LineView]:
    """The general numbers, with those of the young as high as their language allows."""
    return _views(own_first(lines_for(own_lines(), language, Topic.ANY, now), Topic.YOUNG), language)


def opens_at(now: datetime, language: str) -> str:
    """When we see a message that is left now; empty while we are open."""
    opening = calendar.next_opening(now)
    return "" if opening <= now else when_from_now(opening, now, language)


def _views(shown: Iterable[ShownLine], language: str) -> list[LineView]:
    return [
        LineView(
            name=one.line.name(language),
            number=one.line.number,
            tel=one.line.tel,
            about=one.line.about(language),
            open_now=one.open_now,
            emergency=one.line.emergency,
        )
        for one in shown
    ]
