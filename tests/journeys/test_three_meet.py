"""From the first word of a nurse to a meeting of three that is held, each in a language of her own."""

from datetime import timedelta

from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case
from tests.hands import choices, follow, press
from tests.meetings import times_on
from tests.supervisors import NAME, SUPERVISORS_NUMBER, link_in_the_last_message

_TO_SUPERVISOR = SUPERVISORS_NUMBER.replace(" ", "")


def to_supervisor(world: World) -> list[str]:
    """What has gone to the supervisor."""
    world.send_due()
    return [text for phone, text in world.sender.sent if phone == _TO_SUPERVISOR]


def in_language(browser: Browser, language: str) -> Browser:
    """The same browser, read in another language."""
    browser.headers = {"Accept-Language": language}
    browser.get(f"/my?lang={language}")
    return browser


def test_she_approves_and_releases_then_all_three_find_a_time_and_meet(world: World) -> None:
    sent = a_sent_case(world, book=False)
    nurse, own = world.nurse(world.house.nils), in_language(sent.browser, "fi")
    desk = f"/cases/{sent.case_id}"
    draft_is_sent(nurse, desk)
    agenda_is_approved(world, own)

    nurse.get(desk)
    follow(nurse, "Open the meeting")
    starts = choices(nurse, "start")
    nurse.post(f"{desk}/meeting/times", start=[starts[0], starts[2], starts[4]])
    (invitation,) = to_supervisor(world)
    assert "Aino" not in invitation
    supervisor = both_mark_times(world, own)

    nurse.get(f"{desk}/meeting")
    press(nurse, "Confirm this time")
    (booked,) = world.rows("appointment", kind="three_party")
    (meeting,) = world.rows("three_party_meeting")
    assert f"{booked['starts_at']:%Y%m%dT%H%MZ}" == starts[2]
    assert "Sovittu aika" in seen(own, own.url.partition("?")[0])
    assert "Avtalad tid" in seen(supervisor, f"/supervisor/meetings/{meeting['id']}")

    world.clock.set(booked["starts_at"] + timedelta(minutes=5))
    nurse = all_acknowledge(world, own, f"{desk}/meeting")
    nurse.post(f"{desk}/meeting/came", came=["employee", "supervisor"])
    assert "Saved: the meeting was held." in nurse.text()


def seen(browser: Browser, url: str) -> str:
    """What stands on this page."""
    browser.get(url)
    return browser.text()


def draft_is_sent(nurse: Browser, desk: str) -> None:
    """The nurse takes the case, asks her alone and writes down what the meeting would be about."""
    nurse.get(desk)
    press(nurse, "Take this")
    follow(nurse, "Arrange a meeting")
    agenda = "Työn määrä\nRauha aamuisin"
    press(nurse, "Send to the person", kind="tripartite_coaching", agenda=agenda, asked_alone="yes")


def agenda_is_approved(world: World, own: Browser) -> None:
    """She names her supervisor, takes one heading away and gives her permission; nobody hears of it yet."""
    own.get("/my")
    follow(own, "Lue ja vastaa")
    follow(own, "Mitä esihenkilöni saa tietää")
    press(own, "Tallenna esihenkilö", supervisor_name=NAME, supervisor_phone=SUPERVISORS_NUMBER)
    own.get("/my")
    follow(own, "Lue ja vastaa")
    press(own, "Hyväksy asialista", agenda="Työn määrä", release="yes")
    assert "Esihenkilösi kutsutaan, kun aikoja on" in own.text()
    assert not to_supervisor(world)


def both_mark_times(world: World, own: Browser) -> Browser:
    """The supervisor can come to all but the first time, the employee to every one."""
    supervisor = arrives(world)
    follow(supervisor, "Svara på inbjudan")
    assert "Työn määrä" in supervisor.text()
    assert "Rauha aamuisin" not in supervisor.text()
    times = times_on(supervisor, supervisor.url)
    supervisor.post(f"{supervisor.url}/times", time=times[1:])
    own.get("/my")
    follow(own, "Lue ja vastaa")
    own.post(f"{own.url}/times", time=times)
    return supervisor


def all_acknowledge(world: World, own: Browser, at_desk: str) -> Browser:
    """Each signs in again and keeps to what is said; returns the browser of the nurse."""
    nurse, supervisor = world.nurse(world.house.nils), arrives(world)
    follow(supervisor, "Öppna samtalets sida")
    press(supervisor, "Jag har läst det här och följer det")
    own.get("/sign-in")
    own.post(phone="+358 00 000 001")
    own.post(code=world.code())
    follow(in_language(own, "fi"), "Avaa keskustelun sivu")
    press(own, "Olen lukenut tämän ja noudatan sitä")
    nurse.get(at_desk)
    return press(nurse, "I have read this and keep to it")


def arrives(world: World) -> Browser:
    """The supervisor comes by the last link and a code, and reads Swedish."""
    link = link_in_the_last_message(world)
    browser = Browser(world.app, "sv")
    browser.get(link)
    press(browser, "Skicka en kod")
    press(browser, "Bekräfta", code=world.code())
    assert browser.url.startswith("/supervisor"), browser.text()
    return browser
