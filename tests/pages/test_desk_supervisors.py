"""A nurse names the supervisor with the person, asks, and writes down what she says; she alone decides."""

import pytest

from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import GivenHow, State
from support.vocabulary.language import Language
from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, a_sent_case
from tests.hands import press
from tests.supervisors import NAME, SUPERVISORS_NUMBER, given, link_in_the_last_message, named, signed_in_by


def _held(world: World, sent: SentCase) -> Browser:
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    nils.get(f"/cases/{sent.case_id}/supervisor")
    return nils


@pytest.mark.parametrize("how", ["on_the_phone", "on_paper"])
def test_what_she_says_to_a_nurse_holds_like_what_she_ticks_herself(how: str, world: World) -> None:
    sent = a_sent_case(world)
    nils = _held(world, sent)
    press(nils, "Save the supervisor", supervisor_name=NAME, supervisor_phone=SUPERVISORS_NUMBER)
    press(nils, "Write down the permission", fact="F1", how=how)
    (row,) = world.rows("consent")
    assert (row["state"], row["given_how"]) == (State.GRANTED, GivenHow(how))
    assert (row["written_by"], row["language"]) == (world.house.nils.id, Language.EN)
    supervisor = signed_in_by(world, link_in_the_last_message(world))
    assert "Aino" in supervisor.text()
    sent.browser.get("/my/supervisor")
    assert ("on paper" if how == "on_paper" else "on the phone") in sent.browser.text()


def test_what_a_nurse_asks_is_given_or_not_by_the_person_alone(world: World) -> None:
    sent = named(world)
    nils = _held(world, sent)
    for _ in range(2):
        nils.post(f"/cases/{sent.case_id}/supervisor/ask", fact=["F1", "F7"])
    assert "Asked, not answered yet" in nils.text()
    (row,) = world.rows("consent")
    assert (row["state"], row["facts"]) == (State.REQUESTED, ("F1", "F7"))
    own = sent.browser
    assert "A nurse asks what your supervisor may know" in own.get("/my").get_data(as_text=True)
    own.get("/my/supervisor")
    assert "checked" not in own.html().partition('name="fact"')[2].partition('name="months"')[0]
    press(own, "Give permission", fact="F7")
    (row,) = world.rows("consent")
    assert (row["state"], row["facts"]) == (State.GRANTED, ("F7",))


def test_to_decline_changes_nothing_but_that_it_is_said(world: World) -> None:
    sent = named(world)
    _held(world, sent).post(f"/cases/{sent.case_id}/supervisor/ask", fact="F1")
    (before,) = world.rows("support_case")
    sent.browser.get("/my/supervisor")
    press(sent.browser, "I would rather not")
    (row,) = world.rows("consent")
    assert row["state"] is State.DECLINED
    assert world.rows("support_case") == [before]
    world.send_due()
    assert SUPERVISORS_NUMBER.replace(" ", "") not in {phone for phone, _ in world.sender.sent}


@pytest.mark.parametrize("case", ["not taken", "closed"])
def test_what_the_person_wants_back_any_nurse_of_hers_takes_back_at_once(case: str, world: World) -> None:
    sent = given(world, FactCode.F1)
    supervisor = signed_in_by(world, link_in_the_last_message(world))
    if case == "closed":
        nina = world.nurse(world.house.nina)
        nina.get(f"/cases/{sent.case_id}")
        nina.post(f"/cases/{sent.case_id}/claim")
        nina.post(f"/cases/{sent.case_id}/close", close_reason="completed")
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/supervisor")
    press(nils, "Take the permission back")
    assert [row["state"] for row in world.rows("consent")] == [State.REVOKED]
    supervisor.get("/supervisor")
    assert "Aino" not in supervisor.html()


@pytest.mark.parametrize(
    ("verb", "fields", "said"),
    [
        ("give", {"fact": "F1", "months": "6"}, "Choose from the list."),
        ("give", {"months": "6", "how": "on_paper"}, "Choose at least one thing"),
        ("give", {"fact": "F1", "months": "6", "how": "on_the_page"}, "Choose from the list."),
        ("ask", {}, "Choose at least one thing"),
        ("name", {"supervisor_name": "", "supervisor_phone": "x"}, "Write the name"),
        ("withdraw", {"fact": "F9"}, "Choose from the list."),
    ],
)
def test_what_does_not_fit_is_named_at_the_field(
    verb: str, fields: dict[str, str], said: str, world: World
) -> None:
    sent = named(world)
    nils = _held(world, sent)
    assert nils.post(f"/cases/{sent.case_id}/supervisor/{verb}", **fields).status_code == 422
    assert said in nils.text()
    assert not world.rows("consent")


def test_nothing_can_be_written_down_before_a_supervisor_is_named(world: World) -> None:
    sent = a_sent_case(world)
    nils = _held(world, sent)
    fields = {"fact": "F1", "months": "6", "how": "on_paper"}
    assert nils.post(f"/cases/{sent.case_id}/supervisor/give", **fields).status_code == 409
    assert not world.rows("consent")
