"""The demo page: what would have been sent, and how the invented people sign in. Never in production."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from config import Environment, Settings
from support.app import create_app
from support.demo.logins import login_lines
from support.demo.seeding_actions import seed
from support.platform.audit import AuditEntry
from support.platform.begin_work import BeginWork
from support.platform.database import db
from support.vocabulary.actor import Actor
from support.vocabulary.phone import in_groups
from tests.browser_of_the_tests import Browser


@pytest.fixture
def visitor(app: Flask, begin_work: BeginWork) -> Browser:
    """Somebody who looks at the filled demo."""
    seed(begin_work)
    return Browser(app, "en")


def test_the_page_shows_the_messages_of_those_who_have_a_time(visitor: Browser) -> None:
    assert visitor.get("/demo").status_code == 200
    page = visitor.html()
    assert all(in_groups(f"+358000000{number}") in page for number in (15, 33, 37))
    assert "+358 00 000 012" not in page
    # Beside the three confirmations seven times somebody was asked how she is.
    assert page.count('class="sms"') == 10


def test_the_page_opens_before_the_demo_is_filled(app: Flask) -> None:
    assert Browser(app).get("/demo").status_code == 200


def test_looking_at_the_page_is_recorded(visitor: Browser, begin_work: BeginWork) -> None:
    visitor.get("/demo")
    with begin_work.to_read(Actor.operator()) as look:
        readers = select(AuditEntry.actor_id).where(AuditEntry.detail.endswith(": demo page"))
        assert set(look.session.execute(readers).scalars()) == {"demo page"}


def test_a_nurse_signs_in_with_what_the_page_says(visitor: Browser) -> None:
    visitor.get("/demo")
    found = re.search(r"jonas@ulappa\.example<br>([a-z-]+)</p>.*?num\">(\d{3} \d{3})<", visitor.html())
    assert found is not None
    password, code = found.groups()
    visitor.get("/staff/sign-in")
    visitor.post(email="jonas@ulappa.example", password=password)
    visitor.post(code=code)
    assert visitor.url.startswith("/queue")
    assert "Jari-Pekka" in visitor.html()


def test_an_employee_signs_in_with_the_code_that_the_page_shows(
    visitor: Browser, begin_work: BeginWork
) -> None:
    number = next(line.split("  ")[1] for line in login_lines(begin_work) if "Nea" in line)
    visitor.get("/sign-in")
    visitor.post(phone=number)
    page = Browser(visitor.client.application, "en")
    page.get("/demo")
    code = re.search(r"\b(\d{6})\b", page.html().partition("Text messages")[2])
    assert code is not None
    visitor.post(code=code.group(1))
    assert visitor.url.startswith("/my")


def test_in_production_there_is_no_such_page(settings: Settings) -> None:
    app = create_app(replace(settings, environment=Environment.PRODUCTION))
    assert app.test_client().get("/demo").status_code == 404
    with app.app_context():
        db.engine.dispose()
