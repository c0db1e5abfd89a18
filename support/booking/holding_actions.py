"""Holding the time that a person has chosen, while she confirms her number."""

from support.booking.calendar_actions import hold_times
from support.booking.cell_actions import end_hold, hold_cells
from support.booking.facts import ChosenTime, JustTaken
from support.booking.queries import Search, free_time
from support.booking.rules.hold import HOLDS_PER_ADDRESS
from support.pathways.rules.pathway import Step
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.vocabulary.language import Language


def count_hold(work: Work, address: str) -> bool:
    """Count one more time that is to be held for a visitor at this address; False after too many."""
    limit, window = HOLDS_PER_ADDRESS
    return count_try(work, "holds", address, limit=limit, window=window)


def hold_time(
    work: Work,
    holder: str,
    step: Step,
    chosen: ChosenTime,
    *,
    employer_id: str | None,
    language: Language,
    is_urgent: bool,
) -> None:
    """Hold the chosen time for a visit, instead of what it held before.

    Where it is not free nothing is held; she hears so at the times.
    """

    search = Search(step, employer_id, language, holder=holder, is_urgent=is_urgent)
    try:
        with work.attempt():
            found = free_time(work, search, chosen)
            freed = hold_cells(work, holder, chosen, step.minutes)
            # As in a booking: the calendar only now, and then what no single cell tells.
            counted = hold_times(work, {chosen.practitioner_id} | freed)
            if counted[chosen.practitioner_id] != found.changes.with_own:
                free_time(work, search, chosen)
    except JustTaken:
        end_hold(work, holder)
        return
    work.log("time:hold", "triage_answer_set", holder)
