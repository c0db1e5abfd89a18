"""What is looked up of one supervisor is of her alone, however many others there are."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import update

from support.booking.coaching_models import Coaching
from support.booking.coaching_queries import does_any_stand, talks_for_supervisor
from support.booking.meeting_models import Meeting
from support.booking.meeting_queries import meetings_for_supervisor
from support.consent import queries
from support.consent.actions import ask_consent
from support.consent.loading import present_wording
from support.consent.models import Consent
from support.consent.receipt_queries import open_rows
from support.consent.rules.fact_code import FactCode
from support.people.supervisor_actions import forget_supervisors_of
from support.people.supervisor_models import SupervisorLink
from support.people.supervisor_queries import is_supervisor_now, links_of_supervisor
from support.vocabulary.actor import Actor, Role
from tests.builders import LOOKER, SECOND, SentCase, World, a_sent_case
from tests.coaching import booked
from tests.meetings import agreed
from tests.rows_read import read_meanwhile
from tests.supervisors import give, given, named, take_back

_OTHER_NUMBER = "+358 00 000 009"


@dataclass(frozen=True)
class Hers:
    """Somebody who lets a supervisor of her own know something."""

    sent: SentCase
    link_id: str
    supervisor: Actor


@pytest.fixture
def pairs(world: World) -> tuple[Hers, Hers]:
    """Two employees, each with another supervisor, who is let know of meetings and of what she is to do."""
    first = given(world, FactCode.F1, FactCode.F2)
    return _hers(world, first), _another(world)


def test_what_holds_is_what_was_given_to_her(pairs: tuple[Hers, Hers], world: World) -> None:
    one, other = pairs
    with world.begin_work(LOOKER) as work:
        assert {row.case_id for row in queries.granted_of_link(work, one.link_id)} == {one.sent.case_id}
        assert queries.rows_in_force(work, one.sent.case_id, one.link_id)
        assert queries.rows_in_force(work, one.sent.case_id, other.link_id) == []
        assert {row.supervisor_link_id for row in open_rows(work, one.link_id)} == {one.link_id}


def test_what_was_asked_for_was_asked_for_one(pairs: tuple[Hers, Hers], world: World) -> None:
    one, other = pairs
    nurse = world.nurse(world.house.nils)
    nurse.post(f"/cases/{one.sent.case_id}/claim")
    with world.begin_work(world.house.nils.actor) as work:
        ask_consent(work, one.sent.case_id, [FactCode.F3], present_wording().version)
        assert queries.row_asked_for(work, one.sent.case_id, one.link_id)
        assert queries.row_asked_for(work, one.sent.case_id, other.link_id) is None


def test_what_was_taken_back_was_taken_back_from_one(pairs: tuple[Hers, Hers], world: World) -> None:
    one, other = pairs
    take_back(one.sent.browser, FactCode.F2)
    with world.begin_work.to_read(LOOKER) as look:
        assert queries.facts_taken_back(look, one.link_id) == {FactCode.F1, FactCode.F2}
        assert queries.facts_taken_back(look, other.link_id) == frozenset()


def test_what_has_run_out_has_run_out_for_one(pairs: tuple[Hers, Hers], world: World) -> None:
    one, other = pairs
    with world.begin_work(LOOKER) as work:
        of_one = update(Consent).where(Consent.supervisor_link_id == one.link_id)
        work.session.execute(of_one.values(valid_until=work.now - timedelta(minutes=1)))
        assert queries.has_run_out(work, one.link_id)
        assert not queries.has_run_out(work, other.link_id)


def test_nothing_that_was_given_to_another_is_even_read(pairs: tuple[Hers, Hers], world: World) -> None:
    one, _other = pairs
    with read_meanwhile(Consent) as read, world.begin_work.to_read(one.supervisor) as look:
        assert [link.id for link, _told in queries.told_by_link(look, one.supervisor.id or "")] == [
            one.link_id
        ]
    assert {consent.seen().supervisor_link_id for consent in read} == {one.link_id}


def test_no_meeting_of_another_is_even_read(world: World) -> None:
    found, _browser = agreed(world)
    other = _another(world)
    with read_meanwhile(Meeting) as read, world.begin_work.to_read(other.supervisor) as look:
        assert meetings_for_supervisor(look) == []
    assert read == []
    with (
        read_meanwhile(Meeting) as read,
        world.begin_work.to_read(_hers(world, found.sent).supervisor) as look,
    ):
        assert [one.id for one in meetings_for_supervisor(look)] == [found.meeting_id]
    assert len(read) == 1
    herself = _hers(world, found.sent).supervisor
    with world.begin_work.to_read(Actor(Role.EMPLOYEE, herself.id, herself.employers)) as look:
        assert meetings_for_supervisor(look) == []


def test_a_talk_stands_for_the_supervisor_who_was_offered_it(world: World) -> None:
    talk = booked(world)
    other = _another(world)
    with world.begin_work.to_read(LOOKER) as look:
        assert does_any_stand(look, _hers(world, talk.sent).link_id)
        assert not does_any_stand(look, other.link_id)
    with read_meanwhile(Coaching) as read, world.begin_work.to_read(other.supervisor) as look:
        assert talks_for_supervisor(look) == []
    assert read == []


def test_a_link_that_never_was_goes_on_for_nobody(world: World) -> None:
    with world.begin_work.to_read(LOOKER) as look:
        assert not is_supervisor_now(look, "x" * 22)


def test_who_is_not_the_supervisor_yet_or_not_any_more_is_none_now(
    pairs: tuple[Hers, Hers], world: World
) -> None:
    one, other = pairs
    with world.begin_work(LOOKER) as work:
        rows = {row.id: row for row in work.session.query(SupervisorLink)}
        rows[one.link_id].ended_at = work.now
        rows[other.link_id].began_at = work.now + timedelta(minutes=1)
        work.session.flush()
        for each in pairs:
            assert not is_supervisor_now(work, each.link_id)
            assert links_of_supervisor(work, each.supervisor.id or "") == []


def test_whom_nobody_names_any_more_is_forgotten_beside_others_who_are_named(
    pairs: tuple[Hers, Hers], world: World
) -> None:
    one, other = pairs
    with world.begin_work(LOOKER) as work:
        forget_supervisors_of(work, one.sent.employee_id)
    assert [row["id"] for row in world.rows("employee", hat=Role.SUPERVISOR)] == [other.supervisor.id]


def _another(world: World) -> Hers:
    sent = named(world, a_sent_case(world, contact=SECOND), number=_OTHER_NUMBER)
    give(sent.browser, FactCode.F1, FactCode.F2)
    return _hers(world, sent)


def _hers(world: World, sent: SentCase) -> Hers:
    (link,) = world.rows("supervisor_link", employee_id=sent.employee_id)
    return Hers(sent, str(link["id"]), Actor(Role.SUPERVISOR, str(link["supervisor_id"]), frozenset()))
