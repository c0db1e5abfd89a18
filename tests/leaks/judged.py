"""What a reader has found that is not for her, in everything that came out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.leaks.artefacts import Artefact
from tests.leaks.canaries import NUMBERS, STEM, Canary
from tests.leaks.encodings import found_in
from tests.leaks.readers import UNSENT, Reader

VISITORS_WORD = Canary("own words", "a visitor", UNSENT)
# The demo shows what it would have sent, to numbers that no network can dial; production has no such page.
SHOWN_TO_ALL = {"demo.messages": {"phone", "number before", "supervisor's number", "number of her nurse"}}


@dataclass(frozen=True)
class Judged:
    """How much a reader looked at, what was found in it, and what of that was not for her."""

    artefacts: int
    endpoints: frozenset[str]
    statuses: frozenset[int]
    found: frozenset[str]
    leaks: tuple[str, ...]


def judged(reader: Reader, canaries: Iterable[Canary], artefacts: Iterable[Artefact]) -> Judged:
    """Look for every word in everything."""
    planted = (*canaries, VISITORS_WORD)
    count, endpoints, statuses = 0, set(), set()
    found: set[str] = set()
    leaks: dict[str, None] = {}
    for artefact in artefacts:
        count += 1
        endpoints.add(artefact.endpoint)
        statuses.add(artefact.status)
        for canary in standing_in(artefact.content, planted):
            if reader.may_find(canary) and artefact.endpoint not in SHOWN_TO_ALL:
                found.add(canary.field)
            elif not _is_for(reader, canary, artefact):
                leaks[f"{canary.field} stands in {artefact.what} for {reader.who}"] = None
        leaks |= dict.fromkeys(_in_the_open(artefact, planted))
    return Judged(count, frozenset(endpoints), frozenset(statuses), frozenset(found), tuple(leaks))


def standing_in(content: bytes, canaries: Iterable[Canary]) -> list[Canary]:
    """Which of the words stand in the content, however written."""
    planted = list(canaries)
    made = [one for one in planted if not one.word.startswith(("Kan", "+"))]
    stems = found_in(content, [STEM, NUMBERS, NUMBERS[1:], *(one.word for one in made)])
    looked_for = [one for one in planted if one.word in stems]
    if STEM in stems:
        looked_for += [one for one in planted if one.word.startswith("Kan")]
    if len(stems) > len(looked_for) or NUMBERS in stems or NUMBERS[1:] in stems:
        looked_for += [one for one in planted if one.word.startswith("+")]
    there = set(found_in(content, [name for one in looked_for for name in _spellings(one)]))
    return [one for one in looked_for if not there.isdisjoint(_spellings(one))]


def _spellings(canary: Canary) -> list[str]:
    return [canary.word, canary.word[1:]] if canary.word.startswith("+") else [canary.word]


def _is_for(reader: Reader, canary: Canary, artefact: Artefact) -> bool:
    return (
        reader.may_find(canary)
        or canary.word == reader.own_word
        or canary.kind in SHOWN_TO_ALL.get(artefact.endpoint, ())
        or canary.word in artefact.asked
    )


def _in_the_open(artefact: Artefact, canaries: Iterable[Canary]) -> Iterator[str]:
    """Where nothing may stand, whoever reads: addresses, titles, and the head of an answer."""
    head = artefact.content.partition(b"\n\n")[0]
    lines = [line for line in head.split(b"\n") if not line.lower().startswith(b"set-cookie")]
    words = [one for one in canaries if one.kind not in ("short code",)]
    for canary in standing_in(artefact.title.encode() + b"\n" + b"\n".join(lines), words):
        yield f"{canary.field} stands in the title or the head of {artefact.what}"
