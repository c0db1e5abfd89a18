"""A wrong value is answered with a sentence at its field, and what was typed beside it is still there."""

from html import unescape
from typing import Any

import pytest

from support.people import stolen_passwords
from support.people.stolen_passwords import digest
from support.triage.loading import active_protocol
from tests.builders import World, a_sent_case, at_page, at_result, begun, contact_fields
from tests.pages.forms import fault_at, send
from tests.pages.ready_forms import FORMS

NO_ANSWERS = (["no such answer"], ["no such answer", "1"], ["²"], ["\x00"], ["<b>"], ["-1"], ["11"])
NOT_NUMBERS = (
    "",
    "   ",
    "abc",
    "112",
    "09 123 4567",
    "+1 212 555 0100",
    "0401234567890123",
    "\x00",
    "👩" * 30,
)
NO_TIMES = ("", "tomorrow", "20261125T0900Z", "~~", "x~" + "A" * 22 + "~phone")
WEAK = ("", "short", "veera vuori on täällä", "aaaaaaaaaaaaaaaaaaaa", "x" * 300)
OF_DOOR = {"self": "/questions/start", "my_team": "/questions/start-team"}
OPENED_BY: dict[str, Any] = {
    "4b": {"p4a": {"death_thoughts": ["1"], "self_harm": ["no"]}},
    "13b": {"p13": {"wish": ["with_supervisor"]}},
}
# What is posted where, the field that is wrong, and the words that are to be kept.
LEFT_OUT: list[tuple[str, dict[str, str], str, str]] = [
    ("decision", {"urgency": "routine", "path": "self_care", "reason": "  "}, "reason", "self_care"),
    ("decision", {"urgency": "soon", "path": "self_care", "reason": "Sovittu."}, "urgency", "Sovittu."),
    ("decision", {"urgency": "now", "path": "nowhere", "reason": "Sovittu."}, "path", "Sovittu."),
    ("call", {"outcome": "", "note": "Puhuttiin unesta."}, "outcome", "Puhuttiin unesta."),
    ("call", {"outcome": "maybe", "note": "Puhuttiin unesta."}, "outcome", "Puhuttiin unesta."),
    ("close", {"close_reason": "bored"}, "close_reason", ""),
    ("close", {}, "close_reason", ""),
    ("note", {"text": " "}, "text", ""),
]
PAGES = [page.key for page in active_protocol().pages if not page.contact]


@pytest.mark.parametrize("key", PAGES)
def test_an_answer_that_is_none_is_named_at_its_question(key: str, world: World) -> None:
    page = active_protocol().page(key)
    browser = at_page(world, key, OF_DOOR[str(page.door)], **OPENED_BY.get(key, {}))
    items = [active_protocol().items[item] for item in page.items]
    for item in (one for one in items if one.kind.value != "text"):
        for value in NO_ANSWERS:
            answer = send(browser, f"/questions/{key}", [(item.id, one.encode()) for one in value])
            assert answer.status_code == 422, f"{item.id}: {value}"
            assert fault_at(answer, item.id), f"{item.id}: {value}"


def test_too_many_own_words_are_kept_in_the_field(world: World) -> None:
    browser = at_page(world, "13")
    words = "sana " * 120
    answer = send(browser, "/questions/13", [("wish", b"few_talks"), ("own_words", words.encode())])
    assert answer.status_code == 422
    assert fault_at(answer, "own_words")
    page = answer.get_data(as_text=True)
    assert " checked" in page.partition('value="few_talks"')[2].partition(">")[0]
    assert words.strip() in unescape(page)


def test_two_answers_that_do_not_go_together_are_named(world: World) -> None:
    browser = at_page(world, "5")
    answer = send(browser, "/questions/5", [("events", b"nothing"), ("events", b"loss")])
    assert answer.status_code == 422
    assert fault_at(answer, "events")


@pytest.mark.parametrize("address", ["/contact", "/call-me", "/sign-in"])
def test_a_number_that_cannot_be_texted_is_named_at_its_field(address: str, world: World) -> None:
    browser = begun(world, "/questions/start-direct")
    for number in NOT_NUMBERS:
        fields = {**contact_fields(world), "phone": number}
        answer = send(browser, address, [(name, value.encode()) for name, value in fields.items()])
        assert answer.status_code == 422, number
        assert fault_at(answer, "phone"), number
        if address != "/sign-in":
            assert 'value="Aino"' in answer.get_data(as_text=True)
    assert world.rows("outbound_message") == []


def test_a_workplace_that_is_none_is_named_at_its_field(world: World) -> None:
    browser = begun(world, "/questions/start-direct")
    for workplace in ("", "no such place", "x" * 22, "\x00"):
        fields = {**contact_fields(world), "workplace": workplace}
        answer = send(browser, "/contact", [(name, value.encode()) for name, value in fields.items()])
        assert answer.status_code == 422, workplace
        assert fault_at(answer, "workplace"), workplace


@pytest.mark.parametrize("address", ["/contact", "/call-me"])
def test_a_name_that_is_too_long_is_named_at_its_field(address: str, world: World) -> None:
    browser = begun(world, "/questions/start-direct")
    fields = {**contact_fields(world), "first_name": "Aino " * 30}
    answer = send(browser, address, [(name, value.encode()) for name, value in fields.items()])
    assert answer.status_code == 422
    assert fault_at(answer, "first_name")


def test_no_time_chosen_is_named_at_the_times(world: World) -> None:
    forms = {"/result": at_result(world), "/times": a_sent_case(world, book=False).browser}
    for slot in NO_TIMES:
        for address, browser in forms.items():
            answer = send(browser, address, [("slot", slot.encode())])
            assert answer.status_code == 422, f"{address}: {slot}"
            assert fault_at(answer, "slot"), f"{address}: {slot}"


def test_what_a_nurse_left_out_is_named_and_what_she_wrote_is_kept(world: World) -> None:
    sent = a_sent_case(world, p4a={"death_thoughts": ["2"], "self_harm": ["no"]})
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    before = world.rows("case_step")
    for do, fields, field, kept in LEFT_OUT:
        pairs = [(name, value.encode()) for name, value in fields.items()]
        answer = send(nils, f"/cases/{sent.case_id}/{do}", pairs)
        assert answer.status_code == 422, (do, fields)
        assert fault_at(answer, field), (do, fields)
        assert kept in answer.get_data(as_text=True), (do, fields)
    assert world.rows("case_step") == before


def test_a_weak_password_is_named_at_its_field(world: World) -> None:
    form = FORMS["staff.take_into_use"][0](world)
    for password in WEAK:
        answer = send(form.browser, form.url, [("password", password.encode()), ("code", b"000000")])
        assert answer.status_code == 422, password
        assert fault_at(answer, "password"), password


def test_a_stolen_password_is_named_at_its_field(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    form = FORMS["staff.take_into_use"][0](world)
    password = "kaksi hiljaista soutajaa"
    monkeypatch.setattr(stolen_passwords, "_kept", lambda: digest(password))
    answer = send(form.browser, form.url, [("password", password.encode()), ("code", b"000000")])
    assert fault_at(answer, "password")
    assert "has been stolen" in answer.get_data(as_text=True)


@pytest.mark.parametrize("endpoint", ["staff.take_into_use", "staff.second_step"])
def test_a_wrong_code_of_the_authenticator_is_named_at_its_field(endpoint: str, world: World) -> None:
    form = FORMS[endpoint][0](world)
    pairs = [("password", b"kaksi hiljaista soutajaa"), ("code", b"000000")]
    answer = send(form.browser, form.url, pairs)
    assert answer.status_code == 422
    assert fault_at(answer, "code")
