"""Who wrote STOP and wants messages again: a nurse whom she tells so lifts it, and it stands written."""

import pytest

from support.messaging.inbound_actions import receive
from support.messaging.inbound_facts import IncomingMessage
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SentCase, World, a_sent_case
from tests.check_ins import NUMBER
from tests.hands import press

LET_GO = "Let messages go again"
AT_PROVIDER = "only after the person sends the word START"


def _writes(world: World, text: str, *, is_stopped: bool = False) -> None:
    reference = f"SM{len(world.rows('inbound_message')):032x}"
    with world.begin_work(LOOKER) as work:
        receive(work, IncomingMessage(reference, NUMBER, text, is_stopped), our_phone="09 000 0000")


def _taken(world: World, sent: SentCase) -> Browser:
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    return nils


def test_the_case_says_that_she_stopped_them_and_the_nurse_lifts_it_with_a_reason(world: World) -> None:
    sent = a_sent_case(world)
    _writes(world, "LOPETA")
    nils = _taken(world, sent)
    assert "stopped by the person" in nils.text() and AT_PROVIDER not in nils.text()
    assert "Choose a reason." in press(nils, LET_GO).text()
    assert world.rows("opt_out")
    press(nils, LET_GO, texts_reason="asked")
    assert not world.rows("opt_out")
    assert "stopped by the person" not in nils.text() and "go to the person again" in nils.text()
    (step,) = world.rows("case_step", kind="texts_allowed")
    (entry,) = world.rows("audit_entry", verb="texts:allow")
    assert step["after"] == entry["detail"] == "asked"
    assert step["actor_id"] == entry["actor_id"] == world.house.nils.id
    assert entry["subject_id"] == sent.case_id


def test_what_the_provider_stopped_says_that_only_she_can_lift_it_there(world: World) -> None:
    sent = a_sent_case(world)
    _writes(world, "STOP", is_stopped=True)
    nils = _taken(world, sent)
    assert AT_PROVIDER in nils.text()


def test_where_nothing_is_stopped_nothing_is_offered_and_nothing_written(world: World) -> None:
    sent = a_sent_case(world)
    nils = _taken(world, sent)
    assert LET_GO not in nils.text()
    nils.post(f"/cases/{sent.case_id}/texts", texts_reason="asked")
    assert not world.rows("case_step", kind="texts_allowed")
    assert not world.rows("audit_entry", verb="texts:allow")


@pytest.mark.parametrize("who", ["has not taken it", "may not know of it", "is nobody of the staff"])
def test_nobody_lifts_it_who_may_not_change_the_case(world: World, who: str) -> None:
    sent = a_sent_case(world)
    _writes(world, "LOPETA")
    browser = world.browser() if who == "is nobody of the staff" else world.nurse(world.house.nina)
    browser.get(f"/cases/{sent.case_id}")
    assert LET_GO not in browser.text()
    case_id = "A" * 22 if who == "may not know of it" else sent.case_id
    browser.post(f"/cases/{case_id}/texts", texts_reason="asked")
    assert world.rows("opt_out")
