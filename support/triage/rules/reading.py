"""What was posted from one page, turned into answers or into a sentence at the field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from support.triage.rules.answers import WITHHELD, Answer, Answers, Changes, with_changes
from support.triage.rules.items import Decline, Item, Kind, Page
from support.triage.rules.pages import items_on, no_longer_asked
from support.triage.rules.protocol import Protocol
from support.vocabulary.errors import mark
from support.vocabulary.plain_text import some_lines

EMPTY_MAY_SKIP = mark("Choose an answer, or skip the question.")
EMPTY_MAY_WITHHOLD = mark("Choose an answer, or choose that you would rather not say.")
NOT_A_CHOICE = mark("Choose one of the answers.")
NOT_TOGETHER = mark("Two of your choices do not go together. Change one of them.")
TOO_LONG = mark("The text is too long. Please shorten it.")
NOT_TEXT = mark("Write the text once more, please.")

Fields = Mapping[str, Sequence[str]]

# Longer than this the text is refused unread; a person cannot type it by accident.
_UNREAD_FACTOR = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """One page as it was understood.

    The changes hold whatever was understood, also beside an error: a safety answer counts at once, even when
    another field of its page has to be asked again.
    """

    changes: Changes
    """None takes an answer back, also of items that are no longer asked after this page."""
    errors: Mapping[str, str]
    """English message id by item, in the order of the page."""


@dataclass(frozen=True, slots=True)
class _Fault:
    message: str


def read_page(
    protocol: Protocol,
    page: Page,
    answers: Answers,
    fields: Fields,
    *,
    skipped: bool = False,
    asked_before: bool = False,
) -> Reading:
    """Read the posted fields of a page; never raises, whatever was posted.

    `asked_before` says that this page was sent with an empty item already: on a safety page the item then
    counts as missing. Skipping keeps what was filled in; with nothing left open it takes the page back.
    """
    items = items_on(protocol, page, answers)
    read = {item.id: _read_item(item, page, fields.get(item.id, ())) for item in items}
    skips = skipped and page.decline is Decline.SKIP
    if skips and all(answer is not None or item.optional for item, answer in _pairs(items, read)):
        read = {item.id: None for item in items}
    changes: dict[str, Answer | None] = {}
    errors: dict[str, str] = {}
    for item, answer in _pairs(items, read):
        if isinstance(answer, _Fault):
            errors[item.id] = answer.message
        elif answer is not None:
            changes[item.id] = _with_unseen(item, answer, answers.get(item.id))
        elif not (item.private and item.id in answers):
            # A private answer is never shown again, so an empty field leaves the earlier one in force.
            if _has_to_be_asked(item, page, skips=skips, asked_before=asked_before):
                errors[item.id] = EMPTY_MAY_SKIP if page.decline is Decline.SKIP else EMPTY_MAY_WITHHOLD
            else:
                changes[item.id] = None
    gone = no_longer_asked(protocol, with_changes(answers, changes))
    return Reading({**changes, **dict.fromkeys(gone)}, errors)


def _pairs(
    items: tuple[Item, ...], read: Mapping[str, Answer | _Fault | None]
) -> list[tuple[Item, Answer | _Fault | None]]:
    return [(item, read[item.id]) for item in items]


def _has_to_be_asked(item: Item, page: Page, *, skips: bool, asked_before: bool) -> bool:
    if item.optional or page.decline is None or skips:
        return False
    return not (page.safety and asked_before)


def _with_unseen(item: Item, answer: Answer, earlier: Answer | None) -> Answer:
    """Keep picks that are never shown again: not seeing them ticked is not taking them back."""
    if not isinstance(answer, tuple) or not isinstance(earlier, tuple) or item.exclusive & set(answer):
        return answer
    unseen = tuple(value for value in earlier if value in item.private_values and value not in answer)
    return answer + unseen


def _read_item(item: Item, page: Page, posted: Sequence[str]) -> Answer | _Fault | None:
    if item.kind is Kind.TEXT:
        return _read_text(item, posted)
    if not posted or all(value == "" for value in posted):
        return None
    if page.decline is Decline.WITHHOLD and list(posted) == [WITHHELD]:
        return WITHHELD
    if item.kind is Kind.MANY:
        return _read_many(item, posted)
    by_text = {str(value): value for value in item.values}
    if len(posted) != 1 or posted[0] not in by_text:
        return _Fault(NOT_A_CHOICE)
    return by_text[posted[0]]


def _read_many(item: Item, posted: Sequence[str]) -> Answer | _Fault:
    picked = tuple(dict.fromkeys(posted))
    if any(value not in item.values for value in picked):
        return _Fault(NOT_A_CHOICE)
    if len(picked) > 1 and item.exclusive & set(picked):
        return _Fault(NOT_TOGETHER)
    return picked


def _read_text(item: Item, posted: Sequence[str]) -> Answer | _Fault | None:
    if len(posted) > 1:
        return _Fault(NOT_TEXT)
    raw = posted[0] if posted else ""
    if len(raw) > item.limit * _UNREAD_FACTOR:
        return _Fault(TOO_LONG)
    text = some_lines(raw, item.limit + 1)
    return _Fault(TOO_LONG) if len(text) > item.limit else (text or None)
