"""What a reply by text message means for the check-ins; it touches only what it answers.

The number of a sender can be forged, so that a reply never shows or changes anything else.
"""

from support.cases.alert_actions import raise_alert
from support.cases.check_in_actions import hold_for_check_in
from support.cases.facts import CaseFacts
from support.cases.queries import latest_case_of, open_case_of
from support.cases.rules.alerts import AlertKind
from support.followup.answer_actions import answer_by_reply, is_repeat
from support.followup.models import CheckIn
from support.followup.plan_actions import stop_plan
from support.followup.queries import last_asked, open_by_number
from support.followup.rules.answers import Given
from support.followup.rules.outcome import alerts_for, need_of
from support.followup.rules.states import OPEN, State, StopReason
from support.messaging.auto_line_actions import Line, say_line
from support.messaging.events import ReplyReceived
from support.messaging.inbound_actions import cancel_answers
from support.messaging.inbound_queries import answers_as_supervisor
from support.messaging.reply_rules import Meaning
from support.people.code_actions import employee_of_number
from support.people.queries import is_unsafe_number
from support.platform.work import Work


def receive_reply(work: Work, event: ReplyReceived) -> None:
    """A number answers the open check-in; words, and what we cannot do by ourselves, go to a nurse.

    Whose case has been closed is still ours to answer: a nurse who may open it is told. A number that nobody
    has confirmed gets a line that says whom to call.
    """
    if event.reply.meaning is not Meaning.OK:
        _take(work, event)
    if is_unsafe_number(work, event.phone_lookup):
        # Whoever else reads there is not to see an answer of ours, even if she wrote first.
        cancel_answers(work, event.inbound_id)


def _take(work: Work, event: ReplyReceived) -> None:
    reply = event.reply
    if reply.number is not None and _answers_open_check_in(work, event.phone_lookup, reply.number):
        return
    if _is_a_supervisors(work, event):
        say_line(work, event.inbound_id, Line.UNREAD, event.our_phone)
        return
    case = _case_of(work, event.phone_lookup)
    if case is not None:
        _tell_nurse(work, case, event)
    elif reply.meaning not in _ABOUT_MESSAGES:
        say_line(work, event.inbound_id, Line.UNREAD, event.our_phone)


# Why a nurse is asked to look, so that a second wish of another kind is another alert.
_ABOUT = {Meaning.MOVE: "move", Meaning.STOP: "stop", Meaning.START: "start"}
# Obeyed already; a nurse has to know only where messages were to come.
_ABOUT_MESSAGES = (Meaning.STOP, Meaning.START)


def _is_a_supervisors(work: Work, event: ReplyReceived) -> bool:
    """Whether this answers what its sender was told as somebody's supervisor: it is nothing of her own case.

    What may be danger, and what stops her own messages too, is told to a nurse all the same.
    """
    reply = event.reply
    is_low = reply.number is not None and alerts_for(need_of(Given(scale=reply.number)))
    if reply.meaning in _ABOUT_MESSAGES or reply.may_be_danger or is_low:
        return False
    is_asked = open_by_number(work, event.phone_lookup) is not None
    return not is_asked and answers_as_supervisor(work, event.inbound_id)


def _tell_nurse(work: Work, case: CaseFacts, event: ReplyReceived) -> None:
    meaning, number = event.reply.meaning, event.reply.number
    if number is not None:
        _tell_of_number(work, case.id, event.phone_lookup, number)
        return
    if meaning in _ABOUT_MESSAGES and not case.is_open:
        return
    if meaning is Meaning.STOP:
        stop_plan(work, case.id, StopReason.BY_PERSON)
    raise_alert(work, case.id, AlertKind.REPLY_TO_READ, about=_ABOUT.get(meaning, ""), is_news=True)
    if meaning is Meaning.OTHER:
        say_line(work, event.inbound_id, Line.NOT_AT_ONCE, event.our_phone)


def _answers_open_check_in(work: Work, phone_lookup: bytes, number: int) -> bool:
    known = open_by_number(work, phone_lookup)
    if known is None or hold_for_check_in(work, known.case_id) is None:
        return False
    row = work.session.get_one(CheckIn, known.id, with_for_update=True, populate_existing=True)
    if row.state not in OPEN:
        return False
    answer_by_reply(work, row, number)
    return True


def _tell_of_number(work: Work, case_id: str, phone_lookup: bytes, number: int) -> None:
    """The first answer stands; that it is otherwise now somebody has to hear, and soon where it is worse."""
    asked = last_asked(work, phone_lookup)
    if asked is not None and asked.state is State.ANSWERED and is_repeat(work, asked, number):
        return
    for kind in alerts_for(need_of(Given(scale=number))) or (AlertKind.REPLY_TO_READ,):
        raise_alert(work, case_id, kind, is_news=True)


def _case_of(work: Work, phone_lookup: bytes) -> CaseFacts | None:
    """The open case of whoever has confirmed this number, or else her last one."""
    employee = employee_of_number(work, phone_lookup)
    if employee is None:
        return None
    return open_case_of(work, employee.id) or latest_case_of(work, employee.id)
