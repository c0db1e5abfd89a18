"""The words in which somebody is asked what her supervisor may know; a version stays as it was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from support.consent.rules.fact_code import FactCode

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Wording:
    """One version, each text by language.

    `asked` is how the employee reads each fact, `shown` how the supervisor does; `never` is what no
    permission lets be told.
    """

    version: int
    intro: Texts
    never: tuple[Texts, ...]
    taken_back: Texts
    asked: Mapping[FactCode, Texts]
    shown: Mapping[FactCode, Texts]


def faults_of(wordings: Sequence[Wording]) -> list[str]:
    """What is wrong with the versions together: they are counted from 1, each after the one before."""
    found = [wording.version for wording in wordings]
    return [] if found == list(range(1, len(found) + 1)) else [f"versions: are not counted from 1: {found}"]
