"""Signed-in people: sessions begun by the product's own means, and the requests of their browsers."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, session
from flask_login import login_user
from flask_wtf.csrf import generate_csrf

from bench.full_calendar import a_person
from bench.load import Request
from bench.servers import HOST
from support.people.sessions import sign_in_employee
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor, Role
from support.web.access import SignedIn

_AT_ONCE = 200


@dataclass(frozen=True)
class Person:
    """One signed-in browser: its cookie, and the token that its forms carry."""

    cookie: str
    token: str

    def gets(self, path: str, status: int = 200) -> Request:
        """The request that opens a page."""
        return self._request("GET", path, "", status)

    def posts(self, path: str, status: int, **fields: str) -> Request:
        """The request that sends a form."""
        return self._request("POST", path, urlencode({"csrf_token": self.token, **fields}), status)

    def _request(self, method: str, path: str, body: str, status: int) -> Request:
        lines = (
            f"{method} {path} HTTP/1.1",
            f"Host: {HOST}",
            f"Cookie: {self.cookie}",
            "Accept-Language: fi",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        )
        return Request(("\r\n".join(lines) + "\r\n\r\n" + body).encode(), status)


def people(app: Flask, employer_id: str, numbers: Iterable[int]) -> list[Person]:
    """One person with an open case and a session for each number."""
    begin_work: BeginWork = app.extensions["begin_work"]
    left, found = list(numbers), []
    while left:
        now, left = left[:_AT_ONCE], left[_AT_ONCE:]
        with begin_work(Actor.visitor()) as work:
            for number in now:
                employee_id, _ = a_person(work, employer_id, number)
                found.append((employee_id, sign_in_employee(work, employee_id)))
    return [browser_of(app, employee_id, token) for employee_id, token in found]


def browser_of(app: Flask, employee_id: str, token: str) -> Person:
    """The browser of an employee whose session has this token."""
    with app.test_request_context():
        login_user(SignedIn(token, Actor(Role.EMPLOYEE, employee_id), "", Role.EMPLOYEE.value))
        form_token = generate_csrf()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # the one that comes with Flask
        return Person(f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(dict(session))}", form_token)
