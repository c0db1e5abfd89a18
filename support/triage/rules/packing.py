"""A visit as small text, for a place that holds little: the cookie of a trial."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from support.triage.rules.answers import Answer
from support.triage.rules.visit import Visit


@dataclass(frozen=True)
class Packed:
    """What comes out again."""

    protocol: str
    until: datetime
    visit: Visit


def packings(protocol: str, until: datetime, visit: Visit, texts: Collection[str]) -> Iterator[str]:
    """The visit as text, smaller each time, the whole of it first.

    Own words (`texts`) go before anything that a rule reads, and what was given before a change goes last.
    """
    without_texts = replace(
        visit,
        answers={item: answer for item, answer in visit.answers.items() if item not in texts},
        given={item: values for item, values in visit.given.items() if item not in texts},
    )
    words = {item: visit.answers[item] for item in texts if item in visit.answers}
    with_words = replace(without_texts, answers={**without_texts.answers, **words})
    for one in (with_words, without_texts, replace(without_texts, given={})):
        small = replace(one, given=_taken_back(one))
        yield json.dumps([protocol, until.isoformat(), small.to_json()], ensure_ascii=False)


def unpacked(text: str) -> Packed:
    """The visit again; every answer that stands has been given."""
    protocol, until, packed = json.loads(text)
    visit = Visit.from_json(packed)
    given = dict(visit.given)
    for item, answer in visit.answers.items():
        given[item] = (*given.get(item, ()), answer)
    return Packed(protocol, datetime.fromisoformat(until), replace(visit, given=given))


def _taken_back(visit: Visit) -> dict[str, tuple[Answer, ...]]:
    """The values given that no longer stand: all the others are in the answers."""
    earlier = {
        item: tuple(value for value in values if value != visit.answers.get(item))
        for item, values in visit.given.items()
    }
    return {item: values for item, values in earlier.items() if values}
