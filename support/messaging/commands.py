"""The operator's way to see that text messages really arrive, before the first person relies on it."""

from datetime import datetime, timedelta
from time import monotonic, sleep

import click
from flask import current_app

from support.messaging.actions import cancel_queued, queue_sms
from support.messaging.delivery_rules import Delivery
from support.messaging.rules import ALLOWED, State
from support.messaging.sender import NullSender, SmsSender
from support.messaging.verify_queries import state_of
from support.messaging.webhook_address import REPORTS
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from support.vocabulary.language import DEFAULT
from support.vocabulary.phone import NumberFault, mobile_number

SECONDS_TO_FOLLOW, SECONDS_BETWEEN = 180, 1
_LIVES = timedelta(minutes=10)
_SAID = {
    State.QUEUED: "It waits in the outbox for the worker.",
    State.ATTEMPT_WRITTEN: "The worker is handing it over.",
    State.UNKNOWN: "The provider did not answer; it is being found out whether the message went.",
    State.ACCEPTED: "The provider has taken it on.",
    State.SENT: "The provider has passed it on to the network of the phone.",
    State.DELIVERED: "It has arrived, and the provider's report of it has reached us.",
    State.UNDELIVERED: "It did not arrive: the network of the phone gave it up.",
    State.FAILED: "The provider would not carry it. The log of the worker says why.",
    State.SUPPRESSED: "It was not sent: this number wants no messages.",
    State.EXPIRED: "It was not sent in time.",
    State.CANCELLED: "It was taken back.",
}


@click.group("sms")
def sms() -> None:
    """Text messages."""


@sms.command("verify")
@click.argument("number")
def verify(number: str) -> None:
    """Send one real, neutral message to a phone of your own and follow it until it has arrived.

    The worker must be running. Ends with status 1 unless the message and the report of it have arrived.
    """
    sender: SmsSender = current_app.extensions["sms_sender"]
    if isinstance(sender, NullSender):
        raise click.ClickException("SMS_SENDER only records: no message would leave.")
    phone = mobile_number(number)
    if isinstance(phone, NumberFault):
        raise click.ClickException("This is no mobile number that we send to. Write it as +358401234567.")
    began = _begin_work().clock.now()
    business_key = _planned(phone.e164)
    last = _followed(business_key)
    if last is not State.DELIVERED:
        _take_back(business_key)
        raise click.ClickException(_what_to_look_at(sender, last, phone.e164, began))
    click.echo("Text messages work, there and back.")


def _begin_work() -> BeginWork:
    begin: BeginWork = current_app.extensions["begin_work"]
    return begin


def _planned(phone: str) -> str:
    with _begin_work()(Actor.operator()) as work:
        business_key = f"verify:{work.new_id()}"
        queue_sms(
            work,
            template="trial",
            phone=phone,
            language=DEFAULT,
            values={},
            business_key=business_key,
            lives=_LIVES,
        )
    return business_key


def _followed(business_key: str) -> State:
    """How far it came in the time that we look; each step is told once."""
    ends = monotonic() + SECONDS_TO_FOLLOW
    told: State | None = None
    while True:
        with _begin_work().to_read(Actor.operator()) as look:
            state = state_of(look, business_key)
        if state is not told:
            told = state
            click.echo(_SAID.get(state, f"It is now {state.value}."))
        if state not in ALLOWED or monotonic() >= ends:
            return state
        sleep(SECONDS_BETWEEN)


def _take_back(business_key: str) -> None:
    """What nobody has sent by now is not to surprise anybody later."""
    with _begin_work()(Actor.operator()) as work:
        cancel_queued(work, business_key)


def _what_to_look_at(sender: SmsSender, last: State, phone: str, began: datetime) -> str:
    if last is State.QUEUED:
        return "Nobody has sent it. Is the worker running?"
    if last not in ALLOWED:
        return "It did not arrive."
    try:
        seen = sender.find(phone, began)
    except Exception:
        return "It has not arrived, and the provider cannot be asked. Does TWILIO_ADDRESS answer from here?"
    if any(sighting.delivery is Delivery.DELIVERED for sighting in seen):
        address = current_app.config["PUBLIC_BASE_URL"] + REPORTS
        return f"It has arrived, but no report has reached us. Can the provider reach {address} from outside?"
    return "It has not arrived yet. Try again, or look it up at the provider."
