"""The nurse takes a case before she changes it; what she lowers needs a reason, what she opens is seen."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import update

from support.cases.models import Case
from support.desk.words import span
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SentCase, World, a_sent_case, at_result, contact_fields
from tests.meetings import DRAFT
from tests.pages.forms import send

URGENT: dict[str, Any] = {"p4a": {"death_thoughts": ["2"], "self_harm": ["no"]}}
CHANGES: dict[str, dict[str, str]] = {
    "confirm": {},
    "release": {},
    "decision": {"urgency": "now", "path": "crisis", "reason": "Puhelussa sovittu."},
    "call": {"outcome": "reached", "note": "Puhuttiin."},
    "note": {"text": "Muistiinpano."},
    "close": {"close_reason": "completed"},
    "follow-up/end": {"stop_reason": "not_needed"},
    "follow-up/times": {},
    "texts": {"texts_reason": "asked"},
    "talks": {"answer": "accepted"},
    "talks/action": {
        "action_text": "Iltakävely.",
        "owner": "employee",
        "due_on": "2026-12-31",
        "size": "ongoing",
    },
    "talks/action/state": {"action": "A" * 22, "do": "finish"},
    "talks/break": {"do": "pause", "pause_reason": "Loma."},
    "talks/hand-over": {"practitioner": "A" * 22, "hand_over_reason": "Loma."},
    "talks/end": {"end": "early", "end_reason": "Riitti."},
    "talks/goal": {"goal_text": "Nukun.", "value": "3", "good_enough": "7"},
    "talks/point": {"goal": "A" * 22, "point": "4"},
    "talks/supervisor": {},
    "talks/step": {"step": "1", "do": "hold"},
    "talks/themes": {"step": "1", "theme": "what_carries"},
    "meeting": {**DRAFT, "go": "send"},
    "meeting/acknowledge": {},
    "meeting/action": {
        "action_text": "Iltakävely.",
        "owner": "employee",
        "due_on": "2026-12-31",
        "size": "ongoing",
    },
    "meeting/came": {"came": "employee"},
    "meeting/came/take-back": {},
    "meeting/cancel": {},
    "meeting/confirm": {"start": "20261126T0800Z"},
    "meeting/goal": {"goal_text": "Nukun.", "value": "3", "good_enough": "7"},
    "meeting/leave-out": {"about": "timetable"},
    "meeting/put-off": {},
    "meeting/review": {"action": "A" * 22, "due_on": "2026-12-31"},
    "meeting/timetable": {"timetable": "Helmikuussa."},
    "meeting/times": {"start": "20261126T0800Z"},
    "number": {
        "phone": "+358 00 000 055",
        "safe_to_text": "yes",
        "word": "AAAAAA",
        "booked_on": "2026-11-25",
    },
    "number/code": {"phone": "+358 00 000 055", "safe_to_text": "yes", "code": "000000"},
    "number/lost": {},
    "supervisor/ask": {"fact": "F1"},
    "supervisor/give": {"fact": "F1", "months": "6", "how": "on_the_phone", "shown_to": "A.1.fi"},
    "supervisor/link": {},
    "supervisor/name": {"supervisor_name": "Siiri", "supervisor_phone": "+358 00 000 007"},
    "time": {},
    "time/cancel": {},
    "waiting/end": {},
}


def _at_case(world: World, browser: Browser, sent: SentCase) -> Browser:
    browser.get(f"/cases/{sent.case_id}")
    return browser


def test_every_change_of_a_case_is_among_these(world: World) -> None:
    of_a_case = [rule for rule in world.app.url_map.iter_rules() if "case_id" in rule.arguments]
    posts = {str(rule).partition("<case_id>/")[2] for rule in of_a_case if "POST" in (rule.methods or ())}
    # What a person wants back waits for nobody who has taken the case (tests/pages/test_desk_supervisors.py).
    # What she says is wrong is answered in a closed case too (tests/pages/test_corrections.py).
    assert posts == CHANGES.keys() | {"claim", "corrections", "supervisor/withdraw"}


@pytest.mark.parametrize("held_by", ["nobody", "a colleague"])
def test_nothing_is_changed_by_one_who_has_not_taken_it(held_by: str, world: World) -> None:
    sent = a_sent_case(world, **URGENT)
    if held_by == "a colleague":
        _at_case(world, world.nurse(world.house.nina), sent).post(f"/cases/{sent.case_id}/claim")
    nils = _at_case(world, world.nurse(world.house.nils), sent)
    before = world.rows("support_case"), world.rows("case_step")
    for do, fields in CHANGES.items():
        _at_case(world, nils, sent)
        answer = nils.post(f"/cases/{sent.case_id}/{do}", **fields)
        assert answer.status_code == 409, do
        assert "Take the case first" in nils.text(), do
        assert (world.rows("support_case"), world.rows("case_step")) == before, do


def test_a_closed_case_is_neither_taken_nor_changed_and_says_why(world: World) -> None:
    sent = a_sent_case(world)
    nils = _at_case(world, world.nurse(world.house.nils), sent)
    nils.post(f"/cases/{sent.case_id}/claim")
    nils.post(f"/cases/{sent.case_id}/close", close_reason="completed")
    before = world.rows("support_case"), world.rows("case_step")
    for do in ("claim", *CHANGES):
        _at_case(world, nils, sent)
        answer = nils.post(f"/cases/{sent.case_id}/{do}", **CHANGES.get(do, {}))
        assert answer.status_code == 409, do
        assert "This case has been closed" in nils.text(), do
        assert "Take the case first" not in nils.text(), do
        assert (world.rows("support_case"), world.rows("case_step")) == before, do


def test_of_two_who_take_it_at_once_one_gets_it_and_the_other_learns_who(world: World) -> None:
    for _round in range(3):
        sent = a_sent_case(world, book=False, contact={"phone": f"+358 00 000 01{_round}"})
        world.clock.pass_time(timedelta(minutes=1))
        nurses = [_at_case(world, world.nurse(staff), sent) for staff in (world.house.nils, world.house.nina)]
        address = f"/cases/{sent.case_id}/claim"
        with ThreadPoolExecutor(2) as both:
            answers = list(both.map(Browser.post, nurses, [address] * 2))
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        (case,) = world.rows("support_case", id=sent.case_id)
        winner = "Nils Nurmi" if case["claimed_by"] == world.house.nils.id else "Nina Niemi"
        loser = next(one for one, answer in zip(nurses, answers, strict=True) if answer.status_code == 409)
        assert f"{winner} took case {case['short_code']} just before you." in loser.text()
        assert len(world.rows("case_step", case_id=sent.case_id, kind="claimed")) == 1


def test_taking_it_twice_is_taking_it_once(world: World) -> None:
    sent = a_sent_case(world)
    nils = _at_case(world, world.nurse(world.house.nils), sent)
    for _ in range(2):
        nils.post(f"/cases/{sent.case_id}/claim")
    assert len(world.rows("case_step", kind="claimed")) == 1


@pytest.mark.parametrize(
    ("urgency", "path", "reason", "status"),
    [
        ("routine", "urgent_call", "", 422),
        ("next_day", "urgent_call", "   ", 422),
        ("same_day", "brief_support", "", 422),
        ("routine", "urgent_call", "Sovittu puhelussa.", 302),
        ("now", "crisis", "", 302),
    ],
)
@pytest.mark.requirement("SR-20")
def test_lowering_needs_a_reason_and_raising_does_not(
    urgency: str, path: str, reason: str, status: int, world: World
) -> None:
    sent = a_sent_case(world, **URGENT)
    nils = _at_case(world, world.nurse(world.house.nils), sent)
    nils.post(f"/cases/{sent.case_id}/claim")
    pairs = [("urgency", urgency.encode()), ("path", path.encode()), ("reason", reason.encode())]
    answer = send(nils, f"/cases/{sent.case_id}/decision", pairs)
    assert answer.status_code == status
    (case,) = world.rows("support_case")
    assert (case["urgency"] == urgency) is (status == 302 or urgency == "same_day")
    if status == 422:
        page = answer.get_data(as_text=True)
        assert 'id="reason-error"' in page
        assert " selected" in page.partition(f'value="{urgency}"')[2].partition(">")[0]


def test_opening_a_case_is_shown_to_the_person(world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get("/my")
    assert "Nobody yet." in sent.browser.text()
    _at_case(world, world.nurse(world.house.nils), sent)
    sent.browser.get("/my")
    assert "Nils Nurmi" in sent.browser.text()
    assert "Nina Niemi" not in sent.browser.text()


@pytest.mark.requirement("SR-5")
def test_an_urgent_case_is_never_closed_because_nobody_answered(world: World) -> None:
    sent = a_sent_case(world, **URGENT)
    nils = _at_case(world, world.nurse(world.house.nils), sent)
    nils.post(f"/cases/{sent.case_id}/claim")
    answer = nils.post(f"/cases/{sent.case_id}/close", close_reason="no_answer")
    assert answer.status_code == 409
    assert world.rows("support_case")[0]["closed_at"] is None


def test_a_nurse_sees_only_the_employers_whom_she_serves(world: World) -> None:
    a_sent_case(world)
    assert "Aino" in world.nurse(world.house.nils).text()
    outi = world.nurse(world.house.outi)
    assert "Aino" not in outi.text()
    assert "Hiljasalon kunta" not in outi.text()


def test_the_poll_tells_when_an_open_case_begins_to_need_a_call_today(world: World) -> None:
    sent = a_sent_case(world, book=False)
    nils = world.nurse(world.house.nils)
    poll = re.search(r'hx-get="([^"]+)"', nils.html())
    assert poll
    world.clock.pass_time(timedelta(minutes=1))
    again = at_result(world, **URGENT)
    again.get("/contact")
    again.post(**contact_fields(world))
    again.post(code=world.code())
    (case,) = world.rows("support_case")
    assert (case["id"], case["urgency"]) == (sent.case_id, "same_day")
    nils.get(unescape(poll.group(1)))
    assert "needs a call today" in nils.text()


def test_a_case_is_closed_only_for_a_reason_that_the_page_offers(world: World) -> None:
    sent = a_sent_case(world)
    nils = _at_case(world, world.nurse(world.house.nils), sent)
    nils.post(f"/cases/{sent.case_id}/claim")
    answer = nils.post(f"/cases/{sent.case_id}/close", close_reason="transferred")
    assert answer.status_code == 422
    assert world.rows("support_case")[0]["closed_at"] is None


@pytest.mark.parametrize("what", ["a path nobody knows", "a name nobody can read"])
def test_one_case_that_is_not_understood_hides_no_other(what: str, world: World) -> None:
    odd = a_sent_case(world, book=False, contact={"first_name": "Veera", "phone": "+358 00 000 002"})
    a_sent_case(world, book=False)
    (case,) = world.rows("support_case", id=odd.case_id)
    with world.begin_work(LOOKER) as work:
        if what == "a path nobody knows":
            unknown = update(Case).where(Case.id == odd.case_id)
            work.session.execute(unknown.values(path="older_path", suggested_path="older_path"))
        else:
            work.erase_keys((world.rows("employee", id=odd.employee_id)[0]["key_id"],))
    nils = world.nurse(world.house.nils)
    answer = nils.get("/queue")
    assert answer.status_code == 200
    assert "Aino" in nils.text()
    assert ("older_path" if what == "a path nobody knows" else case["short_code"]) in nils.text()


def test_a_case_with_a_path_nobody_knows_is_opened_and_decided_anew(world: World) -> None:
    sent = a_sent_case(world, book=False)
    with world.begin_work(LOOKER) as work:
        unknown = update(Case).values(path="older_path", suggested_path="older_path")
        work.session.execute(unknown.where(Case.id == sent.case_id))
    nils = world.nurse(world.house.nils)
    assert nils.get(f"/queue?peek={sent.case_id}").status_code == 200
    assert _at_case(world, nils, sent).page.status_code == 200  # type: ignore[union-attr]  # it has a page
    nils.post(f"/cases/{sent.case_id}/claim")
    pages = nils.html().partition('name="path"')[2].partition("</select>")[0]
    assert 'value="older_path"' not in pages
    assert re.findall(r'value="([^"]*)" selected', pages) == [""]
    nils.post(f"/cases/{sent.case_id}/decision", urgency="routine", path="brief_support", reason="Sovittu.")
    assert world.rows("support_case")[0]["path"] == "brief_support"
    sent.browser.get("/times")
    assert sent.browser.url == "/times"


@pytest.mark.parametrize("tail", ["%00", "%F0%9F%91%A9", "%ED%A0%80", "x" * 2_000, "..%2F..%2Fetc%2Fpasswd"])
def test_an_address_full_of_garbage_is_not_found(tail: str, world: World) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    for browser, start in (
        (nils, "/cases/"),
        (sent.browser, "/times/booked/"),
        (sent.browser, "/times/cancel/"),
        (world.browser(), "/questions/"),
        (world.browser(), "/help/"),
        (world.browser(), "/static/x/"),
    ):
        answer = browser.client.get(start + tail, headers=browser.headers)
        assert answer.status_code in (404, 410), f"{start}: {answer.status_code}"


@pytest.mark.parametrize(
    "query",
    [
        "since=x&mark=%00",
        "since=0001-01-01T00:00:00%2B14:00&mark=",
        "since=9999-12-31T23:59:59-14:00",
        "since=2026",
    ],
)
def test_a_poll_full_of_garbage_is_answered(query: str, world: World) -> None:
    a_sent_case(world)
    nils = world.nurse(world.house.nils)
    for address in (f"/queue/news?{query}", "/queue?show=%00&lang=%00&theme=%00"):
        assert nils.client.get(address, headers=nils.headers).status_code in (200, 204, 404), address


def test_however_often_one_looks_another_stays_on_the_list_of_those_who_have_opened_it(world: World) -> None:
    sent = a_sent_case(world)
    _at_case(world, world.nurse(world.house.nina), sent)
    nils = world.nurse(world.house.nils)
    for _ in range(120):
        assert nils.client.get(f"/cases/{sent.case_id}").status_code == 200
        world.clock.pass_time(timedelta(seconds=1))
    sent.browser.get("/my")
    assert "Nils Nurmi" in sent.browser.text()
    assert "Nina Niemi" in sent.browser.text()


@pytest.mark.parametrize(
    ("language", "waits"),
    [
        ("fi", ["3 t 20 min", "1 pv", "2,5 pv"]),
        ("sv", ["3 h 20 min", "1 dag", "2,5 dagar"]),
        ("en", ["3 h 20 min", "1 day", "2.5 days"]),
    ],
)
def test_a_wait_is_counted_in_working_days_of_eight_hours(
    language: str, waits: list[str], world: World
) -> None:
    with world.app.test_request_context("/", headers={"Accept-Language": language}):
        assert [span(minutes) for minutes in (200, 480, 1200)] == waits
