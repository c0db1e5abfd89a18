"""The pathways that come with the program: what is done behind each path, as data (domain model D)."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path as FilePath

from support.pathways.reading import read_pathway
from support.pathways.rules.checks import Words
from support.pathways.rules.pathway import Pathway
from support.pathways.rules.theme import Theme
from support.vocabulary.language import LANGUAGES
from support.vocabulary.pathway import Path, PathwayCode
from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

_FOLDER = FilePath(__file__).with_name("catalogue")
_THEMES, _OUTCOMES = "themes.yaml", "outcomes.yaml"


@lru_cache(maxsize=1)
def own_catalogue() -> Mapping[Path, Pathway]:
    """The newest shipped version behind each path, read once; raises FileFaults."""
    return load_catalogue(_FOLDER)


@lru_cache(maxsize=1)
def own_themes() -> Mapping[str, Theme]:
    """The themes by code, with their worksheets; raises FileFaults."""
    faults: list[str] = []
    file = Entry(read_yaml(_FOLDER / _THEMES), _THEMES, faults)
    themes = {code: _theme(code, file.entry(code)) for code in file.names()}
    if faults:
        raise FileFaults(faults)
    return themes


@lru_cache(maxsize=1)
def own_outcomes() -> Mapping[str, Mapping[str, str]]:
    """What a step can need or bring, by code, in three languages; raises FileFaults."""
    faults: list[str] = []
    file = Entry(read_yaml(_FOLDER / _OUTCOMES), _OUTCOMES, faults)
    outcomes = {code: file.languages(code) for code in file.names()}
    if faults:
        raise FileFaults(faults)
    return outcomes


def own_words() -> Words:
    """The themes and outcomes that a version may name."""
    return Words(frozenset(own_themes()), frozenset(own_outcomes()))


def load_versions(folder: FilePath) -> tuple[Pathway, ...]:
    """The versions of a folder, by code and number; raises FileFaults with everything that is wrong."""
    return tuple(pathway for pathway, _body in _load_files(folder))


@lru_cache(maxsize=1)
def own_bodies() -> Mapping[tuple[PathwayCode, int], str]:
    """The text of each shipped version, by code and number, read once; raises FileFaults."""
    return {(one.code, one.version): body for one, body in _load_files(_FOLDER)}


def _load_files(folder: FilePath) -> tuple[tuple[Pathway, str], ...]:
    faults: list[str] = []
    found: dict[tuple[str, int], tuple[Pathway, str]] = {}
    for file in sorted(folder.glob("*.yaml")):
        if file.name in (_THEMES, _OUTCOMES):
            continue
        try:
            pathway = read_pathway(Entry(read_yaml(file), file.name, faults), own_words())
        except FileFaults as unreadable:
            faults += unreadable.faults
            continue
        key = (pathway.code, pathway.version)
        if key in found:
            faults.append(f"{file.name}.version: {pathway.code} has a version {pathway.version} already")
        found[key] = (pathway, file.read_text(encoding="utf-8"))
    if not found:
        faults.append(f"{folder.name}: has no pathway")
    if faults:
        raise FileFaults(faults)
    return tuple(found[key] for key in sorted(found))


def load_catalogue(folder: FilePath) -> Mapping[Path, Pathway]:
    """The newest version of a folder behind each path that it serves; raises FileFaults."""
    faults: list[str] = []
    newest = {pathway.code: pathway for pathway in load_versions(folder)}
    catalogue: dict[Path, Pathway] = {}
    for pathway in newest.values():
        for path in pathway.serves:
            if path in catalogue:
                faults.append(f"{pathway.code}.serves: {path} is served by {catalogue[path].code} too")
            catalogue[path] = pathway
    if faults:
        raise FileFaults(faults)
    return catalogue


def _theme(code: str, entry: Entry) -> Theme:
    names = entry.languages("name")
    questions = [_question(question) for question in entry.entries("questions")]
    entry.finish()
    return Theme(code, names, tuple(questions))


def _question(entry: Entry) -> Mapping[str, str]:
    texts = {language.value: entry.text(language) for language in LANGUAGES}
    entry.finish()
    return texts
