"""Who hears what a lower slice tells; called in the transaction in which it happened.

A handler that fails fails the whole, so that nothing is told of what did not happen.
"""

from collections.abc import Callable, Mapping
from typing import Any

from support.booking.coaching_ending_actions import end_coaching_never_heard_of, end_coaching_with_supervisor
from support.booking.meeting_ending_actions import end_meeting_without_consent
from support.booking.meeting_words_actions import forget_yes_to_what_was_turned_down
from support.consent.events import ConsentWithdrawn, SupervisorEnded
from support.consent.receipt_actions import note_handed_over
from support.consent.withdrawing_actions import wait_for_what_runs_out
from support.followup.number_actions import forget_what_was_asked_there
from support.followup.reply_actions import receive_reply
from support.messaging.events import MessageToSupervisorCameDue, MessageToSupervisorLeft, ReplyReceived
from support.pathways.agreement_actions import ask_anew_about_the_next, let_go_without_consent
from support.pathways.events import ActionTurnedDown
from support.pathways.sharing_actions import call_off_what_she_may_not_read
from support.people.events import NumberEnded
from support.people.supervisor_actions import keep_back_unsafe
from support.platform.work import Work
from support.triage.lines_text_actions import answer_low_number

HANDLERS: Mapping[type, tuple[Callable[[Work, Any], None], ...]] = {
    ConsentWithdrawn: (
        end_meeting_without_consent,
        let_go_without_consent,
        call_off_what_she_may_not_read,
        end_coaching_never_heard_of,
    ),
    MessageToSupervisorCameDue: (keep_back_unsafe, wait_for_what_runs_out),
    MessageToSupervisorLeft: (note_handed_over,),
    ActionTurnedDown: (forget_yes_to_what_was_turned_down,),
    SupervisorEnded: (ask_anew_about_the_next, end_coaching_with_supervisor),
    NumberEnded: (forget_what_was_asked_there,),
    ReplyReceived: (receive_reply, answer_low_number),
}


def hear(work: Work, event: object) -> None:
    """Tell everybody who wants to hear of it; raises KeyError for an event that is not listed."""
    for handler in HANDLERS[type(event)]:
        handler(work, event)
