"""A permission goes to the supervisor who stood on the page, and to nobody who was named meanwhile."""

from support.consent.loading import present_wording
from support.consent.rules.fact_code import FactCode
from tests.agreed import proposed
from tests.browser_of_the_tests import Browser
from tests.builders import World
from tests.meetings import AGENDA, drafted
from tests.supervisors import NAME, given, named

ANOTHER = {"supervisor_name": "Uusi Pomo", "supervisor_phone": "+358 00 000 008"}


def _name_another(nurse: Browser, case_id: str) -> None:
    nurse.post(f"/cases/{case_id}/claim")
    nurse.get(f"/cases/{case_id}/supervisor")
    nurse.post(f"/cases/{case_id}/supervisor/name", **ANOTHER)


def test_a_tick_on_an_open_page_releases_nothing_to_one_who_was_named_meanwhile(world: World) -> None:
    sent = named(world)
    own = sent.browser
    own.get("/my/supervisor")
    assert f"Your supervisor: {NAME}" in own.text()
    _name_another(world.nurse(world.house.nils), sent.case_id)
    answer = own.post("/my/supervisor/facts", fact=["F8"], months="6")
    assert answer.status_code == 409
    assert "has been changed meanwhile" in own.text() and "Your supervisor: Uusi Pomo" in own.text()
    assert not world.rows("consent") and not world.rows("outbound_message", template="sup_first")
    own.post("/my/supervisor/facts", fact=["F8"], months="6")
    assert len(world.rows("consent")) == 1


def test_the_agenda_releases_nothing_to_one_who_was_named_meanwhile(world: World) -> None:
    found = drafted(world)
    found.own.get(found.on_own_page)
    assert f"Your supervisor: {NAME}" in found.own.text()
    _name_another(found.nurse, found.sent.case_id)
    answer = found.own.post(f"{found.on_own_page}/agenda", agenda=AGENDA, release="yes")
    assert answer.status_code == 409
    assert "Your supervisor: Uusi Pomo" in found.own.text()
    assert not world.rows("consent")


def test_what_a_nurse_writes_down_releases_nothing_to_one_who_was_named_meanwhile(world: World) -> None:
    sent = named(world)
    nils = world.nurse(world.house.nils)
    nils.post(f"/cases/{sent.case_id}/claim")
    nils.get(f"/cases/{sent.case_id}/supervisor")
    assert NAME in nils.text()
    sent.browser.get("/my/supervisor")
    sent.browser.post("/my/supervisor", **ANOTHER)
    said = {"fact": ["F2", "F8"], "months": "6", "how": "on_the_phone"}
    answer = nils.post(f"/cases/{sent.case_id}/supervisor/give", **said)
    assert answer.status_code == 409
    assert "Look who is named now, and ask again." in nils.text() and "Uusi Pomo" in nils.text()
    assert not world.rows("consent") and not world.rows("outbound_message", template="sup_first")
    nils.post(f"/cases/{sent.case_id}/supervisor/give", **said)
    assert len(world.rows("consent")) == 1


def test_a_form_that_does_not_say_whom_it_showed_gives_nothing(world: World) -> None:
    own = named(world).browser
    own.get("/my/supervisor")
    for said in ("", "nobody", "a.99.en", "a.1.xx", "..."):
        answer = own.post("/my/supervisor/facts", fact=["F8"], months="6", shown_to=said)
        assert answer.status_code == 409, said
    assert not world.rows("consent")


def test_the_words_of_the_page_are_kept_with_the_permission(world: World) -> None:
    given(world, FactCode.F8)
    (row,) = world.rows("consent")
    assert row["wording_version"] == present_wording().version and row["language"].value == "en"


def test_a_yes_to_one_supervisor_is_none_to_the_one_who_was_named_meanwhile(world: World) -> None:
    agreed = proposed(world)
    own, page = agreed.sent.browser, f"/my/agreed/{agreed.action_id}"
    own.get(page)
    assert f"Your supervisor: {NAME}" in own.text()
    _name_another(world.nurse(world.house.nils), agreed.sent.case_id)
    assert own.post(page, release="yes").status_code == 409
    assert "Your supervisor: Uusi Pomo" in own.text()
    (row,) = world.rows("agreed_action")
    assert row["release"] is None
    assert own.post(page, release="yes").status_code == 200
    (row,) = world.rows("agreed_action")
    assert row["release"] == "yes"
