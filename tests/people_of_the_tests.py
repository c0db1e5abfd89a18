"""A small provider: Nils and Nina serve the municipality, Outi, a stranger to it, only the ministry."""

from dataclasses import dataclass
from datetime import date

import pyotp

from support.booking.calendar_actions import hold_hours
from support.booking.models import Availability
from support.cases.opening_actions import Need, open_case
from support.people.employee_actions import ContactData, register_employee
from support.people.models import Employer, EmployerGroup, Practitioner, Serves, ServiceTeam, Unit
from support.people.staff_actions import accept_invitation, hash_password, invite, offered_totp_secret
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.language import Language
from support.vocabulary.pathway import BRIEF_SUPPORT, Urgency
from tests.browser_of_the_tests import Browser

PASSWORD = "kaksi hiljaista soutajaa"
_STORED = hash_password(PASSWORD)
WEEK = range(5)


@dataclass(frozen=True)
class Staff:
    """One who can sign in."""

    id: str
    email: str
    secret: str
    employers: frozenset[str]

    @property
    def actor(self) -> Actor:
        """The nurse as an actor."""
        return Actor(Role.NURSE, self.id, self.employers)


@dataclass(frozen=True)
class House:
    """The provider of the tests."""

    hiljasalo: str
    unit: str
    ministry: str
    nils: Staff
    nina: Staff
    outi: Staff
    psychologist: str


def a_house(begin_work: BeginWork) -> House:
    """Make the provider with everybody in it."""
    with begin_work(Actor.operator()) as work:
        team = ServiceTeam(id=work.new_id(), name="Rantakaari", phone="09 000 0001")
        work.session.add(team)
        work.session.flush()
        hiljasalo, unit = _an_employer(work, team.id, "HS", "Hiljasalon kunta", "Varhaiskasvatus")
        ministry, _ = _an_employer(work, team.id, "MV", "Metsä- ja vesiministeriö", "Vesiosasto")
    nils = _a_nurse(begin_work, team.id, "Nils Nurmi", "nils@ulappa.example", [hiljasalo])
    nina = _a_nurse(begin_work, team.id, "Nina Niemi", "nina@ulappa.example", [hiljasalo])
    outi = _a_nurse(begin_work, team.id, "Outi Ojala", "outi@ulappa.example", [ministry])
    with begin_work(Actor.operator()) as work:
        psychologist = _a_practitioner(work, team.id, "Maarit Oksa", "psychologist")
        _serves(work, psychologist.id, [hiljasalo])
        for one, kinds in ((nils.id, ("nurse_call",)), (psychologist.id, ("one_to_one",))):
            _works_all_week(work, one, kinds)
    return House(hiljasalo, unit, ministry, nils, nina, outi, psychologist.id)


def say_that_hours_changed(work: Work, house: House) -> None:
    """As the product does: whoever writes past it must say so, or what is kept in memory stays as it was."""
    for one in (house.nils.id, house.nina.id, house.psychologist):
        hold_hours(work, one)


def an_employee_with_a_case(work: Work, house: House, number: int) -> str:
    """Register one employee with an open case that is in no hurry; her id."""
    contact = ContactData(
        f"Aino {number}", f"+35840765{number:04d}", True, house.hiljasalo, house.unit, Language.FI
    )
    employee = register_employee(work, contact, number_confirmed=True)
    need = Need(Urgency.ROUTINE, BRIEF_SUPPORT, safety=False, flags=())
    open_case(work, employee_id=employee.id, employer_id=house.hiljasalo, key_id=work.new_key(), need=need)
    return employee.id


def signed_in(browser: Browser, staff: Staff, clock_now: float) -> Browser:
    """The browser after password and code."""
    browser.get("/staff/sign-in")
    browser.post(email=staff.email, password=PASSWORD)
    browser.post(code=pyotp.TOTP(staff.secret).at(int(clock_now)))
    assert browser.url.startswith("/queue"), browser.text()
    return browser


def _an_employer(work: Work, team_id: str, code: str, name: str, unit_name: str) -> tuple[str, str]:
    group = EmployerGroup(id=work.new_id(), name=f"Ryhmä {code}", team_id=team_id)
    work.session.add(group)
    work.session.flush()
    employer = Employer(
        id=work.new_id(),
        group_id=group.id,
        code=code,
        name_fi=name,
        name_sv=name,
        name_en=name,
        kind="municipality",
        headcount=1180,
        join_code=f"join{code}",
    )
    work.session.add(employer)
    work.session.flush()
    unit = Unit(id=work.new_id(), employer_id=employer.id, name=unit_name, headcount=260)
    work.session.add(unit)
    return employer.id, unit.id


def _a_practitioner(work: Work, team_id: str, name: str, profession: str) -> Practitioner:
    practitioner = Practitioner(
        id=work.new_id(), team_id=team_id, name=name, profession=profession, languages=("fi",)
    )
    work.session.add(practitioner)
    work.session.flush()
    return practitioner


def _serves(work: Work, practitioner_id: str, employers: list[str]) -> None:
    work.session.add_all(Serves(practitioner_id=practitioner_id, employer_id=one) for one in employers)


def _a_nurse(begin_work: BeginWork, team_id: str, name: str, email: str, employers: list[str]) -> Staff:
    with begin_work(Actor.operator()) as work:
        nurse = Practitioner(
            id=work.new_id(), team_id=team_id, name=name, profession="nurse", languages=("fi",)
        )
        token = invite(work, practitioner=nurse, email=email, role=Role.NURSE, employers=employers)
        secret = offered_totp_secret(work, token)
    with begin_work(Actor.visitor()) as work:
        # The step before the present one, so that the present code can still be used to sign in.
        earlier = pyotp.TOTP(secret).at(int(work.now.timestamp()) - 30)
        assert accept_invitation(work, token, stored_password=_STORED, code=earlier)
    return Staff(nurse.id, email, secret, frozenset(employers))


def _works_all_week(work: Work, practitioner_id: str, kinds: tuple[str, ...]) -> None:
    for weekday in WEEK:
        work.session.add(
            Availability(
                id=work.new_id(),
                practitioner_id=practitioner_id,
                weekday=weekday,
                from_minute=9 * 60,
                to_minute=15 * 60,
                kinds=kinds,
                channels=("phone", "video"),
                valid_from=date(2026, 1, 1),
            )
        )
