"""What a supervisor hears of a meeting of three hangs on the permission at that very moment."""

from datetime import timedelta

from sqlalchemy import update

from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode
from support.messaging.models import OutboundMessage
from support.messaging.rules import State
from tests.builders import LOOKER, World
from tests.meetings import AGENDA, agreed, approved, drafted, free_starts, invited, proposed, times_on
from tests.pages.test_three_party_meeting import state_of, status, texts_to_supervisor
from tests.statements import counted
from tests.supervisors import give, take_back


def test_a_permission_taken_back_by_night_leaves_the_supervisor_without_a_word_of_the_time(
    world: World,
) -> None:
    found, _supervisor = agreed(world)
    before = texts_to_supervisor(world)
    with world.begin_work(LOOKER) as work:
        work.session.execute(
            update(OutboundMessage)
            .where(OutboundMessage.template == "sup_set")
            .values(state=State.QUEUED, due_at=work.now + timedelta(hours=9))
        )
    give(found.own, FactCode.F2)
    take_back(found.own, FactCode.F1)
    waiting = world.rows("outbound_message", template="sup_set")
    assert {row["state"] for row in waiting} == {State.CANCELLED}
    assert len(texts_to_supervisor(world)) <= len(before) + 1


def test_a_supervisor_who_never_heard_of_the_meeting_does_not_hear_that_it_is_cancelled(world: World) -> None:
    found = proposed(world)
    found.own.get(found.on_own_page)
    found.own.post(f"{found.on_own_page}/end")
    assert state_of(world, found) == "cancelled"
    assert texts_to_supervisor(world) == []


def test_the_same_times_once_more_wipe_no_answer_and_send_nothing(world: World) -> None:
    found, supervisor = invited(world)
    times = times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=times)
    told = len(texts_to_supervisor(world))
    found.nurse.post(f"{found.at_desk}/times", start=times_of(world))
    assert len(world.rows("meeting_mark")) == len(times)
    assert len(texts_to_supervisor(world)) == told


def test_an_approval_from_another_window_does_not_pass_over_what_she_has_taken_out(world: World) -> None:
    found = approved(world)
    found.own.post(f"{found.on_own_page}/agenda", agenda="Quiet time in the mornings")
    assert status(found.own) == 409
    found.own.post(f"{found.on_own_page}/agenda", agenda=AGENDA)
    assert "done=" in found.own.url


def test_nothing_is_agreed_once_the_permission_is_over_written_down_or_not(world: World) -> None:
    found, supervisor = invited(world)
    times = times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=times)
    found.own.post(f"{found.on_own_page}/times", time=times)
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Consent).values(valid_until=work.now))
    found.nurse.get(found.at_desk)
    found.nurse.post(f"{found.at_desk}/confirm", start=times_of(world)[0])
    assert status(found.nurse) == 409
    assert not world.rows("appointment", kind="three_party")


def test_no_time_is_proposed_for_which_the_permission_is_too_short(world: World) -> None:
    found = approved(world)
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Consent).values(valid_until=work.now + timedelta(hours=1)))
    found.nurse.post(f"{found.at_desk}/times", start=free_starts(found)[:1])
    assert "permission ends before" in found.nurse.text()
    assert not world.rows("meeting_time")


def test_a_case_that_ends_tells_her_that_the_agreed_time_is_cancelled(world: World) -> None:
    found, _supervisor = agreed(world)
    found.nurse.post(f"/cases/{found.sent.case_id}/close", close_reason="completed")
    (told,) = world.rows("outbound_message", template="cxl_us")
    assert told["state"] is State.QUEUED


def times_of(world: World) -> list[str]:
    """The proposed times, as the form of the nurse has them."""
    return [f"{row['starts_at']:%Y%m%dT%H%MZ}" for row in world.rows("meeting_time")]


def test_her_own_page_says_that_the_meeting_is_cancelled_when_the_permission_for_it_is_taken_back(
    world: World,
) -> None:
    found, _supervisor = agreed(world)
    give(found.own, FactCode.F8)
    take_back(found.own, FactCode.F8)
    found.own.get("/my")
    assert "The meeting is cancelled." not in found.own.text()
    take_back(found.own, FactCode.F1)
    found.own.get("/my")
    assert "The meeting is cancelled. Nothing else changes for you." in found.own.text()
    assert found.on_own_page in found.own.html()


def test_an_agenda_approved_with_a_permission_from_before_says_that_the_supervisor_is_invited(
    world: World,
) -> None:
    found = drafted(world)
    give(found.own, FactCode.F1)
    found.own.get(found.on_own_page)
    found.own.post(f"{found.on_own_page}/agenda", agenda=AGENDA)
    assert "Your supervisor is invited when there are times." in found.own.text()


def test_the_time_is_held_before_its_messages_are_called_off(world: World) -> None:
    found, _supervisor = agreed(world)
    found.own.get(found.on_own_page)
    with counted(world) as statements:
        found.own.post(f"{found.on_own_page}/end")
    assert state_of(world, found) == "cancelled"
    by_id = "WHERE appointment.id ="
    held = next(n for n, one in enumerate(statements) if "FROM appointment" in one and by_id in one)
    called_off = next(n for n, one in enumerate(statements) if one.startswith("UPDATE outbound_message"))
    assert held < called_off
