"""What a person is told about her time by text message, where one is safe."""

from datetime import datetime, timedelta

from support.booking.models import Appointment
from support.messaging.actions import is_planned, may_leave, queue_sms, texts_since, unplan
from support.messaging.templates import fields_of
from support.people.queries import addressee_of
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.dates_in_words import when_in_message
from support.vocabulary.language import Language

PLACES = {
    "phone": {"fi": "puhelu", "sv": "telefon", "en": "by phone"},
    "video": {"fi": "etänä", "sv": "per video", "en": "by video"},
    "on_site": {"fi": "paikan päällä", "sv": "på plats", "en": "in person"},
}
# (how many, in what time): she may move her time without end, and each move sends a message (SMS pumping,
# reliability-security.md 2.3).
TEXTS_PER_NUMBER = (20, timedelta(days=1))
_MISSED, _MISSED_CALL = "missed", "missed_call"
_LIVES = timedelta(hours=24)
# So long a mistaken tap can be taken back before anybody has heard of it.
_MISTAKES_SHOW_WITHIN = timedelta(minutes=30)


def tell(
    work: Work,
    template: str,
    appointment: Appointment,
    my_support_url: str,
    *,
    waits: timedelta = timedelta(),
    lives: timedelta = _LIVES,
) -> None:
    """Plan the message about the time that has this template; nothing where none is safe.

    `lives` is how long after it is due it still makes sense.

    What a person does herself is not told any more when so many messages have gone to her number lately.
    """
    addressee = addressee_of(work, appointment.employee_id)
    if addressee is None:
        return
    language = addressee.language
    most, window = TEXTS_PER_NUMBER
    by_herself = work.actor.role is Role.EMPLOYEE
    queue_sms(
        work,
        template=template,
        phone=addressee.phone,
        language=language,
        values=values_of(template, appointment.starts_at, appointment.channel, language, my_support_url),
        business_key=_key(appointment.id, template),
        lives=lives,
        suppressed=by_herself and texts_since(work, addressee.phone, work.now - window) >= most,
        waits=waits,
    )


def is_told(look: Work, appointment_id: str, template: str) -> bool:
    """Whether this message about the time has left, or is to leave."""
    return may_leave(look, _key(appointment_id, template))


def tell_missed(work: Work, appointment: Appointment, my_support_url: str, *, call_comes: bool) -> None:
    """Plan the kind message after a time that she missed; she hears of one time once."""
    if not is_planned(work, _missed_keys(appointment)):
        template = _MISSED_CALL if call_comes else _MISSED
        tell(work, template, appointment, my_support_url, waits=_MISTAKES_SHOW_WITHIN)


def untell_missed(work: Work, appointment: Appointment) -> None:
    """She came after all: what has not left yet about a missed time is not said."""
    unplan(work, _missed_keys(appointment))


def _missed_keys(appointment: Appointment) -> list[str]:
    return [_key(appointment.id, template) for template in (_MISSED, _MISSED_CALL)]


def _key(appointment_id: str, template: str) -> str:
    return f"appointment:{appointment_id}:{template}"


def values_of(
    template: str, starts_at: datetime, channel: str, language: Language, my_support_url: str
) -> dict[str, str]:
    """What a message about a time says: when, where it says so, and where to move or cancel it."""
    values = {
        "when": when_in_message(starts_at, language),
        "where": PLACES[channel][language],
        "link": my_support_url,
    }
    return {name: value for name, value in values.items() if name in fields_of(template)}
