"""What other slices may see of people and organisations."""

from dataclasses import dataclass
from datetime import datetime

from support.vocabulary.language import Language


@dataclass(frozen=True)
class EmployerChoice:
    """An employer that can be chosen, with its units as (id, name)."""

    id: str
    name: str
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Contact:
    """How to reach one employee; opening it was recorded."""

    name: str
    phone: str
    number_confirmed: bool
    safe_to_text: bool
    reference_word: str
    language: Language
    employer: str
    unit: str


@dataclass(frozen=True)
class Registered:
    """An employee whose contact data are kept: who, of which employer, and the word to know each other by."""

    id: str
    employer_id: str | None
    reference_word: str


@dataclass(frozen=True)
class OwnSession:
    """One browser in which a person is signed in; `ref` names it on a page and opens nothing."""

    ref: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class KnownBrowser:
    """A browser in which somebody signed in; `owner` is a keyed hash, so that it names nobody."""

    id: str
    owner: str
    since: datetime
