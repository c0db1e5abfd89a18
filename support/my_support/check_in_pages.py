"""Page data behind the link of a check-in; nothing on it tells whose it is or what came before."""

from dataclasses import dataclass
from datetime import datetime

from support.followup.rules.answers import CallWish, Direction, Given, Page, Safe, pages_for
from support.my_support.check_in_form import (
    BETTER,
    CALL,
    DIRECTION,
    LONGEST_WORDS,
    SAFE,
    SCALE_FIELD,
    WORK_ABILITY,
    fields_of,
)
from support.triage.help_pages import LineView, few_lines
from support.triage.loading import active_protocol
from support.triage.question_pages import Around, ChoiceView, ItemView, question_page
from support.triage.rules.items import Page as QuestionsPage
from support.triage.rules.visit import Visit
from support.triage.sentences import Sentences, protocol_of, sentences
from support.vocabulary.errors import mark
from support.web.languages import language_now
from support.web.pages import sentence
from support.web.views import FieldError

_DIRECTIONS = {
    Direction.BETTER: mark("Better"),
    Direction.SAME: mark("The same"),
    Direction.WORSE: mark("Worse"),
}
_CALLS = {
    CallWish.TODAY: mark("Yes, as soon as possible"),
    CallWish.THIS_WEEK: mark("Yes, some day soon"),
    CallWish.NOT_NOW: mark("Not now"),
}
_SAFE = {Safe.YES: mark("Yes, I am safe"), Safe.UNSURE: mark("I am not sure"), Safe.NO: mark("No")}
_NUMBERS_ON_A_PAGE = 2
_WELLBEING = "who5"


@dataclass(frozen=True)
class CheckInPage:
    """One page of the questions, with what was answered before in hidden fields."""

    page: str
    number: int
    of: int
    intro: str
    items: tuple[ItemView, ...]
    errors: tuple[FieldError, ...]
    hidden: tuple[tuple[str, str], ...]
    is_last: bool
    lines: tuple[LineView, ...]


def wellbeing_items() -> tuple[str, ...]:
    """The items of the wellbeing index, none where it may not be asked."""
    protocol = protocol_of(active_protocol().name)
    found = protocol.instruments.get(_WELLBEING)
    return tuple(found.scale.items) if found else ()


def check_in_page(
    page: Page, given: Given, now: datetime, *, is_measuring: bool, error: str = ""
) -> CheckInPage:
    """One page; the choices of before are ticked by `ticks_of`."""
    pages = pages_for(given, is_measuring=is_measuring)
    intro, items = _ITEMS[page](given, now)
    shown = {item.id for item in items}
    first = items[0].id
    return CheckInPage(
        page=page.value,
        number=pages.index(page) + 1,
        of=len(pages),
        intro=intro,
        items=items,
        errors=(FieldError(first, error),) if error else (),
        hidden=tuple(one for one in fields_of(given, wellbeing_items()) if one[0] not in shown),
        is_last=page is pages[-1],
        lines=tuple(few_lines(language_now(), now, _NUMBERS_ON_A_PAGE)) if page is Page.SAFETY else (),
    )


def _now_items(given: Given, now: datetime) -> tuple[str, tuple[ItemView, ...]]:
    words = _sentences(now)
    not_at_once = words.text("items.own_words.hint")
    hoped = sentence(mark("10 is how you hope things to be."))
    low, high = (words.text(f"items.scale_now.ends.{end}") for end in ("low", "high"))
    return "", (
        _item(BETTER, "text", mark("What has gone a little better?"), text=given.better, hint=not_at_once),
        _item(
            SCALE_FIELD, "scale", mark("Where are you today on the scale 0-10?"), ends=(low, high), hint=hoped
        ),
        _item(DIRECTION, "one", mark("Is it better, the same or worse?"), choices=_choices(_DIRECTIONS)),
        _item(CALL, "one", mark("Would you like us to call?"), choices=_choices(_CALLS)),
    )


def _safety_items(_given: Given, _now: datetime) -> tuple[str, tuple[ItemView, ...]]:
    return "", (_item(SAFE, "one", mark("Are you safe?"), choices=_choices(_SAFE)),)


def _measure_items(_given: Given, now: datetime) -> tuple[str, tuple[ItemView, ...]]:
    """The same items, in the same words, as in the first questions."""
    items: list[ItemView] = []
    intro = ""
    for page in _sentences(now).protocol.pages:
        asked = {*wellbeing_items(), WORK_ABILITY} & {*page.items}
        if asked:
            view = question_page(page, Visit(), _sentences(now), {}, None, _NOTHING_AROUND)
            items += [item for item in view.items if item.id in asked]
            intro = intro or _intro_of(page, now)
    return intro, tuple(items)


def _intro_of(page: QuestionsPage, now: datetime) -> str:
    return _sentences(now).maybe(f"pages.{page.key}.intro")


def _sentences(now: datetime) -> Sentences:
    return sentences(protocol_of(active_protocol().name), now)


def _item(
    name: str,
    kind: str,
    ask: str,
    *,
    choices: tuple[ChoiceView, ...] = (),
    ends: tuple[str, str] = ("", ""),
    text: str = "",
    hint: str = "",
) -> ItemView:
    return ItemView(
        id=name,
        kind=kind,
        ask=sentence(ask),
        hint=hint,
        error="",
        choices=choices,
        low=ends[0],
        high=ends[1],
        text=text,
        limit=LONGEST_WORDS,
    )


def _choices(words: dict[Direction, str] | dict[CallWish, str] | dict[Safe, str]) -> tuple[ChoiceView, ...]:
    return tuple(
        ChoiceView(value.value, sentence(label), "", checked=False, apart=False)
        for value, label in words.items()
    )


_NOTHING_AROUND = Around(number=1, of=1, back_url="", lines=(), call_me_url="", from_review=False)
_ITEMS = {Page.NOW: _now_items, Page.SAFETY: _safety_items, Page.MEASURES: _measure_items}
