"""What she says is wrong: who answers it, when, and what a refusal tells her."""

from tests.browser_of_the_tests import Browser
from tests.builders import SECOND, SentCase, World, a_sent_case, signed_in_again
from tests.hands import press

WRONG = "En ole sanonut niin."


def said_wrong(world: World) -> tuple[SentCase, str]:
    sent = a_sent_case(world)
    sent.browser.get("/my/corrections")
    press(sent.browser, "Send", about="decision", wrong=WRONG)
    (row,) = world.rows("correction")
    return sent, str(row["id"])


def taken(world: World, sent: SentCase) -> Browser:
    nurse = world.nurse(world.house.nils)
    nurse.get(f"/cases/{sent.case_id}")
    nurse.post(f"/cases/{sent.case_id}/claim")
    return nurse


def test_it_is_sealed_has_a_day_and_an_alert(world: World) -> None:
    said_wrong(world)
    (row,) = world.rows("correction")
    assert WRONG.encode() not in row["words"] and row["state"] == "open"
    (alert,) = world.rows("alert", kind="correction")
    assert alert["due_at"] == row["due_at"] > row["asked_at"]


def test_only_the_nurse_who_has_taken_the_case_answers(world: World) -> None:
    sent, one = said_wrong(world)
    taken(world, sent)
    nina, outi = world.nurse(world.house.nina), world.nurse(world.house.outi)
    address, fields = f"/cases/{sent.case_id}/corrections", {"state": "noted", "answer": "Lisätty."}
    nina.get(address)
    assert WRONG in nina.text() and 'name="answer"' not in nina.html()
    assert nina.post(address, correction=one, **fields).status_code == 409
    outi.get("/queue")
    assert outi.get(address).status_code == 404
    outi.get("/queue")
    assert outi.post(address, correction=one, **fields).status_code == 404
    assert world.rows("correction")[0]["state"] == "open"


def test_it_is_answered_once_and_with_words(world: World) -> None:
    sent, one = said_wrong(world)
    nurse, address = taken(world, sent), f"/cases/{sent.case_id}/corrections"
    nurse.get(address)
    for fields in ({"state": "refused", "answer": " "}, {"answer": "Ilman valintaa."}, {"state": "open"}):
        assert nurse.post(address, correction=one, **fields).status_code == 422
    nurse.post(address, correction=one, state="corrected", answer="Korjattu.")
    assert nurse.post(address, correction=one, state="refused", answer="Ei.").status_code == 409
    nurse.get(address)
    assert nurse.post(address, correction="A" * 22, state="noted", answer="Ei.").status_code == 404
    (row,) = world.rows("correction")
    assert row["state"] == "corrected" and row["answered_by"] == world.house.nils.id
    world.send_due()
    assert any("/my" in text for _, text in world.sender.sent)


def test_the_one_of_another_case_cannot_be_answered_here(world: World) -> None:
    sent, one = said_wrong(world)
    other = a_sent_case(world, contact=SECOND)
    nurse = taken(world, sent)
    nurse.get(f"/cases/{other.case_id}")
    nurse.post(f"/cases/{other.case_id}/claim")
    nurse.get(f"/cases/{other.case_id}/corrections")
    answer = nurse.post(f"/cases/{other.case_id}/corrections", correction=one, state="noted", answer="Ei.")
    assert answer.status_code == 404


def test_it_is_answered_although_the_case_has_been_closed(world: World) -> None:
    sent, one = said_wrong(world)
    nurse = taken(world, sent)
    nurse.get(f"/cases/{sent.case_id}")
    nurse.post(f"/cases/{sent.case_id}/close", close_reason="completed")
    assert world.rows("alert", kind="correction")[0]["resolved_at"] is None
    nurse.get(f"/cases/{sent.case_id}/corrections")
    nurse.post(f"/cases/{sent.case_id}/corrections", correction=one, state="noted", answer="Lisätty.")
    assert world.rows("correction")[0]["state"] == "noted"
    assert world.rows("alert", kind="correction")[0]["resolved_at"] is not None


def test_another_employee_reads_nothing_of_it(world: World) -> None:
    said_wrong(world)
    other = a_sent_case(world, contact=SECOND).browser
    other.get("/my/corrections")
    assert WRONG not in other.html()


def test_after_ten_in_a_day_she_is_asked_to_call(world: World) -> None:
    browser = a_sent_case(world).browser
    browser.get("/my/corrections")
    for _ in range(10):
        browser.post("/my/corrections", about="other", wrong=WRONG)
    assert browser.post("/my/corrections", about="other", wrong=WRONG).status_code == 429
    assert "or call us" in browser.text()


def test_her_name_and_language_she_changes_herself(world: World) -> None:
    a_sent_case(world)
    own = signed_in_again(world)
    own.get("/my/corrections")
    press(own, "Save", name="Aino Inkeri", language="sv")
    assert "It is saved." in own.text()
    own.get("/my")
    assert "Hello Aino Inkeri" in own.text()
    assert world.rows("employee")[0]["language"] == "sv"
    own.get("/my/corrections")
    assert own.post("/my/name", name="Aino", language="de").status_code == 422
