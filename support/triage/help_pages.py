"""Page data of immediate help: numbers with their hours, and what has or has not been seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from support.triage.line_loading import own_lines
from support.triage.rules.lines import Topic, lines_for
from support.vocabulary import calendar
from support.vocabulary.dates_in_words import when_from_now
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


def line_views(language: str, topic: str, now: datetime, *, at_most: int = 20) -> list[LineView]:
    """The numbers to show, best first."""
    shown = lines_for(own_lines(), language, topic, now)[:at_most]
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


def lines_for_topics(language: str, topics: Iterable[str], now: datetime) -> list[LineView]:
    """The general numbers with those of each topic, each number once, 112 first."""
    found: dict[str, LineView] = {}
    for topic in [*topics, Topic.ANY]:
        for line in line_views(language, topic, now):
            found.setdefault(line.tel, line)
    return sorted(found.values(), key=lambda line: (not line.emergency, line.open_now is not True))


def lines_mainly_for(language: str, topic: str, now: datetime) -> list[LineView]:
    """The numbers that are there for this above all."""
    wanted = {line.tel for line in own_lines() if line.topics[0] == topic}
    return [line for line in line_views(language, topic, now) if line.tel in wanted]


def first_and_more(
    lines: list[LineView], topics: Iterable[str], language: str, now: datetime
) -> tuple[list[LineView], list[LineView]]:
    """The few numbers that stand before the offer of a call: 112, those of the topics, one open line."""
    of_topics = {
        one.line.tel
        for topic in topics
        for one in lines_for(own_lines(), language, topic, now)
        if topic in one.line.topics
    }
    first = [line for line in lines if line.emergency or line.tel in of_topics]
    first += [line for line in lines if line not in first and line.open_now][:1]
    return first, [line for line in lines if line not in first]


def opens_at(now: datetime, language: str) -> str:
    """When we see a message that is left now; empty while we are open."""
    opening = calendar.next_opening(now)
    return "" if opening <= now else when_from_now(opening, now, language)
