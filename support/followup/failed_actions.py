"""The timed job that tells a nurse of a message that did not reach its person, or may not have."""

from support.booking.message_queries import case_of_message as case_of_time
from support.cases.alert_actions import raise_alert
from support.cases.check_in_actions import hold_for_check_in
from support.cases.rules.alerts import AlertKind
from support.followup.queries import case_of_message as case_of_check_in
from support.messaging.actions import note_taken_in_hand
from support.messaging.queries import NeedsHuman, needing_a_human
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.actor import Actor

_JOB = Actor.job("tell-of-failed")
# How the business keys begin of what goes to the person of a case; an alert goes on to the next by itself.
_CASE_OF = {"check-in:": case_of_check_in, "appointment:": case_of_time, "proposal:": case_of_time}


def tell_of_failed_message(begin_work: BeginWork) -> bool:
    """Raise the alert of one message that somebody has to look at; False when there is none."""
    with begin_work.to_read(_JOB) as look:
        found = _next(look)
    if found is None:
        return False
    message, case_id = found
    with begin_work(_JOB) as work:
        case = hold_for_check_in(work, case_id) if case_id else None
        # Whoever comes second finds it taken.
        if note_taken_in_hand(work, message.id) and case is not None and case.is_open:
            raise_alert(work, case.id, AlertKind.MESSAGE_FAILED, is_news=True)
    return True


def _next(look: Work) -> tuple[NeedsHuman, str | None] | None:
    for prefix, case_of in _CASE_OF.items():
        for message in needing_a_human(look, prefix, most=1):
            return message, case_of(look, message.business_key)
    return None
