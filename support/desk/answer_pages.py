"""What the nurse sees of the answers: strengths, matched rows with the answers behind each, scores, gaps."""

from dataclasses import dataclass

from support.cases.facts import CaseFacts
from support.cases.rules.override import DecisionState
from support.desk.words import URGENCIES, flag_in_words, path_in_words
from support.triage.queries import SentAnswers
from support.triage.result_pages import Side, sides
from support.triage.review_pages import answer_in_words
from support.triage.rules.answers import Answer
from support.triage.rules.conditions import items_behind
from support.triage.rules.items import Item, Kind
from support.triage.rules.pages import items_on, pages_for
from support.triage.rules.protocol import Protocol
from support.triage.sentences import Sentences
from support.vocabulary.errors import mark
from support.web.pages import sentence
from support.web.views import Labelled

_DECIDED = {
    DecisionState.CONFIRMED: mark("Confirmed"),
    DecisionState.OVERRIDDEN: mark("Changed by a nurse"),
}


@dataclass(frozen=True)
class MatchedView:
    """One row of the protocol that matched, and the answers behind it."""

    code: str
    text: str
    safety: bool
    answers: list[Labelled]


@dataclass(frozen=True)
class DecisionView:
    """What is suggested, by which rows, and how it stands."""

    title: str
    text: str
    suggested: str
    """What the program had suggested, when a nurse has changed it."""
    confirmed: str
    draft: bool
    protocol: str
    matched: list[MatchedView]
    scores: list[Labelled]
    missing: list[str]
    flags: list[str]


def mini_sides(sent: SentAnswers | None, words: Sentences) -> tuple[list[Side], list[Side]]:
    """What carries and what weighs."""
    return sides(sent.visit, words) if sent else ([], [])


def own_words(sent: SentAnswers | None, words: Sentences) -> str:
    """What the person wrote herself; text items are read by people and by no rule."""
    answers = sent.visit.answers if sent else {}
    texts = (one for one, item in words.protocol.items.items() if item.kind is Kind.TEXT)
    return " ".join(str(answers[one]) for one in texts if one in answers)


def decision_view(case: CaseFacts, sent: SentAnswers | None, words: Sentences) -> DecisionView:
    """The suggestion with everything that speaks for it."""
    decided = sent.decision if sent and sent.decision else {}
    changed = case.decision is DecisionState.OVERRIDDEN
    return DecisionView(
        title=path_in_words(case.path, words.protocol, words.language),
        text=words.text(f"urgencies.{case.urgency}.staff"),
        suggested=_suggested(case, words) if changed else "",
        confirmed=sentence(_DECIDED[case.decision]) if case.decision in _DECIDED else "",
        draft=words.protocol.is_draft,
        protocol=words.protocol.name,
        matched=[_matched(row, sent, words) for row in decided.get("matched", [])] if sent else [],
        scores=_scores(decided.get("scores", {}), words),
        missing=_missing(sent, words),
        flags=[flag_in_words(flag, words.protocol, words.language) for flag in case.flags],
    )


def all_answers(sent: SentAnswers | None, words: Sentences) -> list[Labelled]:
    """Every answer, the private ones too: this is the page of the nurse."""
    if sent is None:
        return []
    protocol = words.protocol
    items = [protocol.items[item] for page in protocol.pages if not page.contact for item in page.items]
    seen = dict.fromkeys(item.id for item in items if item.id in sent.visit.answers)
    return [
        Labelled(
            words.text(f"items.{one}.short"), _in_words(protocol.items[one], sent.visit.answers[one], words)
        )
        for one in seen
    ]


def _in_words(item: Item, answer: Answer, words: Sentences) -> str:
    return answer_in_words(item, answer, words, declined=sentence(mark("Did not want to say")))


def _suggested(case: CaseFacts, words: Sentences) -> str:
    path = path_in_words(case.suggested_path, words.protocol, words.language)
    return f"{path}, {sentence(URGENCIES[case.suggested_urgency])}"


def _matched(row_id: str, sent: SentAnswers, words: Sentences) -> MatchedView:
    try:
        row = words.protocol.row(row_id)
    except KeyError:
        return MatchedView(row_id, "", False, [])
    return MatchedView(row.id, words.text(f"rows.{row.id}.staff"), row.safety, _behind(row_id, sent, words))


def _behind(row_id: str, sent: SentAnswers, words: Sentences) -> list[Labelled]:
    """The answers behind a row: every value given in the visit, the present one last."""
    found = []
    for one in items_behind(words.protocol.row(row_id).when, words.protocol.scales):
        item = words.protocol.items[one]
        given = sent.visit.given.get(one, ())
        values = " → ".join(_in_words(item, answer, words) for answer in given)
        found.append(Labelled(words.text(f"items.{one}.short"), values or sentence(mark("Not answered"))))
    return found


def _scores(scores: dict[str, int | None], words: Sentences) -> list[Labelled]:
    return [
        Labelled(
            words.maybe(f"instruments.{one}.name") or one,
            sentence(mark("not complete")) if value is None else _of_highest(value, one, words.protocol),
        )
        for one, value in scores.items()
        if one in words.protocol.instruments
    ]


def _of_highest(score: int, instrument: str, protocol: Protocol) -> str:
    highest = protocol.instruments[instrument].scale.highest(
        {one: item.values for one, item in protocol.items.items()}
    )
    return str(score) if highest is None else f"{score} / {highest}"


def _missing(sent: SentAnswers | None, words: Sentences) -> list[str]:
    if sent is None:
        return []
    answers = sent.visit.answers
    asked = [
        item
        for page in pages_for(words.protocol, answers)
        if not page.contact
        for item in items_on(words.protocol, page, answers)
    ]
    return [
        words.text(f"items.{item.id}.short") for item in asked if item.id not in answers and not item.optional
    ]
