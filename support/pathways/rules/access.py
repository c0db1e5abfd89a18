"""Who works with a person on her way: the nurse who holds the case, and whoever meets her."""

from support.cases.rules.access import Named, may_change, may_open, why_not
from support.vocabulary.actor import Actor


def may_work(actor: Actor, case: Named, practitioner_id: str | None) -> bool:
    """Whether she may prepare a talk and write down what came of it, until the case ends.

    Whoever meets the person needs no hold of the case, but must serve its employer as everybody else.
    """
    meets_her = practitioner_id is not None and actor.id == practitioner_id
    return may_change(actor, case) or (meets_her and may_open(actor, case) and case.is_open)


def check_work(actor: Actor, case: Named, practitioner_id: str | None) -> None:
    """Raise NotFound for who may not know of the case, Conflict for who may but does not work with her."""
    if not may_work(actor, case, practitioner_id):
        raise why_not(actor, case)
