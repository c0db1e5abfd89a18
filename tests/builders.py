"""Ready-made situations: a visit, a sent case, a nurse who holds it; and every address of the application."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Table, inspect, select
from werkzeug.routing import Rule

from support.booking.calendar_actions import hold_hours
from support.booking.models import BookingTerms
from support.booking.rules.hours import Terms
from support.jobs import JOBS, run_job
from support.people.models import SignIn
from support.people.session_queries import session_ref
from support.platform.begin_work import BeginWork
from support.platform.database import Base
from support.vocabulary.actor import Actor
from support.web.cookies import phone_cookie_name
from tests.browser_of_the_tests import ANSWERS, PHONE, Browser
from tests.fakes import FixedClock, RecordingSender
from tests.kept_moments import Come, Moments
from tests.people_of_the_tests import House, Staff, signed_in
from tests.settings import ADDRESS

LOOKER = Actor.operator()
Answers = Mapping[str, dict[str, list[str]]]
# Another person, as she fills in how she may be reached.
SECOND = {"first_name": "Veera", "phone": "+358 00 000 002"}


@dataclass(frozen=True)
class World:
    """The application with its provider, its clock and what was sent."""

    app: Flask
    begin_work: BeginWork
    clock: FixedClock
    sender: RecordingSender
    house: House
    moments: Moments | None = None

    def browser(self) -> Browser:
        """Somebody's browser; the pages are in English, which needs no catalogue."""
        return Browser(self.app, "en")

    def nurse(self, staff: Staff) -> Browser:
        """A nurse's browser after signing in."""
        return self.come_to(
            ("nurse", staff.id), lambda: signed_in(self.browser(), staff, self.clock.now().timestamp())
        )

    def come_to(self, key: Hashable, make: Callable[[], Come]) -> Come:
        """What `make` comes to; where nobody looks at the way, another test may have gone it before."""
        if self.moments is None or self.moments.is_watched:
            return make()
        return self.moments.come_to(key, make)

    def send_due(self) -> None:
        """Let the worker send what is due."""
        run_job(JOBS[0], self.begin_work, self.sender, ADDRESS)

    def code(self) -> str:
        """The code that was sent last; it leaves before what is in no hurry."""
        self.send_due()
        found = [code for _, text in self.sender.sent for code in re.findall(r"\b\d{6}\b", text)]
        assert found, self.sender.sent
        return str(found[-1])

    def rows(self, table: str, **values: Any) -> list[dict[str, Any]]:
        """The rows of a table in which these columns have these values."""
        found = [dict(row) for row in _rows_of(self.begin_work, Base.metadata.tables[table])]
        return [row for row in found if all(row[name] == value for name, value in values.items())]


@dataclass(frozen=True)
class SentCase:
    """A case that somebody has sent, with her browser; without a booking the appointment is empty."""

    browser: Browser
    case_id: str
    employee_id: str
    appointment_id: str = ""
    values: dict[str, str] = field(default_factory=dict)


def begun(world: World, door: str = "/questions/start") -> Browser:
    """A visit that has just begun, on its first page of questions."""
    browser = world.browser()
    browser.get("/")
    browser.post(door)
    first = re.search(r'href="(/questions/[^"/]+)"', browser.html())
    if first:
        browser.get(first.group(1))
    return browser


def at_page(
    world: World, key: str, door: str = "/questions/start", **answers: dict[str, list[str]]
) -> Browser:
    """A visit that has come to a page of questions."""

    def come() -> Browser:
        browser = begun(world, door)
        browser.answer_until(f"/questions/{key}", **answers)
        return browser

    return world.come_to(("page", key, door, repr(answers)), come)


def at_result(world: World, **answers: dict[str, list[str]]) -> Browser:
    """A visit with every page answered; a card with help on the way is left by its link."""
    return world.come_to(("result", repr(answers)), lambda: _to_result(world, answers))


def _to_result(world: World, answers: Answers) -> Browser:
    browser = begun(world)
    for _ in range(40):
        if "/result" in browser.url:
            return browser
        key = browser.url.rpartition("/")[2]
        browser.post(browser.url, **(answers.get(f"p{key}") or ANSWERS[key]))
        if browser.url.endswith(f"/{key}"):
            browser.get("/questions")
    raise AssertionError(f"never came to the result; the last page was {browser.url}")


def slots_on(html: str) -> list[str]:
    """The free times on a page, as its form sends them."""
    return re.findall(r'name="slot" value="([^"]+)"', html)


def first_slot(browser: Browser) -> str:
    """The first free time on the page."""
    slots = slots_on(browser.html())
    assert slots, browser.text()
    return slots[0]


def contact_fields(world: World, **other: str) -> dict[str, str]:
    """A contact page filled in as it should be."""
    usual = {"first_name": "Aino", "safe_to_text": "yes", "phone": PHONE, "workplace": world.house.unit}
    return {**usual, **other}


def a_sent_case(
    world: World,
    *,
    book: bool = True,
    contact: Mapping[str, str] | None = None,
    **answers: dict[str, list[str]],
) -> SentCase:
    """Somebody answers, confirms her number, and takes the first free time unless told otherwise."""
    key = ("sent", book, repr(contact), repr(answers))
    return world.come_to(key, lambda: _sent(world, contact or {}, answers, book=book))


def _sent(world: World, contact: Mapping[str, str], answers: Answers, *, book: bool) -> SentCase:
    before = {row["id"] for row in world.rows("support_case")}
    browser = at_result(world, **answers)
    fields = contact_fields(world, **contact)
    browser.get("/contact")
    browser.post(**fields)
    if browser.url.startswith("/code"):
        browser.post(code=world.code())
    assert browser.url.startswith("/times"), browser.text()
    if book:
        browser.post(browser.url, slot=first_slot(browser))
        assert browser.url.startswith("/times/booked/"), browser.text()
    case = next(row for row in world.rows("support_case") if row["id"] not in before)
    booked = world.rows("appointment", case_id=case["id"])
    appointment = str(booked[0]["id"]) if booked else ""
    alerts = world.rows("alert", case_id=case["id"])
    values = {
        "action_id": "E" * 22,
        **{name: "J" * 22 for name in ("cohort_id", "pilot_id", "review_id")},
        "alert_id": str(alerts[0]["id"]) if alerts else "E" * 22,
        "case_id": str(case["id"]),
        "appointment_id": appointment,
        "meeting_id": "F" * 22,
        "coaching_id": "L" * 22,
        "practitioner_id": world.house.psychologist,
        "step_id": "E" * 22,
        "session_ref": session_ref_of(world, employee_id=case["employee_id"]),
    }
    return SentCase(browser, case["id"], case["employee_id"], appointment, values)


def with_a_call_booked(
    world: World, contact: Mapping[str, str] | None = None, **answers: dict[str, list[str]]
) -> SentCase:
    """Somebody who has taken the first free call of Nils, the only nurse who has times for calls."""
    return world.come_to(
        ("call", repr(contact), repr(answers)), lambda: _call_booked(world, contact, answers)
    )


def _call_booked(world: World, contact: Mapping[str, str] | None, answers: Answers) -> SentCase:
    sent = a_sent_case(world, book=False, contact=contact, **answers)
    sent.browser.get("/times?talk=1")
    sent.browser.post("/times?talk=1", slot=first_slot(sent.browser))
    assert sent.browser.url.startswith("/times/booked/"), sent.browser.text()
    (booked,) = world.rows("appointment", case_id=sent.case_id)
    assert booked["practitioner_id"] == world.house.nils.id
    appointment_id = str(booked["id"])
    return replace(
        sent, appointment_id=appointment_id, values={**sent.values, "appointment_id": appointment_id}
    )


def after_its_start(world: World, sent: SentCase, *, by: timedelta = timedelta(minutes=10)) -> None:
    """So long after the time of this person has begun."""
    (booked,) = world.rows("appointment", id=sent.appointment_id)
    world.clock.set(booked["starts_at"] + by)


def takes_so_many_a_day(world: World, practitioner_id: str, count: int) -> None:
    """From now on the practitioner takes so many times in a day; the rest as usual."""
    terms = asdict(Terms(daily_cap=count))
    with world.begin_work(LOOKER) as work:
        work.session.add(BookingTerms(practitioner_id=practitioner_id, version=1, **terms))
        hold_hours(work, practitioner_id)


def signed_in_again(world: World, phone: str = PHONE) -> Browser:
    """An employee whose number is confirmed, in another browser."""

    def come() -> Browser:
        browser = world.browser()
        browser.get("/sign-in")
        browser.post(phone=phone)
        browser.post(code=world.code())
        assert browser.url == "/my", browser.text()
        return browser

    return world.come_to(("signed in again", phone), come)


def nurse_in_two_browsers(world: World, staff: Staff) -> tuple[Browser, Browser, str]:
    """A nurse signed in twice, a minute apart, and the name of her first session."""
    first = world.nurse(staff)
    world.clock.pass_time(timedelta(minutes=1))
    (account,) = world.rows("account", practitioner_id=staff.id)
    return first, world.nurse(staff), session_ref_of(world, account_id=account["id"])


def phone_cookie_of(world: World, staff: Staff) -> str:
    """The name of the cookie in which this nurse's browser holds what she writes down on the phone."""
    with world.app.test_request_context():
        return phone_cookie_name(staff.id)


def session_ref_of(world: World, **whose: str) -> str:
    """The name on a page of the session that began first, of the employee or account with this id."""
    rows = sorted(world.rows("sign_in", **whose), key=lambda row: row["begun_at"])
    with world.begin_work.to_read(LOOKER) as look:
        found = look.session.get_one(SignIn, rows[0]["token_hash"])
        return session_ref(look, found)


def dump(begin_work: BeginWork) -> dict[str, list[dict[str, Any]]]:
    """Everything in the database."""
    with begin_work.to_read(LOOKER) as look:
        there = set(inspect(look.session.connection()).get_table_names())
    tables = [table for table in Base.metadata.sorted_tables if table.name in there]
    return {table.name: [dict(row) for row in _rows_of(begin_work, table)] for table in tables}


def addresses(app: Flask, values: Mapping[str, str], method: str = "GET") -> Iterator[tuple[Rule, str]]:
    """Every address that answers to the method, its arguments filled in.

    Raises AssertionError for an argument that has no value: say it where the values are made.
    """
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if method in (rule.methods or set()):
            missing = rule.arguments - values.keys()
            assert not missing, f"{rule}: what may stand for {sorted(missing)}?"
            with app.test_request_context():
                built = app.url_map.bind("").build(
                    rule.endpoint, {one: values[one] for one in rule.arguments}
                )
            yield rule, str(built)


def open_values(app: Flask) -> dict[str, str]:
    """What may stand in an address that is not the id of a row."""
    version = app.jinja_env.globals["asset"]
    with app.test_request_context():
        path: str = version("tokens.css")  # type: ignore[operator]  # set by serve_static
    return {
        "key": "2",
        "lang": "en",
        "join_code": "joinHS",
        "pathway_name": "TRIPARTITE-2",
        "step_key": "1",
        "token": "no-such-invitation",
        "version_asked": path.split("/")[2],
        "name": "tokens.css",
    }


def made_up_values(app: Flask) -> dict[str, str]:
    """For every argument of an address something that may stand there and is nobody's."""
    return dict.fromkeys({name for rule in app.url_map.iter_rules() for name in rule.arguments}, "x" * 22)


def _rows_of(begin_work: BeginWork, table: Table) -> list[dict[str, Any]]:
    with begin_work.to_read(LOOKER) as look:
        rows = look.session.execute(select(table).order_by(*table.primary_key.columns))
        return [dict(row._mapping) for row in rows]
