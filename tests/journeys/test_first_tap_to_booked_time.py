"""The main job, from the first tap on the phone to the nurse's confirmation."""

import re

from flask import Flask

from support.jobs import JOBS, run_job
from support.platform.begin_work import BeginWork
from tests.browser_of_the_tests import PHONE, Browser
from tests.fakes import FixedClock, RecordingSender
from tests.people_of_the_tests import House, a_house, signed_in
from tests.settings import ADDRESS


def _send_due(begin_work: BeginWork, sender: RecordingSender) -> None:
    run_job(JOBS[0], begin_work, sender, ADDRESS)


def _code(sender: RecordingSender) -> str:
    found = re.search(r"\d{6}", sender.sent[-1][1])
    assert found
    return found.group()


def a_booked_case(app: Flask, begin_work: BeginWork, sender: RecordingSender, house: House) -> Browser:
    """Aino answers, confirms her number and takes the first free time."""
    aino = Browser(app)
    aino.get("/")
    aino.post("/questions/start")
    aino.get("/questions/2")
    aino.answer_until("/result")
    slot = re.search(r'name="slot" value="([^"]+)"', aino.html())
    assert slot
    aino.post("/result", slot=slot.group(1), path="brief_support", talk="")
    aino.post("/review")
    aino.post("/contact", first_name="Aino", safe_to_text="yes", phone=PHONE, workplace=house.unit)
    _send_due(begin_work, sender)
    aino.post("/code", code=_code(sender))
    assert aino.url.startswith("/times?")
    aino.post(aino.url, slot=slot.group(1))
    return aino


def test_an_employee_books_a_time_and_a_nurse_confirms(
    app: Flask, begin_work: BeginWork, sender: RecordingSender, clock: FixedClock
) -> None:
    house = a_house(begin_work)
    aino = a_booked_case(app, begin_work, sender, house)
    assert "Aika on varattu" in aino.text()
    assert "ke 25.11." in aino.text() or "25.11." in aino.text()

    _send_due(begin_work, sender)
    assert sender.sent[-1][1].startswith("Aikasi on varattu: ")

    nils = signed_in(Browser(app), house.nils, clock.now().timestamp())
    assert "Aino" in nils.text()
    case_url = re.search(r'href="(/cases/[^"]+)"', nils.html())
    assert case_url
    nils.post(case_url.group(1) + "/claim")
    assert "Haluaisin nukkua." in nils.text()
    assert nils.text().index("Kantaa") < nils.text().index("Ehdotus")
    nils.post(case_url.group(1) + "/confirm")
    assert "Vahvistettu" in nils.text()

    aino.get("/my")
    assert "Hei Aino" in aino.text()
    assert "Nils Nurmi" in aino.text()
