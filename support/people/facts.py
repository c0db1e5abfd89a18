"""What other slices may see of people and organisations."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from support.messaging.period_facts import NumberPeriod
from support.vocabulary.language import Language


@dataclass(frozen=True)
class EmployerChoice:
    """An employer that can be chosen, with its units as (id, name)."""

    id: str
    name: str
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Colleague:
    """A practitioner of a team as her colleagues know her."""

    id: str
    name: str
    profession: str


@dataclass(frozen=True)
class Contact:
    """How to reach one employee; opening it was recorded."""

    name: str
    phone: str
    number_confirmed: bool
    number_since: datetime | None
    safe_to_text: bool
    reference_word: str
    language: Language
    employer: str
    unit: str

    @property
    def confirmed_number(self) -> NumberPeriod | None:
        """Her number and since when; None where anybody may have typed it."""
        if not self.phone or not self.number_confirmed or self.number_since is None:
            return None
        return NumberPeriod(self.phone, self.number_since)

    @property
    def may_be_texted(self) -> bool:
        """Whether she gets messages: she said that it is safe, and has shown that the number is hers."""
        return self.safe_to_text and self.number_confirmed


@dataclass(frozen=True)
class Addressee:
    """Where a text message goes, and in which language; opening the number was recorded.

    To a number that is not safe no code goes either.
    """

    phone: str
    language: Language
    is_safe: bool = True


@dataclass(frozen=True)
class Registered:
    """An employee whose contact data are kept: who, of which employer, and the word to know each other by."""

    id: str
    employer_id: str | None
    reference_word: str


@dataclass(frozen=True)
class KnownEmployee:
    """An employee who has confirmed a number: who, and the language that is kept with her."""

    id: str
    language: Language


@dataclass(frozen=True)
class KnownNumber:
    """What a browser keeps of a number that was confirmed in it: a keyed hash that names nobody, and when."""

    mark: str
    since: datetime


@dataclass(frozen=True)
class OwnSession:
    """One browser in which a person is signed in; `ref` names it on a page and opens nothing."""

    ref: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class InUse:
    """An account that is open: since when it has been in use, and the language that its owner has chosen."""

    since: datetime
    language: Language | None


@dataclass(frozen=True)
class OwnBrowser:
    """One browser in which a member of the staff signed in lately."""

    since: datetime
    is_this: bool


class Step(StrEnum):
    """What a member of the staff is asked for when she signs in."""

    PASSWORD = "password"  # noqa: S105  # the name of a step
    CODE = "code"


@dataclass(frozen=True)
class Refused:
    """How often a step was refused on one day, and when last."""

    step: Step
    count: int
    last_at: datetime
