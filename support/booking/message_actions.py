"""What a person is told about her time by text message, where one is safe."""

from datetime import timedelta

from support.booking.models import Appointment
from support.messaging.actions import queue_sms
from support.people.queries import language_of_employee, message_address
from support.platform.work import Work
from support.vocabulary.dates_in_words import when

PLACES = {
    "phone": {"fi": "puhelu", "sv": "telefon", "en": "by phone"},
    "video": {"fi": "etänä", "sv": "på distans", "en": "by video"},
    "on_site": {"fi": "paikan päällä", "sv": "på plats", "en": "in person"},
}
_LIVES = timedelta(hours=24)


def tell(work: Work, template: str, appointment: Appointment, my_support_url: str) -> None:
    """Plan the message `booked` or `moved_you` about the time; nothing where no message is safe."""
    phone = message_address(work, appointment.employee_id)
    if not phone:
        return
    language = language_of_employee(work, appointment.employee_id)
    queue_sms(
        work,
        template=template,
        phone=phone,
        language=language,
        values={
            "when": when(appointment.starts_at, language),
            "where": PLACES[appointment.channel][language],
            "link": my_support_url,
        },
        business_key=f"appointment:{appointment.id}:{template}",
        lives=_LIVES,
    )
