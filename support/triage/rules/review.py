"""The answers as the person looks them over before sending."""

from dataclasses import dataclass

from support.triage.rules.answers import Answer, Answers
from support.triage.rules.items import Item
from support.triage.rules.pages import items_on, pages_for
from support.triage.rules.protocol import Protocol


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One answer to look over."""

    item: Item
    page: str
    answer: Answer | None
    """None when it was skipped, or when nothing of it may be shown again."""


def review(protocol: Protocol, answers: Answers) -> tuple[Reviewed, ...]:
    """Every item that the present answers show, in page order; private items are left out."""
    rows: list[Reviewed] = []
    for page in pages_for(protocol, answers):
        if not page.contact:
            items = (item for item in items_on(protocol, page, answers) if not item.private)
            rows.extend(_reviewed(item, page.key, answers.get(item.id)) for item in items)
    return tuple(rows)


def _reviewed(item: Item, page: str, answer: Answer | None) -> Reviewed:
    return Reviewed(item, page, None if answer is None else item.visible(answer))
