"""What a reply by text message means for the check-ins; it touches only what it answers.

The number of a sender can be forged, so that a reply never shows or changes anything else.
"""

from support.cases.alert_actions import raise_alert
from support.cases.check_in_actions import hold_for_check_in
from support.cases.queries import latest_case_of, open_case_of
from support.cases.rules.alerts import AlertKind
from support.followup.answer_actions import answer_by_reply, is_repeat
from support.followup.models import CheckIn
from support.followup.plan_actions import stop_plan
from support.followup.queries import last_asked, open_by_number
from support.followup.rules.answers import Given
from support.followup.rules.outcome import alerts_for, need_of
from support.followup.rules.states import OPEN, State, StopReason
from support.messaging.events import ReplyReceived
from support.messaging.inbound_actions import cancel_answers
from support.messaging.reply_rules import Meaning
from support.people.code_actions import employee_of_number
from support.people.queries import is_unsafe_number
from support.platform.work import Work


def receive_reply(work: Work, event: ReplyReceived) -> None:
    """A number answers the open check-in; words, and what we cannot do by ourselves, go to a nurse.

    A number that nobody has confirmed, or whose person has no case, has nothing here to answer.
    """
    reply = event.reply
    if is_unsafe_number(work, event.phone_lookup):
        # Whoever else reads there is not to see an answer of ours, even if she wrote first.
        cancel_answers(work, event.inbound_id)
    if reply.meaning is Meaning.OK:
        return
    if reply.meaning is Meaning.NUMBER and reply.number is not None:
        _take_number(work, event.phone_lookup, reply.number)
        return
    case_id = _case_of(work, event.phone_lookup)
    if case_id is None:
        return
    if reply.meaning is Meaning.STOP:
        stop_plan(work, case_id, StopReason.BY_PERSON)
    raise_alert(work, case_id, AlertKind.REPLY_TO_READ, about=_ABOUT.get(reply.meaning, ""), is_news=True)


# Why a nurse is asked to look, so that a second wish of another kind is another alert.
_ABOUT = {Meaning.MOVE: "move", Meaning.STOP: "stop"}


def _take_number(work: Work, phone_lookup: bytes, number: int) -> None:
    known = open_by_number(work, phone_lookup)
    if known is not None and hold_for_check_in(work, known.case_id) is not None:
        row = work.session.get_one(CheckIn, known.id, with_for_update=True, populate_existing=True)
        if row.state in OPEN:
            answer_by_reply(work, row, number)
            return
    asked = last_asked(work, phone_lookup)
    if asked is not None and asked.state is State.ANSWERED and is_repeat(work, asked, number):
        return
    # The first answer stands; that it is another way now is somebody's to hear, and soon where it is worse.
    case_id = _case_of(work, phone_lookup)
    if case_id is None:
        return
    for kind in alerts_for(need_of(Given(scale=number))) or (AlertKind.REPLY_TO_READ,):
        raise_alert(work, case_id, kind, is_news=True)


def _case_of(work: Work, phone_lookup: bytes) -> str | None:
    """The case of whoever has confirmed this number: the open one, else the last, so that it is read."""
    employee = employee_of_number(work, phone_lookup)
    if employee is None:
        return None
    case = open_case_of(work, employee.id) or latest_case_of(work, employee.id)
    return case.id if case else None
