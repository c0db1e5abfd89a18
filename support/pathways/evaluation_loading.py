"""Reads the words in which somebody is asked whether she may be counted (evaluation.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

_FILE = Path(__file__).with_name("evaluation.yaml")


@dataclass(frozen=True)
class EvaluationWording:
    """One version: the question, what is counted, who learns what, and that she is free; each by language."""

    version: int
    asked: Mapping[str, str]
    what: Mapping[str, str]
    who: Mapping[str, str]
    free: Mapping[str, str]


@lru_cache(maxsize=1)
def evaluation_wordings() -> tuple[EvaluationWording, ...]:
    """Every version, oldest first, read once; raises FileFaults."""
    return load_evaluation_wordings(_FILE)


def present_evaluation_wording() -> EvaluationWording:
    """The version in which is asked now."""
    return evaluation_wordings()[-1]


def evaluation_wording_of(version: int) -> EvaluationWording:
    """The version in which something was asked."""
    return evaluation_wordings()[version - 1]


def load_evaluation_wordings(path: Path) -> tuple[EvaluationWording, ...]:
    """Read a file of wordings; raises FileFaults with everything that is wrong in it."""
    faults: list[str] = []
    file = Entry(read_yaml(path), path.name, faults)
    wordings = tuple(_read(entry) for entry in file.entries("versions"))
    file.finish()
    numbers = [one.version for one in wordings]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        faults.append(f"{path.name}.versions: are not numbered 1, 2, 3 ...")
    if faults:
        raise FileFaults(faults)
    return wordings


def _read(entry: Entry) -> EvaluationWording:
    wording = EvaluationWording(
        version=entry.number("version"),
        asked=entry.languages("asked"),
        what=entry.languages("what"),
        who=entry.languages("who"),
        free=entry.languages("free"),
    )
    entry.finish()
    return wording
