"""Looking up what was disclosed, when it reached the supervisor and when she read it."""

from collections.abc import Collection

from sqlalchemy import select

from support.consent.facts import Receipt
from support.consent.models import Disclosure
from support.platform.work import Work


def receipts_of_cases(look: Work, case_ids: Collection[str]) -> list[Receipt]:
    """Everything that was disclosed of these cases of one person, oldest first.

    The reader's right to know of her has been asked before.
    """
    ask = select(Disclosure).where(Disclosure.case_id.in_(sorted(case_ids)))
    in_order = ask.order_by(Disclosure.approved_at, Disclosure.fact, Disclosure.id)
    return [row.seen() for row in look.session.execute(in_order).scalars()]


def open_rows(work: Work, supervisor_link_id: str) -> list[Disclosure]:
    """The rows of what this supervisor can still read, as far as it is written down, always in one order."""
    ask = select(Disclosure).where(
        Disclosure.supervisor_link_id == supervisor_link_id, Disclosure.closed_at.is_(None)
    )
    return list(work.session.execute(ask.order_by(Disclosure.id)).scalars())
