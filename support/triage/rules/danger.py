"""Which page tells of danger now, and of what kind: the very next answer then brings help."""

from collections.abc import Collection, Iterable

from support.triage.rules.decision import rows_of
from support.triage.rules.items import Page
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import Visit
from support.vocabulary.pathway import Urgency

ONESELF, OTHERS, TEAM = "oneself", "others", "team"


def danger_on(protocol: Protocol, page: Page, before: Visit, after: Visit) -> tuple[str, ...]:
    """The rows by which this page told of danger now; empty when it did not.

    A row counts when the answers of this page alone make it hold, or when it did not hold before the page.
    Source: triage paper, section 2.
    """
    rows = rows_of(protocol, Urgency.NOW, after.answers, after.given)
    if not rows:
        return ()
    here = {item: after.answers[item] for item in page.items if item in after.answers}
    told_here = rows_of(protocol, Urgency.NOW, here)
    earlier = rows_of(protocol, Urgency.NOW, before.answers, before.given)
    return tuple(row for row in rows if row in told_here or row not in earlier)


def kind_of_danger(protocol: Protocol, page: Page, rows: Iterable[str], kinds: Collection[str]) -> str:
    """What the help is about: a topic of the rows, else somebody in the team, others, or the person herself.

    `kinds` are the topics that have words of their own. A page with a quick exit asks about danger between
    people, and one behind another door about somebody else's team.
    """
    of_rows = next((topic for topic in topics_of(protocol, rows) if topic in kinds), None)
    if of_rows is not None:
        return of_rows
    if page.door not in (None, protocol.doors.default):
        return TEAM
    return OTHERS if page.quick_exit else ONESELF


def topics_of(protocol: Protocol, rows: Iterable[str]) -> tuple[str, ...]:
    """What the lines that help are about, in the order of the rows."""
    return tuple(topic for row in rows for topic in protocol.row(row).topics)
