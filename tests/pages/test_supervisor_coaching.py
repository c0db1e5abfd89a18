"""The talk with the supervisor alone: the employee learns that it took place, and nothing of it."""

from datetime import timedelta
from typing import Any

import pytest

from support.booking.attendance_actions import say_how_it_went
from support.cases.nurse_actions import claim_case
from support.consent.rules.fact_code import FactCode
from support.pathways.enrolment_actions import enrol
from support.pathways.rating_actions import rate_session
from support.pathways.rules.order import StepState
from support.pathways.step_actions import hold_step
from support.vocabulary.errors import NotFound
from tests.agreed import says, written
from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, at_page, contact_fields, first_slot
from tests.settings import ADDRESS
from tests.supervisors import give, named
from tests.ways import enrolled, herself, way_of

_PATH: dict[str, Any] = {"p13": {"wish": ["with_supervisor"]}, "p13b": {"involve_supervisor": ["yes"]}}


def test_she_is_told_that_it_took_place_and_cannot_rate_it(world: World) -> None:
    sent = named(world, enrolled(world, **_PATH))
    nils = world.nurse(world.house.nils)
    for key in ("1", "2", "3", "4", "5a", "5b"):
        step = way_of(world, sent).pathway.step(key)
        assert step is not None
        if key == "5b":
            _speaks_only_of_what_was_released(world, sent, nils)
            sent.browser.get("/my")
            assert "Next on your path" in sent.browser.text()
            assert "Supervisor coaching" not in sent.browser.text()
        with world.begin_work(world.house.nils.actor) as work:
            hold_step(work, sent.case_id, key, brought=frozenset(step.must))
    own = sent.browser
    own.get("/my")
    assert ": Supervisor coaching. Nothing private" in own.text()
    held = way_of(world, sent).steps
    assert f"/my/talks/{held['5a'].id}" in own.html()
    assert f"/my/talks/{held['5b'].id}" not in own.html()
    assert own.get(f"/my/talks/{held['5b'].id}").status_code == 404
    with pytest.raises(NotFound), world.begin_work(herself(sent)) as work:
        rate_session(work, held["5b"].id, [5, 5, 5, 5])


def test_a_supervisor_who_comes_for_herself_books_and_has_her_coaching_like_anybody(world: World) -> None:
    browser = at_page(world, "T1", "/questions/start-team")
    browser.answer_until("/result")
    browser.get("/contact")
    browser.post(**contact_fields(world, first_name="Siiri"))
    browser.post(code=world.code())
    (case,) = world.rows("support_case")
    with world.begin_work(world.house.nils.actor) as work:
        claim_case(work, case["id"])
        enrol(work, case["id"], has_accepted=True)
        hold_step(work, case["id"], "1")
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{case['id']}/talks")
    assert "Offer a time to the supervisor" not in nils.text()
    browser.get("/times")
    assert "60 min" in browser.text()
    browser.post("/times", slot=first_slot(browser))
    (booked,) = world.rows("appointment", case_id=case["id"])
    assert (booked["kind"], booked["minutes"]) == ("one_to_one", 60)
    world.clock.set(booked["starts_at"] + timedelta(minutes=50))
    with world.begin_work(world.house.nils.actor) as work:
        say_how_it_went(work, booked["id"], came=True, my_support_url=ADDRESS)
    (step,) = world.rows("enrolment_step", case_id=case["id"], step_key="2")
    assert step["state"] is StepState.HELD


def _speaks_only_of_what_was_released(world: World, sent: SentCase, nils: Browser) -> None:
    nils.get(f"/cases/{sent.case_id}/talks")
    assert "Nothing has been released" in nils.text()
    says(sent, written(world, sent))
    give(sent.browser, FactCode.F2)
    nils.get(f"/cases/{sent.case_id}/talks")
    assert "Nothing has been released" not in nils.text()
    assert "only of what has been released" in nils.text()
