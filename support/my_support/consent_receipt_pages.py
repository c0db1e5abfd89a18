"""What was disclosed under each permission, when it reached the supervisor, and what came of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from support.consent.facts import ConsentFacts, Receipt
from support.consent.loading import present_wording
from support.consent.receipt_queries import receipts_of_cases
from support.consent.rules.fact_code import FactCode
from support.pathways.goal_queries import ReadAction, actions_of
from support.pathways.rules.agreed_action import Owner, State
from support.pathways.suggestion_pages import suggestion_of_her
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.dates_in_words import short_date, when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

_READ = mark("Read %(when)s.")
_LEFT = mark("The message about it left %(when)s.")
_ON_ITS_WAY = mark("On its way to your supervisor, not read yet.")
_NOT_READ = mark("Not read before it was taken back.")
_CLOSED = mark("Closed %(when)s.")
_ABOUT = {
    FactCode.F1: mark("The three-party discussion"),
    FactCode.F6: mark("The time of one absence"),
    FactCode.F7: mark("What comes next"),
}


@dataclass(frozen=True)
class ReceiptView:
    """One thing that was disclosed; `text` is empty for the permission itself."""

    text: str
    lines: list[str]


@dataclass(frozen=True)
class ReceiptsView:
    """What was disclosed under what holds, by its code, and under what has ended, by its consent."""

    holds: dict[str, list[ReceiptView]]
    ended: dict[str, list[ReceiptView]]


def receipts_view(
    work: Work, case_ids: Collection[str], holds: Collection[ConsentFacts], language: Language
) -> ReceiptsView:
    """Everything that was ever disclosed of the employee who acts."""
    receipts = _to_show(receipts_of_cases(work, case_ids))
    cases = sorted({one.case_id for one in receipts if one.about})
    read = {one.facts.id: one for case in cases for one in actions_of(work, case, Purpose.OWN_PAGE)}
    now = {one.id for one in holds}
    view = ReceiptsView({}, {})
    for one in receipts:
        found = _view(one, read, language)
        if one.consent_id in now:
            view.holds.setdefault(one.fact.value, []).append(found)
        else:
            named = found.text or present_wording().asked[one.fact][language]
            view.ended.setdefault(one.consent_id, []).append(replace(found, text=named))
    return view


def _to_show(receipts: Collection[Receipt]) -> list[Receipt]:
    """How something goes is read with the thing itself, and of a permission under which something was told
    that something says enough; the wish of F8 is all there is to read."""
    of_things = {(one.consent_id, one.fact) for one in receipts if one.about}

    def stands_alone(one: Receipt) -> bool:
        if one.about:
            return one.fact is not FactCode.F5
        if one.fact is FactCode.F5 or (one.consent_id, one.fact) not in of_things:
            return one.read_at is not None or one.fact is FactCode.F8
        return False

    return [one for one in receipts if stands_alone(one)]


def _view(receipt: Receipt, read: Mapping[str, ReadAction], language: Language) -> ReceiptView:
    action = read.get(receipt.about)
    lines = _way_to_her(receipt, language)
    if action is None:
        named = _ABOUT.get(receipt.fact) if receipt.about else None
        return ReceiptView(sentence(named) if named else "", lines)
    return ReceiptView(action.text, [*lines, *_came_of_it(action, language)])


def _way_to_her(receipt: Receipt, language: Language) -> list[str]:
    if receipt.read_at is not None:
        first = _said(_READ, receipt.read_at, language)
    elif receipt.closed_at is not None:
        first = sentence(_NOT_READ)
    elif receipt.delivered_at is not None:
        first = _said(_LEFT, receipt.delivered_at, language)
    else:
        first = sentence(_ON_ITS_WAY)
    return [first, *([_said(_CLOSED, receipt.closed_at, language)] if receipt.closed_at else [])]


def _came_of_it(read: ReadAction, language: Language) -> list[str]:
    """What the supervisor has said of it, each with its time."""
    facts, lines = read.facts, []
    if facts.owner is not Owner.SUPERVISOR:
        return []
    if facts.accepted_at is not None:
        day = short_date(facts.promised_on or facts.due_on, language)
        words = {"day": day, "when": when(facts.accepted_at, language)}
        lines.append(sentence(mark("Takes care of it by %(day)s (said %(when)s).")) % words)
    if suggested := suggestion_of_her(facts, language):
        said_at = when(facts.turned_down_at, language) if facts.turned_down_at else ""
        lines.append(f"{suggested} ({said_at})")
    if facts.state is State.DONE and facts.ended_at is not None:
        lines.append(_said(mark("Done %(when)s."), facts.ended_at, language))
    return lines


def _said(words: str, at: datetime, language: Language) -> str:
    return sentence(words) % {"when": when(at, language)}
