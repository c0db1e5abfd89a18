"""The six people of the matrix: each with a case, a time, a meeting, an action and a talk."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import update

from support.booking.coaching_models import Coaching
from support.booking.rules.coaching import OFFER_LIVES, State
from support.cases.alert_actions import raise_alert
from support.cases.correction_actions import ask_correction
from support.cases.rules.alerts import AlertKind
from support.cases.rules.correction import About
from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode
from support.pathways.agreement_actions import Wanted, write_action
from support.pathways.goal_actions import agree_goal
from support.pathways.meeting_actions import Meeting, note_held
from support.pathways.rules.agreed_action import Owner
from support.people.supervisor_queries import supervisor_link_of
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import local_date
from tests.agreed import says
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import LOOKER, SentCase, World, a_sent_case, slots_on
from tests.hands import choices
from tests.meetings import AGENDA, DRAFT
from tests.people_of_the_tests import Staff
from tests.supervisors import give, named, take_back
from tests.ways import way_of

SIIRIS, TIINAS = "+358 00 000 007", "+358 00 000 008"
_FACTS = (FactCode.F1, FactCode.F2, FactCode.F3)
Afterwards = Callable[[World, SentCase, Browser], None]


@dataclass(frozen=True)
class Told:
    """One person as she is made: who holds her case, what number her supervisor has, what then."""

    name: str
    phone: str
    nurse: str
    supervisor: str
    then: Afterwards


def a_person(world: World, told: Told, unit: str, nurse: Browser) -> SentCase:
    """Somebody with everything that can be asked for by an id, and with what became of it."""
    staff: Staff = getattr(world.house, told.nurse)
    sent = _with_a_time(world, told, unit, staff)
    named(world, sent, told.supervisor)
    give(sent.browser, *_FACTS)
    desk = f"/cases/{sent.case_id}"
    nurse.get(desk)
    nurse.post(f"{desk}/claim")
    nurse.post(f"{desk}/talks", answer="accepted")
    meeting_id = _invited_to_a_meeting(world, sent, nurse)
    action_id, goal_id = _agreed_with(world, sent, staff)
    (alert,) = world.rows("alert", case_id=sent.case_id)
    coaching_id, correction_id = (
        _booked_by_her_supervisor(world, sent, staff),
        _says_what_is_wrong(world, sent),
    )
    told.then(world, sent, nurse)
    known = {
        "meeting_id": meeting_id,
        "action_id": action_id,
        "goal_id": goal_id,
        "alert_id": str(alert["id"]),
        "coaching_id": coaching_id,
        "correction_id": correction_id,
        "step_id": way_of(world, sent).steps["1"].id,
    }
    return replace(sent, values={**sent.values, **known})


def _with_a_time(world: World, told: Told, unit: str, staff: Staff) -> SentCase:
    contact = {"first_name": told.name, "phone": told.phone, "workplace": unit}
    sent = a_sent_case(world, book=False, contact=contact)
    sent.browser.get("/times?talk=1")
    slot = next(one for one in slots_on(sent.browser.html()) if staff.id in one)
    sent.browser.post("/times?talk=1", slot=slot)
    assert sent.browser.url.startswith("/times/booked/"), sent.browser.text()
    (booked,) = world.rows("appointment", case_id=sent.case_id)
    own = {"appointment_id": str(booked["id"]), "practitioner_id": staff.id}
    return replace(sent, appointment_id=own["appointment_id"], values={**sent.values, **own})


def _invited_to_a_meeting(world: World, sent: SentCase, nurse: Browser) -> str:
    """A meeting whose times are proposed, so that its supervisor may know of it."""
    desk = f"/cases/{sent.case_id}/meeting"
    nurse.get(desk)
    nurse.post(desk, go="send", **DRAFT)
    (row,) = world.rows("three_party_meeting", case_id=sent.case_id)
    own = f"/my/meetings/{row['id']}"
    sent.browser.get(own)
    sent.browser.post(f"{own}/agenda", agenda=AGENDA)
    assert "done=" in sent.browser.url, sent.browser.text()
    nurse.get(desk)
    nurse.post(f"{desk}/times", start=choices(nurse, "start")[:3])
    assert "done=proposed" in nurse.url, nurse.text()
    return str(row["id"])


def _agreed_with(world: World, sent: SentCase, staff: Staff) -> tuple[str, str]:
    """A talk was held, a goal agreed, an action for her supervisor written, which she has let go; its id."""
    with world.begin_work(staff.actor) as work:
        note_held(work, Meeting(f"m{sent.case_id[:20]}", sent.case_id, "one_to_one", work.now, staff.id))
        agree_goal(work, sent.case_id, "Nukun viitenä yönä viikossa.", good_enough=7, value=3)
        due = local_date(work.now) + timedelta(days=14)
        wanted = Wanted("Kokoukset pois aamupäivistä.", Owner.SUPERVISOR, due)
        action_id = write_action(work, sent.case_id, wanted)
        raise_alert(work, sent.case_id, AlertKind.REPLY_TO_READ)
    says(sent, action_id)
    (goal,) = world.rows("goal", case_id=sent.case_id)
    return action_id, str(goal["id"])


def _booked_by_her_supervisor(world: World, sent: SentCase, staff: Staff) -> str:
    """A talk of her supervisor alone with whoever holds her case; its id."""
    (case,) = world.rows("support_case", id=sent.case_id)
    with world.begin_work(LOOKER) as work:
        link = supervisor_link_of(work, sent.employee_id)
        assert link is not None
        row = Coaching(
            id=work.new_id(),
            case_id=sent.case_id,
            supervisor_link_id=link.id,
            supervisor_id=link.supervisor_id,
            employer_id=case["employer_id"],
            practitioner_id=staff.id,
            professions=("nurse",),
            channels=("video",),
            minutes=45,
            state=State.BOOKED,
            offered_at=work.now,
            open_until=work.now + OFFER_LIVES,
            channel="video",
            starts_at=work.now + timedelta(days=20),
            booked_at=work.now,
            changes=1,
        )
        work.session.add(row)
        return row.id


def _says_what_is_wrong(world: World, sent: SentCase) -> str:
    """Something in what is kept of her is wrong; the id of what she said."""
    with world.begin_work(Actor(Role.EMPLOYEE, sent.employee_id)) as work:
        ask_correction(work, About.ANSWERS, "Vastasin väärin.")
    (row,) = world.rows("correction", case_id=sent.case_id)
    return str(row["id"])


def _goes_on(_world: World, _sent: SentCase, _nurse: Browser) -> None:
    """Nothing more happens."""


def _expired(world: World, sent: SentCase, _nurse: Browser) -> None:
    with world.begin_work(LOOKER) as work:
        ended = work.now - timedelta(days=1)
        of_hers = update(Consent).where(Consent.case_id == sent.case_id)
        work.session.execute(of_hers.values(valid_until=ended))


def _withdrawn(_world: World, sent: SentCase, _nurse: Browser) -> None:
    take_back(sent.browser)


def _closed(world: World, sent: SentCase, nurse: Browser) -> None:
    nurse.get(f"/cases/{sent.case_id}")
    nurse.post(f"/cases/{sent.case_id}/close", close_reason="completed")
    (case,) = world.rows("support_case", id=sent.case_id)
    assert case["closed_at"], nurse.text()


PEOPLE = (
    Told("Aino", PHONE, "nils", SIIRIS, _goes_on),
    Told("Veera", "+358 00 000 002", "nina", PHONE, _goes_on),
    Told("Kaisa", "+358 00 000 003", "outi", TIINAS, _goes_on),
    Told("Eeva", "+358 00 000 004", "nils", SIIRIS, _expired),
    Told("Viivi", "+358 00 000 005", "nils", SIIRIS, _withdrawn),
    Told("Katri", "+358 00 000 006", "nils", SIIRIS, _closed),
)
