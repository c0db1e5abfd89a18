"""What may become of a version, and who may say that it is fit for people (domain model C.3)."""

from collections.abc import Collection
from enum import StrEnum

from support.vocabulary.errors import Conflict, NotAllowed, mark


class VersionState(StrEnum):
    """How far a version is; people are taken onto an active one only."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    ACTIVE = "active"
    RETIRED = "retired"


class VersionMove(StrEnum):
    """What is done with a version."""

    SEND = "send"
    GIVE_BACK = "give_back"
    APPROVE = "approve"
    ACTIVATE = "activate"
    RETIRE = "retire"


ALLOWED = {
    (VersionState.DRAFT, VersionMove.SEND): VersionState.IN_REVIEW,
    (VersionState.IN_REVIEW, VersionMove.GIVE_BACK): VersionState.DRAFT,
    (VersionState.IN_REVIEW, VersionMove.APPROVE): VersionState.APPROVED,
    (VersionState.APPROVED, VersionMove.GIVE_BACK): VersionState.DRAFT,
    (VersionState.APPROVED, VersionMove.ACTIVATE): VersionState.ACTIVE,
    (VersionState.ACTIVE, VersionMove.RETIRE): VersionState.RETIRED,
}
IN_THE_MAKING = (VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.APPROVED)
"""States of a version on which nobody has ever been; a pathway has one such version at most."""
APPROVING = frozenset({"physician", "psychologist"})
"""Professions that answer for what is done with people here, as they do for the questions (C.2)."""


def after(state: VersionState, move: VersionMove) -> VersionState:
    """The state that the move leads to.

    Raises Conflict when it cannot be made from this state.
    """
    try:
        return ALLOWED[state, move]
    except KeyError:
        raise Conflict(mark("This version has moved on. Look at it again.")) from None


def check_may_change(state: VersionState) -> None:
    """Only a draft is ever edited: somebody may be on any other.

    Raises Conflict for every other state.
    """
    if state is not VersionState.DRAFT:
        raise Conflict(mark("Only a draft can be changed. Make a new version from this one."))


def may_approve(profession: str, approver: str, writers: Collection[str]) -> bool:
    """Four eyes: a physician or a psychologist who has written nothing of it."""
    return profession in APPROVING and approver not in writers


def check_may_approve(profession: str, approver: str, writers: Collection[str]) -> None:
    """Raises NotAllowed for whoever may not approve."""
    if not may_approve(profession, approver, writers):
        raise NotAllowed(mark("A physician or a psychologist who has not written this version approves it."))
