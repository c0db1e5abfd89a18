"""Holding the time that a person has chosen, while she confirms her number."""

from support.booking.cell_actions import end_hold, hold_cells
from support.booking.queries import free_times
from support.booking.rules.choice import Choice, slot_chosen
from support.pathways.loading import own_catalogue
from support.pathways.rules.first_step import step_to_offer
from support.platform.work import Work
from support.triage.deciding import decide_or_none
from support.triage.rules.protocol import Protocol
from support.triage.visit_actions import OpenVisit
from support.vocabulary.language import Language
from support.vocabulary.pathway import Path


def hold_choice(
    work: Work, protocol: Protocol, opened: OpenVisit, choice: Choice | None, language: Language
) -> None:
    """Hold the chosen time for this visit, instead of what it held before.

    Nothing is held where nothing was chosen or the time is not free for her; she hears so at the times.
    """
    end_hold(work, opened.id)
    if choice is None:
        return
    decision = decide_or_none(protocol, opened.visit)
    if decision is None:
        return
    wished = Path(opened.visit.chosen_path)
    path = wished if wished in decision.alternatives else decision.path
    step = step_to_offer(own_catalogue()[path], decision.urgency, wants_talk=opened.visit.wants_talk)
    offer = free_times(work, step, opened.visit.reach.employer_id or None, language)
    slot = slot_chosen(offer.slots, choice)
    if slot is not None and hold_cells(work, opened.id, slot):
        work.log("time:hold", "triage_answer_set", opened.id)
