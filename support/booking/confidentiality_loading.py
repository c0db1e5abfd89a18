"""Reads the text that everybody at a meeting of three acknowledges (confidentiality.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

_FILE = Path(__file__).with_name("confidentiality.yaml")


@dataclass(frozen=True)
class Confidentiality:
    """One version of the text, by language."""

    version: int
    text: Mapping[str, str]


def present_confidentiality() -> Confidentiality:
    """The version that is shown now."""
    return _versions()[-1]


@lru_cache(maxsize=1)
def _versions() -> tuple[Confidentiality, ...]:
    """Every version, oldest first; raises FileFaults."""
    faults: list[str] = []
    file = Entry(read_yaml(_FILE), _FILE.name, faults)
    versions = []
    for entry in file.entries("versions"):
        versions.append(Confidentiality(entry.number("version"), entry.languages("text")))
        entry.finish()
    file.finish()
    found = [one.version for one in versions]
    if found != list(range(1, len(found) + 1)):
        faults.append(f"versions: are not counted from 1: {found}")
    if faults:
        raise FileFaults(faults)
    return tuple(versions)
