"""The monthly numbers: a decision is counted when it is sent, a lowering when it is made, in the same work.

Which rows were counted stands sealed with the answers, so that nothing leads from a number to a person, and
what is taken away later is exactly what was added.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import delete, select, update

from support.cases.lowered_queries import Lowered
from support.platform.audit import Purpose
from support.platform.crypto import Unreadable
from support.platform.database import insert_into
from support.platform.work import Work
from support.triage.count_models import DecisionCount, DecisionRowCount
from support.triage.models import AnswerSet
from support.triage.rules.decision import Decision
from support.triage.rules.protocol import Protocol
from support.triage.rules.row_counts import Asked, RowCount, month_of, of_decision, of_lowering
from support.vocabulary.pathway import Urgency

_NUMBERS = ("matched", "sole", "lowered", "lowered_sole")


def count_decision(work: Work, protocol: Protocol, decision: Decision | None) -> dict[str, Urgency] | None:
    """Count a decision that is being sent; returns what has to be kept with it, None when there was none."""
    if decision is None:
        return None
    asked = {row: protocol.row(row).urgency for row in decision.matched}
    month = month_of(work.now)
    _add_decisions(work, month, protocol.name, 1)
    _add(work, month, protocol.name, of_decision(asked))
    return asked


def count_lowering(work: Work, case_id: str, wanted: Urgency, earlier: Iterable[Lowered]) -> None:
    """Count the rows that a nurse has decided against, in the month in which the answers were sent.

    `earlier` are the lowerings of the case before this one. The caller has asked need-to-know before.
    """
    known = list(earlier)
    for row, asked, sent_at in _counted(work, case_id):
        before = [one.urgency for one in known if one.at > sent_at]
        _add(work, month_of(sent_at), row.protocol, of_lowering(asked, wanted, before))


def uncount_decisions(work: Work, case_id: str) -> None:
    """Take out of the numbers what a person takes back: it counts as never sent.

    Possible only before a nurse has taken the case, so none of it was ever lowered. To be called while the
    answers can still be read.
    """
    for row, asked, sent_at in _counted(work, case_id):
        month = month_of(sent_at)
        _add(work, month, row.protocol, of_decision(asked), sign=-1)
        _add_decisions(work, month, row.protocol, -1)
        _drop_what_is_empty(work, month, row.protocol)


def _counted(work: Work, case_id: str) -> Iterator[tuple[AnswerSet, Asked, datetime]]:
    """The answer sets of a case that were counted, with the rows that they were counted under."""
    wanted = select(AnswerSet).where(AnswerSet.case_id == case_id, AnswerSet.sent_at.is_not(None))
    for row in work.session.execute(wanted.order_by(AnswerSet.id)).scalars():
        asked = _asked(work, row, case_id)
        if asked is not None and row.sent_at is not None:
            yield row, asked, row.sent_at


def _asked(work: Work, row: AnswerSet, case_id: str) -> Asked | None:
    try:
        text = work.open(row, "content", subject=case_id, purpose=Purpose.COUNT)
    except Unreadable:
        # A number is not worth refusing a nurse's decision, or a person's wish to have it deleted.
        return None
    counted = json.loads(text or "{}").get("counted")
    return None if counted is None else {row_id: Urgency(value) for row_id, value in counted.items()}


def _add_decisions(work: Work, month: date, protocol: str, how_many: int) -> None:
    key = {"month": month, "protocol": protocol}
    _begin(work, DecisionCount, key | {"decided": 0})
    work.session.execute(
        update(DecisionCount)
        .where(DecisionCount.month == month, DecisionCount.protocol == protocol)
        .values(decided=DecisionCount.decided + how_many)
        .execution_options(synchronize_session=False)
    )


def _add(work: Work, month: date, protocol: str, counts: Iterable[RowCount], *, sign: int = 1) -> None:
    # Always in the same order: two works that add to the same rows wait, and never for each other.
    for count in sorted(counts, key=lambda one: one.row_id):
        key = {"month": month, "protocol": protocol, "row_id": count.row_id}
        _begin(work, DecisionRowCount, key | dict.fromkeys(_NUMBERS, 0))
        added = {
            name: getattr(DecisionRowCount, name) + sign * getattr(count, name)
            for name in _NUMBERS
            if getattr(count, name)
        }
        work.session.execute(
            update(DecisionRowCount)
            .where(
                DecisionRowCount.month == month,
                DecisionRowCount.protocol == protocol,
                DecisionRowCount.row_id == count.row_id,
            )
            .values(added)
            .execution_options(synchronize_session=False)
        )


def _begin(work: Work, table: type[DecisionCount | DecisionRowCount], values: Mapping[str, object]) -> None:
    work.session.execute(insert_into(work.connection, table).values(dict(values)).on_conflict_do_nothing())


def _drop_what_is_empty(work: Work, month: date, protocol: str) -> None:
    """A number that has gone back to nothing would still say that there was something."""
    for table, number in (
        (DecisionCount, DecisionCount.decided),
        (DecisionRowCount, DecisionRowCount.matched),
    ):
        work.session.execute(
            delete(table)
            .where(table.month == month, table.protocol == protocol, number == 0)
            .execution_options(synchronize_session=False)
        )
