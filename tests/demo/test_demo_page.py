"""The demo page: what would have been sent, and how the invented people sign in. Never in production."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from config import Environment, Settings
from support.app import create_app
from support.demo.cases import all_stories
from support.demo.logins import login_lines
from support.platform.audit import AuditEntry
from support.platform.database import db
from support.vocabulary.actor import Actor
from support.vocabulary.phone import in_groups
from tests.browser_of_the_tests import Browser
from tests.demo.conftest import works_of


@pytest.fixture
def visitor(demo_app: Flask) -> Browser:
    """Somebody who looks at the filled demo."""
    return Browser(demo_app, "en")


def test_the_page_shows_the_newest_messages_with_the_names_of_those_who_got_them(visitor: Browser) -> None:
    assert visitor.get("/demo").status_code == 200
    page = visitor.html()
    assert page.count('class="sms"') == 30
    assert f"Oskar · {in_groups('+35800000015')} ·" in page
    assert f"{in_groups('+35800000012')} ·" not in page


def test_the_page_tells_everybody_who_can_sign_in_each_in_a_group(visitor: Browser) -> None:
    visitor.get("/demo")
    page = visitor.html()
    assert page.count("<details") == 9
    assert page.count("<details open") == 1
    assert all(in_groups(story.phone) in page for story in all_stories() if story.number not in (11, 12))
    assert "Merja Koskinummi" in page


def test_the_page_opens_before_the_demo_is_filled(app: Flask) -> None:
    assert Browser(app).get("/demo").status_code == 200


def test_looking_at_the_page_is_recorded(visitor: Browser, demo_app: Flask) -> None:
    visitor.get("/demo")
    with works_of(demo_app).to_read(Actor.operator()) as look:
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


def test_an_employee_signs_in_with_the_code_that_the_page_shows(visitor: Browser, demo_app: Flask) -> None:
    number = next(line.split("  ")[1] for line in login_lines(works_of(demo_app)) if "Nea" in line)
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
