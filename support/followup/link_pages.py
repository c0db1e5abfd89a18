"""What a link leads to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from support.cases.queries import person_of_case
from support.followup.models import CheckIn
from support.followup.queries import by_link, next_planned_at
from support.followup.rules.states import OPEN, State
from support.people.queries import language_of_employee
from support.platform.work import Work
from support.vocabulary.language import Language


class Link(StrEnum):
    """How it stands with the check-in of a link; nothing of whose it is."""

    TO_ANSWER = "to_answer"
    MEASURING = "measuring"
    """To be answered, with the page of the scales."""
    ANSWERED = "answered"
    OVER = "over"


@dataclass(frozen=True)
class OpenedLink:
    """How it stands, the language in which she was written to, and of an answer when it came and when she is
    asked again; of a link that is over nothing but that."""

    link: Link
    language: Language | None = None
    answered_at: datetime | None = None
    again_at: datetime | None = None


def opened_link(work: Work, token: str) -> OpenedLink:
    """How it stands; an address that never led anywhere is over too."""
    row = by_link(work, token)
    if row is None or row.state not in OPEN | {State.ANSWERED}:
        return OpenedLink(Link.OVER)
    language = _language_of(work, row)
    if row.state is State.ANSWERED:
        return OpenedLink(Link.ANSWERED, language, row.ended_at, next_planned_at(work, row.plan_id))
    return OpenedLink(Link.MEASURING if row.is_measuring else Link.TO_ANSWER, language)


def _language_of(work: Work, row: CheckIn) -> Language | None:
    employee_id = person_of_case(work, row.case_id)
    return language_of_employee(work, employee_id) if employee_id else None
