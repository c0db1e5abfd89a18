"""Numbers to call, at once, for whoever answers a text message with a low number.

Behind the link the same answer is followed by the question of safety and the numbers that help; who writes
only a number must not be left with silence until a nurse is in.
"""

import logging
from datetime import timedelta

from support.cases.queries import latest_case_of
from support.followup.rules.answers import Given, asks_safety
from support.messaging.actions import queue_sms
from support.messaging.events import ReplyReceived
from support.messaging.opt_out_queries import wants_no_messages
from support.people.code_actions import employee_of_number
from support.people.queries import addressee_of
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.triage.line_loading import own_lines
from support.triage.rules.lines import in_one_text, lines_for
from support.vocabulary.topic import Topic

log = logging.getLogger("kynnys.messages")

LINES_PER_NUMBER = (1, timedelta(hours=6))
_LIVES = timedelta(hours=2)


def answer_low_number(work: Work, event: ReplyReceived) -> None:
    """Send the numbers that help to whoever has just written how low she is.

    Nothing goes to a number that nobody has confirmed, that is not safe or that wants no messages, and no
    second one while the first still stands on the phone.
    """
    if not asks_safety(Given(scale=event.reply.number)):
        return
    employee = employee_of_number(work, event.phone_lookup)
    if employee is None or latest_case_of(work, employee.id) is None:
        # Nobody would call her, as the message promises.
        return
    addressee = addressee_of(work, employee.id)
    if addressee is None or wants_no_messages(work, addressee.phone):
        return
    most, window = LINES_PER_NUMBER
    if not count_try(work, "lines", addressee.phone, limit=most, window=window):
        return
    emergency, others = in_one_text(lines_for(own_lines(), addressee.language, Topic.ANY, work.now))
    try:
        queue_sms(
            work,
            template="lines",
            phone=addressee.phone,
            language=addressee.language,
            values={"lines": ", ".join(one.line.number for one in others), "sos": emergency.line.number},
            business_key=f"lines:{event.inbound_id}",
            lives=_LIVES,
        )
    except ValueError:
        # What she wrote must be kept and reach a nurse, whether or not the numbers fit one message.
        log.exception("the numbers do not fit")
