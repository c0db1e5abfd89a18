"""The timed job that tells a nurse of a message that has not reached its person (domain model C.6)."""

import logging

from support.booking.told_queries import case_told_of
from support.cases.alert_actions import raise_alert
from support.cases.opening_actions import hold_case_for_job
from support.cases.rules.alerts import AlertKind
from support.followup.models import CheckIn
from support.messaging.actions import take_in_hand
from support.messaging.queries import needing_a_human
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.actor import Actor

log = logging.getLogger("kynnys.messages")

_JOB = Actor.job("tell-of-failures")


def tell_of_failures(begin_work: BeginWork) -> None:
    """Raise an alert for each message that needs a human; any number of workers may run it.

    Of what is about no case, as a message to the staff, the operator reads in the log.
    """
    while _tell_of_next(begin_work):
        pass


def _tell_of_next(begin_work: BeginWork) -> bool:
    with begin_work.to_read(_JOB) as look:
        failed = next(iter(needing_a_human(look, most=1)), None)
        topic, about = _subject(failed.business_key) if failed else ("", "")
        case_id = _case_of(look, topic, about)
    if failed is None:
        return False
    with begin_work(_JOB) as work:
        # The case before the message, as everywhere, so that no two works wait for each other.
        case = hold_case_for_job(work, case_id) if case_id else None
        if not take_in_hand(work, failed.id):
            return True
        if case is None:
            log.error("message of no case has failed", extra={"kind": topic})
        elif case.is_open:
            raise_alert(work, case.id, AlertKind.MESSAGE_FAILED, about=about, is_news=True)
    return True


def _subject(business_key: str) -> tuple[str, str]:
    """What a message is about: the kind of thing, and its id."""
    topic, about, *_rest = business_key.split(":")
    return topic, about


def _case_of(look: Work, topic: str, about: str) -> str | None:
    if topic == "check-in":
        row = look.session.get(CheckIn, about)
        return row.case_id if row else None
    return case_told_of(look, topic, about)
