"""What a supervisor hears of a talk of her own by text message: when and where, and nothing of anybody."""

from datetime import timedelta

from support.booking.coaching_models import Coaching
from support.booking.rules.coaching import about
from support.booking.supervisor_message_actions import TimeOfHers, tell_of_time
from support.messaging.actions import cancel_queued, queue_sms
from support.messaging.templates import render
from support.people.queries import language_of_employee
from support.people.supervisor_actions import count_told
from support.people.supervisor_queries import supervisor_addressee
from support.people.supervisor_rules import end_of_key, message_key
from support.platform.work import Work
from support.vocabulary.dates_in_words import when_in_message

_LIVES = timedelta(days=1)


def call_off(work: Work, row: Coaching) -> None:
    """What has not left of this talk is not said."""
    cancel_queued(work, _key(row))


def tell_booked(work: Work, row: Coaching, link_url: str) -> None:
    """The time that she has taken, instead of what was to be said before."""
    call_off(work, row)
    _tell(work, row, "sup_set", link_url, lives=_LIVES)


def remind(work: Work, row: Coaching, link_url: str, *, lives: timedelta) -> None:
    """When and where, shortly before."""
    _tell(work, row, "sup_rem", link_url, lives=lives)


def tell_cancelled(work: Work, row: Coaching) -> None:
    """That her time is cancelled; it goes whatever the count is."""
    if row.starts_at is None:
        return
    addressee = supervisor_addressee(work, row.supervisor_link_id)
    count_told(work, addressee.phone)
    queue_sms(
        work,
        template="sup_cxl",
        phone=addressee.phone,
        language=addressee.language,
        values={"when": when_in_message(row.starts_at, addressee.language)},
        # Not under the key of her other messages: what ends those must not take this one back.
        business_key=f"coaching:{row.id}:{end_of_key(work.new_id())}",
        lives=_LIVES,
    )


def cancelled_in_words(work: Work, row: Coaching) -> str:
    """The very message that goes out when her time is cancelled."""
    if row.starts_at is None:
        return ""
    language = language_of_employee(work, row.supervisor_id)
    return render("sup_cxl", language, {"when": when_in_message(row.starts_at, language)})


def _tell(work: Work, row: Coaching, template: str, link_url: str, *, lives: timedelta) -> None:
    if row.starts_at is None or row.channel is None:
        return
    key = f"{_key(row)}{end_of_key(work.new_id())}"
    time = TimeOfHers(row.supervisor_link_id, row.starts_at, row.channel, key)
    tell_of_time(work, template, time, link_url, lives=lives)


def _key(row: Coaching) -> str:
    return f"{message_key(row.supervisor_link_id)}{about(row.id)}"
