"""The supervisor says by when she does it, suggests a change or asks for a talk, and others read it."""

from datetime import timedelta

import pytest

from support.consent.rules.fact_code import FactCode
from support.pathways.agreement_actions import change_action
from support.pathways.rules.agreed_action import Move, State, Suggestion
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Conflict
from tests.agreed import DAYS, TEXT, Agreed, proposed, says, shared, taken_on
from tests.builders import World
from tests.hands import press
from tests.supervisors import give, link_in_the_last_message, signed_in_by, take_back

SAID = {
    "later_day": "The supervisor suggests a later day: ",
    "smaller_part": "The supervisor suggests doing a smaller part.",
    "somebody_else": "The supervisor suggests that somebody else does it.",
    "talk": "The supervisor asks for a talk about this.",
}


def _row(world: World, agreed: Agreed) -> dict[str, object]:
    (row,) = world.rows("agreed_action", id=agreed.action_id)
    return row


def _day(world: World, days: int) -> str:
    return (local_date(world.clock.now()) + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("suggestion", SAID)
def test_each_suggestion_is_read_by_the_employee_and_by_whoever_wrote_it(
    suggestion: str, world: World
) -> None:
    agreed = shared(world)
    agreed.hers.get("/supervisor")
    day = _day(world, DAYS + 7) if suggestion == "later_day" else ""
    agreed.hers.post(agreed.url, do="suggest", suggestion=suggestion, day=day)
    assert agreed.hers.url == "/supervisor?done=noted", agreed.hers.text()
    row = _row(world, agreed)
    assert (row["state"], row["suggestion"]) == (State.PROPOSED, Suggestion(suggestion))
    assert ("Needs a talk" in agreed.hers.text()) is (suggestion == "talk")
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{agreed.sent.case_id}/talks")
    own = agreed.sent.browser
    own.get("/my/supervisor")
    for browser in (nils, own):
        assert SAID[suggestion] in browser.text()
    own.get("/my")
    assert SAID[suggestion] in own.text()


@pytest.mark.parametrize(
    ("say", "fields", "field"),
    [
        ("accept", {"by": DAYS + 1}, "by"),
        ("accept", {"by": -1}, "by"),
        ("accept", {"by": "x"}, "by"),
        ("suggest", {"suggestion": "later_day"}, "day"),
        ("suggest", {"suggestion": "later_day", "day": DAYS}, "day"),
        ("suggest", {"suggestion": "later_day", "day": 366}, "day"),
        ("suggest", {"suggestion": "unsuited"}, "day"),
        ("suggest", {"suggestion": "Minulla on kiire."}, "day"),
        ("suggest", {}, "day"),
    ],
)
def test_what_cannot_be_said_is_named_at_its_field_and_changes_nothing(
    say: str, fields: dict[str, int | str], field: str, world: World
) -> None:
    agreed = shared(world)
    before = _row(world, agreed)
    typed = {name: _day(world, one) if isinstance(one, int) else one for name, one in fields.items()}
    agreed.hers.get("/supervisor")
    assert agreed.hers.post(agreed.url, do=say, **typed).status_code == 422
    assert f'href="#{field}-{agreed.action_id}"' in agreed.hers.html()
    assert f'id="{field}-{agreed.action_id}-error"' in agreed.hers.html()
    assert _row(world, agreed) == before


def test_there_is_no_field_in_which_she_could_write(world: World) -> None:
    agreed = shared(world, FactCode.F2, FactCode.F5)
    for _ in range(2):
        agreed.hers.get("/supervisor")
        assert "<textarea" not in agreed.hers.html() and 'type="text"' not in agreed.hers.html()
        agreed.hers.post(agreed.url, do="accept")


def test_what_she_has_taken_on_stays_hers_while_she_suggests_a_change_of_it(world: World) -> None:
    agreed = taken_on(world, FactCode.F2, FactCode.F5)
    agreed.hers.get("/supervisor")
    press(agreed.hers, "Ask for a talk about this")
    assert "Needs a talk" in agreed.hers.text() and "You asked for a talk about this" in agreed.hers.text()
    assert _row(world, agreed)["state"] is State.AGREED
    press(agreed.hers, "Mark as done")
    assert _row(world, agreed)["state"] is State.DONE
    assert "Suggest a change" not in agreed.hers.text()
    agreed.hers.get("/supervisor")
    assert agreed.hers.post(agreed.url, do="suggest", suggestion="talk").status_code == 409


def test_her_yes_after_a_suggestion_is_what_stands(world: World) -> None:
    agreed = shared(world)
    agreed.hers.get("/supervisor")
    agreed.hers.post(agreed.url, do="suggest", suggestion="later_day", day=_day(world, DAYS + 7))
    press(agreed.hers, "I take care of this", by=_day(world, 3))
    row = _row(world, agreed)
    assert (row["suggestion"], row["suggested_on"], row["turned_down_at"]) == (None, None, None)
    assert str(row["promised_on"]) == _day(world, 3)


def test_a_page_that_is_open_when_the_permission_goes_takes_no_answer(world: World) -> None:
    agreed = shared(world)
    agreed.hers.get("/supervisor")
    token = agreed.hers.token()
    take_back(agreed.sent.browser, FactCode.F2)
    for do in ("accept", "suggest", "finish"):
        data = {"csrf_token": token, "do": do, "suggestion": "talk", "read_revision": "1"}
        answer = agreed.hers.client.post(agreed.url, data=data, headers=agreed.hers.headers)
        assert answer.status_code == 404
    assert _row(world, agreed)["state"] is State.PROPOSED


def test_what_has_not_reached_her_in_two_working_days_is_shown_to_the_nurse(world: World) -> None:
    agreed = proposed(world)
    give(agreed.sent.browser, FactCode.F2)
    says(agreed.sent, agreed.action_id)
    nils, desk = world.nurse(world.house.nils), f"/cases/{agreed.sent.case_id}/supervisor"
    late = "has not reached the supervisor in two working days"
    nils.get(desk)
    assert late not in nils.text()
    # Wednesday to Saturday; nothing leaves, as when the provider is down.
    world.clock.pass_time(timedelta(days=3))
    nils = world.nurse(world.house.nils)
    nils.get(desk)
    assert late in nils.text() and TEXT not in nils.text()


def test_who_wishes_for_a_talk_is_shown_with_the_way_to_the_guide(world: World) -> None:
    agreed = shared(world, FactCode.F2, FactCode.F8)
    guide, at_the_foot = "Open the guide for raising a concern", 1
    agreed.hers.get("/supervisor")
    assert agreed.hers.text().count(guide) == at_the_foot + 1
    take_back(agreed.sent.browser, FactCode.F8)
    agreed.hers.get("/supervisor")
    assert agreed.hers.text().count(guide) == at_the_foot


def test_her_own_information_leads_to_what_was_disclosed(world: World) -> None:
    own = proposed(world).sent.browser
    own.get("/my/information")
    assert "What your supervisor has been told, and when it was read" in own.text()


def test_a_receipt_is_closed_with_the_yes_and_another_begins_with_the_next(world: World) -> None:
    agreed = shared(world)
    agreed.hers.get("/supervisor")
    for release in ("no", "yes"):
        says(agreed.sent, agreed.action_id, release)
    rows = world.rows("disclosure", about=agreed.action_id, fact=FactCode.F2)
    assert [bool(row["closed_at"]) for row in sorted(rows, key=lambda row: row["closed_at"] is None)] == [
        True,
        False,
    ]
    assert sorted(bool(row["read_at"]) for row in rows) == [False, True]


def test_what_is_taken_back_in_part_goes_on_with_its_receipts_under_the_rest(world: World) -> None:
    agreed = shared(world, FactCode.F2, FactCode.F8)
    agreed.hers.get("/supervisor")
    take_back(agreed.sent.browser, FactCode.F8)
    (holds,) = world.rows("consent", state="granted")
    open_rows = [row for row in world.rows("disclosure") if row["closed_at"] is None]
    assert {row["consent_id"] for row in open_rows} == {holds["id"]}
    assert {row["fact"] for row in open_rows} == {FactCode.F2}
    assert all(row["read_at"] for row in open_rows)


def test_a_slip_of_the_finger_is_taken_back_on_the_same_day_and_the_employee_sees_it(world: World) -> None:
    agreed = taken_on(world, FactCode.F2, FactCode.F5)
    agreed.hers.get("/supervisor")
    press(agreed.hers, "Mark as done")
    press(agreed.hers, "It is not done yet")
    assert agreed.hers.url == "/supervisor?done=updated" and "Mark as done" in agreed.hers.text()
    row = _row(world, agreed)
    assert (row["state"], row["ended_at"]) == (State.IN_PROGRESS, None)
    assert row["remind_at"] is not None
    assert world.rows("audit_entry", verb="action:take_back", subject_id=agreed.action_id)
    assert world.rows("case_step", kind="action_taken_back")
    agreed.sent.browser.get("/my")
    assert "Your supervisor · going on, by" in agreed.sent.browser.text()


@pytest.mark.parametrize("reason", ["another day", "the nurse said so"])
def test_what_is_done_stays_so_on_another_day_or_where_somebody_else_said_it(
    reason: str, world: World
) -> None:
    agreed = taken_on(world, FactCode.F2, FactCode.F5)
    agreed.hers.get("/supervisor")
    if reason == "another day":
        press(agreed.hers, "Mark as done")
        world.clock.pass_time(timedelta(days=1))
        hers = signed_in_by(world, link_in_the_last_message(world))
    else:
        with world.begin_work(world.house.nils.actor) as work:
            change_action(work, agreed.sent.case_id, agreed.action_id, Move.FINISH, "")
        hers = agreed.hers
    hers.get("/supervisor")
    assert TEXT in hers.text() and "It is not done yet" not in hers.text()
    assert hers.post(agreed.url, do="take_back").status_code == 409
    assert _row(world, agreed)["state"] is State.DONE


def test_nobody_at_the_desk_takes_back_what_is_done(world: World) -> None:
    agreed = taken_on(world, FactCode.F2, FactCode.F5)
    with world.begin_work(world.house.nils.actor) as work:
        change_action(work, agreed.sent.case_id, agreed.action_id, Move.FINISH, "")
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        change_action(work, agreed.sent.case_id, agreed.action_id, Move.TAKE_BACK, "")
