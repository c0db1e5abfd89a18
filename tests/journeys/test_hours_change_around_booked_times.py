"""A nurse works less from a day on while two people have times with her: each is decided on, none is lost."""

import re

from support.vocabulary.calendar import local_date
from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, a_sent_case
from tests.hands import choices, follow, press, time_at

FROM = "2026-11-30"


def test_hours_change_and_every_booked_time_is_decided_on(world: World) -> None:
    aino = _has_a_call(world, "Aino", "+358 00 000 001", "20261201")
    veera = _has_a_call(world, "Veera", "+358 00 000 002", "20261202")
    world.send_due()
    before, sent = _appointments(world), len(world.sender.sent)

    nils = world.nurse(world.house.nils)
    editor = _asks_for_a_shorter_week(nils)
    _decides_on_each(world, nils, to_call=aino, to_keep=veera)
    assert nils.url.startswith(editor)
    assert "a nurse calls the person" in nils.text() and "stays as it is" in nils.text()

    assert _appointments(world) == before, "nothing is cancelled"
    world.send_due()
    assert world.sender.sent[sent:] == [], "nobody is told by a machine"
    for person in (aino, veera):
        person.browser.get("/my")
        assert "Nils Nurmi" in person.browser.text() and "Move the time" in person.browser.text()
    _offers_only_mondays(world)
    _is_nothing_to_a_stranger(world, editor)
    _calls_her(world, aino, veera)


def _asks_for_a_shorter_week(nils: Browser) -> str:
    """Every stretch but Monday's is removed; the address of the editor."""
    nils.get("/hours")
    follow(nils, "Open")
    editor = nils.url
    while 'name="weekday-1"' in nils.html():
        press(nils, "Remove:", do="remove-1")
    press(nils, "Save the week", from_day=FROM)
    return editor


def _decides_on_each(world: World, nils: Browser, *, to_call: SentCase, to_keep: SentCase) -> None:
    assert "Nothing is saved yet." in nils.text()
    call, keep = (f"outside-{one.appointment_id}" for one in (to_call, to_keep))
    assert {call, keep} == set(re.findall(r'name="(outside-[^"]+)"', nils.html()))
    assert "Aino" not in nils.text() and "Veera" not in nils.text()
    press(nils, "Save the hours", **{keep: "keep"})
    assert "Choose what happens to this time." in nils.text(), "one of two is not enough"
    assert world.rows("audit_entry", verb="hours:change") == []
    press(nils, "Save the hours", **{call: "call"})
    assert "Booked times outside the hours" in nils.text()


def _has_a_call(world: World, name: str, phone: str, day: str) -> SentCase:
    sent = a_sent_case(world, book=False, contact={"first_name": name, "phone": phone})
    sent.browser.get("/times?talk=1")
    press(sent.browser, "Continue", slot=time_at(sent.browser, day))
    assert sent.browser.url.startswith("/times/booked/"), sent.browser.text()
    (row,) = world.rows("appointment", case_id=sent.case_id)
    return SentCase(sent.browser, sent.case_id, sent.employee_id, row["id"])


def _appointments(world: World) -> list[tuple[object, ...]]:
    return [
        (row["id"], row["state"], row["starts_at"])
        for row in sorted(world.rows("appointment"), key=lambda row: str(row["id"]))
    ]


def _offers_only_mondays(world: World) -> None:
    """Who comes now is offered what is left of the hours."""
    ilona = a_sent_case(
        world, book=False, contact={"first_name": "Ilona", "phone": "+358 00 000 003"}
    ).browser
    ilona.get("/times?talk=1")
    days = {one[:8] for one in choices(ilona, "slot") if one[:8] >= FROM.replace("-", "")}
    assert days and days <= {"20261130", "20261207", "20261214", "20261221"}


def _is_nothing_to_a_stranger(world: World, editor: str) -> None:
    """A nurse of another customer sees neither the hours nor the call."""
    outi = world.nurse(world.house.outi)
    assert "to call about changed hours" not in outi.text()
    assert outi.get(editor).status_code == 404
    outi.get("/hours")
    assert "Nobody needs to be called" in outi.text()


def _calls_her(world: World, called: SentCase, left_alone: SentCase) -> None:
    """A colleague finds the call in the queue, opens the case, calls and says so."""
    nina = world.nurse(world.house.nina)
    follow(nina, "1 person to call about changed hours")
    calls = re.findall(r'href="/cases/([^"]+)"', nina.html())
    assert calls == [called.case_id] and left_alone.case_id not in nina.html()
    nina.get(f"/cases/{called.case_id}")
    (row,) = world.rows("appointment", id=called.appointment_id)
    assert f"{local_date(row['starts_at']).day} Dec" in nina.text() and "+358" in nina.text()
    nina.get("/hours")
    press(nina, "Called")
    nina.get("/queue")
    assert "to call about changed hours" not in nina.text()
