"""Holding the time that a person has chosen, while she confirms her number."""

from support.booking.cell_actions import end_hold
from support.booking.facts import ChosenTime
from support.booking.holding_actions import count_hold, hold_time
from support.pathways.loading import own_catalogue
from support.pathways.rules.first_step import step_to_offer
from support.platform.work import Work
from support.triage.deciding import decide_or_none
from support.triage.rules.protocol import Protocol
from support.triage.visit_actions import OpenVisit
from support.vocabulary.language import Language
from support.vocabulary.pathway import Path, Urgency


def hold_choice(
    work: Work,
    protocol: Protocol,
    opened: OpenVisit,
    chosen: ChosenTime | None,
    language: Language,
    *,
    address: str,
) -> None:
    """Hold the chosen time for this visit, instead of what it held before.

    Nothing without a choice, nor where too many have been held for visitors at this address.
    """
    decision = decide_or_none(protocol, opened.visit)
    if chosen is None or decision is None or not count_hold(work, address):
        end_hold(work, opened.id)
        return
    wished = Path(opened.visit.chosen_path)
    path = wished if wished in decision.alternatives else decision.path
    step = step_to_offer(own_catalogue()[path], decision.urgency, wants_talk=opened.visit.wants_talk)
    hold_time(
        work,
        opened.id,
        step,
        chosen,
        employer_id=opened.visit.reach.employer_id or None,
        language=language,
        is_urgent=decision.urgency is not Urgency.ROUTINE,
    )
