"""What every act on a case leaves behind: a line in its record."""

from typing import Protocol

from support.cases.models import CaseStep
from support.platform.work import Work


class Followed(Protocol):
    """A case whose steps are kept, and the key that their texts lie under."""

    @property
    def id(self) -> str:
        """The id of the case."""
        ...

    @property
    def key_id(self) -> str:
        """The id of its data key."""
        ...


def record_step(
    work: Work,
    case: Followed,
    kind: str,
    *,
    before: str | None = None,
    after: str | None = None,
    text: str | None = None,
) -> None:
    """Add a line to what has happened in the case."""
    step = CaseStep(
        id=work.new_id(),
        key_id=case.key_id,
        case_id=case.id,
        at=work.now,
        role=work.actor.role.value,
        actor_id=work.actor.id,
        kind=kind,
        before=before,
        after=after,
    )
    work.seal(step, "text", text)
    work.add(step)
