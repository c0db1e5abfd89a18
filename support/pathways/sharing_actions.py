"""What an employee lets her supervisor know, and when the supervisor is told of it (decision 0037).

She is told when there is something to read, not when a permission was given that nothing hangs on yet.
"""

from collections.abc import Set
from datetime import timedelta

from support.cases.facts import CaseFacts
from support.consent.actions import Giving, give_consent
from support.consent.events import ConsentWithdrawn
from support.consent.inviting_actions import invite_supervisor
from support.consent.queries import cases_released, facts_taken_back
from support.consent.receipt_actions import close_about, note_allowed
from support.consent.rules.fact_code import FactCode
from support.messaging.actions import cancel_queued, reword_queued
from support.messaging.queries import is_any_told, last_left_at
from support.pathways.agreement_actions import Answer, choose_release
from support.pathways.goal_models import AgreedAction
from support.pathways.released_queries import news_since, standings_of, told_of_actions
from support.pathways.rules.agreed_action import Release
from support.pathways.rules.shared_action import Standing, fact_of
from support.people.supervisor_queries import has_way_in, supervisor_link_of
from support.people.supervisor_rules import message_key
from support.platform.work import Work

_AGREED, _HELP = "agreed:", "f8:"
_TO_READ = "sup_first"
# Several answers in a row are one message, and a slip of the finger is none.
_WAITS = timedelta(minutes=10)


def give_and_tell(work: Work, case: CaseFacts, giving: Giving, link_url: str) -> None:
    """Give, and tell the supervisor where that lets her read something now. The case is held.

    A permission for a meeting is told with its times, by whoever proposes them. Raises what `give_consent`
    does.
    """
    new = give_consent(work, case.id, giving)
    link = supervisor_link_of(work, case.employee_id)
    if link is None or not new:
        return
    work.session.flush()
    note_allowed(work, link.id, told_of_actions(work, case.id, link.id))
    is_told = _tell(work, case.id, link.id, new - {FactCode.F8}, link_url)
    if FactCode.F8 in new and not is_told and not _has_been_told(work, link.id, FactCode.F8):
        invite_supervisor(work, link.id, link_url, about=_HELP, waits=_WAITS)


def release_and_tell(work: Work, action_id: str, answer: Answer, link_url: str) -> None:
    """The employee who acts says whether her supervisor may see something agreed; raises what
    `choose_release` does."""
    case = choose_release(work, action_id, answer)
    link = supervisor_link_of(work, case.employee_id)
    if link is None:
        return
    work.session.flush()
    row = work.session.get_one(AgreedAction, action_id)
    if answer.release is Release.YES:
        note_allowed(work, link.id, told_of_actions(work, case.id, link.id))
        _tell(work, case.id, link.id, {fact_of(row.owner)}, link_url)
    else:
        close_about(work, link.id, action_id)
        _call_off_what_is_gone(work, link.id)


def call_off_what_she_may_not_read(work: Work, event: ConsentWithdrawn) -> None:
    """What has not left yet and leads to nothing any more is taken back."""
    work.session.flush()
    link_id = event.supervisor_link_id
    _call_off_what_is_gone(work, link_id)
    if not any(FactCode.F8 in facts for facts in cases_released(work, link_id).values()):
        cancel_queued(work, message_key(link_id) + _HELP)


def _has_been_told(work: Work, link_id: str, fact: FactCode) -> bool:
    """Whether she was let know this before, and the message of then still leads to it: a change of mind and
    back is nothing new to her."""
    was_known = fact in facts_taken_back(work, link_id)
    return was_known and has_way_in(work, link_id) and is_any_told(work, message_key(link_id))


def _tell(work: Work, case_id: str, link_id: str, of: Set[FactCode], link_url: str) -> bool:
    """Tell her of what she can read now under one of these, and whether that is so; what waits unsent is told
    by the new message."""
    standings = standings_of(work, case_id, link_id, of)
    if not standings:
        return False
    template = "sup_act" if Standing.WAITS in standings else _TO_READ
    return invite_supervisor(work, link_id, link_url, template, about=_AGREED, waits=_WAITS)


def _call_off_what_is_gone(work: Work, link_id: str) -> None:
    """One message is of all her cases: it stays while it leads to anything that she was not told of before,
    and asks for her word only where something waits for it."""
    key = message_key(link_id) + _AGREED
    last = last_left_at(work, key)
    cases = cases_released(work, link_id)
    news = [one for case_id in cases for one in news_since(work, case_id, link_id, last)]
    if not news:
        cancel_queued(work, key)
    elif Standing.WAITS not in news:
        reword_queued(work, key, _TO_READ)
