"""A supervisor sees what she was let know; of everything else she cannot even see that it is there."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode
from support.messaging.rules import State
from support.people.rules import CODE_TRIES
from support.people.supervisor_rules import INVITATION_LIVES, SUPERVISORS_NAMED, SUPERVISORS_TOLD
from support.vocabulary.actor import Role
from tests.bare import bare, bare_page
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SentCase, World, a_sent_case, contact_fields, signed_in_again
from tests.supervisors import (
    MESSAGE_WAITS,
    NAME,
    SUPERVISORS_NUMBER,
    give,
    given,
    link_in_the_last_message,
    named,
    signed_in_by,
    take_back,
)

NUMBER = SUPERVISORS_NUMBER.replace(" ", "")
OTHER_NUMBER = "+358 00 000 008"
NEVER = "/s/neverneverneverne"


def _withdrawn(world: World, sent: SentCase) -> None:
    take_back(sent.browser)


def _over(world: World, sent: SentCase) -> None:
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Consent).values(valid_until=work.now))


def _another_named(world: World, sent: SentCase) -> None:
    named(world, sent, OTHER_NUMBER)


def _nobody_named(world: World, sent: SentCase) -> None:
    sent.browser.get("/my/supervisor")
    sent.browser.post("/my/supervisor/end")


def _deleted(world: World, sent: SentCase) -> None:
    sent.browser.get("/my/delete")
    sent.browser.post("/my/delete")
    assert not world.rows("support_case")


ENDS: dict[str, Callable[[World, SentCase], None]] = {
    "taken back": _withdrawn,
    "over": _over,
    "another one is named": _another_named,
    "nobody is named": _nobody_named,
}


@pytest.mark.parametrize("end", ENDS)
def test_with_nothing_released_her_page_is_that_of_somebody_who_was_never_let_know(
    end: str, world: World
) -> None:
    sent = given(world, *FactCode)
    browser = signed_in_by(world, link_in_the_last_message(world))
    assert "Aino" in browser.text()
    ENDS[end](world, sent)
    browser.get("/supervisor")
    assert "There is nothing for you here now" in browser.text()
    assert bare(browser) == _of_nobody(world)


def test_what_she_has_in_hand_leads_nowhere_when_her_employee_deletes_everything(world: World) -> None:
    sent = given(world, FactCode.F1)
    link = link_in_the_last_message(world)
    browser = signed_in_by(world, link)
    _deleted(world, sent)
    assert not [row for row in world.rows("employee") if row["hat"] is Role.SUPERVISOR]
    assert not world.rows("supervisor_link") and not world.rows("consent")
    assert not [row for row in world.rows("outbound_message") if "supervisor:" in row["business_key"]]
    assert browser.get("/supervisor").request.path == "/supervisor/sign-in"
    assert browser.get(link).status_code == 404


@pytest.mark.parametrize("end", [*ENDS, "the link is old", "never"])
def test_a_link_that_leads_nowhere_answers_like_one_that_never_was(end: str, world: World) -> None:
    sent = given(world, FactCode.F1)
    link = link_in_the_last_message(world)
    browser = world.browser()
    assert browser.get(link).status_code == 200
    browser.post(link)
    code = world.code()
    if end == "the link is old":
        world.clock.pass_time(INVITATION_LIVES)
    elif end == "never":
        link = NEVER
    else:
        ENDS[end](world, sent)
    for path in ("", "/code"):
        for fields in (None, {"code": code}):
            theirs, nothing = (_answer(browser, f"{one}{path}", fields) for one in (link, NEVER))
            assert theirs == nothing
            assert theirs[0] == 404
    assert not world.rows("sign_in", role=Role.SUPERVISOR)


def test_the_link_shows_nothing_and_sends_no_code_by_itself(world: World) -> None:
    given(world, FactCode.F1)
    link = link_in_the_last_message(world)
    sent = len(world.sender.sent)
    browser = world.browser()
    for _ in range(3):
        browser.get(link)
    browser.post(link)
    for told in ("Aino", NAME, "07", "+358", "three-party", "permission"):
        assert told not in re.sub(r"\?v=\w+|/static/\w+/", "", _words(browser)), told
    world.send_due()
    assert [phone for phone, _ in world.sender.sent[sent:]] == [NUMBER]


def test_a_code_is_good_in_one_browser_and_for_five_tries(world: World) -> None:
    given(world, FactCode.F1)
    link = link_in_the_last_message(world)
    hers, elsewhere = world.browser(), world.browser()
    hers.get(link)
    hers.post(link)
    code = world.code()
    elsewhere.get(link)
    assert elsewhere.post(f"{link}/code", code=code).status_code == 422
    for _ in range(CODE_TRIES):
        assert hers.post(f"{link}/code", code="000000").status_code == 422
    assert hers.post(f"{link}/code", code=code).status_code == 422
    assert not world.rows("sign_in", role=Role.SUPERVISOR)


def test_a_code_for_another_number_opens_nothing(world: World) -> None:
    """She lets two know in one browser: the code of the one is not tried on the link of the other."""
    given(world, FactCode.F1)
    first = link_in_the_last_message(world)
    veera = a_sent_case(world, contact={"first_name": "Veera", "phone": "+358 00 000 002"})
    named(world, veera, OTHER_NUMBER)
    give(veera.browser, FactCode.F1)
    second = link_in_the_last_message(world)
    browser = world.browser()
    browser.get(second)
    browser.post(second)
    assert browser.post(f"{first}/code", code=world.code()).status_code == 422
    assert not world.rows("sign_in", role=Role.SUPERVISOR)


def test_a_new_code_can_be_had_in_half_a_minute(world: World) -> None:
    given(world, FactCode.F1)
    link = link_in_the_last_message(world)
    browser = world.browser()
    browser.get(link)
    browser.post(link)
    assert browser.post(link).status_code == 429
    world.clock.pass_time(timedelta(seconds=31))
    assert browser.post(link).status_code == 200
    browser.post(code=world.code())
    assert browser.url == "/supervisor"


def test_each_hat_gets_none_of_the_pages_of_another(world: World) -> None:
    sent = given(world, FactCode.F1)
    supervisor = signed_in_by(world, link_in_the_last_message(world))
    for page in ("/my", "/my/supervisor", "/times", "/queue", f"/cases/{sent.case_id}", "/alerts"):
        assert supervisor.get(page).status_code == 404, page
    for other in (sent.browser, world.nurse(world.house.nils)):
        assert other.get("/supervisor").status_code == 404
    assert world.browser().get("/supervisor").request.path == "/supervisor/sign-in"


def test_whoever_is_client_and_supervisor_wears_one_hat_at_a_time(world: World) -> None:
    client = a_sent_case(world, contact={"first_name": "Siiri", "phone": SUPERVISORS_NUMBER})
    given(world, FactCode.F1)
    supervisor = signed_in_by(world, link_in_the_last_message(world))
    assert "As a supervisor" in supervisor.text() and "Aino" in supervisor.text()
    assert supervisor.get("/my").status_code == 404
    (hers,) = world.rows("sign_in", role=Role.SUPERVISOR)
    assert hers["employee_id"] != client.employee_id
    again = signed_in_again(world, SUPERVISORS_NUMBER)
    assert "Siiri" in again.text() and "Aino" not in again.html()
    assert again.get("/supervisor").status_code == 404

    _deleted_by(client.browser)
    supervisor.get("/supervisor")
    assert "Aino" in supervisor.text()


def test_what_a_supervisor_sends_about_herself_is_a_strangers_until_she_confirms_her_number(
    world: World,
) -> None:
    given(world, FactCode.F1)
    supervisor = signed_in_by(world, link_in_the_last_message(world))
    (person,) = world.rows("employee", hat=Role.SUPERVISOR)
    supervisor.get("/")
    supervisor.post("/questions/start-direct")
    fields = contact_fields(world, first_name="Siiri", safe_to_text="no", phone=SUPERVISORS_NUMBER)
    supervisor.post("/contact", **fields)
    assert len(world.rows("support_case")) == 2
    assert person["id"] not in {row["employee_id"] for row in world.rows("support_case")}
    assert supervisor.get("/supervisor").status_code == 404, "the hat of before is off"


def test_in_the_browser_of_a_supervisor_questions_are_a_visitors(world: World) -> None:
    given(world, FactCode.F1)
    supervisor = signed_in_by(world, link_in_the_last_message(world))
    (person,) = world.rows("employee", hat=Role.SUPERVISOR)
    supervisor.get("/")
    supervisor.post("/questions/start-direct")
    supervisor.post("/contact", **contact_fields(world, safe_to_text="no", phone=SUPERVISORS_NUMBER))
    acts = [row for row in world.rows("audit_entry") if row["actor_id"] == person["id"]]
    assert {row["verb"] for row in acts} <= {"read"}, "nothing of it is done under the other hat"


def test_two_who_name_the_same_person_learn_nothing_of_each_other(world: World) -> None:
    given(world, FactCode.F1)
    browser = signed_in_by(world, link_in_the_last_message(world))
    veera = a_sent_case(world, contact={"first_name": "Veera", "phone": "+358 00 000 002"})
    veera.browser.get("/my/supervisor")
    veera.browser.post("/my/supervisor", supervisor_name="Pomo", supervisor_phone=SUPERVISORS_NUMBER)
    assert NAME not in veera.browser.html()
    browser.get("/supervisor")
    assert "Veera" not in browser.html() and "Aino" in browser.text()
    give(veera.browser, FactCode.F2)
    browser.get("/supervisor")
    assert "Veera" in browser.text() and "Pomo" not in browser.html()
    assert len(world.rows("employee", hat=Role.SUPERVISOR)) == 1
    _deleted_by(veera.browser)
    browser.get("/supervisor")
    assert "Veera" not in browser.html() and "Aino" in browser.text()


def test_each_look_of_the_supervisor_is_recorded_and_told(world: World) -> None:
    sent = given(world, FactCode.F1)
    sent.browser.get("/my/supervisor")
    assert "When your supervisor has looked" not in sent.browser.text()
    browser = signed_in_by(world, link_in_the_last_message(world))
    for _ in range(5):
        browser.get("/supervisor")
    reads = [row for row in world.rows("audit_entry") if "supervisor page" in (row["detail"] or "")]
    assert [(row["role"], row["subject_id"]) for row in reads] == [("supervisor", sent.case_id)]
    sent.browser.get("/my/supervisor")
    assert "When your supervisor has looked" in sent.browser.text()


def test_a_text_that_has_not_left_is_taken_back_with_the_permission(world: World) -> None:
    sent = given(world, FactCode.F8)
    take_back(sent.browser)
    world.send_due()
    assert NUMBER not in {phone for phone, _ in world.sender.sent}


@pytest.mark.parametrize("when", ["before", "between"])
def test_a_number_that_is_not_safe_gets_no_message_as_a_supervisors_either(world: World, when: str) -> None:
    def says_so() -> None:
        a_sent_case(world, contact={"first_name": "Siiri", "phone": SUPERVISORS_NUMBER, "safe_to_text": "no"})

    veera = a_sent_case(world, contact={"first_name": "Veera", "phone": "+358 00 000 002"})
    if when == "before":
        says_so()
    given(world, FactCode.F8, sent=veera)
    if when == "between":
        says_so()
    world.send_due()
    assert NUMBER not in {phone for phone, _ in world.sender.sent}
    (kept,) = world.rows("outbound_message", template="sup_first")
    assert kept["state"] is State.SUPPRESSED


def test_a_number_that_has_become_unsafe_gets_no_code_and_the_page_does_not_say_so(world: World) -> None:
    pages = []
    for says in ("yes", "no"):
        veera = a_sent_case(world, contact={"first_name": "Veera", "phone": "+358 00 000 002"}, book=False)
        given(world, FactCode.F1, sent=veera)
        link = link_in_the_last_message(world)
        a_sent_case(world, contact={"first_name": "Siiri", "phone": SUPERVISORS_NUMBER, "safe_to_text": says})
        before = len(world.sender.sent)
        browser = world.browser()
        browser.get(link)
        browser.post(link)
        world.send_due()
        assert bool(world.sender.sent[before:]) is (says == "yes")
        pages.append((browser.url.replace(link, ""), browser.text()))
        _deleted_by(veera.browser)
        world.clock.pass_time(timedelta(hours=1))
    assert pages[0] == pages[1]


def test_she_names_and_tells_so_often_a_day_and_no_more(world: World) -> None:
    sent = named(world)
    own, (most, _) = sent.browser, SUPERVISORS_NAMED
    for n in range(1, most):
        own.post("/my/supervisor", supervisor_name=NAME, supervisor_phone=f"+358 00 000 02{n}")
    refused = own.post("/my/supervisor", supervisor_name=NAME, supervisor_phone=OTHER_NUMBER)
    assert refused.status_code == 422
    give(own, FactCode.F8)
    world.clock.pass_time(MESSAGE_WAITS)
    for _ in range(SUPERVISORS_TOLD[0] + 2):
        own.post("/my/supervisor/link")
        world.send_due()
    told = [text for _, text in world.sender.sent if "A message is waiting" in text]
    assert len(told) == SUPERVISORS_TOLD[0]


def _deleted_by(browser: Browser) -> None:
    browser.get("/my/delete")
    browser.post("/my/delete")


def _of_nobody(world: World) -> str:
    """The page of a supervisor of whom nobody lets her know anything, as the page says it."""
    other = a_sent_case(world, contact={"first_name": "Veera", "phone": "+358 00 000 002"})
    named(world, other, "+358 00 000 009")
    give(other.browser, FactCode.F1)
    browser = signed_in_by(world, link_in_the_last_message(world))
    take_back(other.browser)
    browser.get("/supervisor")
    return bare(browser)


def _words(browser: Browser) -> str:
    return browser.text().replace("09 000 0000", "")


def _answer(browser: Browser, url: str, fields: dict[str, str] | None) -> tuple[int, str]:
    if fields is None:
        answer = browser.client.get(url, headers=browser.headers)
    else:
        browser.get("/")
        data = {**fields, "csrf_token": browser.token()}
        answer = browser.client.post(url, data=data, headers=browser.headers)
    body = bare_page(answer.get_data(as_text=True))
    return answer.status_code, body
