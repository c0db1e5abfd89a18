"""For every choice of permissions, the pages of a supervisor show what these release and nothing more."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import update

from support.booking.attendance_actions import say_how_it_went
from support.booking.meeting_models import Meeting
from support.booking.rules import three_party
from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import State
from support.pathways.agreement_actions import Wanted, change_action, write_action
from support.pathways.enrolment_actions import answer_invitation, end_enrolment, enrol
from support.pathways.rules.agreed_action import Move, Owner
from support.pathways.rules.completion import End
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import local_date
from tests.agreed import OTHERS, TEXT, says, written
from tests.bare import bare
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, World
from tests.counts import LONG
from tests.meetings import AGENDA, Arranged, agreed
from tests.settings import ADDRESS
from tests.supervisors import give, given, link_in_the_last_message, signed_in_by
from tests.ways import herself

ARRANGEMENT = "Etätyö keskiviikkoisin."
SUBSETS = [frozenset(fact for n, fact in enumerate(FactCode) if mask >> n & 1) for mask in range(2**8)]
# One alone, one missing, none, all, and some of the others; every one of the 256 with LONG=1.
SOME = sorted({*(2**n for n in range(8)), *(255 - 2**n for n in range(8)), 0, 255, *range(3, 255, 23)})
TRIED = SUBSETS if LONG else [SUBSETS[mask] for mask in SOME]
NOTHING = "There is nothing for you here now"
ABOUT_SESSIONS = ("one-to-one talk", "nurse call", "physician", "Nils", "video", "missed", "cancelled")


@dataclass(frozen=True)
class Full:
    """A supervisor of whose employee all exists that could be told."""

    found: Arranged
    hers: Browser


@pytest.fixture
def full(world: World) -> Full:
    """An agreed meeting after one that was held, her action, another's, and an arrangement, all released."""
    found, hers = agreed(world, on_path=True)
    give(found.own, *(set(FactCode) - {FactCode.F1}))
    written(world, found.sent)
    others = written(world, found.sent, OTHERS, Owner.EMPLOYEE)
    with world.begin_work(world.house.nils.actor) as work:
        until = local_date(work.now) + timedelta(days=60)
        wanted = Wanted(ARRANGEMENT, Owner.PROVIDER, until, is_arrangement=True)
        write_action(work, found.sent.case_id, wanted)
        change_action(work, found.sent.case_id, others, Move.START, "")
        _hold_one_before(work, found.meeting_id)
    for row in world.rows("agreed_action"):
        says(found.sent, str(row["id"]))
    return Full(found, hers)


def _hold_one_before(work: Work, meeting_id: str) -> None:
    present = work.session.get_one(Meeting, meeting_id)
    columns = {column.name: getattr(present, column.name) for column in Meeting.__table__.columns}
    past = {
        "id": work.new_id(),
        "state": three_party.State.ATTENDED,
        "supervisor_link_id": None,
        "appointment_id": None,
        "starts_at": work.now - timedelta(days=7),
        "ended_at": work.now - timedelta(days=7),
    }
    work.session.add(Meeting(**{**columns, **past}))


def _let_know(world: World, facts: frozenset[FactCode]) -> None:
    """Exactly these hold, as if she had given no others."""
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Consent).values(state=State.REVOKED, ended_at=work.now))
        if facts:
            first = min(str(row["id"]) for row in world.rows("consent"))
            values = {"state": State.GRANTED, "facts": tuple(sorted(facts)), "ended_at": None}
            work.session.execute(update(Consent).where(Consent.id == first).values(**values))


def _expected(facts: frozenset[FactCode], meeting_id: str) -> dict[str, bool]:
    """Words on her first page, and whether they may and must stand there."""
    others = FactCode.F3 in facts
    return {
        meeting_id: FactCode.F1 in facts,
        TEXT: FactCode.F2 in facts,
        OTHERS: others,
        "Going on": others and FactCode.F5 in facts,
        "Holds until": FactCode.F4 in facts,
        ARRANGEMENT: others or FactCode.F4 in facts,
        "Away from work": FactCode.F6 in facts,
        "You look together at how it has gone": FactCode.F7 in facts,
        "Ask how work is going": FactCode.F8 in facts,
        NOTHING: not facts - {FactCode.F1} and FactCode.F1 not in facts,
        "Aino": bool(facts),
    }


def test_whatever_is_chosen_exactly_that_stands_on_her_pages(full: Full, world: World) -> None:
    _let_know(world, frozenset())
    full.hers.get("/supervisor")
    of_nobody = bare(full.hers)
    for facts in TRIED:
        _let_know(world, facts)
        full.hers.get("/supervisor")
        page = full.hers.html()
        shown = {words: words in page for words in _expected(facts, full.found.meeting_id)}
        assert shown == _expected(facts, full.found.meeting_id), sorted(facts)
        assert (bare(full.hers) == of_nobody) is (not facts), sorted(facts)
        meeting = full.hers.get(full.found.for_supervisor)
        assert (meeting.status_code == 200) is (FactCode.F1 in facts)
        assert (AGENDA.partition("\n")[0] in full.hers.html()) is (FactCode.F1 in facts)


def test_an_absence_is_a_day_and_from_when_until_when(full: Full, world: World) -> None:
    _let_know(world, frozenset({FactCode.F6}))
    full.hers.get("/supervisor")
    inside = full.hers.html().partition("Away from work")[2].partition("</ul>")[0]
    live = [row for row in world.rows("appointment", state="confirmed")]
    assert inside.count("<li>") == len(live) > 0
    for words in ABOUT_SESSIONS:
        assert words not in inside, words


@pytest.mark.parametrize("came", [True, False])
def test_whether_she_came_changes_no_absence_before_its_end(came: bool, world: World) -> None:
    sent = given(world, FactCode.F6, FactCode.F8)
    link = link_in_the_last_message(world)
    (booked,) = world.rows("appointment", case_id=sent.case_id)
    world.clock.set(booked["starts_at"] + timedelta(minutes=10))
    hers = signed_in_by(world, link)
    hers.get("/supervisor")
    before = bare(hers)
    assert "Away from work" in before
    who = Actor(Role.NURSE, booked["practitioner_id"], world.house.nils.actor.employers)
    with world.begin_work(who) as work:
        say_how_it_went(work, booked["id"], came=came, my_support_url=ADDRESS)
    hers.get("/supervisor")
    assert bare(hers) == before


def test_an_absence_beyond_what_she_may_know_and_one_that_is_over_are_not_there(
    full: Full, world: World
) -> None:
    _let_know(world, frozenset({FactCode.F6}))
    with world.begin_work(LOOKER) as work:
        soon = work.now + timedelta(minutes=5)
        work.session.execute(update(Consent).where(Consent.state == State.GRANTED).values(valid_until=soon))
    full.hers.get("/supervisor")
    assert "Away from work" not in full.hers.html()


def test_an_arrangement_that_is_over_is_told_no_more(full: Full, world: World) -> None:
    _let_know(world, frozenset({FactCode.F4}))
    full.hers.get("/supervisor")
    assert ARRANGEMENT in full.hers.html() and "Occupational health care ·" not in full.hers.text()
    (row,) = [row for row in world.rows("agreed_action") if row["is_arrangement"]]
    with world.begin_work(world.house.nils.actor) as work:
        change_action(work, full.found.sent.case_id, str(row["id"]), Move.CANCEL, "")
    full.hers.get("/supervisor")
    assert ARRANGEMENT not in full.hers.html()


def test_that_the_support_has_ended_is_told_without_how(full: Full, world: World) -> None:
    _let_know(world, frozenset({FactCode.F7}))
    full.hers.get("/supervisor")
    assert "The support has ended." not in full.hers.text()
    nurse = full.found.nurse
    nurse.get(f"/cases/{full.found.sent.case_id}/talks")
    nurse.post(f"/cases/{full.found.sent.case_id}/talks/end", end="withdrawn", end_reason="Ei halua jatkaa.")
    full.hers.get("/supervisor")
    assert "The support has ended." in full.hers.text()
    assert "Ei halua" not in full.hers.html()


def test_what_is_offered_after_the_end_and_declined_changes_nothing_that_she_reads(
    full: Full, world: World
) -> None:
    _let_know(world, frozenset({FactCode.F7}))
    sent = full.found.sent
    with world.begin_work(world.house.nils.actor) as work:
        end_enrolment(work, sent.case_id, End.WITHDRAWN, "Ei halua jatkaa.")
    full.hers.get("/supervisor")
    ended = bare(full.hers)
    assert "The support has ended." in full.hers.text()
    with world.begin_work(world.house.nils.actor) as work:
        enrol(work, sent.case_id, has_accepted=False)
    full.hers.get("/supervisor")
    assert bare(full.hers) == ended
    with world.begin_work(herself(sent)) as work:
        answer_invitation(work, accepts=False)
    full.hers.get("/supervisor")
    assert bare(full.hers) == ended


def test_a_follow_up_that_is_over_is_told_no_more(full: Full, world: World) -> None:
    _let_know(world, frozenset({FactCode.F7}))
    full.hers.get("/supervisor")
    assert "You look together at how it has gone" in full.hers.text()
    with world.begin_work(LOOKER) as work:
        ahead = Meeting.state == three_party.State.CONFIRMED
        work.session.execute(update(Meeting).where(ahead).values(starts_at=work.now - timedelta(hours=3)))
    full.hers.get("/supervisor")
    assert "You look together at how it has gone" not in full.hers.text()
