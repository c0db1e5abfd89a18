"""An earlier time opens: it is offered, taken in one tap, and hers goes on to the next who waits."""

import re
from datetime import timedelta

from support.jobs import JOBS, run_job
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, signed_in_again
from tests.settings import ADDRESS

PEOPLE = {"Aino": "+358 00 000 001", "Veera": "+358 00 000 002", "Ilona": "+358 00 000 003"}
MOMENTS = {"Veera": "20261126T1000Z", "Aino": "20261127T1000Z", "Ilona": "20261130T1000Z"}


def test_an_earlier_time_goes_to_one_who_waits_and_hers_to_the_next(world: World) -> None:
    browsers = {name: _has_a_time(world, name) for name in ("Veera", "Aino", "Ilona")}
    for name in ("Aino", "Ilona"):
        world.clock.pass_time(timedelta(minutes=1))
        browsers[name].get("/my")
        browsers[name].post("/times/waiting")
        assert "Your wish is saved." in browsers[name].text()

    (veeras,) = [
        row for row in world.rows("appointment") if f"{row['starts_at']:%Y%m%dT%H%MZ}" == MOMENTS["Veera"]
    ]
    browsers["Veera"].get(f"/times/cancel/{veeras['id']}")
    browsers["Veera"].post()
    assert "The time is cancelled." in browsers["Veera"].text()

    phone, text = _job_offers(world)
    assert phone == PEOPLE["Aino"].replace(" ", "")
    assert text.startswith("An earlier time has opened: Thu 26 Nov at 12:00.")
    (link,) = re.findall(r"http://127\.0\.0\.1:5000(\S+)", text)

    aino = signed_in_again(world, PEOPLE["Aino"])
    aino.get(link)
    assert "The time you have now: Fri 27" in aino.text()
    (offer,) = set(re.findall(r'name="offer" value="([^"]+)"', aino.html()))
    aino.post(link, offer=offer)
    assert "The time has been moved." in aino.text() and "12:00" in aino.text()

    phone, text = _job_offers(world)
    assert phone == PEOPLE["Ilona"].replace(" ", "")
    assert text.startswith("An earlier time has opened: Fri 27 Nov at 12:00.")

    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{world.rows('waiting')[0]['case_id']}")
    assert "Offered until 11:32:" in nils.text()


def _has_a_time(world: World, name: str) -> Browser:
    sent = a_sent_case(world, book=False, contact={"first_name": name, "phone": PEOPLE[name]})
    sent.browser.post("/times", slot=f"{MOMENTS[name]}~{world.house.psychologist}~video")
    assert "The time is booked." in sent.browser.text()
    return sent.browser


def _job_offers(world: World) -> tuple[str, str]:
    """What the worker sends about the offer that it makes: to which number, and the text."""
    before = len(world.sender.sent)
    for name in ("propose-times", "send-messages"):
        run_job(next(job for job in JOBS if job.name == name), world.begin_work, world.sender, ADDRESS)
    (sent,) = [one for one in world.sender.sent[before:] if "opened" in one[1]]
    return sent[0], sent[1]
