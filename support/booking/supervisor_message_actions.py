"""A text message to a supervisor of a time of hers: when, where and a way in; never with whom or why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from support.booking.message_actions import PLACES
from support.messaging.actions import queue_sms
from support.people.supervisor_actions import count_told, new_invitation
from support.people.supervisor_queries import supervisor_addressee
from support.platform.work import Work
from support.vocabulary.dates_in_words import when_in_message


@dataclass(frozen=True)
class TimeOfHers:
    """When and where somebody's supervisor comes, and under which key that is told."""

    supervisor_link_id: str
    starts_at: datetime
    channel: str
    business_key: str


def tell_of_time(work: Work, template: str, time: TimeOfHers, link_url: str, *, lives: timedelta) -> None:
    """With a new way in. It goes whatever the count is: the time is agreed."""
    addressee = supervisor_addressee(work, time.supervisor_link_id)
    count_told(work, addressee.phone)
    queue_sms(
        work,
        template=template,
        phone=addressee.phone,
        language=addressee.language,
        values={
            "when": when_in_message(time.starts_at, addressee.language),
            "where": PLACES[time.channel][addressee.language],
            "link": link_url + new_invitation(work, time.supervisor_link_id),
        },
        business_key=time.business_key,
        lives=lives,
    )
