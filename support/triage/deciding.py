"""The decision wherever it is asked for: a fault in it never stops a person, it brings a human."""

import logging

from support.triage.rules.danger import danger_on
from support.triage.rules.decision import Decision, decide
from support.triage.rules.items import Page
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import Visit
from support.vocabulary.pathway import Urgency, most_urgent

log = logging.getLogger("kynnys.triage")


def decide_or_none(protocol: Protocol, visit: Visit) -> Decision | None:
    """The decision, or None when it could not be computed: then a human reads the answers."""
    try:
        return decide(protocol, visit.answers, visit.given)
    except Exception:
        log.exception("decision failed")
        return None


def danger_told(protocol: Protocol, page: Page, before: Visit, after: Visit) -> tuple[str, ...] | None:
    """The rows by which this page told of danger now; None when it told of none.

    When that cannot be computed, a page about safety is answered with help all the same, for no row.
    """
    try:
        return danger_on(protocol, page, before, after) or None
    except Exception:
        log.exception("danger could not be read")
        return () if page.safety else None


def call_urgency(protocol: Protocol, visit: Visit) -> Urgency:
    """How soon a call would come to a person who leaves her number now: the same day at the latest."""
    decision = decide_or_none(protocol, visit)
    return most_urgent((Urgency.SAME_DAY, decision.urgency if decision else Urgency.SAME_DAY))
