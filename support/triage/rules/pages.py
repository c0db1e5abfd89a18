"""Which pages a person sees, and in which order."""

from dataclasses import dataclass, replace

from support.triage.rules.answers import Answers, answered
from support.triage.rules.conditions import Condition, Facts, holds
from support.triage.rules.items import Item, Page
from support.triage.rules.protocol import Protocol, present


def active_door(protocol: Protocol, answers: Answers) -> str:
    """The door whose questions count: the one chosen, until an item of the default door is answered."""
    chosen = answers.get(protocol.doors.item, protocol.doors.default)
    if chosen not in protocol.doors_of_pages or answered(answers, protocol.own_items):
        return protocol.doors.default
    return str(chosen)


def pages_for(protocol: Protocol, answers: Answers, door: str | None = None) -> tuple[Page, ...]:
    """The pages shown now, in order; those of the active door unless another is named."""
    through = door or active_door(protocol, answers)
    pages = (page for page in protocol.pages if page.door in (through, None))
    facts = _facts(protocol, answers)
    return tuple(page for page in pages if page.shown_when is None or holds(page.shown_when, facts))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands among the pages that are shown: its neighbours, and which of how many it is."""

    before: Page | None
    """None before the first page."""
    after: Page | None
    """None after the last page."""
    number: int
    of: int
    may_stop: bool
    """Whether a person may leave a number instead of going on: after the first page about safety."""


def place_of(protocol: Protocol, answers: Answers, key: str) -> Place:
    """The place of a page among those of its door.

    The page itself need not be shown any more: it then stands where the last shown page before it stands.
    """
    here = protocol.order[key]
    shown = pages_for(protocol, answers, protocol.page(key).door)
    before = [page for page in shown if protocol.order[page.key] < here]
    after = [page for page in shown if protocol.order[page.key] > here]
    is_shown_itself = len(before) + len(after) < len(shown)
    return Place(
        before=before[-1] if before else None,
        after=after[0] if after else None,
        number=max(1, len(before) + is_shown_itself),
        of=len(shown),
        may_stop=is_shown_itself and any(page.safety for page in before),
    )


def newly_asked(page: Page, answers: Answers) -> bool:
    """Whether a changed answer opened a page that has not been answered yet."""
    return page.shown_when is not None and not any(item in answers for item in page.items)


def items_on(protocol: Protocol, page: Page, answers: Answers) -> tuple[Item, ...]:
    """The items of a page that the present answers show."""
    items = (as_asked(protocol.items[item], page) for item in page.items)
    return tuple(item for item in items if is_shown(protocol, item.shown_when, answers))


def as_asked(item: Item, page: Page) -> Item:
    """The item as this page asks it, with the values that are its door's to choose."""
    only = page.only.get(item.id)
    return item if only is None else replace(item, values=only)


def is_shown(protocol: Protocol, condition: Condition | None, answers: Answers) -> bool:
    """Whether what stands under the condition is shown; without a condition always."""
    if condition is None:
        return True
    return holds(condition, _facts(protocol, answers))


def _facts(protocol: Protocol, answers: Answers) -> Facts:
    return Facts(present(answers), protocol.scales, frozenset(protocol.items))


def no_longer_asked(protocol: Protocol, answers: Answers) -> frozenset[str]:
    """Answered items whose page or item is no longer shown, once all that follow are gone as well."""
    left = dict(answers)
    while hidden := {item for item in left if not _is_asked(protocol, item, left)}:
        left = {item: answer for item, answer in left.items() if item not in hidden}
    return frozenset(answers) - frozenset(left)


def _is_asked(protocol: Protocol, item: str, answers: Answers) -> bool:
    pages = [page for page in protocol.pages if item in page.items]
    if not pages or item not in protocol.items:
        return True
    on_page = any(is_shown(protocol, page.shown_when, answers) for page in pages)
    return on_page and is_shown(protocol, protocol.items[item].shown_when, answers)
