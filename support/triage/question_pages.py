"""Page data of the questions: built from the protocol, knowing none of its items."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from support.triage.help_pages import LineView
from support.triage.rules.answers import WITHHELD, Answer
from support.triage.rules.items import Decline, Item, Kind, Page
from support.triage.rules.pages import as_asked, items_on
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import Visit
from support.triage.sentences import Sentences
from support.web.views import FieldError


@dataclass(frozen=True)
class ChoiceView:
    """One choice; `apart` ones stand below the word "or"."""

    value: str
    label: str
    hint: str
    checked: bool
    apart: bool


@dataclass(frozen=True)
class ItemView:
    """One question as it is shown; what is ticked in it stands apart (`ticks`)."""

    id: str
    kind: str
    ask: str
    hint: str
    error: str
    choices: tuple[ChoiceView, ...]
    low: str
    high: str
    text: str
    limit: int


@dataclass(frozen=True)
class QuestionPage:
    """One page of questions."""

    number: int
    of: int
    name: str
    heading: str
    intro: str
    items: tuple[ItemView, ...]
    errors: tuple[FieldError, ...]
    decline: str
    takes_back: bool
    back_url: str
    lines: tuple[LineView, ...]
    call_me_url: str
    from_review: bool

    @property
    def is_blank(self) -> bool:
        """Whether it looks the same for everybody who comes to it, but for the ticks."""
        return not self.errors and not any(item.text for item in self.items)


@dataclass(frozen=True)
class Around:
    """What stands around the questions of a page."""

    number: int
    of: int
    back_url: str
    lines: tuple[LineView, ...]
    call_me_url: str
    from_review: bool


def question_page(
    page: Page,
    visit: Visit,
    sentences: Sentences,
    errors: Mapping[str, str],
    posted: Mapping[str, list[str]] | None,
    around: Around,
    read_by: Sentences | None = None,
) -> QuestionPage:
    """The page with the text of before, or with what was posted just now when there is an error.

    The errors name their questions in the words of `read_by`, where another than the one asked reads them.
    """
    items = items_on(sentences.protocol, page, visit.answers)
    name = sentences.maybe(f"pages.{page.key}.name")
    return QuestionPage(
        number=around.number,
        of=around.of,
        name=name,
        heading=name if len(items) > 1 else "",
        intro=sentences.maybe(f"pages.{page.key}.intro"),
        items=tuple(
            _item_view(item, page, sentences, errors.get(item.id, ""), _text(item, visit, posted))
            for item in items
        ),
        errors=tuple(
            FieldError(
                item.id,
                errors[item.id],
                (read_by or sentences).text(f"items.{item.id}.short") + ":" if len(items) > 1 else "",
            )
            for item in items
            if item.id in errors
        ),
        decline=page.decline.value if page.decline else "",
        takes_back=_is_answered(items, visit),
        back_url=around.back_url,
        lines=around.lines,
        call_me_url=around.call_me_url,
        from_review=around.from_review,
    )


def _is_answered(items: tuple[Item, ...], visit: Visit) -> bool:
    """Whether every answer that the page needs stands on it, so that skipping it takes them back.

    What is never shown again does not count: the word on the button must not tell of it either.
    """
    shown = {item.id: _standing(item, visit.answers.get(item.id), None) for item in items}
    return any(shown.values()) and all(shown[item.id] for item in items if not item.optional)


def ticks(
    protocol: Protocol, page: Page, visit: Visit, posted: Mapping[str, list[str]] | None
) -> list[tuple[str, str]]:
    """Field and value of every choice that stands ticked: posted just now, else answered before.

    A nurse on the phone sees the private ones too: it is she who has just written them down.
    """
    return [
        (item, value)
        for item in page.items
        for value in _standing(
            protocol.items[item], visit.answers.get(item), posted, private=bool(visit.by_phone)
        )
    ]


def _item_view(item: Item, page: Page, sentences: Sentences, error: str, text: str) -> ItemView:
    is_scale = item.kind is Kind.SCALE
    return ItemView(
        id=item.id,
        kind=item.kind.value,
        ask=sentences.text(f"items.{item.id}.ask"),
        hint=sentences.maybe(f"items.{item.id}.hint"),
        error=error,
        choices=_choices(sentences.protocol, sentences.language, page.key, item.id),
        low=sentences.text(f"items.{item.id}.ends.low") if is_scale else "",
        high=sentences.text(f"items.{item.id}.ends.high") if is_scale else "",
        text=text,
        limit=item.limit,
    )


@lru_cache(maxsize=1000)
def _choices(protocol: Protocol, language: str, page_key: str, item_id: str) -> tuple[ChoiceView, ...]:
    # Kept, since a page has some forty of them and their words are the same for everybody.
    page = protocol.page(page_key)
    item = as_asked(protocol.items[item_id], page)
    choices = [
        ChoiceView(
            value=str(value),
            label=protocol.text(f"items.{item_id}.values.{value}", language),
            hint=protocol.optional_text(f"items.{item_id}.value_hints.{value}", language) or "",
            checked=False,
            apart=value in item.exclusive,
        )
        for value in (() if item.kind in (Kind.SCALE, Kind.TEXT) else item.values)
    ]
    if page.decline is Decline.WITHHOLD:
        label = protocol.text("answers.withheld", language)
        choices.append(ChoiceView(WITHHELD, label, "", checked=False, apart=True))
    return tuple(choices)


def _text(item: Item, visit: Visit, posted: Mapping[str, list[str]] | None) -> str:
    standing = _standing(item, visit.answers.get(item.id), posted) if item.kind is Kind.TEXT else []
    return next(iter(standing), "")


def _standing(
    item: Item, answer: Answer | None, posted: Mapping[str, list[str]] | None, *, private: bool = False
) -> list[str]:
    """What stands in the field; a private answer is not shown to its person again once it has been saved."""
    if posted is not None:
        return [value[: 20 * item.limit or 200] for value in posted.get(item.id, [])]
    shown = answer if answer is None or private else item.visible(answer)
    if shown is None:
        return []
    return [str(value) for value in shown] if isinstance(shown, tuple) else [str(shown)]
