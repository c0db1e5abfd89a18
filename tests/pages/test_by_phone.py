"""A nurse asks the questions on the phone: only she can reach the answers, and the case is hers."""

from datetime import timedelta
from typing import Any

import pytest

from support.desk import phone_actions
from support.jobs import JOBS, run_job
from tests.browser_of_the_tests import ANSWERS, Browser
from tests.builders import World, a_sent_case, contact_fields, phone_cookie_of
from tests.people_of_the_tests import signed_in

URGENT: dict[str, Any] = {"p4a": {"death_thoughts": ["2"], "self_harm": ["no"]}}
PLAN: dict[str, Any] = {**URGENT, "p4b": {"plan": ["yes"], "keep_safe": ["yes"]}}


def on_phone(world: World, language: str = "en") -> Browser:
    """Nils has begun with somebody on the phone."""
    nils = world.nurse(world.house.nils)
    nils.get("/by-phone")
    nils.post(language=language)
    return nils


def asked(world: World, **answers: dict[str, list[str]]) -> Browser:
    """Nils has asked everything and stands before the contact data."""
    nils = on_phone(world)
    for _ in range(40):
        if nils.url == "/by-phone/contact":
            return nils
        key = nils.url.rpartition("/")[2]
        nils.post(None, **(answers.get(f"p{key}") or ANSWERS[key]))
        if "Stay on the line" in nils.text():
            nils.get(_go_on(nils))
    raise AssertionError(f"never came to the contact data; the last page was {nils.url}")


def decisions(world: World) -> list[tuple[Any, ...]]:
    kept = ("urgency", "path", "suggested_urgency", "suggested_path", "has_safety_row", "flags")
    return [tuple(row[one] for one in kept) for row in world.rows("support_case")]


@pytest.mark.parametrize("answers", [{}, URGENT, {"p13": {"wish": ["talk_today"]}}, {"p6": {"skip": ["1"]}}])
def test_the_same_answers_give_the_same_decision(answers: dict[str, Any], world: World) -> None:
    a_sent_case(world, book=False, **answers)
    asked(world, **answers).post(**contact_fields(world, phone="+358 00 000 002"))
    alone, by_phone = decisions(world)
    assert alone == by_phone
    counts = world.rows("decision_count")
    assert [row["decided"] for row in counts] == [2]


def test_the_case_is_hers_and_says_how_it_came(world: World) -> None:
    nils = asked(world)
    nils.post(**contact_fields(world))
    (case,) = world.rows("support_case")
    assert nils.url == f"/cases/{case['id']}"
    assert case["claimed_by"] == world.house.nils.id
    kinds = {row["kind"]: row["actor_id"] for row in world.rows("case_step")}
    assert kinds == dict.fromkeys(("opened", "by_phone", "claimed"), world.house.nils.id)
    assert "Answered on the phone with a nurse" in nils.text()
    assert "number not confirmed" in nils.text()


def test_no_time_was_shown_and_no_promise_is_kept_by_it(world: World) -> None:
    asked(world, **URGENT).post(**contact_fields(world))
    (case,) = world.rows("support_case")
    assert (case["first_offer_at"], case["first_contact_at"]) == (None, None)
    (alert,) = world.rows("alert")
    assert alert["acknowledged_at"] is not None
    assert alert["resolved_at"] is None


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_questions_are_in_the_language_of_the_person(language: str, world: World) -> None:
    words = {"fi": "Turvallisuus", "sv": "Trygghet", "en": "Safety"}
    nils = on_phone(world, language)
    nils.get("/by-phone/questions/4a")
    assert f'<div lang="{language}">' in nils.html()
    assert words[language] in nils.text()
    assert "Continue" in nils.text()
    nils.get("/by-phone/contact")
    nils.post(**contact_fields(world))
    assert world.rows("employee")[0]["language"] == language
    assert world.rows("triage_answer_set")[0]["language"] == language


@pytest.mark.parametrize(
    ("key", "answers", "said"),
    [
        ("4b", PLAN["p4b"], "what the person is thinking of doing"),
        ("4c", {**ANSWERS["4c"], "violence": ["now"]}, "Ask whether it is safe to talk."),
        ("4c", {**ANSWERS["4c"], "harm_others": ["yes"]}, "Ask whether anybody is in danger at this moment"),
    ],
)
@pytest.mark.requirement("SR-2")
def test_danger_is_answered_with_what_to_do_now(
    key: str, answers: dict[str, list[str]], said: str, world: World
) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/questions/4a")
    nils.post(None, **URGENT["p4a"])
    nils.get(f"/by-phone/questions/{key}")
    nils.post(None, **answers)
    for words in ("Stay on the line", said, "112"):
        assert words in nils.text()
    assert "Nobody has seen your answers yet" not in nils.text()
    nils.get(_go_on(nils))
    assert nils.url.startswith("/by-phone/questions/")


def test_she_sees_the_private_answers_while_she_writes_them_down(world: World) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/questions/4a")
    nils.post(None, **URGENT["p4a"])
    nils.get("/by-phone/questions/4a")
    ticked = [f'name="death_thoughts" value="{n}" checked' in nils.html() for n in range(4)]
    assert ticked == [False, False, True, False]


def test_an_open_question_is_asked_once_more(world: World) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/questions/4a")
    assert nils.post(None, death_thoughts="0").status_code == 422
    assert nils.post(None, death_thoughts="0").status_code == 200


def test_what_is_known_may_be_sent_at_any_time(world: World) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/questions/4a")
    nils.post(None, **URGENT["p4a"])
    nils.get("/by-phone/contact")
    nils.post(**contact_fields(world))
    (case,) = world.rows("support_case")
    assert case["urgency"] == "same_day"


def test_after_sending_nothing_of_it_is_in_her_browser(world: World) -> None:
    nils = asked(world)
    kept = nils.client.get_cookie(phone_cookie_of(world, world.house.nils))
    assert kept is not None
    nils.post(**contact_fields(world))
    assert nils.client.get_cookie(phone_cookie_of(world, world.house.nils)) is None
    nils.client.set_cookie(kept.key, kept.value)
    for address in ("/by-phone/questions/4a", "/by-phone/contact"):
        assert nils.client.get(address).status_code == 410
    nils.get("/by-phone")
    assert "You have begun with somebody" not in nils.text()


def test_her_own_visit_in_the_same_browser_stays_her_own(world: World) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/")
    nils.post("/questions/start")
    nils.get("/questions/3")
    nils.post(scale_now="9")
    own = nils.client.get_cookie("visit")
    nils.get("/by-phone")
    nils.post(language="en")
    nils.get("/by-phone/questions/3")
    assert 'value="9" checked' not in nils.html()
    nils.post(scale_now="2")
    nils.get("/by-phone/contact")
    nils.post(**contact_fields(world))
    assert nils.client.get_cookie("visit") == own
    nils.get("/questions/3")
    assert 'value="9" checked' in nils.html()
    assert len(world.rows("triage_answer_set", case_id=None)) == 1


def test_a_colleague_in_the_same_browser_finds_nothing(world: World) -> None:
    nils = on_phone(world)
    kept = nils.client.get_cookie(phone_cookie_of(world, world.house.nils))
    assert kept is not None
    nina = world.nurse(world.house.nina)
    for name in (kept.key, phone_cookie_of(world, world.house.nina)):
        nina.client.set_cookie(name, kept.value)
    nina.get("/by-phone")
    assert "You have begun with somebody" not in nina.text()
    assert nina.client.get("/by-phone/questions/2").status_code == 410
    nina.get("/by-phone/stop")
    nina.post("/by-phone/stop")
    assert nils.client.get("/by-phone/questions/2").status_code == 200


def test_a_call_that_was_cut_can_be_gone_on_with_and_no_second_one_begins_over_it(world: World) -> None:
    nils = on_phone(world)
    nils.post(None, **ANSWERS["2"])
    nils.get("/by-phone")
    assert "You have begun with somebody" in nils.text()
    nils.get("/queue")
    nils.post("/by-phone", language="sv")
    assert "You have begun with somebody" in nils.text()
    assert len(world.rows("triage_answer_set")) == 1


def test_giving_up_asks_first_and_then_deletes_everything(world: World) -> None:
    nils = on_phone(world)
    (row,) = world.rows("triage_answer_set")
    nils.get("/by-phone/stop")
    assert "Delete what has been answered?" in nils.text()
    assert world.rows("triage_answer_set") == [row]
    nils.post("/by-phone/stop")
    assert nils.url == "/by-phone"
    assert world.rows("triage_answer_set") == []
    assert row["key_id"] not in {key["id"] for key in world.rows("data_key")}
    assert nils.client.get_cookie(phone_cookie_of(world, world.house.nils)) is None


def test_what_is_not_sent_goes_after_a_day(world: World) -> None:
    on_phone(world)
    world.clock.pass_time(timedelta(hours=24))
    for job in JOBS:
        run_job(job, world.begin_work, world.sender)
    assert world.rows("triage_answer_set") == []


def test_everything_she_does_is_recorded(world: World) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/stop")
    nils.post("/by-phone/stop")
    nils.get("/by-phone")
    nils.post(language="fi")
    nils.get("/by-phone/contact")
    nils.post(**contact_fields(world))
    verbs = [row["verb"] for row in world.rows("audit_entry", actor_id=world.house.nils.id)]
    wanted = ["phone:begin", "phone:delete", "phone:begin", "case:open", "triage:send", "case:claim"]
    assert [verb for verb in verbs if verb in wanted] == wanted


def test_sending_is_one_work(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    nils = asked(world)

    def breaks(*_parts: object) -> None:
        raise RuntimeError("broken by a test")

    monkeypatch.setattr(phone_actions, "take_after_phone", breaks)
    nils.post(**contact_fields(world))
    assert world.rows("support_case") == []
    assert world.rows("decision_count") == []
    (row,) = world.rows("triage_answer_set")
    assert row["sent_at"] is None


@pytest.mark.parametrize("other", [{"phone": "x"}, {"workplace": ""}, {"workplace": "the ministry"}])
def test_a_mistake_in_the_contact_data_sends_nothing(other: dict[str, str], world: World) -> None:
    fields = contact_fields(world, **other)
    if other.get("workplace"):
        fields["workplace"] = world.house.ministry
    nils = on_phone(world)
    nils.get("/by-phone/contact")
    assert world.house.ministry not in nils.html()
    answer = nils.post(**fields)
    assert answer.status_code == 422
    assert world.rows("support_case") == []


@pytest.mark.parametrize("workplace", ["not_listed", "unknown"])
def test_an_unknown_workplace_and_no_number_are_no_reason_to_refuse(workplace: str, world: World) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/contact")
    nils.post(first_name="Kerttu", safe_to_text="no", phone="", workplace=workplace, without_number="1")
    (case,) = world.rows("support_case")
    assert (case["employer_id"], case["claimed_by"]) == (None, world.house.nils.id)
    assert "Kerttu" in nils.text()


def test_without_a_language_nothing_begins(world: World) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/by-phone")
    for language in ("", "xx"):
        assert nils.post("/by-phone", language=language).status_code == 422
        assert "Choose the language in which you speak." in nils.text()
    assert world.rows("triage_answer_set") == []


def test_a_message_goes_to_nobody_by_this_alone(world: World) -> None:
    asked(world).post(**contact_fields(world))
    world.send_due()
    assert world.sender.sent == []


def test_nobody_but_a_nurse_comes_here(world: World) -> None:
    sent = a_sent_case(world)
    for address in ("/by-phone", "/by-phone/questions/2", "/by-phone/contact", "/by-phone/stop"):
        assert sent.browser.client.get(address, headers=sent.browser.headers).status_code == 404
        answer = world.browser().client.get(address)
        assert answer.status_code == 302
        assert answer.location.startswith("/staff/sign-in")


def _go_on(browser: Browser) -> str:
    html = browser.html()
    end = html.index("Go on with the questions")
    return html[:end].rpartition('href="')[2].partition('"')[0]


@pytest.mark.parametrize("colleague_ends", ["/by-phone/stop", ""])
def test_a_colleague_in_the_same_browser_takes_nothing_of_it_away(colleague_ends: str, world: World) -> None:
    browser = on_phone(world)
    browser.post(None, **ANSWERS["2"])
    where = browser.url
    browser.get("/queue")
    browser.post("/sign-out")
    signed_in(browser, world.house.nina, world.clock.now().timestamp())
    browser.get("/by-phone")
    browser.post(language="sv")
    if colleague_ends:
        browser.get(colleague_ends)
        browser.post(colleague_ends)
    browser.get("/queue")
    browser.post("/sign-out")
    world.clock.pass_time(timedelta(minutes=1))
    signed_in(browser, world.house.nils, world.clock.now().timestamp())
    assert browser.get(where).status_code == 200
    assert browser.url == where
