"""Which pages a person sees, and in which order."""

from dataclasses import replace

from support.triage.rules.answers import Answers, answered
from support.triage.rules.conditions import Condition, Facts, holds
from support.triage.rules.items import Item, Page
from support.triage.rules.protocol import Protocol, present


def active_door(protocol: Protocol, answers: Answers) -> str:
    """The door whose questions count: the one chosen, until an item of the default door is answered."""
    chosen = answers.get(protocol.doors.item, protocol.doors.default)
    doors = {page.door for page in protocol.pages}
    if chosen not in doors or answered(answers, protocol.own_items):
        return protocol.doors.default
    return str(chosen)


def pages_for(protocol: Protocol, answers: Answers, door: str | None = None) -> tuple[Page, ...]:
    """The pages shown now, in order; those of the active door unless another is named."""
    through = door or active_door(protocol, answers)
    pages = (page for page in protocol.pages if page.door in (through, None))
    facts = _facts(protocol, answers)
    return tuple(page for page in pages if page.shown_when is None or holds(page.shown_when, facts))


def page_after(protocol: Protocol, answers: Answers, key: str) -> Page | None:
    """The page that follows; None after the last. The page itself need not be shown any more."""
    order = [page.key for page in protocol.pages]
    later = set(order[order.index(key) + 1 :])
    return next((page for page in _beside(protocol, answers, key) if page.key in later), None)


def page_before(protocol: Protocol, answers: Answers, key: str) -> Page | None:
    """The page that goes before; None before the first."""
    order = [page.key for page in protocol.pages]
    earlier = set(order[: order.index(key)])
    return next((page for page in reversed(_beside(protocol, answers, key)) if page.key in earlier), None)


def position(protocol: Protocol, answers: Answers, key: str) -> tuple[int, int]:
    """Which page of how many this is, counting the pages that the present answers show.

    A page that is hidden by now stands where the last shown page before it stands.
    """
    shown = [page.key for page in _beside(protocol, answers, key)]
    order = [page.key for page in protocol.pages]
    reached = set(order[: order.index(key) + 1])
    return max(1, sum(page in reached for page in shown)), len(shown)


def may_stop_here(protocol: Protocol, page: Page, answers: Answers) -> bool:
    """Whether a person may leave a number instead of going on: after the first safety page."""
    shown = pages_for(protocol, answers)
    first = next((place for place, each in enumerate(shown) if each.safety), None)
    return first is not None and page in shown[first + 1 :]


def newly_asked(page: Page, answers: Answers) -> bool:
    """Whether a changed answer opened a page that has not been answered yet."""
    return page.shown_when is not None and not any(item in answers for item in page.items)


def items_on(protocol: Protocol, page: Page, answers: Answers) -> tuple[Item, ...]:
    """The items of a page that the present answers show."""
    items = (_as_asked(protocol.items[item], page) for item in page.items)
    return tuple(item for item in items if is_shown(protocol, item.shown_when, answers))


def _as_asked(item: Item, page: Page) -> Item:
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


def _beside(protocol: Protocol, answers: Answers, key: str) -> tuple[Page, ...]:
    return pages_for(protocol, answers, protocol.page(key).door)
