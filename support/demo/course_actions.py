"""All stories together, in the order of time, with the worker doing what falls due between them."""

import heapq
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import Select, func, select

from support.booking.models import Appointment
from support.booking.reminding_actions import Addresses, remind_of_due_times
from support.consent.withdrawing_actions import end_next_run_out
from support.demo.check_in_actions import KeptTexts, received
from support.demo.story_clock import at_moment
from support.demo.telling_actions import Steps, Telling
from support.demo.verb_actions import story_told
from support.followup.asking_actions import ask_due_check_in
from support.followup.facts import CheckInFacts
from support.followup.failure_actions import tell_of_failures
from support.followup.queries import first_due
from support.followup.rules.plan import next_step_at
from support.messaging.models import OutboundMessage
from support.messaging.rules import State
from support.messaging.send_actions import is_any_due, send_next_message
from support.pathways.reminding_actions import remind_of_due_actions
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor

_JOB = Actor.job("demo")
_BEGINNING = datetime.fromtimestamp(0, UTC)


class Course:
    """What is to happen, the earliest first."""

    def __init__(self, begin_work: BeginWork, tellings: Iterable[Telling], until: datetime) -> None:
        self._begin_work, self._until = begin_work, until
        self._tellings = tuple(tellings)
        self._sender = KeptTexts()
        self._order = count()
        self._to_come: list[tuple[datetime, int, Steps]] = []
        self._now = _BEGINNING

    def run(self) -> None:
        """Tell everything until the end; what lies beyond it has not happened."""
        for telling in self._tellings:
            self._begin(story_told(telling))
        while self._to_come:
            moment, _, steps = heapq.heappop(self._to_come)
            if moment > self._until:
                steps.close()
                continue
            self._work_until(moment)
            self._now = max(self._now, moment)
            self._go_on(steps)
        self._work_until(self._until)

    def _begin(self, steps: Steps) -> None:
        self._push(steps, next(steps))

    def _go_on(self, steps: Steps) -> None:
        with suppress(StopIteration):
            self._push(steps, steps.send(at_moment(self._begin_work, self._now)))
        for telling in self._tellings:
            while telling.beside:
                self._begin(telling.beside.pop(0))

    def _push(self, steps: Steps, moment: datetime) -> None:
        heapq.heappush(self._to_come, (moment, next(self._order), steps))

    def _work_until(self, moment: datetime) -> None:
        """Let the worker do what falls due before a moment, each at its time."""
        done_until = None
        # What is still due when everything was done that is waits for something else.
        while (due := self._next_due(moment)) is not None and due != done_until:
            self._now, done_until = max(self._now, due), due
            self._do_due(at_moment(self._begin_work, self._now))

    def _next_due(self, moment: datetime) -> datetime | None:
        """When the next message, reminder or check-in is due, at this moment at the latest."""
        with at_moment(self._begin_work, moment).to_read(_JOB) as look:
            reminder = select(func.min(Appointment.remind_at)).where(Appointment.remind_at <= moment)
            check_in = first_due(look)
            found = (
                look.session.execute(self._oldest_message(moment)).scalar(),
                look.session.execute(reminder).scalar(),
                _next_step(check_in) if check_in else None,
            )
        return min((one for one in found if one is not None), default=None)

    def _oldest_message(self, moment: datetime) -> Select[datetime | None]:
        """What has become pointless by the moment could have left before it."""
        return select(func.min(OutboundMessage.due_at)).where(
            OutboundMessage.state == State.QUEUED,
            OutboundMessage.due_at <= moment,
            OutboundMessage.expires_at > self._now,
        )

    def _do_due(self, begin_work: BeginWork) -> None:
        url = self._tellings[0].my_support_url
        link_url = f"{url.removesuffix('/my')}/s/"
        remind_of_due_times(begin_work, Addresses(url, link_url))
        remind_of_due_actions(begin_work, url, link_url)
        while ask_due_check_in(begin_work, f"{url.removesuffix('/my')}/c/"):
            pass
        while is_any_due(begin_work) and send_next_message(begin_work, self._sender):
            pass
        while end_next_run_out(begin_work):
            pass
        tell_of_failures(begin_work)
        for sent in self._sender.taken():
            following = received(begin_work, self._tellings, sent)
            if following is not None:
                self._begin(following)


def _next_step(check_in: CheckInFacts) -> datetime:
    """When it is asked, asked again, or given up."""
    last = check_in.reminded_at or check_in.sent_at
    return next_step_at(last) if last else check_in.planned_at
