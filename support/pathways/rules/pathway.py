"""A pathway as values: what booking needs of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from support.vocabulary.language import in_language
from support.vocabulary.pathway import Path, PathwayCode


@dataclass(frozen=True)
class Step:
    """One step that can be booked: its kind, its length in minutes, who may hold it, how and with whom."""

    kind: str
    minutes: int
    professions: frozenset[str]
    channels: frozenset[str]
    who: tuple[str, ...]


@dataclass(frozen=True)
class Pathway:
    """A version of the steps behind a path.

    `first_step` is the one whose times are offered, None where nothing is booked; `nurse_call` is offered
    to everyone who would rather talk to a person, and first when the urgency is `next_day`.
    """

    code: PathwayCode
    version: int
    serves: tuple[Path, ...]
    names: Mapping[str, str]
    first_step: Step | None
    nurse_call: Step
    note: str | None

    def name(self, language: str) -> str:
        """What the pathway is called."""
        return in_language(self.names, language)
