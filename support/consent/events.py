"""What consent tells the slices above it."""

from dataclasses import dataclass

from support.consent.rules.fact_code import FactCode


@dataclass(frozen=True)
class ConsentWithdrawn:
    """From this moment on she may know them no more: they were taken back, or their time is over.

    What is shown closes by itself, since it asks what is released; what has been planned or sent is to be
    called off by whoever hears this.
    """

    case_id: str
    supervisor_link_id: str
    facts: frozenset[FactCode]


@dataclass(frozen=True)
class SupervisorEnded:
    """Whoever was her supervisor is so no more; what she knew was taken back before.

    The next one starts with nothing: what was let known to this one is to be asked anew by whoever hears it.
    """

    employee_id: str
    supervisor_link_id: str
