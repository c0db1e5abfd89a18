"""A talk with a supervisor alone is offered, booked, moved and given back by the supervisor, and held.

What is of it is held in this order: the case where it is needed, the talk, the calendar.
"""

from dataclasses import replace

from support.booking.calendar_actions import hold_times
from support.booking.cell_actions import free_held_together, hold_together
from support.booking.coaching_message_actions import call_off, tell_booked, tell_cancelled
from support.booking.coaching_models import Coaching
from support.booking.coaching_queries import (
    row_for_supervisor,
    row_of_case,
    row_of_practitioner,
    row_to_decline,
    search_of,
)
from support.booking.facts import ChosenTime, JustTaken
from support.booking.queries import free_time
from support.booking.rules.coaching import (
    OFFER_LIVES,
    Move,
    Reason,
    State,
    about,
    check_offer,
    check_time,
    open_again,
    stands,
)
from support.booking.rules.reminders import next_reminder_at
from support.cases.facts import CaseFacts
from support.cases.released_actions import hold_released_case
from support.consent.inviting_actions import invite_supervisor
from support.consent.queries import facts_released
from support.pathways import meeting_actions
from support.pathways.enrolment_actions import hold_enrolment
from support.pathways.rules.step import PathwayStep, StepKind
from support.pathways.version_queries import version_of
from support.pathways.waiting_queries import waiting_step
from support.people.queries import language_of_employee, practitioners_serving
from support.people.supervisor_facts import SupervisorLinkFacts
from support.people.supervisor_queries import supervisor_link_of
from support.platform.work import Work
from support.vocabulary.errors import TooMany

_KIND = StepKind.SUPERVISOR_COACHING


def offer_coaching(work: Work, case_id: str, link_url: str) -> None:
    """Offer the talk that comes next on somebody's path to her supervisor; a repeat changes nothing.

    Raises Conflict where the step does not wait or the supervisor may know nothing, NotFound outside
    need-to-know, TooMany where no more messages may go to her today.
    """
    case, enrolment = hold_enrolment(work, case_id)
    step, link = waiting_step(work, case_id, _KIND), supervisor_link_of(work, case.employee_id)
    pathway = version_of(work, enrolment.pathway, enrolment.pathway_version)
    if step is not None and pathway.is_with_her(step):
        # A supervisor who comes for herself books it like anybody.
        step = None
    facts = facts_released(work, case_id, link.id) if link else frozenset()
    check_offer(is_next=step is not None, is_named=link is not None, may_know_anything=bool(facts))
    present = row_of_case(work, case_id)
    if present is not None and stands(present.state, present.open_until, present.starts_at, work.now):
        return
    if present is not None:
        _end(work, present, Move.END)
    if step is None or link is None:
        return
    row = _offered(work, case, step, link, enrolment.practitioner_id)
    work.log("coaching:offer", "supervisor_coaching", row.id)
    if not invite_supervisor(work, link.id, link_url, "sup_talk", about=about(row.id)):
        raise TooMany


def book_coaching(work: Work, coaching_id: str, chosen: ChosenTime, link_url: str) -> None:
    """The supervisor who acts takes this time, instead of the one she has; a repeat changes nothing.

    Raises JustTaken where one of the two has something else then, NotFound where it is not hers, TooLate once
    hers has begun.
    """
    row = row_for_supervisor(work, coaching_id, to_change=True)
    if row.state is State.BOOKED and row.starts_at == chosen.starts_at:
        return
    check_time(Move.BOOK, row.starts_at, work.now)
    search = search_of(work, row)
    if search.only_of not in (None, chosen.practitioner_id):
        raise JustTaken(chosen.starts_at)
    found = free_time(work, search, chosen)
    present = {row.practitioner_id} if row.starts_at is not None and row.practitioner_id else set()
    for practitioner_id in present:
        free_held_together(work, row.id, practitioner_id)
    hold_together(work, row.id, row.supervisor_id, chosen, row.minutes)
    counted = hold_times(work, {chosen.practitioner_id} | present)
    if counted[chosen.practitioner_id] != found.changes.with_own:
        # Somebody else was there in between: what no single cell tells may be another now.
        free_time(work, replace(search, instead_of=None), chosen)
    row.move(Move.BOOK)
    row.practitioner_id, row.channel, row.starts_at = chosen.practitioner_id, chosen.channel, chosen.starts_at
    row.booked_at, row.changes = work.now, row.changes + 1
    row.remind_at = next_reminder_at(chosen.starts_at, work.now, work.now)
    work.log("coaching:book", "supervisor_coaching", row.id)
    tell_booked(work, row, link_url)


def give_coaching_back(work: Work, coaching_id: str) -> None:
    """The supervisor who acts gives her time back, and may take another; a repeat changes nothing."""
    row = row_for_supervisor(work, coaching_id, to_change=True)
    if row.state is State.OFFERED:
        return
    check_time(Move.GIVE_BACK, row.starts_at, work.now)
    _give_back(work, row, Move.GIVE_BACK)
    row.open_until = open_again(row.open_until, work.now)
    work.log("coaching:give_back", "supervisor_coaching", row.id)


def decline_coaching(work: Work, coaching_id: str, reason: Reason) -> None:
    """The supervisor who acts would rather not: the step is refused with her reason, if it still waits.

    A repeat changes nothing. Raises NotFound where it is not hers, TooLate once it has begun.
    """
    seen = row_to_decline(work, coaching_id)
    case = hold_released_case(work, seen.case_id)
    row = row_to_decline(work, coaching_id, to_change=True)
    if row.state is State.DECLINED:
        return
    check_time(Move.DECLINE, row.starts_at, work.now)
    _end(work, row, Move.DECLINE, reason)
    work.log("coaching:decline", "supervisor_coaching", row.id)
    if case is not None:
        meeting_actions.note_refused(work, case, _KIND, reason.value)


def say_coaching_was_held(work: Work, coaching_id: str) -> None:
    """Whoever had the talk says that it was held; the step that waits for it is held too.

    Raises NotFound for anybody else, Conflict before it has begun.
    """
    # Whoever offers another talk holds the case first, too: so neither waits for the other.
    hold_released_case(work, row_of_practitioner(work, coaching_id).case_id)
    row = row_of_practitioner(work, coaching_id, to_change=True)
    if row.state is State.HELD:
        return
    check_time(Move.HOLD, row.starts_at, work.now)
    row.move(Move.HOLD)
    row.ended_at, row.remind_at = work.now, None
    work.log("coaching:hold", "supervisor_coaching", row.id)
    if row.starts_at is not None:
        held_at, who = row.starts_at, row.practitioner_id or ""
        talk = meeting_actions.Meeting(row.id, row.case_id, _KIND, held_at, who, is_with_her=False)
        meeting_actions.note_held(work, talk)


def say_coaching_was_missed(work: Work, coaching_id: str, link_url: str) -> None:
    """She did not come: she may take another time, and is told so; otherwise as `say_coaching_was_held`."""
    row = row_of_practitioner(work, coaching_id, to_change=True)
    if row.state is State.OFFERED:
        return
    check_time(Move.MISS, row.starts_at, work.now)
    _give_back(work, row, Move.MISS)
    row.open_until = open_again(row.open_until, work.now)
    work.log("coaching:miss", "supervisor_coaching", row.id)
    invite_supervisor(work, row.supervisor_link_id, link_url, "sup_talk", about=about(row.id))


def cancel_coaching_by_us(work: Work, coaching_id: str) -> None:
    """Whoever would have the talk cannot: the supervisor is told, and may take another time, with anybody of
    the right profession.

    Raises NotFound for anybody else, TooLate once it has begun.
    """
    row = row_of_practitioner(work, coaching_id, to_change=True)
    if row.state is State.OFFERED:
        return
    check_time(Move.GIVE_BACK, row.starts_at, work.now)
    tell_cancelled(work, row)
    _give_back(work, row, Move.GIVE_BACK)
    row.kept_for = None
    row.open_until = open_again(row.open_until, work.now)
    work.log("coaching:cancel", "supervisor_coaching", row.id)


def end_coaching(work: Work, row: Coaching) -> None:
    """It does not stand any more; who has a time is told that it is cancelled."""
    if row.state is State.BOOKED and row.starts_at is not None and row.starts_at > work.now:
        tell_cancelled(work, row)
    _end(work, row, Move.END)
    work.log("coaching:end", "supervisor_coaching", row.id)


def _offered(
    work: Work, case: CaseFacts, step: PathwayStep, link: SupervisorLinkFacts, meets_her: str | None
) -> Coaching:
    language = language_of_employee(work, link.supervisor_id)
    serving = practitioners_serving(work, case.employer_id, step.professions, language)
    row = Coaching(
        id=work.new_id(),
        case_id=case.id,
        supervisor_link_id=link.id,
        supervisor_id=link.supervisor_id,
        employer_id=case.employer_id,
        # Whoever goes along the path with the person holds it, where she is of the right profession.
        kept_for=meets_her if meets_her in serving else None,
        professions=tuple(sorted(step.professions)),
        channels=tuple(sorted(step.channels)),
        minutes=step.minutes,
        state=State.OFFERED,
        offered_at=work.now,
        open_until=work.now + OFFER_LIVES,
        changes=0,
    )
    work.session.add(row)
    work.session.flush()
    return row


def _end(work: Work, row: Coaching, move: Move, reason: Reason | None = None) -> None:
    _free(work, row)
    row.move(move)
    row.reason, row.ended_at, row.remind_at = reason, work.now, None
    call_off(work, row)
    work.session.flush()


def _give_back(work: Work, row: Coaching, move: Move) -> None:
    _free(work, row)
    row.move(move)
    row.starts_at = row.channel = row.booked_at = row.remind_at = None
    row.changes += 1
    call_off(work, row)


def _free(work: Work, row: Coaching) -> None:
    """Others may take the time that she had."""
    if row.state is State.BOOKED and row.practitioner_id is not None:
        free_held_together(work, row.id, row.practitioner_id)
        hold_times(work, [row.practitioner_id])
