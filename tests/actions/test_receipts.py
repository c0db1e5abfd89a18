"""What was disclosed is written down as it was, whatever ends while it is read or waits to be sent."""

from datetime import timedelta

from support.consent.receipt_actions import note_read
from support.consent.rules.fact_code import FactCode
from support.consent.withdrawing_actions import end_next_run_out
from support.pathways.released_queries import told_of_actions
from tests.agreed import says, written
from tests.builders import LOOKER, World
from tests.supervisors import given, take_back
from tests.ways import enrolled

TEN_MINUTES = timedelta(minutes=10)


def test_what_is_taken_back_while_she_reads_is_closed_from_the_beginning(world: World) -> None:
    sent = given(world, FactCode.F2, sent=enrolled(world))
    says(sent, written(world, sent))
    (link,) = world.rows("supervisor_link")
    with world.begin_work.to_read(LOOKER) as look:
        told = told_of_actions(look, sent.case_id, link["id"])
    assert told
    take_back(sent.browser)
    with world.begin_work(LOOKER) as work:
        note_read(work, link["id"], told)
    assert all(row["closed_at"] is not None for row in world.rows("disclosure"))


def test_nothing_leaves_to_a_supervisor_between_the_end_of_a_permission_and_its_writing_down(
    world: World,
) -> None:
    sent = given(world, FactCode.F2, sent=enrolled(world))
    (consent,) = world.rows("consent", state="granted")
    world.clock.set(consent["valid_until"] - TEN_MINUTES)
    says(sent, written(world, sent))
    before = len(world.sender.sent)
    # The worker was away over the end, and sends before it does anything else.
    world.clock.set(consent["valid_until"] + TEN_MINUTES)
    world.send_due()
    assert len(world.sender.sent) == before
    assert end_next_run_out(world.begin_work)
    world.clock.pass_time(TEN_MINUTES)
    world.send_due()
    assert len(world.sender.sent) == before
    assert {row["state"] for row in world.rows("outbound_message", template="sup_act")} <= {"cancelled"}
