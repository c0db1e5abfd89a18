"""What a link leads to."""

from enum import StrEnum

from support.followup.queries import by_link
from support.followup.rules.states import OPEN, State
from support.platform.work import Work


class Link(StrEnum):
    """How it stands with the check-in of a link; nothing of whose it is."""

    TO_ANSWER = "to_answer"
    MEASURING = "measuring"
    """To be answered, with the page of the scales."""
    ANSWERED = "answered"
    OVER = "over"


def opened_link(work: Work, token: str) -> Link:
    """How it stands; an address that never led anywhere is over too."""
    row = by_link(work, token)
    if row is None or row.state not in OPEN | {State.ANSWERED}:
        return Link.OVER
    if row.state is State.ANSWERED:
        return Link.ANSWERED
    return Link.MEASURING if row.is_measuring else Link.TO_ANSWER
