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


@dataclass(frozen=True)
class Receipt:
    """That something was disclosed: under which consent, about what, when it reached her and was read."""

    consent_id: str
    case_id: str
    supervisor_link_id: str
    fact: FactCode
    about: str
    approved_at: datetime
    delivered_at: datetime | None
    read_at: datetime | None
    closed_at: datetime | None
