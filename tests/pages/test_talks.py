"""The page of the talks is for who works with the person; she sees who has opened it."""

from datetime import timedelta

import pytest

from support.pathways.enrolment_actions import pause
from tests.builders import World, signed_in_again
from tests.hands import press
from tests.ways import enrolled, hold_next, way_of, with_everything


def test_a_colleague_who_does_not_work_with_her_is_told_to_take_the_case_first(world: World) -> None:
    sent = with_everything(world)
    nina = world.nurse(world.house.nina)
    assert nina.get(f"/cases/{sent.case_id}/talks").status_code == 409
    assert "Take the case first" in nina.text()
    assert "Nukun viitenä yönä" not in nina.html()
    nina.get(f"/cases/{sent.case_id}")
    assert "Nukun viitenä yönä" not in nina.html()
    assert "Path of support" in nina.text()


def test_a_nurse_of_another_employer_finds_nothing(world: World) -> None:
    sent = with_everything(world)
    assert world.nurse(world.house.outi).get(f"/cases/{sent.case_id}/talks").status_code == 404


def test_whoever_meets_her_goes_on_when_the_case_lies_in_the_queue_again(world: World) -> None:
    sent = with_everything(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    press(nils, "Give back to the queue")
    assert nils.get(f"/cases/{sent.case_id}/talks").status_code == 200
    nils.post(f"/cases/{sent.case_id}/talks/themes", step="1", theme="hoped_for")
    assert way_of(world, sent).covered == {"1": {"hoped_for"}}


def test_the_person_sees_who_has_opened_her_talks(world: World) -> None:
    sent = with_everything(world)
    world.nurse(world.house.nils).get(f"/cases/{sent.case_id}/talks")
    person = signed_in_again(world)
    assert "Nils Nurmi" in person.text().partition("Who has read my information")[2]
    reads = {row["subject_type"] for row in world.rows("audit_entry", verb="read", subject_id=sent.case_id)}
    assert reads >= {"goal", "goal_point", "agreed_action", "triage_answer_set"}


def test_before_a_path_is_begun_there_are_no_talks(world: World) -> None:
    sent = enrolled(world)
    nils = world.nurse(world.house.nils)
    assert nils.get(f"/cases/{sent.case_id}/talks").status_code == 200
    assert "No goal has been agreed yet." in nils.text()
    assert "Nothing has been agreed yet." in nils.text()


@pytest.mark.parametrize(
    ("button", "fields", "told"),
    [
        (
            "Save the goal",
            {"goal_text": " ", "value": "3", "good_enough": "7"},
            "Write the goal in a few words.",
        ),
        ("Save the goal", {"goal_text": "Nukun.", "value": "3"}, "Choose what would be good enough."),
        ("Save what was agreed", {"action_text": "Kävely."}, "Choose who does it."),
        (
            "Save what was agreed",
            {"action_text": "Kävely.", "owner": "employee", "due_on": "2026-01-01"},
            "Choose a day from today on, within a year.",
        ),
        ("Leave it out", {"step": "4"}, "Write in a few words why it is left out."),
        ("End the path of support", {"end": "early"}, "Write in a few words why it ends."),
        ("End the path of support", {}, "Choose one from the list."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stands_there_still(
    world: World, button: str, fields: dict[str, str], told: str
) -> None:
    sent = enrolled(world)
    hold_next(world, sent)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/talks")
    press(nils, button, **fields)
    assert nils.page is not None
    assert nils.page.status_code == 422
    assert told in nils.text()
    assert all(value.strip() in nils.html() for name, value in fields.items() if name.endswith("text"))


def test_a_break_and_going_on(world: World) -> None:
    sent = enrolled(world)
    hold_next(world, sent)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/talks")
    press(nils, "Put on a break", pause_reason="Loma.")
    assert "On a break" in nils.text()
    press(nils, "Go on after the break")
    assert "Going on" in nils.text()


def test_of_a_path_that_has_ended_nothing_is_said_to_come_yet(world: World) -> None:
    sent = enrolled(world)
    hold_next(world, sent)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/talks")
    press(nils, "End the path of support", end="early", end_reason="Riitti.")
    assert "No goal was agreed." in nils.text()
    assert "Nothing was agreed." in nils.text()


def test_closing_the_case_ends_the_path(world: World) -> None:
    sent = enrolled(world)
    hold_next(world, sent)
    with world.begin_work(world.house.nils.actor) as work:
        pause(work, sent.case_id, "Loma.")
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    press(nils, "Close the case", close_reason="completed")
    nils.get(f"/cases/{sent.case_id}")
    assert "Completed early, as agreed" in nils.text()


def test_what_is_overdue_is_said_to_whoever_works_with_her(world: World) -> None:
    sent = with_everything(world)
    world.clock.pass_time(timedelta(days=15))
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/talks")
    assert "The day has passed" in nils.text()


def test_a_break_is_for_a_reason_that_stands_in_the_record(world: World) -> None:
    sent = with_everything(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/talks")
    press(nils, "Put on a break", pause_reason=" ")
    assert "Write in a few words why." in nils.text()
    assert way_of(world, sent).enrolment.state.value == "active"
    press(nils, "Put on a break", pause_reason="Kesäloma.")
    nils.get(f"/cases/{sent.case_id}")
    assert "Kesäloma." in nils.text()


def test_who_is_handed_over_works_with_a_colleague_from_then_on(world: World) -> None:
    sent = with_everything(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/talks")
    for practitioner, reason in ((world.house.outi.id, "Loma."), ("", "Loma."), (world.house.nina.id, " ")):
        nils.post(
            f"/cases/{sent.case_id}/talks/hand-over", practitioner=practitioner, hand_over_reason=reason
        )
        assert way_of(world, sent).enrolment.practitioner_id == world.house.nils.id
    press(nils, "Hand over", practitioner=world.house.nina.id, hand_over_reason="Loma alkaa.")
    assert "Loma alkaa." in nils.text()
    nina = world.nurse(world.house.nina)
    assert nina.get(f"/cases/{sent.case_id}/talks").status_code == 200
    assert "Spoken of What carries" in nina.text()


def test_nothing_stands_twice_on_the_pages_of_her_way(world: World) -> None:
    sent = with_everything(world)
    own, nils = signed_in_again(world), world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/talks")
    assert own.html().count('id="state-title"') == 1
    assert nils.text().count("Book a time") == 1
