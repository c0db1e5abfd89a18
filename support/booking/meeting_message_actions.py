"""What the three hear of their meeting by text message: when and where, never what about or with whom."""

from datetime import timedelta

from sqlalchemy import select

from support.booking.meeting_models import Meeting
from support.booking.meeting_queries import is_released
from support.booking.supervisor_message_actions import TimeOfHers, tell_of_time
from support.messaging.actions import cancel_queued, queue_sms
from support.messaging.queries import has_any_left
from support.people.queries import addressee_of
from support.people.supervisor_actions import count_told
from support.people.supervisor_queries import supervisor_addressee
from support.people.supervisor_rules import end_of_key, message_key
from support.platform.work import Work
from support.vocabulary.dates_in_words import when_in_message

_LIVES = timedelta(days=1)
_AGREED = "set:"


def tell_employee(work: Work, employee_id: str, meeting_id: str, my_support_url: str) -> None:
    """Something waits for her on her own page; nothing where no message is safe."""
    addressee = addressee_of(work, employee_id)
    if addressee is None:
        return
    queue_sms(
        work,
        template="message",
        phone=addressee.phone,
        language=addressee.language,
        values={"link": my_support_url},
        business_key=f"{key_of(meeting_id)}{work.new_id()}",
        lives=_LIVES,
    )


def tell_supervisor_agreed(work: Work, row: Meeting, link_url: str) -> None:
    """The time and the place that were agreed, with a way in."""
    if row.supervisor_link_id is None or row.starts_at is None:
        return
    key = f"{message_key(row.supervisor_link_id)}{about(row.id)}{_AGREED}{end_of_key(work.new_id())}"
    time = TimeOfHers(row.supervisor_link_id, row.starts_at, row.channel, key)
    tell_of_time(work, "sup_set", time, link_url, lives=_LIVES)


def remind_supervisor(
    work: Work, appointment_id: str, template: str, link_url: str, *, lives: timedelta
) -> None:
    """When and where, shortly before; only while she may know that the meeting is arranged (F1)."""
    row = work.session.execute(select(Meeting).where(Meeting.appointment_id == appointment_id)).scalar()
    if row is None or row.starts_at is None or row.supervisor_link_id is None:
        return
    if not is_released(work, row.case_id, row.supervisor_link_id):
        return
    # Under the key of the meeting: whatever calls that off takes back what has not left.
    key = f"{key_of(row.id)}sup:{template}"
    time = TimeOfHers(row.supervisor_link_id, row.starts_at, row.channel, key)
    tell_of_time(work, "sup_rem", time, link_url, lives=lives)


def tell_supervisor_cancelled(work: Work, row: Meeting) -> None:
    """That it is cancelled, and no more, to one who has heard of it; what waits for her is called off.

    Her supervisor's link may have ended in this very work.
    """
    if row.supervisor_link_id is None:
        return
    heard = f"{message_key(row.supervisor_link_id)}{about(row.id)}"
    cancel_queued(work, heard)
    if not has_any_left(work, heard):
        return
    addressee = supervisor_addressee(work, row.supervisor_link_id)
    # It goes whatever the count is: she has heard of the meeting.
    count_told(work, addressee.phone)
    knows_when = has_any_left(work, heard + _AGREED)
    at = {"when": when_in_message(row.starts_at, addressee.language)} if row.starts_at and knows_when else {}
    queue_sms(
        work,
        template="sup_cxl" if at else "sup_off",
        phone=addressee.phone,
        language=addressee.language,
        values=at,
        # Not under the key of her other messages: what ends those must not take this one back.
        business_key=f"{key_of(row.id)}cancelled",
        lives=_LIVES,
    )


def about(meeting_id: str) -> str:
    """How the business key of what invites her supervisor to this meeting goes on after the supervisor."""
    return f"m:{meeting_id}:"


def key_of(meeting_id: str) -> str:
    """How the business key of each message about this meeting to its employee begins."""
    return f"meeting:{meeting_id}:"
