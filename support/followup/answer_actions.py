"""Answering a check-in behind its link, once; and what follows for the people who help."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from support.cases.alert_actions import raise_alert
from support.cases.check_in_actions import hold_for_check_in
from support.cases.rules.alerts import AlertKind
from support.cases.step_actions import record_step
from support.followup import queries
from support.followup.models import CheckIn
from support.followup.plan_actions import complete_if_over
from support.followup.rules.answers import Given, from_words, is_unsafe, to_words
from support.followup.rules.outcome import alerts_for, need_of, need_of_all, result_of
from support.followup.rules.states import OPEN, State
from support.messaging.actions import cancel_queued
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.errors import NotFound

_DRAFT_LIVES = timedelta(minutes=30)
_REPEATS_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Followed:
    """The case of a check-in, as its steps need it."""

    id: str
    key_id: str


@dataclass(frozen=True)
class Answered:
    """What came of an answer: whether it has been sent, and whom it calls."""

    is_sent: bool
    alerts: tuple[AlertKind, ...]


def answer_check_in(work: Work, token: str, given: Given, *, is_last: bool) -> Answered:
    """Keep what was entered so far, or send it; a repeat of the sending changes nothing.

    Who says that she is not safe has sent it. Raises NotFound for an address that leads to nothing that can
    be answered.
    """
    known = queries.by_link(work, token)
    if known is None or hold_for_check_in(work, known.case_id) is None:
        raise NotFound
    row = work.session.get_one(CheckIn, known.id, with_for_update=True, populate_existing=True)
    if row.state not in OPEN | {State.ANSWERED}:
        raise NotFound
    if row.state is State.ANSWERED:
        return Answered(is_sent=True, alerts=_alerts_of(_opened(work, row, "answers")))
    said = _with(_opened(work, row, "draft"), given)
    if is_last or is_unsafe(given):
        return Answered(is_sent=True, alerts=_send(work, row, said))
    work.seal(row, "draft", to_words(said))
    # What she leaves unsent is read all the same: she may have told us why.
    row.due_at = _sooner(row.due_at, work.now + _DRAFT_LIVES)
    return Answered(is_sent=False, alerts=())


def take_draft(work: Work, row: CheckIn) -> None:
    """She entered something and went: it counts as it stands."""
    said = _opened(work, row, "draft")
    if row.state in OPEN and said:
        _send(work, row, said)


def answer_by_reply(work: Work, row: CheckIn, scale: int) -> None:
    """The number that came as a text message answers an open check-in."""
    _send(work, row, _with(_opened(work, row, "draft"), Given(scale=scale)))


def is_repeat(work: Work, row: CheckIn, scale: int) -> bool:
    """Whether this number has just been given in a check-in that has been answered."""
    is_fresh = row.ended_at is not None and work.now - row.ended_at <= _REPEATS_WITHIN
    return is_fresh and any(one.scale == scale for one in _opened(work, row, "answers"))


def _send(work: Work, row: CheckIn, said: tuple[Given, ...]) -> tuple[AlertKind, ...]:
    row.move(State.ANSWERED)
    row.ended_at, row.due_at, row.draft = work.now, None, None
    work.seal(row, "answers", to_words(said))
    work.seal(row, "result", result_of(said[-1], need_of_all(said)))
    cancel_queued(work, f"check-in:{row.id}:")
    record_step(work, Followed(row.case_id, row.key_id), "check_in_answered")
    alerts = _alerts_of(said)
    for kind in alerts:
        # Each is a matter of its own: what was seen in an earlier one says nothing of this.
        raise_alert(work, row.case_id, kind, about=row.id)
    work.log("check_in:answer", "support_case", row.case_id)
    complete_if_over(work, row.plan_id)
    return alerts


def _alerts_of(said: tuple[Given, ...]) -> tuple[AlertKind, ...]:
    return alerts_for(need_of_all(said))


def _opened(work: Work, row: CheckIn, column: str) -> tuple[Given, ...]:
    return from_words(work.open(row, column, subject=row.case_id, purpose=Purpose.CHECK_IN))


def _with(said: tuple[Given, ...], given: Given) -> tuple[Given, ...]:
    """What was said before stays where it asks for more than what is said now: a change lowers nothing."""
    now = need_of(given)
    return (*(one for one in said if need_of(one) | now != now), given)


def _sooner(due: datetime | None, other: datetime) -> datetime:
    return other if due is None else min(due, other)
