"""The outbox as tests use it: planning, letting the worker run, letting time pass from due to due."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from support.messaging.actions import queue_sms
from support.messaging.models import MessageAttempt, OutboundMessage
from support.messaging.reconcile_actions import ask_after_next_message
from support.messaging.report_actions import note_report
from support.messaging.rules import State
from support.messaging.send_actions import expire_old_messages, send_next_message
from support.messaging.sender import Sighting, SmsSender
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from support.vocabulary.language import Language
from tests.builders import LOOKER
from tests.fakes import FixedClock

LINK = "http://127.0.0.1:5000/my"
WEBHOOK = Actor.job("report")


def plan(
    begin_work: BeginWork,
    template: str = "staff",
    number: int = 1,
    *,
    key: str | None = None,
    phone: str | None = None,
    lives: timedelta = timedelta(hours=12),
) -> str:
    """Plan a message to the placeholder number with this end; its business key."""
    values = {"code": {"code": f"{number:06}"}, "staff": {"link": LINK}, "message": {"link": LINK}}
    business_key = key or f"{template}:{number}"
    with begin_work(LOOKER) as work:
        queue_sms(
            work,
            template=template,
            phone=phone or f"+358000000{number:02}",
            language=Language.EN,
            values=values[template],
            business_key=business_key,
            lives=lives,
        )
    return business_key


def work_through(begin_work: BeginWork, sender: SmsSender) -> None:
    """What the worker does in a second: send what is due, and ask after what is silent."""
    for _ in range(10_000):
        if not (send_next_message(begin_work, sender) or ask_after_next_message(begin_work, sender)):
            break
    with begin_work(LOOKER) as work:
        expire_old_messages(work)


def report(begin_work: BeginWork, attempt_id: str | None, sighting: Sighting) -> bool:
    """A report comes in."""
    with begin_work(WEBHOOK) as work:
        return note_report(work, attempt_id=attempt_id, sighting=sighting)


def message_of(begin_work: BeginWork, business_key: str) -> OutboundMessage:
    """The row of a message."""
    with begin_work.to_read(LOOKER) as look:
        ask = select(OutboundMessage).where(OutboundMessage.business_key == business_key)
        return look.session.execute(ask).scalar_one()


def attempts_of(begin_work: BeginWork, business_key: str) -> list[MessageAttempt]:
    """The attempts of a message, in order."""
    with begin_work.to_read(LOOKER) as look:
        ask = (
            select(MessageAttempt)
            .join(OutboundMessage, OutboundMessage.id == MessageAttempt.message_id)
            .where(OutboundMessage.business_key == business_key)
            .order_by(MessageAttempt.number)
        )
        return list(look.session.execute(ask).scalars())


def next_due(begin_work: BeginWork) -> datetime | None:
    """When the worker has something to do next."""
    with begin_work.to_read(LOOKER) as look:
        queued = select(func.min(OutboundMessage.due_at)).where(OutboundMessage.state == State.QUEUED)
        ends = select(func.min(OutboundMessage.expires_at)).where(OutboundMessage.state == State.QUEUED)
        looks = select(func.min(MessageAttempt.next_look_at))
        found = [look.session.execute(ask).scalar() for ask in (queued, ends, looks)]
    return min((at for at in found if at is not None), default=None)


def pass_time(
    begin_work: BeginWork,
    sender: SmsSender,
    clock: FixedClock,
    until: datetime,
    more: Callable[[], datetime | None] = lambda: None,
) -> None:
    """Let time pass, jumping from one due moment to the next; `more` says when something else is due."""
    for _ in range(10_000):
        work_through(begin_work, sender)
        due = [at for at in (next_due(begin_work), more()) if at is not None]
        then = max(min(due, default=until), clock.now() + timedelta(seconds=1))
        if then >= until:
            break
        clock.set(then)
    clock.set(until)
    work_through(begin_work, sender)
