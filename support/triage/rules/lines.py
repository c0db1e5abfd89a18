"""Which lines help now: 112 first, then those that speak the language, and of these the open ones first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from support.vocabulary import calendar
from support.vocabulary.language import Language, in_language
from support.vocabulary.topic import Topic

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FREE = "free"
_OPENNESS = {True: 0, None: 1, False: 2}
_IN_ONE_TEXT = 2


@dataclass(frozen=True)
class Hours:
    """When a line answers: stretches of local minutes after midnight by day of the week, or `always`.

    Outside the stretches it is closed, or nobody knows: `otherwise` is False or None.
    """

    always: bool = False
    week: Mapping[str, tuple[tuple[int, int], ...]] | None = None
    otherwise: bool | None = None

    def open_at(self, instant: datetime) -> bool | None:
        """True when surely open, False when surely closed, None when it is not known."""
        if self.always or self.week is None:
            return self.always or None
        wall = calendar.local(instant)
        free = calendar.is_free_day(wall.date())
        stretches = self.week.get(FREE if free else WEEK[wall.weekday()])
        minute = wall.hour * 60 + wall.minute
        if stretches is not None and any(start <= minute < end for start, end in stretches):
            return True
        # Hours of a week say nothing about a public holiday.
        return None if free and stretches is None else self.otherwise


@dataclass(frozen=True)
class Line:
    """One number to call; `tel` is what the phone dials, `number` what a person reads.

    The first of its topics is what it is mainly for; the languages are those that it surely speaks.
    """

    id: str
    emergency: bool
    names: Mapping[str, str]
    number: str
    tel: str
    abouts: Mapping[str, str]
    languages: tuple[str, ...]
    hours: Hours
    topics: tuple[str, ...]
    valid_from: date
    checked_on: date | None
    checked_by: str | None
    source: str

    def name(self, language: str) -> str:
        """What the line is called."""
        return in_language(self.names, language)

    def about(self, language: str) -> str:
        """A sentence or two about when and whom it helps."""
        return in_language(self.abouts, language)


class ShownLine(NamedTuple):
    """A line at one moment: open, closed or not known, and whether it speaks the language asked for."""

    line: Line
    open_now: bool | None
    speaks: bool


def lines_for(lines: Iterable[Line], language: str, topic: str, now: datetime) -> list[ShownLine]:
    """The lines to show, best first: 112, then those that speak the language, and what is surely closed last.

    Within a language the open ones stand above those whose hours are not known, and the topic's own above
    general ones. Beside the person's own language stand the Finnish lines, since most of them answer at every
    hour. Of poison nobody else can advise, so its line keeps its place in every language.
    """
    fitting = [
        ShownLine(line, line.hours.open_at(now), language in line.languages)
        for line in in_force(lines, calendar.local_date(now))
        if {topic, Topic.ANY} & set(line.topics) and {language, Language.FI} & set(line.languages)
    ]
    return sorted(fitting, key=lambda shown: (*_standing(shown, (topic,)), _aside(shown.line, topic)))


def lines_for_topics(
    lines: Iterable[Line], language: str, topics: Iterable[str], now: datetime
) -> list[ShownLine]:
    """The general lines with those of each topic, each number once, in the same order."""
    lines, wanted = list(lines), [*topics, Topic.ANY]
    found: dict[str, ShownLine] = {}
    for topic in wanted:
        for shown in lines_for(lines, language, topic, now):
            found.setdefault(shown.line.tel, shown)
    return sorted(found.values(), key=lambda shown: _standing(shown, wanted))


def few_of(shown: list[ShownLine], number: int) -> list[ShownLine]:
    """The first so many, and one more when none of them is there for everybody in the person's language."""
    few = shown[:number]
    missing = not any(map(_is_general, few))
    return few + [one for one in shown[number:] if missing and _is_general(one)][:1]


def first_and_more(shown: list[ShownLine], topics: Iterable[str]) -> tuple[list[ShownLine], list[ShownLine]]:
    """The few lines that stand before the offer of a call, and the rest.

    First come 112, those mainly for the topics, an open line that speaks the language and one that is there
    for everybody. One that does not speak it brings along all that do, so that none of these stands below it.
    """
    asked = set(topics)
    first = [one for one in shown if one.line.emergency or one.line.topics[0] in asked]
    rest = [one for one in shown if one not in first]
    answered = any(one.open_now for one in first if not one.line.emergency)
    first += [one for one in rest if one.open_now and (one.speaks or not answered)][:1]
    first += [] if any(map(_is_general, first)) else [one for one in rest if _is_general(one)][:1]
    if any(not _keeps_its_place(one, asked) for one in first):
        first += [one for one in rest if one.speaks]
    return [one for one in shown if one in first], [one for one in shown if one not in first]


def in_one_text(shown: list[ShownLine]) -> tuple[ShownLine, list[ShownLine]]:
    """The emergency line and the few others that one text message can name, without a word of what each is.

    So none but those that are there for everybody, and none that is surely closed: the first two, and one
    more that is surely open when neither of them is.
    """
    general = [one for one in shown if one.line.topics[0] == Topic.ANY and one.open_now is not False]
    emergency = next(one for one in general if one.line.emergency)
    others = [one for one in general if one is not emergency]
    few, rest = others[:_IN_ONE_TEXT], others[_IN_ONE_TEXT:]
    is_one_open = any(one.open_now for one in few)
    return emergency, few + [one for one in rest if one.open_now and not is_one_open][:1]


def mainly_for(shown: list[ShownLine], topic: str) -> list[ShownLine]:
    """The lines that are there for this above all, behind a general one when none speaks the language."""
    own = [one for one in shown if one.line.topics[0] == topic]
    return own if any(one.speaks for one in own) else [one for one in shown if _is_general(one)][:1] + own


def own_first(shown: list[ShownLine], topic: str) -> list[ShownLine]:
    """The lines, with those that are there for this above all first among the ones of their language."""
    return sorted(shown, key=lambda one: (*_standing(one, ())[:3], one.line.topics[0] != topic))


def in_force(lines: Iterable[Line], today: date) -> list[Line]:
    """Of each line the newest version that is valid today."""
    newest: dict[str, Line] = {}
    for line in lines:
        known = newest.get(line.id)
        if line.valid_from <= today and (known is None or known.valid_from < line.valid_from):
            newest[line.id] = line
    return list(newest.values())


def _standing(shown: ShownLine, topics: Collection[str]) -> tuple[bool, bool, bool, int]:
    return (
        not shown.line.emergency,
        shown.open_now is False,
        not _keeps_its_place(shown, topics),
        _OPENNESS[shown.open_now],
    )


def _keeps_its_place(shown: ShownLine, topics: Collection[str]) -> bool:
    """Whether no line that speaks the language needs to stand above this one."""
    alone = Topic.POISON in topics and shown.line.topics[0] == Topic.POISON
    return shown.speaks or shown.line.emergency or alone


def _aside(line: Line, topic: str) -> int:
    return min(line.topics.index(topic) if topic in line.topics else len(line.topics), 2)


def _is_general(shown: ShownLine) -> bool:
    """Whether it is there for everybody, in the language asked for."""
    return not shown.line.emergency and shown.speaks and shown.line.topics[0] == Topic.ANY
