"""Self-care that is not enough: worse in a check-in, a nurse calls, times for talks are opened (G.4, 39)."""

import re
from datetime import timedelta

from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, first_slot, signed_in_again
from tests.check_ins import NUMBER, asked, on_self_care
from tests.hands import follow, press

OPEN = "Open times for a talk"


def test_worse_on_the_21st_day_leads_to_a_call_and_a_talk(world: World) -> None:
    # given: somebody on self-care, as before after a week
    sent = on_self_care(world)
    _answers(world, asked(world), direction="same", scale="8")
    # when: after three weeks she is worse, and would like a call
    _answers(world, asked(world), direction="worse", scale="4", call="this_week")
    # then: whoever looks after her is told, and finds her among those who are worse
    alerts = {row["kind"] for row in world.rows("alert", resolved_at=None)}
    assert alerts == {"safety_checkin", "help_wanted"}
    nils = world.nurse(world.house.nils)
    nils.get("/follow-up")
    follow(nils, "Aino")
    assert "4/10 · Worse · Is safe · Would like a call some day soon" in nils.text().replace("\u00a0", " ")
    # and: the nurse calls her, which answers the alerts, and opens times for a talk
    press(nils, "Take this")
    nils.get(f"/cases/{sent.case_id}")
    press(nils, "Save the call", outcome="reached", note="Sovittiin keskustelusta.")
    assert not world.rows("alert", resolved_at=None)
    press(nils, OPEN)
    assert OPEN not in nils.text()
    assert "Self-care was not enough, so times for talks were opened." in nils.text()
    # and: a message leads her to the times of brief support, of which she takes one
    _takes_a_time_by_the_link(world)
    (booked,) = world.rows("appointment")
    assert (booked["kind"], booked["minutes"]) == ("one_to_one", 60)
    (case,) = world.rows("support_case")
    assert (case["path"], case["state"].value) == ("brief_support", "booked")
    # and: she is asked no more as on self-care, but as after talks
    plans = {row["path"]: row["state"].value for row in world.rows("follow_up_plan")}
    assert plans == {"self_care": "stopped", "brief_support": "draft"}


def test_nobody_opens_times_that_are_hers_already(world: World) -> None:
    sent = on_self_care(world)
    nils = _with_the_case(world, sent)
    for status in (200, 409):
        answer = nils.post(f"/cases/{sent.case_id}/follow-up/times")
        assert answer.status_code == status
    assert [row["template"] for row in world.rows("outbound_message")].count("offer") == 1


def test_whom_no_message_may_reach_has_the_times_without_one(world: World) -> None:
    sent = on_self_care(world, safe_to_text="no")
    before = world.rows("outbound_message")
    nils = _with_the_case(world, sent)
    nils.get(f"/cases/{sent.case_id}")
    press(nils, OPEN)
    assert world.rows("outbound_message") == before
    sent.browser.get("/times")
    assert "60 min" in sent.browser.text()


def _with_the_case(world: World, sent: SentCase) -> Browser:
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    return nils


def _answers(world: World, link: str, *, direction: str, scale: str, call: str = "not_now") -> None:
    browser = Browser(world.app, "en")
    browser.get(f"{link}?lang=en")
    press(browser, "Send", scale=scale, direction=direction, call=call)
    if direction == "worse":
        press(browser, "Send", safe="yes")
    if call == "this_week":
        assert "A nurse calls you by" in browser.text()


def _takes_a_time_by_the_link(world: World) -> None:
    world.clock.pass_time(timedelta(minutes=5))
    world.send_due()
    phone, text = world.sender.sent[-1]
    assert phone == NUMBER
    assert re.match(r"Sinulle on nyt vapaita aikoja|There are free times for you now", text), text
    person = signed_in_again(world)
    follow(person, "Book a time")
    assert "60 min" in person.text()
    person.post("/times", slot=first_slot(person))
    assert person.url.startswith("/times/booked/")
