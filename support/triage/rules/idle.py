"""When a visit that nobody touches is covered."""

from datetime import timedelta

from support.triage.rules.visit import UNSENT_LIVES

COVERED_AFTER = timedelta(minutes=15)


def is_covered(seen: object, now: int) -> bool:
    """Whether the next page is covered, by the second of the last request and the present one.

    A browser that cannot say when it was last here is covered too. After a day the answers are gone: that is
    told by the page itself. Source: triage paper, section 1.
    """
    if not isinstance(seen, int):
        return True
    rested = timedelta(seconds=now - seen)
    return COVERED_AFTER <= rested < UNSENT_LIVES
