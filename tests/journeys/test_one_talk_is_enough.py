"""Brief support that ends early: one talk was enough, and she is asked how she is as the path says."""

from datetime import timedelta

from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, a_sent_case, after_its_start, signed_in_again
from tests.check_ins import asked
from tests.hands import press

REASON = "Yksi keskustelu riitti, ajatukset järjestyivät."


def test_one_talk_is_enough_and_the_check_ins_go_on(world: World) -> None:
    # given: somebody whose path of support has begun, and who came to her first talk
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    press(nils, "Take this")
    press(nils, "Begin", answer="accepted")
    after_its_start(world, sent)
    nils = _at_her_case(world, sent)
    press(nils, "Came")
    # when: she and her nurse agree that it was enough
    nils.get(f"/cases/{sent.case_id}/talks")
    press(nils, "End the path of support", end="early")
    assert "Write in a few words why it ends." in nils.text()
    press(nils, "End the path of support", end="early", end_reason=REASON)
    # then: that is completion, her nurse reads why, and her own page says what comes
    assert "Completed early, as agreed" in nils.text()
    assert REASON in nils.text()
    (enrolment,) = world.rows("enrolment")
    assert (enrolment["state"].value, enrolment["is_early"]) == ("completed", True)
    assert _state(world) == "follow_up"
    # Six weeks on is Epiphany.
    _reads(world, "We ask now and then how you are.", "We next ask how you are around Thu 7 Jan.")
    # and: she is asked after six weeks and after four months, and the plan is gone through
    for better in ("same", "better"):
        _answers(world, asked(world), better)
    (plan,) = world.rows("follow_up_plan")
    assert plan["state"].value == "completed"
    # and: the nurse closes the case, and nothing of what was completed changes
    nils = _at_her_case(world, sent)
    press(nils, "Close the case", close_reason="completed")
    assert _state(world) == "closed"
    assert world.rows("enrolment") == [enrolment]


def test_without_check_ins_the_case_waits_for_its_nurse(world: World) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    press(nils, "Take this")
    press(nils, "Begin", answer="accepted")
    after_its_start(world, sent)
    nils = _at_her_case(world, sent)
    press(nils, "Came")
    nils.get(f"/cases/{sent.case_id}")
    press(nils, "End the check-ins", stop_reason="by_person")
    nils.get(f"/cases/{sent.case_id}/talks")
    press(nils, "End the path of support", end="early", end_reason=REASON)
    assert _state(world) == "in_pathway"
    assert "We next ask" not in signed_in_again(world).text()


def _reads(world: World, *sentences: str) -> None:
    """She signs in again, and this stands on her page."""
    text = signed_in_again(world).text()
    assert [one for one in sentences if one not in text] == []


def _at_her_case(world: World, sent: SentCase) -> Browser:
    # A code of the authenticator is taken once.
    world.clock.pass_time(timedelta(minutes=1))
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    return nils


def _answers(world: World, link: str, direction: str) -> None:
    browser = Browser(world.app, "en")
    browser.get(f"{link}?lang=en")
    press(browser, "Continue", scale="7", direction=direction, call="not_now")
    press(browser, "Send")
    assert "Thank you, your answers have been sent" in browser.text()


def _state(world: World) -> str:
    (case,) = world.rows("support_case")
    return str(case["state"].value)
