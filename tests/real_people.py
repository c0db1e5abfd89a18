"""People whose browsers talk to a real server."""

from flask import Flask, session
from flask_login import login_user

from support.cases.opening_actions import Need, open_case
from support.people.employee_actions import ContactData, register_employee
from support.people.sessions import sign_in_employee
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor, Role
from support.vocabulary.language import Language
from support.vocabulary.pathway import BRIEF_SUPPORT, Urgency
from support.web.access import SignedIn
from tests.people_of_the_tests import House


def signed_in_person(app: Flask, house: House, number: int) -> str:
    """Register one employee with an open case and sign her in by the product's own means; her cookie."""
    begin_work: BeginWork = app.extensions["begin_work"]
    contact = ContactData(
        f"Aino {number}", f"+3580000000{number:02d}", True, house.hiljasalo, house.unit, Language.FI
    )
    with begin_work(Actor.visitor()) as work:
        employee = register_employee(work, contact, number_confirmed=True)
        need = Need(Urgency.ROUTINE, BRIEF_SUPPORT, safety=False, flags=())
        open_case(
            work, employee_id=employee.id, employer_id=house.hiljasalo, key_id=work.new_key(), need=need
        )
        token = sign_in_employee(work, employee.id)
    with app.test_request_context():
        login_user(SignedIn(token, Actor(Role.EMPLOYEE, employee.id), "", Role.EMPLOYEE.value))
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # the one that comes with Flask
        return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(dict(session))}"
