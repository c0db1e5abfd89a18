"""Given a service manager, when she publishes TRIPARTITE v3 without code, then v2 stays what it was."""

from datetime import timedelta

from support.pathways.loading import own_catalogue
from support.pathways.version_queries import active_version, version_of
from support.vocabulary.pathway import Path
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SECOND, SentCase, World, a_sent_case, first_slot
from tests.hands import follow, press
from tests.pathways import CODE, DRAFT, a_manager, a_psychologist
from tests.ways import WITH_HER_SUPERVISOR, opened

PUBLISHED = ("draft", "change", "change", "send", "approve", "retire", "activate")


def test_who_is_on_version_two_stays_on_it_and_who_comes_later_begins_on_version_three(world: World) -> None:
    # given: somebody whose coaching has begun on version 2
    running = _begins(world)
    # when: a service manager makes version 3 with a shorter first coaching, and it is taken into use
    outi = a_manager(world)
    _drafts(outi, "2 Individual coaching 1")
    _explains_and_sends(outi)
    _approves(a_psychologist(world))
    outi.get(DRAFT)
    press(outi, "Take into use")
    assert [verb for verb, _who in _acts(world)] == list(PUBLISHED)
    # then: who comes now begins on version 3, and the times of each are as long as her version says
    new = _begins(world, **SECOND)
    for sent, version, minutes in ((running, 2, 90), (new, 3, 60)):
        opened(world, sent)
        (way,) = world.rows("enrolment", case_id=sent.case_id)
        assert way["pathway_version"] == version
        assert _books(world, sent) == ("one_to_one", minutes)


def _begins(world: World, **contact: str) -> SentCase:
    """Somebody sends her answers, and her nurse begins the coaching."""
    sent = a_sent_case(world, book=False, contact=contact, **WITH_HER_SUPERVISOR)
    world.clock.pass_time(timedelta(minutes=1))
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    press(nils, "Take this")
    press(nils, "Begin", answer="accepted")
    return sent


def _books(world: World, sent: SentCase) -> tuple[str, int]:
    """She takes the first time that she is offered."""
    sent.browser.get("/times")
    sent.browser.post("/times", slot=first_slot(sent.browser))
    (booked,) = world.rows("appointment", case_id=sent.case_id)
    return booked["kind"], booked["minutes"]


def test_a_manager_publishes_version_three_and_version_two_stays_readable(world: World) -> None:
    outi = a_manager(world)
    _drafts(outi, "4 Individual coaching 3")
    _explains_and_sends(outi)
    _approves(a_psychologist(world))
    outi.get(DRAFT)
    press(outi, "Take into use")
    assert "In use from now on." in outi.text()
    assert "Maarit Oksa" in outi.text()
    outi.get("/pathways/TRIPARTITE-2")
    assert "No longer in use" in outi.text()
    assert "510 min" in outi.text()
    with world.begin_work.to_read(LOOKER) as look:
        active = active_version(look, CODE)
        assert active is not None
        assert (active.version, active.derived_from) == (3, 2)
        assert version_of(look, CODE, 2) == own_catalogue()[Path("tripartite")]
    assert _acts(world) == [
        ("draft", world.house.outi.id),
        ("change", world.house.outi.id),
        ("change", world.house.outi.id),
        ("send", world.house.outi.id),
        ("approve", world.house.psychologist),
        ("retire", world.house.outi.id),
        ("activate", world.house.outi.id),
    ]


def _drafts(outi: Browser, step: str) -> None:
    follow(outi, "Pathways")
    follow(outi, "Version 2, Three-party coaching")
    assert "510 min" in outi.text()
    press(outi, "Make a new version from this one")
    assert outi.url.startswith(DRAFT)
    assert "Nothing is different yet." in outi.text()
    assert "Say what is different, why, and which decision is behind it." in outi.text()

    follow(outi, step)
    press(outi, "Save the step", minutes="60")
    assert "Saved." in outi.text()
    assert f"{step}: 60 min instead of 90 min" in outi.text()
    assert "480 min" in outi.text()


def _explains_and_sends(outi: Browser) -> None:
    press(
        outi,
        "Add this change",
        what="One coaching is shorter.",
        why="One theme took an hour.",
        decision="Interim review of the second group, decision 1",
        indicators="I15, I17",
    )
    assert "Interim review of the second group, decision 1" in outi.text()
    press(outi, "Send to review")


def _approves(maarit: Browser) -> None:
    maarit.get("/queue")
    follow(maarit, "Pathways")
    follow(maarit, "Version 3, Three-party coaching")
    press(maarit, "Approve")
    assert "Approved. The service manager can now take it into use." in maarit.text()


def _acts(world: World) -> list[tuple[str, str]]:
    rows = [row for row in world.rows("audit_entry") if row["verb"].startswith("pathway:")]
    return [(row["verb"].partition(":")[2], row["actor_id"]) for row in rows]
