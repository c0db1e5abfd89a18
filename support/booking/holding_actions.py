"""Holding the time that a person has chosen, while she confirms her number."""

from support.booking.cell_actions import end_hold, hold_cells
from support.booking.facts import ChosenTime, JustTaken
from support.booking.queries import free_times
from support.pathways.rules.pathway import Step
from support.people.queries import hold_practitioner
from support.platform.work import Work
from support.vocabulary.language import Language


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

    def check_free() -> None:
        offer = free_times(
            work,
            step,
            employer_id,
            language,
            only_of=chosen.practitioner_id,
            held_by=holder,
            is_urgent=is_urgent,
        )
        if chosen.among(offer.slots) is None:
            raise JustTaken(chosen.starts_at)

    try:
        with work.session.begin_nested():
            check_free()
            hold_cells(work, holder, chosen, step.minutes)
            # As in a booking: the practitioner only now, and then what no single cell tells.
            hold_practitioner(work, chosen.practitioner_id)
            check_free()
    except JustTaken:
        end_hold(work, holder)
        return
    work.log("time:hold", "triage_answer_set", holder)
