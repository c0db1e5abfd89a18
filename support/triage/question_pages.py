"""Page data of the questions: built from the protocol, knowing none of its items."""

from collections.abc import Mapping
from dataclasses import dataclass

from support.triage.help_pages import LineView
from support.triage.rules.answers import WITHHELD, Answer
from support.triage.rules.items import Decline, Item, Kind, Page
from support.triage.rules.pages import items_on, position
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
    """One question as it is shown."""

    id: str
    kind: str
    ask: str
    hint: str
    error: str
    choices: tuple[ChoiceView, ...]
    low: str
    high: str
    value: int | None
    text: str
    limit: int

    @property
    def is_filled_in(self) -> bool:
        """Whether something of a person stands in it."""
        return bool(self.error or self.text) or self.value is not None or any(c.checked for c in self.choices)


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
    back_url: str
    lines: tuple[LineView, ...]
    call_me_url: str
    from_review: bool

    @property
    def is_blank(self) -> bool:
        """Whether it looks the same for everybody who comes to it."""
        return not self.errors and not any(item.is_filled_in for item in self.items)


@dataclass(frozen=True)
class Around:
    """What stands around the questions of a page."""

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
) -> QuestionPage:
    """The page with what was answered before, or with what was posted just now when there is an error."""
    protocol = sentences.protocol
    number, of = position(protocol, visit.answers, page.key)
    items = items_on(protocol, page, visit.answers)
    return QuestionPage(
        number=number,
        of=of,
        name=sentences.maybe(f"pages.{page.key}.name"),
        heading=sentences.maybe(f"pages.{page.key}.name") if len(items) > 1 else "",
        intro=sentences.maybe(f"pages.{page.key}.intro"),
        items=tuple(
            _item_view(item, page, visit, sentences, errors.get(item.id, ""), posted) for item in items
        ),
        errors=tuple(
            FieldError(
                item.id,
                errors[item.id],
                sentences.text(f"items.{item.id}.short") + ":" if len(items) > 1 else "",
            )
            for item in items
            if item.id in errors
        ),
        decline=page.decline.value if page.decline else "",
        back_url=around.back_url,
        lines=around.lines,
        call_me_url=around.call_me_url,
        from_review=around.from_review,
    )


def _item_view(
    item: Item,
    page: Page,
    visit: Visit,
    sentences: Sentences,
    error: str,
    posted: Mapping[str, list[str]] | None,
) -> ItemView:
    ticked = _ticked(item, visit.answers.get(item.id), posted)
    is_scale = item.kind is Kind.SCALE
    number = next((int(value) for value in ticked if value.isdecimal()), None) if is_scale else None
    return ItemView(
        id=item.id,
        kind=item.kind.value,
        ask=sentences.text(f"items.{item.id}.ask"),
        hint=sentences.maybe(f"items.{item.id}.hint"),
        error=error,
        choices=tuple(_choices(item, page, sentences, ticked)),
        low=sentences.text(f"items.{item.id}.ends.low") if is_scale else "",
        high=sentences.text(f"items.{item.id}.ends.high") if is_scale else "",
        value=number,
        text=next(iter(ticked), "") if item.kind is Kind.TEXT else "",
        limit=item.limit,
    )


def _choices(item: Item, page: Page, sentences: Sentences, ticked: list[str]) -> list[ChoiceView]:
    values = [] if item.kind in (Kind.SCALE, Kind.TEXT) else item.values
    choices = [
        ChoiceView(
            value=str(value),
            label=sentences.text(f"items.{item.id}.values.{value}"),
            hint=sentences.maybe(f"items.{item.id}.value_hints.{value}"),
            checked=str(value) in ticked,
            apart=value in item.exclusive,
        )
        for value in values
    ]
    if page.decline is Decline.WITHHOLD:
        label = sentences.text("answers.withheld")
        choices.append(ChoiceView(WITHHELD, label, "", WITHHELD in ticked, apart=True))
    return choices


def _ticked(item: Item, answer: Answer | None, posted: Mapping[str, list[str]] | None) -> list[str]:
    """What stands in the field; a private answer is never shown again once it has been saved."""
    if posted is not None:
        return [value[: 20 * item.limit or 200] for value in posted.get(item.id, [])]
    shown = None if answer is None else item.visible(answer)
    if shown is None:
        return []
    return [str(value) for value in shown] if isinstance(shown, tuple) else [str(shown)]
