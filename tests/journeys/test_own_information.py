"""She sees who has opened her case, takes everything along, says what is wrong and reads the answer."""

import json
from datetime import timedelta

from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, signed_in_again
from tests.hands import follow, press

WRONG = "En ole ollut sairauslomalla."
ANSWER = "Korjattu puhelun mukaan."


def test_from_who_has_opened_it_to_the_answer(world: World) -> None:
    sent = a_sent_case(world)
    nurse = world.nurse(world.house.nils)
    nurse.get(f"/cases/{sent.case_id}")
    press(nurse, "Take this")
    own = signed_in_again(world)

    follow(own, "Who has opened it")
    assert "Nils Nurmi , occupational health nurse opened your case to take care of it" in own.text()
    assert own.page and "Haluaisin nukkua" not in own.html()

    follow(own, "Download a file")
    assert own.page.headers["Content-Disposition"] == 'attachment; filename="information.json"'
    assert "no-store" in own.page.headers["Cache-Control"]
    assert "Haluaisin nukkua." in own.html()
    assert json.loads(own.html())["format"] == "kynnys/own-information"
    own.get("/my/information/paper")
    assert "Haluaisin nukkua." in own.text() and "Nils Nurmi" in own.text()
    assert len(world.rows("audit_entry", verb="own:file")) == 2

    own.get("/my/information")
    follow(own, "Something is wrong")
    press(own, "Send", about="answers", wrong=WRONG)
    assert "Somebody reads this and answers here." in own.text()
    _answers(world, nurse, sent.case_id)
    own.get("/my/corrections")
    assert ANSWER in own.text() and "It has not been changed" in own.text()
    assert "Data Protection Ombudsman" in own.text()


def test_the_file_asks_for_a_fresh_sign_in(world: World) -> None:
    a_sent_case(world)
    own = signed_in_again(world)
    world.clock.pass_time(timedelta(minutes=11))
    own.get("/my/information/file")
    assert own.url.startswith("/sign-in")
    own.get("/my/information/paper")
    assert own.url.startswith("/sign-in")
    assert world.rows("audit_entry", verb="own:file") == []


def _answers(world: World, nurse: Browser, case_id: str) -> None:
    (alert,) = world.rows("alert", kind="correction")
    assert alert["resolved_at"] is None
    nurse.get("/alerts")
    assert "Says that something in the records is wrong" in nurse.text()
    nurse.get(f"/cases/{case_id}")
    follow(nurse, "What the person says is wrong")
    assert WRONG in nurse.text()
    press(nurse, "Answer", state="refused", answer="")
    assert "Write what the person reads" in nurse.text()
    press(nurse, "Answer", state="refused", answer=ANSWER)
    assert world.rows("alert", kind="correction")[0]["resolved_at"] is not None
