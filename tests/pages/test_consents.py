"""What her supervisor may know is given and taken back in one place; nothing is ticked before she does it."""

from datetime import timedelta

import pytest

from support.consent.loading import present_wording
from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import State
from support.jobs import JOBS, run_job
from support.vocabulary.language import Language
from tests.builders import World, signed_in_again
from tests.settings import ADDRESS
from tests.supervisors import NAME, OWN_NUMBER, SUPERVISORS_NUMBER, give, given, named, take_back


def test_nothing_is_ticked_before_she_ticks_it(world: World) -> None:
    page = named(world).browser.get("/my/supervisor").get_data(as_text=True)
    ticks = [line for line in page.split("<input") if 'type="checkbox"' in line]
    assert len(ticks) == len(FactCode)
    assert not any("checked" in tick.partition(">")[0] for tick in ticks)


def test_each_fact_has_a_tick_of_its_own_and_what_is_given_is_kept_as_it_was_asked(world: World) -> None:
    sent = given(world, FactCode.F1, FactCode.F4)
    (row,) = world.rows("consent")
    assert row["facts"] == ("F1", "F4") and row["state"] is State.GRANTED
    assert (row["wording_version"], row["language"]) == (present_wording().version, Language.EN)
    assert row["case_id"] == sent.case_id and row["written_by"] is None
    sent.browser.get("/my/supervisor?lang=fi")
    assert 'lang="en">that a three-party discussion is arranged' in sent.browser.html()
    assert "Annettu tällä sivulla 25.11.2026, voimassa 25.5.2027 asti." in sent.browser.text()


def test_we_do_not_promise_to_keep_the_goals_that_she_confirms_together_with_her_supervisor(
    world: World,
) -> None:
    own = named(world).browser
    own.get("/my/supervisor")
    assert "goals other than those you yourself confirm in the joint meeting" in own.text()
    assert "your own goals" not in own.text()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"months": "6"}, "Choose at least one thing"),
        ({"fact": "F9", "months": "6"}, "Choose from the list."),
        ({"fact": "F1", "months": "600"}, "Choose from the list."),
        ({"fact": "F5", "months": "6"}, "only together with the actions"),
    ],
)
def test_what_cannot_be_given_is_refused_with_the_reason(
    fields: dict[str, str], said: str, world: World
) -> None:
    own = named(world).browser
    own.get("/my/supervisor")
    assert own.post("/my/supervisor/facts", **fields).status_code == 422
    assert said in own.text()
    assert not world.rows("consent")


def test_one_thing_is_taken_back_and_the_rest_goes_on_as_it_was_given(world: World) -> None:
    sent = given(world, FactCode.F1, FactCode.F2, FactCode.F5)
    world.clock.pass_time(timedelta(minutes=5))
    take_back(sent.browser, FactCode.F2)
    before, after = sorted(world.rows("consent"), key=lambda row: len(row["facts"]), reverse=True)
    assert (before["state"], after["state"]) == (State.SUPERSEDED, State.GRANTED)
    assert after["facts"] == ("F1",), "how the actions go means nothing without the actions"
    for name in ("given_at", "given_how", "valid_until", "wording_version", "language"):
        assert before[name] == after[name]
    take_back(sent.browser)
    assert sorted(row["state"].value for row in world.rows("consent")) == ["revoked", "superseded"]
    take_back(sent.browser)
    assert len(world.rows("consent")) == 2, "a repeat changes nothing"


def test_what_holds_already_is_not_given_twice(world: World) -> None:
    sent = given(world, FactCode.F1)
    give(sent.browser, FactCode.F1)
    assert len(world.rows("consent")) == 1
    give(sent.browser, FactCode.F1, FactCode.F3)
    assert sorted(row["facts"] for row in world.rows("consent")) == [("F1",), ("F3",)]


def test_what_is_over_is_written_down_as_ended_once(world: World) -> None:
    sent = given(world, FactCode.F1)
    world.clock.pass_time(timedelta(days=190))
    job = next(job for job in JOBS if job.name == "end-consents")
    for _ in range(2):
        run_job(job, world.begin_work, world.sender, ADDRESS)
    (row,) = world.rows("consent")
    assert row["state"] is State.EXPIRED and row["ended_at"] == world.clock.now()
    steps = [row["kind"] for row in world.rows("case_step", case_id=sent.case_id)]
    assert steps.count("consent_over") == 1
    own = signed_in_again(world)
    own.get("/my/supervisor")
    assert "Ended" in own.text() and "Nothing." in own.text()


@pytest.mark.parametrize(
    ("name", "phone", "said"),
    [
        ("", "+358 00 000 007", "Write the name of your supervisor."),
        (NAME, "112", "Write a mobile number"),
        (NAME, OWN_NUMBER, "This is your own number."),
    ],
)
def test_a_supervisor_is_named_with_name_and_number(name: str, phone: str, said: str, world: World) -> None:
    own = given(world, FactCode.F1).browser
    own.get("/my/supervisor")
    assert own.post("/my/supervisor", supervisor_name=name, supervisor_phone=phone).status_code == 422
    assert said in own.text()
    assert len(world.rows("supervisor_link")) == 1


def test_a_supervisor_of_before_knows_nothing_more(world: World) -> None:
    sent = given(world, FactCode.F1)
    named(world, sent, "+358 00 000 008")
    assert [row["state"].value for row in world.rows("consent")] == ["revoked"]
    assert sorted(row["ended_at"] is None for row in world.rows("supervisor_link")) == [False, True]
    sent.browser.get("/my/supervisor")
    assert "Nothing." in sent.browser.text()


def test_the_same_supervisor_named_again_goes_on_by_the_new_name(world: World) -> None:
    sent = given(world, FactCode.F1)
    sent.browser.post("/my/supervisor", supervisor_name="Siiri Aalto", supervisor_phone=SUPERVISORS_NUMBER)
    assert "Siiri Aalto" in sent.browser.text() and NAME not in sent.browser.text()
    assert [row["state"] for row in world.rows("consent")] == [State.GRANTED]


def test_the_nurse_sees_that_something_was_given_and_taken_back(world: World) -> None:
    sent = given(world, FactCode.F1)
    take_back(sent.browser)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    assert "Gave permission to let the supervisor know something" in nils.text()
    assert "Took back what the supervisor may know" in nils.text()
