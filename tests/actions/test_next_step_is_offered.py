"""Which times are offered to who goes along a path: those of her next step, as her own version has it."""

from dataclasses import replace

import pytest

from support.booking.queries import Search, appointment_of, search_for, search_to_move, step_of
from support.cases.queries import case_to_read
from support.pathways.rules.drafting import with_change
from support.pathways.rules.pathway import Change, Pathway
from support.pathways.step_actions import hold_step
from support.pathways.version_actions import activate, approve, change_draft, make_draft, send_to_review
from tests.builders import SECOND, SentCase, World, first_slot, signed_in_again
from tests.pathways import CODE, as_read, manager, psychologist
from tests.ways import WITH_HER_SUPERVISOR, enrolled, opened

WHY = Change("The first coaching is shorter.", "An hour was enough.", "Second review, decision 1", ())


def version_three_in_use(world: World) -> None:
    """From now on the first coaching takes an hour."""

    def shorter(pathway: Pathway) -> Pathway:
        steps = [replace(one, minutes=60) if one.key == "2" else one for one in pathway.steps]
        return with_change(replace(pathway, steps=tuple(steps)), WHY)

    with world.begin_work(manager(world)) as work:
        make_draft(work, CODE)
        change_draft(work, CODE, 3, 1, shorter)
        send_to_review(work, CODE, 3)
    read = as_read(world)
    with world.begin_work(psychologist(world)) as work:
        approve(work, CODE, 3, read)
    with world.begin_work(manager(world)) as work:
        activate(work, CODE, 3, read)


def looks_for(world: World, sent: SentCase, *, talk: bool = False) -> Search:
    """What she is offered now."""
    with world.begin_work(world.house.nils.actor) as work:
        case = case_to_read(work, sent.case_id)
        booked = appointment_of(work, sent.employee_id)
        if booked is not None:
            return search_to_move(work, case, booked)
        return search_for(work, case, step_of(case, wants_talk=talk))


def kind_and_minutes(search: Search) -> tuple[str, int]:
    return search.step.kind, search.step.minutes


def test_a_running_case_keeps_the_length_of_its_version_and_a_new_one_has_that_of_the_new(
    world: World,
) -> None:
    running = enrolled(world, book=False, **WITH_HER_SUPERVISOR)
    version_three_in_use(world)
    new = enrolled(world, book=False, contact=SECOND, **WITH_HER_SUPERVISOR)
    for sent in (running, new):
        opened(world, sent)
    assert kind_and_minutes(looks_for(world, running)) == ("one_to_one", 90)
    assert kind_and_minutes(looks_for(world, new)) == ("one_to_one", 60)
    versions = {row["case_id"]: row["pathway_version"] for row in world.rows("enrolment")}
    assert versions == {running.case_id: 2, new.case_id: 3}


def test_what_is_offered_is_what_is_booked_and_moved(world: World) -> None:
    sent = enrolled(world, book=False, **WITH_HER_SUPERVISOR)
    opened(world, sent)
    person = signed_in_again(world)
    person.get("/times")
    assert "90 min" in person.text()
    person.post("/times", slot=first_slot(person))
    (booked,) = world.rows("appointment", case_id=sent.case_id)
    assert (booked["kind"], booked["minutes"]) == ("one_to_one", 90)
    assert booked["practitioner_id"] == world.house.psychologist
    assert kind_and_minutes(looks_for(world, sent)) == ("one_to_one", 90)


def test_who_asks_for_a_call_is_offered_a_call(world: World) -> None:
    sent = enrolled(world, book=False, **WITH_HER_SUPERVISOR)
    opened(world, sent)
    assert kind_and_minutes(looks_for(world, sent, talk=True)) == ("nurse_call", 30)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/time")
    assert "Conversation" in nils.text()
    assert "Nurse's call" in nils.text()


def test_before_the_opening_discussion_a_nurse_calls(world: World) -> None:
    sent = enrolled(world, book=False, **WITH_HER_SUPERVISOR)
    assert kind_and_minutes(looks_for(world, sent)) == ("nurse_call", 30)


@pytest.mark.parametrize(("key", "minutes"), [("1", 20), ("2", 45)])
def test_after_the_nurse_the_physician(world: World, key: str, minutes: int) -> None:
    sent = enrolled(world, book=False, p13={"wish": ["physician"]})
    (row,) = world.rows("enrolment", case_id=sent.case_id)
    assert row["pathway"] == "PHYSICIAN"
    if key == "2":
        with world.begin_work(world.house.nils.actor) as work:
            hold_step(work, sent.case_id, "1")
    step = looks_for(world, sent).step
    assert step.minutes == minutes
