"""The few values of a consent that rules and other slices may see."""

from dataclasses import dataclass
from datetime import datetime

from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import GivenHow, State
from support.vocabulary.language import Language


@dataclass(frozen=True)
class ConsentFacts:
    """A consent: of which case, to whom, what, until when, and in which words it was asked."""

    id: str
    case_id: str
    supervisor_link_id: str
    facts: frozenset[FactCode]
    state: State
    asked_at: datetime | None
    given_at: datetime | None
    valid_until: datetime
    ended_at: datetime | None
    given_how: GivenHow | None
    wording_version: int
    language: Language
