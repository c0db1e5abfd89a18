"""What comes to the phones of the demo's people: links that they answer, messages that do not arrive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from support.cases.nurse_actions import claim_case
from support.demo.cases import ToldCheckIn
from support.demo.telling_actions import Steps, Telling
from support.followup.answer_actions import answer_check_in
from support.followup.queries import by_link
from support.messaging.refusal_rules import Refusal
from support.messaging.report_actions import note_report
from support.messaging.sender import Delivery, NullSender, SendResult, Sighting
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor

_ANSWERS_AFTER, _TAKEN_AFTER = timedelta(minutes=40), timedelta(minutes=15)
_REPORTED_AFTER = timedelta(minutes=2)


@dataclass(frozen=True)
class SentText:
    """A text that was handed over."""

    phone: str
    text: str
    attempt_id: str
    reference: str


class KeptTexts(NullSender):
    """Keeps what was handed over until somebody takes it."""

    def __init__(self) -> None:
        self._sent: list[SentText] = []

    def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
        """Keep the text."""
        result = super().send(phone, text, attempt_id, valid_for)
        self._sent.append(SentText(phone, text, attempt_id, result.reference or ""))
        return result

    def taken(self) -> list[SentText]:
        """What has been handed over since this was asked last."""
        sent, self._sent = self._sent, []
        return sent


def received(begin_work: BeginWork, tellings: Iterable[Telling], sent: SentText) -> Steps | None:
    """What follows from a text at its receiver's phone; None where nothing does."""
    now = begin_work.clock.now()
    telling = next((one for one in tellings if one.story.phone == sent.phone), None)
    if telling is None:
        return None
    if _is_unreachable(telling, now):
        return _not_delivered(sent, now)
    token = sent.text.partition("/c/")[2].split()[:1]
    if not token:
        return None
    with begin_work.to_read(Actor.visitor()) as look:
        found = by_link(look, token[0])
        number = found.number if found else 0
    told = telling.story.check_ins[number - 1 : number] if number else ()
    if not told or told[0].given.is_empty:
        return None
    return _answered(telling, token[0], told[0], now)


def _is_unreachable(telling: Telling, now: datetime) -> bool:
    first = telling.story.unreachable_from
    return first is not None and now >= telling.sent_at + timedelta(days=first)


def _not_delivered(sent: SentText, sent_at: datetime) -> Steps:
    begin_work = yield sent_at + _REPORTED_AFTER
    sighting = Sighting(sent.reference, Delivery.UNDELIVERED, Refusal.BAD_NUMBER)
    with begin_work(Actor.job("reports")) as work:
        note_report(work, attempt_id=sent.attempt_id, sighting=sighting)


def _answered(telling: Telling, token: str, told: ToldCheckIn, asked_at: datetime) -> Steps:
    begin_work = yield asked_at + _ANSWERS_AFTER
    with begin_work(Actor.visitor()) as work:
        answer_check_in(work, token, told.given, is_last=True)
    if told.taken_by:
        begin_work = yield asked_at + _ANSWERS_AFTER + _TAKEN_AFTER
        with begin_work(telling.actor(told.taken_by)) as work:
            claim_case(work, telling.case_id)
