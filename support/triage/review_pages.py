"""Page data of the answers, as they are looked over before they are sent and read afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

from support.triage.rules.answers import WITHHELD, Answer
from support.triage.rules.items import Item, Kind
from support.triage.rules.review import review
from support.triage.rules.visit import Visit
from support.triage.sentences import Sentences


@dataclass(frozen=True)
class ReviewRow:
    """One answer to look over."""

    label: str
    question: str
    answer: str
    change_url: str


@dataclass(frozen=True)
class ReviewPage:
    """Every answer that may be shown again, and where they go."""

    rows: list[ReviewRow]
    back_url: str
    send_label: str
    private: bool


def review_page(
    visit: Visit, words: Sentences, *, back_url: str, send_label: str, change_url_of: Mapping[str, str]
) -> ReviewPage:
    """The answers in page order; what is private stands nowhere and can be changed page by page only."""
    rows = [
        ReviewRow(
            label=words.text(f"items.{one.item.id}.short"),
            question=words.text(f"items.{one.item.id}.ask"),
            answer=answer_in_words(one.item, one.answer, words),
            change_url=change_url_of[one.page],
        )
        for one in review(words.protocol, visit.answers)
    ]
    private = any(item.private for item in words.protocol.items.values() if item.id in visit.answers)
    return ReviewPage(rows, back_url, send_label, private)


def answer_in_words(item: Item, answer: Answer | None, words: Sentences, *, declined: str = "") -> str:
    """An answer as it can be read; `declined` stands for one that the person did not want to give."""
    if answer is None:
        return words.text("answers.skipped")
    if answer == WITHHELD:
        return declined or words.text("answers.withheld")
    if item.kind is Kind.TEXT:
        return str(answer)
    if item.kind is Kind.SCALE:
        return f"{answer} / {item.values[-1]}"
    values = answer if isinstance(answer, tuple) else (answer,)
    return ", ".join(words.text(f"items.{item.id}.values.{value}") for value in values)
