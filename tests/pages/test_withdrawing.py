"""A person takes back everything as long as nobody has begun to help; then nothing can be read any more."""

import pytest

from support.platform.crypto import Unreadable
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import LOOKER, SentCase, World, a_sent_case
from tests.pages.forms import send


def test_everything_she_sent_is_gone(world: World) -> None:
    sent = a_sent_case(world)
    (answers,) = world.rows("triage_answer_set")
    (before,) = world.rows("employee")
    sent.browser.get("/my/delete")
    sent.browser.post()
    assert sent.browser.url.startswith("/questions/deleted")
    (employee,) = world.rows("employee")
    assert (employee["name"], employee["phone"], employee["phone_lookup"]) == (None, None, None)
    assert world.rows("triage_answer_set") == []
    assert world.rows("booking_cell") == []
    gone = {answers["key_id"], before["key_id"]}
    assert gone.isdisjoint(row["id"] for row in world.rows("data_key"))
    assert sent.browser.get("/my").request.path == "/sign-in"


def test_no_message_with_her_number_can_be_opened_afterwards(world: World) -> None:
    sent = a_sent_case(world)
    world.send_due()
    sent.browser.get("/my/delete")
    sent.browser.post()
    left = world.rows("outbound_message")
    keys = {row["id"] for row in world.rows("data_key")}
    assert [row["template"] for row in left if row["key_id"] in keys] == []


def test_she_gets_no_message_afterwards(world: World) -> None:
    sent = a_sent_case(world)
    before = len(world.sender.sent)
    sent.browser.get("/my/delete")
    sent.browser.post()
    world.send_due()
    assert len(world.sender.sent) == before


def test_her_number_signs_nobody_in_afterwards(world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get("/my/delete")
    sent.browser.post()
    world.send_due()
    before = len(world.sender.sent)
    browser = world.browser()
    browser.get("/sign-in")
    browser.post(phone=PHONE)
    world.send_due()
    assert len(world.sender.sent) == before


def test_a_nurse_finds_an_empty_closed_case(world: World) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    sent.browser.get("/my/delete")
    sent.browser.post()
    assert "Aino" not in nils.get("/queue").get_data(as_text=True)
    answer = nils.get(f"/cases/{sent.case_id}")
    assert answer.status_code in (200, 404)
    assert "Aino" not in nils.html()
    assert "Haluaisin nukkua." not in nils.html()


@pytest.mark.parametrize("given_back", [False, True])
def test_once_a_nurse_has_taken_it_nothing_is_deleted(given_back: bool, world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get("/my/delete")
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    if given_back:
        nils.post(f"/cases/{sent.case_id}/release")
    answer = sent.browser.post("/my/delete")
    assert answer.status_code == 409
    assert "Call us, and we tell you what can be deleted." in sent.browser.text()
    assert world.rows("employee")[0]["name"] is not None
    assert world.rows("triage_answer_set")
    assert world.rows("appointment")[0]["state"].value == "confirmed"
    sent.browser.get("/my")
    assert 'href="/my/delete"' not in sent.browser.html()


def test_nothing_to_take_back_is_told_without_harm(world: World) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    nils.post(f"/cases/{sent.case_id}/close", close_reason="completed")
    sent.browser.get("/my")
    assert sent.browser.post("/my/delete").status_code in (404, 409)


def test_the_record_of_what_was_done_stays_whole(world: World) -> None:
    sent = a_sent_case(world)
    before = len(world.rows("audit_entry"))
    sent.browser.get("/my/delete")
    sent.browser.post()
    verbs = [row["verb"] for row in world.rows("audit_entry")]
    assert len(verbs) > before
    assert {"employee:forget", "case:withdraw", "appointment:cancel"} <= set(verbs)
    with pytest.raises(Unreadable), world.begin_work(LOOKER) as work:
        work._data_key(world.rows("employee")[0]["key_id"])


def _sent_after_help(world: World) -> SentCase:
    """A case of somebody whose earlier case a nurse has helped in and closed."""
    helped = a_sent_case(world, book=False)
    nils = world.nurse(world.house.nils)
    for step in ("claim", "close"):
        nils.get(f"/cases/{helped.case_id}")
        nils.post(f"/cases/{helped.case_id}/{step}", close_reason="completed")
    sent = a_sent_case(world, book=False)
    assert sent.employee_id == helped.employee_id
    return sent


def test_without_an_older_case_she_is_told_that_name_and_number_go(world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get("/my/delete")
    goes, stays = _told(sent.browser)
    assert "your name and number" in goes
    assert "your name and number" not in stays
    sent.browser.post()
    assert "your name and number too" in sent.browser.text()
    assert world.rows("employee")[0]["name"] is None


def test_where_an_older_case_keeps_name_and_number_she_is_told_so_before_and_after(world: World) -> None:
    sent = _sent_after_help(world)
    sent.browser.get("/my/delete")
    goes, stays = _told(sent.browser)
    assert "your name and number" not in goes
    assert "your name and number" in stays
    sent.browser.post()
    assert "your name and number too" not in sent.browser.text()
    assert "Your name and number stay" in sent.browser.text()
    assert world.rows("employee")[0]["name"] is not None


@pytest.mark.parametrize("address", ["/my/delete", "/questions/delete"])
def test_after_a_deletion_the_browser_forgets_the_pages_that_it_kept(address: str, world: World) -> None:
    browser = a_sent_case(world).browser
    browser.get("/my/delete")
    assert send(browser, address, []).headers["Clear-Site-Data"] == '"cache"'


def _told(browser: Browser) -> tuple[str, str]:
    """What the page says is deleted, and what it says is kept."""
    goes, _, stays = browser.text().partition("The law says that we must keep:")
    return goes, stays


def test_her_session_is_over_also_where_an_older_case_keeps_her_name(world: World) -> None:
    """Whoever has a copy of the cookie finds nothing with it."""
    sent = _sent_after_help(world)
    kept = sent.browser.client.get_cookie("kynnys")
    assert kept is not None
    sent.browser.get("/my/delete")
    sent.browser.post()
    assert sent.browser.url.startswith("/questions/deleted")
    thief = world.browser()
    thief.client.set_cookie(kept.key, kept.value)
    assert thief.get("/my").request.path == "/sign-in"
