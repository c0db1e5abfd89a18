"""Filling an empty database: forty cases, told in the order of their times, through the usual actions."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from support.booking.models import Appointment, OutsideHours
from support.booking.queries import appointment_of
from support.booking.rules.appointment import State as AppointmentState
from support.booking.rules.outside import Choice
from support.cases.alert_queries import open_alert_rows
from support.cases.facts import CaseFacts
from support.cases.queries import queue_for, steps_of
from support.cases.rules.alerts import CALLS, AlertKind
from support.cases.rules.targets import is_late
from support.demo.login_actions import readable_password
from support.demo.logins import login_lines
from support.demo.rules import moment_of
from support.demo.seeding_actions import is_empty, seed
from support.followup.queries import answers_of_case, check_ins_of_case
from support.people.models import Account, Employer, HeldRole, Practitioner, Serves, Unit
from support.people.rules import password_fault
from support.people.stolen_passwords import is_stolen
from support.platform.audit import AuditEntry, Purpose
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import HELSINKI
from support.vocabulary.pathway import Urgency
from tests.conftest import NOW
from tests.demo.people_of_the_demo import NUMBERS, case_of, person_of
from tests.fakes import FixedClock

SATURDAY_NIGHT = datetime(2026, 11, 21, 23, 40, tzinfo=HELSINKI)
MONDAY_AT_OPENING = datetime(2026, 11, 23, 8, 5, tzinfo=HELSINKI)
CHRISTMAS_EVE = datetime(2026, 12, 24, 11, 0, tzinfo=HELSINKI)
AFTER_CLOSING = datetime(2026, 11, 25, 16, 20, tzinfo=HELSINKI)
LONGEST_TALK = timedelta(minutes=90)

# How far each case has come, and how it was decided.
STATES = {
    **dict.fromkeys((1, 2, 4, 5, 6, 7, 9, 22, 23, 24, 25, 27, 35), ("closed", "confirmed")),
    **dict.fromkeys((3, 26, 29, 38), ("closed", "confirmed")),
    **dict.fromkeys((10, 12, 13, 14, 28), ("in_pathway", "overridden")),
    **dict.fromkeys((8, 16, 17, 19, 30, 31, 32, 36), ("in_pathway", "confirmed")),
    **dict.fromkeys((18, 20, 21, 34), ("offered", "confirmed")),
    **dict.fromkeys((33, 37), ("booked", "proposed")),
    **dict.fromkeys((11, 39, 40), ("new", "proposed")),
    15: ("booked", "overridden"),
}


def everything(work: Work) -> Actor:
    employers = frozenset(work.session.execute(select(Employer.id)).scalars())
    return Actor(Role.NURSE, "somebody", employers)


def all_cases(begin_work: BeginWork) -> list[CaseFacts]:
    with begin_work.to_read(Actor.operator()) as look:
        look.actor = everything(look)
        return queue_for(look)


def test_a_database_is_empty_until_it_is_filled(begin_work: BeginWork, seeded: BeginWork) -> None:
    assert is_empty(begin_work)
    assert login_lines(begin_work) == []
    assert not is_empty(seeded)


def test_a_filled_database_is_left_alone(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        before = look.session.execute(select(func.count(AuditEntry.id))).scalar_one()
    seed(seeded)
    with seeded.to_read(Actor.operator()) as look:
        assert look.session.execute(select(func.count(AuditEntry.id))).scalar_one() == before


def test_the_queue_shows_those_whose_case_is_open(seeded: BeginWork) -> None:
    cases = all_cases(seeded)
    assert len(cases) == sum(state != "closed" for state, _ in STATES.values()) == 23
    assert {case.suggested_urgency for case in cases} == set(Urgency)


@pytest.mark.parametrize("now", [SATURDAY_NIGHT, MONDAY_AT_OPENING, CHRISTMAS_EVE, AFTER_CLOSING])
def test_whenever_the_demo_is_filled_nobody_waits_too_long_and_nothing_lies_ahead(
    begin_work: BeginWork, clock: FixedClock, now: datetime
) -> None:
    clock.set(now)
    seed(begin_work)
    waiting = [case for case in all_cases(begin_work) if case.awaited_by is not None]
    assert [case.short_code for case in waiting if is_late(case.awaited_by, now)] == []
    with begin_work.to_read(Actor.operator()) as look:
        assert look.session.execute(select(func.max(AuditEntry.at))).scalar_one() <= now
        live = select(Appointment.starts_at).where(Appointment.state == AppointmentState.CONFIRMED)
        starts = list(look.session.execute(live).scalars())
    assert len(starts) > 5
    # Of one that has just begun nobody can say yet how it went.
    assert all(start > now - LONGEST_TALK for start in starts)


def test_the_record_tells_everything_in_the_order_of_time(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        times = list(look.session.execute(select(AuditEntry.at).order_by(AuditEntry.id)).scalars())
    assert times == sorted(times)


@pytest.mark.parametrize(("number", "standing"), sorted(STATES.items()))
def test_each_case_has_come_as_far_as_its_story(
    seeded: BeginWork, number: int, standing: tuple[str, str]
) -> None:
    with seeded.to_read(Actor.operator()) as look:
        case = case_of(look, number)
    assert (case.state.value, case.decision) == standing


def test_whoever_waits_for_a_call_now_has_an_open_alert(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        waiting = {number for number in STATES if open_alert_rows(look, case_of(look, number).id, CALLS)}
    assert waiting == {11}


def test_two_calls_without_an_answer_have_an_alert_of_their_own(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        asked = [AlertKind.NO_ANSWER]
        waiting = {number for number in STATES if open_alert_rows(look, case_of(look, number).id, asked)}
    assert waiting == {18}


def test_one_is_better_one_worse_and_one_silent(seeded: BeginWork) -> None:
    with seeded(Actor.operator()) as work:
        check_ins = {number: check_ins_of_case(work, case_of(work, number).id) for number in (38, 39, 40)}
        said = {
            number: [
                given.scale or 0
                for given in answers_of_case(work, case_of(work, number).id, Purpose.CASE_PAGE).values()
            ]
            for number in check_ins
        }
        worse = open_alert_rows(work, case_of(work, 39).id, [AlertKind.SAFETY_CHECKIN])
    assert {number: sorted(scales) for number, scales in said.items()} == {38: [6, 6, 8], 39: [4, 7], 40: []}
    assert len(worse) == 1


def test_whoever_has_a_time_has_it_with_somebody_who_speaks_her_language(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        people = [person_of(look, number) for number in NUMBERS]
        times = [(one.story, appointment_of(look, one.employee_id)) for one in people]
        pairs = [
            (story.language.value, look.session.get_one(Practitioner, booked.practitioner_id).languages)
            for story, booked in times
            if booked is not None
        ]
    assert len(pairs) > 5
    assert [language for language, spoken in pairs if language not in spoken] == []


def test_a_case_is_held_by_somebody_who_serves_its_employer(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        served = {
            tuple(row) for row in look.session.execute(select(Serves.practitioner_id, Serves.employer_id))
        }
    held = [(case.claimed_by, case.employer_id) for case in all_cases(seeded) if case.claimed_by]
    assert len(held) > 15
    assert set(held) <= served


def test_notes_of_the_nurse_can_be_read_by_the_nurse(seeded: BeginWork) -> None:
    with seeded(Actor.operator()) as work:
        notes = [step.text for step in steps_of(work, case_of(work, 12).id) if step.text]
    assert len(notes) == 2
    assert "klo 9–10" in notes[-1]


def test_the_organisation_is_the_one_of_the_domain_model(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        served = select(Employer).where(Employer.group_id.is_not(None))
        assert sum(one.headcount for one in look.session.execute(served).scalars()) == 4880
        outside = select(Employer.code).where(Employer.group_id.is_(None))
        assert list(look.session.execute(outside).scalars()) == ["MM"]
        for employer in look.session.execute(served).scalars():
            units = select(func.sum(Unit.headcount)).where(Unit.employer_id == employer.id)
            assert look.session.execute(units).scalar() == employer.headcount


def test_whoever_has_a_time_in_the_leave_of_the_psychologist_is_to_be_called(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        ask = select(Appointment.employee_id).join(OutsideHours)
        called = set(look.session.execute(ask.where(OutsideHours.choice == Choice.CALL)).scalars())
        assert called == {person_of(look, number).employee_id for number in (28, 32)}


def test_everybody_of_the_staff_can_sign_in(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        ready = select(HeldRole.role).join(Account).where(Account.activated_at.is_not(None))
        assert sorted(look.session.execute(ready).scalars()) == [Role.ADMIN, *[Role.NURSE] * 9]


def test_the_lines_say_who_can_sign_in_and_where_the_codes_are(seeded: BeginWork) -> None:
    lines = "\n".join(login_lines(seeded))
    assert all(name in lines for name in ("hilkka@", "jonas@", "tiina@", "raija@", "/staff/sign-in", "/demo"))
    assert all(number in lines for number in ("+358 00 000 033", "+358 00 000 037", "+358 00 000 065"))


def test_passwords_are_long_enough_and_never_the_same() -> None:
    passwords = {readable_password() for _ in range(50)}
    assert len(passwords) == 50
    assert not any(map(is_stolen, passwords))
    assert {password_fault(one, "Hilkka Saarelma", "", stolen=False) for one in passwords} == {None}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_case_was_opened_when_its_story_says(seeded: BeginWork, number: int) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, number)
    assert person.case.opened_at == moment_of(person.story.began, NOW)
