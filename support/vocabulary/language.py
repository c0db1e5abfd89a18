"""The three languages of the service and the order in which they stand in for each other."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache


class Language(StrEnum):
    """A language in which everything exists."""

    FI = "fi"
    SV = "sv"
    EN = "en"


LANGUAGES: tuple[Language, ...] = tuple(Language)
DEFAULT = Language.FI

# An English reader in Finland is likelier to get by in Finnish than in Swedish.
_STAND_INS: dict[Language, tuple[Language, ...]] = {
    Language.FI: (Language.FI, Language.SV, Language.EN),
    Language.SV: (Language.SV, Language.FI, Language.EN),
    Language.EN: (Language.EN, Language.FI, Language.SV),
}


def language_of(code: str | None) -> Language:
    """The language a code names ("sv", "sv-FI", "SV_fi"); Finnish for anything else."""
    return known_language(code) or DEFAULT


@lru_cache(maxsize=64)
def known_language(code: str | None) -> Language | None:
    """The language a code names, or None when the service does not speak it."""
    start = (code or "")[:3].lower()
    return next((each for each in LANGUAGES if start in (each, f"{each}-", f"{each}_")), None)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in the language asked for, else in its stand-ins.

    Raises KeyError when the text exists in no language at all.
    """
    for each in _STAND_INS[language_of(language)]:
        if texts.get(each):
            return texts[each]
    raise KeyError(language)
