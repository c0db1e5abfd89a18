"""People whose browsers talk to a real server."""

from flask import Flask

from bench.people import browser_of
from support.people.sessions import sign_in_employee
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from tests.people_of_the_tests import House, an_employee_with_a_case


def signed_in_person(app: Flask, house: House, number: int) -> str:
    """Register one employee with an open case and sign her in by the product's own means; her cookie."""
    return registered_person(app, house, number)[1]


def registered_person(app: Flask, house: House, number: int) -> tuple[str, str]:
    """As `signed_in_person`; her id and her cookie."""
    begin_work: BeginWork = app.extensions["begin_work"]
    with begin_work(Actor.visitor()) as work:
        employee_id = an_employee_with_a_case(work, house, number)
        token = sign_in_employee(work, employee_id)
    return employee_id, browser_of(app, employee_id, token).cookie
