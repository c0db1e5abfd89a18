"""A yes is to the words and the day that stood on the page on which it was said, and to no others."""

from datetime import timedelta

import pytest

from support.pathways.agreement_actions import Wanted, action_row, new_days
from support.pathways.enrolment_actions import hold_enrolment
from support.pathways.rules.agreed_action import Owner, Size, State
from support.pathways.wording_actions import word_action
from support.vocabulary.calendar import local_date
from tests.agreed import DAYS, TEXT, proposed, says, shared, written_in_meeting
from tests.builders import World
from tests.hands import press
from tests.meetings import ACTION

CHANGED = "The words have been changed since"
OTHER_WORDS = "Kokoukset pois, koska uni on huonoa."


def _worded(world: World, case_id: str, action_id: str, text: str, days: int = DAYS) -> None:
    with world.begin_work(world.house.nils.actor) as work:
        case, _way = hold_enrolment(work, case_id)
        due = local_date(work.now) + timedelta(days=days)
        word_action(work, case, action_id, Wanted(text, Owner.SUPERVISOR, due))


def test_her_yes_to_words_that_were_changed_in_the_meeting_is_asked_for_anew(world: World) -> None:
    three, page = written_in_meeting(world)
    three.writes("action", **{**ACTION, "action": page.rpartition("/")[2], "action_text": OTHER_WORDS})
    assert three.own.post(page, release="yes").status_code == 409
    assert CHANGED in three.own.text() and OTHER_WORDS in three.own.text()
    assert "checked" not in three.own.html()
    three.supervisor.get("/supervisor")
    assert OTHER_WORDS not in three.supervisor.text()
    assert three.own.post(page, release="yes").status_code == 200
    three.supervisor.get("/supervisor")
    assert OTHER_WORDS in three.supervisor.text()


@pytest.mark.parametrize("release", ["no", "later"])
def test_what_keeps_it_from_her_supervisor_is_taken_whatever_she_had_read(release: str, world: World) -> None:
    agreed = shared(world)
    own, page = agreed.sent.browser, f"/my/agreed/{agreed.action_id}"
    own.get(page)
    _worded(world, agreed.sent.case_id, agreed.action_id, TEXT, DAYS + 1)
    assert own.post(page, release=release).status_code == 200
    (row,) = world.rows("agreed_action")
    assert row["release"] == release


@pytest.mark.parametrize("read_revision", ["", "x", "0", "2", "9" * 5000])
def test_a_yes_that_does_not_say_what_was_read_is_no_yes(read_revision: str, world: World) -> None:
    agreed = proposed(world)
    own, page = agreed.sent.browser, f"/my/agreed/{agreed.action_id}"
    own.get(page)
    assert own.post(page, release="yes", read_revision=read_revision).status_code == 409
    (row,) = world.rows("agreed_action")
    assert row["release"] is None


def test_a_supervisor_takes_on_no_day_that_she_has_not_read(world: World) -> None:
    agreed = shared(world)
    agreed.hers.get("/supervisor")
    _worded(world, agreed.sent.case_id, agreed.action_id, TEXT, DAYS - 7)
    says(agreed.sent, agreed.action_id)
    press(agreed.hers, "I take care of this")
    assert agreed.hers.page is not None and agreed.hers.page.status_code == 409
    assert CHANGED in agreed.hers.text()
    (row,) = world.rows("agreed_action")
    assert row["state"] is State.PROPOSED and row["accepted_at"] is None
    agreed.hers.get("/supervisor")
    press(agreed.hers, "I take care of this")
    (row,) = world.rows("agreed_action")
    assert row["state"] is State.AGREED


def test_each_change_of_words_days_size_or_owner_is_another_revision_and_a_repeat_is_none(
    world: World,
) -> None:
    agreed = proposed(world)
    case_id, found = agreed.sent.case_id, []
    with world.begin_work(world.house.nils.actor) as work:
        row, today = action_row(work, case_id, agreed.action_id), local_date(work.now)
        for due, review in ((None, None), (DAYS, None), (DAYS + 1, None), (None, DAYS), (DAYS + 1, DAYS)):
            days = [today + timedelta(days=one) if one else None for one in (due, review)]
            new_days(work, row, *days)
            found.append(row.revision)
    assert found == [1, 1, 2, 3, 3]
    _worded(world, case_id, agreed.action_id, OTHER_WORDS, DAYS + 1)
    _worded(world, case_id, agreed.action_id, OTHER_WORDS, DAYS + 1)
    (after,) = world.rows("agreed_action")
    assert after["revision"] == 4


def test_a_supervisor_reads_no_day_to_which_the_employee_has_not_said_yes(world: World) -> None:
    agreed = shared(world)
    agreed.hers.get("/supervisor")
    assert TEXT in agreed.hers.text()
    _worded(world, agreed.sent.case_id, agreed.action_id, TEXT, DAYS + 1)
    agreed.hers.get("/supervisor")
    assert TEXT not in agreed.hers.text()
    says(agreed.sent, agreed.action_id)
    agreed.hers.get("/supervisor")
    assert TEXT in agreed.hers.text()


def test_a_size_that_she_does_not_read_keeps_the_answer_of_the_employee(world: World) -> None:
    agreed = shared(world)
    with world.begin_work(world.house.nils.actor) as work:
        case, _way = hold_enrolment(work, agreed.sent.case_id)
        due = local_date(work.now) + timedelta(days=DAYS)
        word_action(work, case, agreed.action_id, Wanted(TEXT, Owner.SUPERVISOR, due, Size.ONGOING))
    (row,) = world.rows("agreed_action")
    assert row["release"] == "yes" and row["revision"] == 2
