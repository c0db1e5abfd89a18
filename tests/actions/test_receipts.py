"""What was disclosed is written down as it was, whatever ends while it is read or waits to be sent."""

from datetime import timedelta

from support.consent.inviting_actions import invite_supervisor
from support.consent.receipt_actions import note_read
from support.consent.rules.fact_code import FactCode
from support.consent.withdrawing_actions import end_next_run_out
from support.pathways.released_queries import told_of_actions
from support.people.supervisor_rules import message_key
from tests.agreed import says, written, written_in_meeting
from tests.builders import LOOKER, World
from tests.meetings import ACTION
from tests.settings import ADDRESS
from tests.supervisors import given, take_back
from tests.ways import enrolled

TEN_MINUTES, HALF_A_DAY = timedelta(minutes=10), timedelta(hours=12)


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


def test_on_the_page_of_a_meeting_she_reads_what_stands_there_and_nothing_else(world: World) -> None:
    three, page = written_in_meeting(world)
    (action,) = world.rows("agreed_action")
    three.own.post(page, release="yes")
    three.says_yes(three.own, three.found.on_own_page)
    assert not _read(world, FactCode.F2)
    three.supervisor.get(three.found.for_supervisor)
    assert ACTION["action_text"] in three.supervisor.text()
    assert _read(world, FactCode.F2) == [action["id"]]


def _read(world: World, fact: FactCode) -> list[str]:
    rows = [row for row in world.rows("disclosure", fact=fact) if row["read_at"] is not None]
    return [row["about"] for row in rows if row["about"]]


def test_nothing_leaves_to_a_supervisor_between_the_end_of_a_permission_and_its_writing_down(
    world: World,
) -> None:
    given(world, FactCode.F2, sent=enrolled(world))
    (consent,) = world.rows("consent", state="granted")
    (link,) = world.rows("supervisor_link")
    world.clock.set(consent["valid_until"] - TEN_MINUTES)
    with world.begin_work(LOOKER) as work:
        invite_supervisor(work, link["id"], f"{ADDRESS}/s/")
    before = len(world.sender.sent)
    # The worker was away over the end, and sends before it does anything else.
    world.clock.set(consent["valid_until"] + HALF_A_DAY)
    world.send_due()
    assert len(world.sender.sent) == before
    assert end_next_run_out(world.begin_work)
    world.clock.pass_time(TEN_MINUTES)
    world.send_due()
    assert len(world.sender.sent) == before
    (message,) = [
        row
        for row in world.rows("outbound_message")
        if row["business_key"].startswith(message_key(link["id"]))
    ]
    assert message["state"] == "cancelled"
