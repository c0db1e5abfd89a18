"""Page data of the ways in and out of a visit."""

from dataclasses import dataclass

from support.people.queries import employer_by_join_code
from support.platform.work import Work
from support.triage.help_pages import LineView
from support.vocabulary.errors import NotFound

MINUTES = 5
"""About how long the questions take."""


@dataclass(frozen=True)
class BeforePage:
    """What a person should know before she tells anything."""

    continue_url: str
    back_url: str
    controller: str
    minutes: int = MINUTES


@dataclass(frozen=True)
class PausedPage:
    """Stopped for now."""

    continue_url: str
    call_url: str
    lines: list[LineView]


@dataclass(frozen=True)
class ManyAtOncePage:
    """Nothing new can be begun from this address now; `continue_url` is empty without earlier answers."""

    continue_url: str
    call_url: str
    our_phone: str
    lines: list[LineView]


@dataclass(frozen=True)
class DeletedPage:
    """Everything is gone."""

    sent: str
    """What was deleted of what had been sent: "all", or the "part" beside name and number; else empty.

    "call" when only what had not been sent is deleted, and somebody still calls.
    """
    our_phone: str


def employer_of_link(work: Work, join_code: str) -> str:
    """The employer whose own link this is.

    Raises NotFound when there is none.
    """
    employer_id = employer_by_join_code(work, join_code)
    if employer_id is None:
        raise NotFound
    return employer_id
