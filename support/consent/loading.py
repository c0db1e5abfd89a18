"""Reads the words of the consents (wordings.yaml)."""

from functools import lru_cache
from pathlib import Path

from support.consent.rules.fact_code import FactCode
from support.consent.rules.wording import Wording, faults_of
from support.vocabulary.language import LANGUAGES
from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

_FILE = Path(__file__).with_name("wordings.yaml")


@lru_cache(maxsize=1)
def own_wordings() -> tuple[Wording, ...]:
    """Every version of the service, oldest first, read once; raises FileFaults."""
    return load_wordings(_FILE)


def present_wording() -> Wording:
    """The version in which is asked now."""
    return own_wordings()[-1]


def wording_of(version: int) -> Wording:
    """The version in which something was asked."""
    return own_wordings()[version - 1]


def load_wordings(path: Path) -> tuple[Wording, ...]:
    """Read a file of wordings; raises FileFaults with everything that is wrong in it."""
    faults: list[str] = []
    file = Entry(read_yaml(path), path.name, faults)
    wordings = tuple(_read_wording(entry) for entry in file.entries("versions"))
    file.finish()
    faults += faults_of(wordings)
    if faults:
        raise FileFaults(faults)
    return wordings


def _read_wording(entry: Entry) -> Wording:
    facts = entry.entry("facts")
    each = {code: facts.entry(code.value) for code in FactCode}
    facts.finish()
    wording = Wording(
        version=entry.number("version"),
        intro=entry.languages("intro"),
        never=tuple(_texts(one) for one in entry.entries("never")),
        taken_back=entry.languages("taken_back"),
        asked={code: fact.languages("asked") for code, fact in each.items()},
        shown={code: fact.languages("shown") for code, fact in each.items()},
    )
    for fact in each.values():
        fact.finish()
    entry.finish()
    return wording


def _texts(entry: Entry) -> dict[str, str]:
    texts = {language.value: entry.text(language.value) for language in LANGUAGES}
    entry.finish()
    return texts
