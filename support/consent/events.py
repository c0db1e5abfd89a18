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
