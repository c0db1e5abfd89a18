"""Brief support as it goes: enrolled by her nurse, three talks, a goal and its curve, enough early."""

from datetime import timedelta
from typing import Any

from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, a_sent_case, after_its_start, first_slot, signed_in_again
from tests.hands import follow, press
from tests.ways import way_of

GOAL = "Nukun viitenä yönä viikossa."
THEMES = {"1": "what_carries", "2": "what_is_better", "3": "what_holds"}


def test_brief_support_from_the_enrolment_to_an_early_end(world: World) -> None:
    # given: somebody with a time, whose nurse has taken the case
    sent = a_sent_case(world)
    nils = _who_has_taken(world, sent)
    # when: she is enrolled, and a goal is agreed
    press(nils, "Begin", answer="accepted")
    assert "Next: First talk." in nils.text()
    press(nils, "Save the goal", goal_text=GOAL, value="3", good_enough="7")
    assert "Now 3, good enough would be 7." in nils.text()
    # and: three talks are held, with themes ticked and the goal looked at again
    nils = _three_talks(world, sent)
    assert "Up from 3 to 6." in nils.text()
    assert [row["minutes"] for row in _in_order(world)] == [60, 45, 45, 45]
    assert [step.step_key for step in way_of(world, sent).held] == ["1", "2", "3"]
    assert way_of(world, sent).covered == {key: {theme} for key, theme in THEMES.items()}
    # and: something is agreed, of which she says what her supervisor may see
    due = {"owner": "employee", "due_on": "2026-12-31", "size": "ongoing"}
    press(nils, "Save what was agreed", action_text="Iltakävely.", **due)
    assert "The person, by Thu 31 Dec" in nils.text()
    person = signed_in_again(world)
    assert "At first 3, now 6, good enough 7." in person.text()
    _keeps_it_to_herself(person)
    _rates_the_first_talk(person)
    # and: it turns out to be enough
    press(nils, "End the path of support", end="early", end_reason="Kolme keskustelua riitti.")
    # then: it is completed early, and her goal still stands on her own page
    assert "Completed early, as agreed" in nils.text()
    (row,) = world.rows("enrolment")
    assert (row["state"].value, row["is_early"]) == ("completed", True)
    assert GOAL in person.get("/my").get_data(as_text=True)
    follow(nils, "Case")
    assert "Completed early, as agreed" in nils.text()


def test_who_is_asked_joins_on_her_own_page(world: World) -> None:
    sent = a_sent_case(world)
    press(_who_has_taken(world, sent), "Begin", answer="ask")
    person = signed_in_again(world)
    assert "A one-to-one talk stays between the two of you." in person.text()
    press(person, "Yes, I join")
    assert "Next on your path: First talk." in person.text()
    assert "What you wish to be different, agreed in your talks, stands here." in person.text()


def _who_has_taken(world: World, sent: SentCase) -> Browser:
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    return press(nils, "Take this")


def _three_talks(world: World, sent: SentCase) -> Browser:
    """Each time she comes, the themes are ticked, she is one further, and she books the next."""
    for number, (step, theme) in enumerate(THEMES.items(), start=4):
        after_its_start(world, sent)
        nils = world.nurse(world.house.nils)
        nils.get(f"/cases/{sent.case_id}")
        press(nils, "Came")
        nils.get(f"/cases/{sent.case_id}/talks")
        nils.post(f"/cases/{sent.case_id}/talks/themes", step=step, theme=theme)
        press(nils, f"Save {GOAL}", point=str(number))
        world.clock.pass_time(timedelta(days=5))
        person = signed_in_again(world)
        person.get("/times")
        person.post("/times", slot=first_slot(person))
        sent = SentCase(person, sent.case_id, sent.employee_id, person.url.rpartition("/")[2])
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/talks")
    return nils


def _in_order(world: World) -> list[dict[str, Any]]:
    return sorted(world.rows("appointment"), key=lambda row: row["starts_at"])


def _keeps_it_to_herself(person: Browser) -> None:
    follow(person, "May your supervisor see this?")
    press(person, "Save")
    assert "Choose one of the answers." in person.text()
    press(person, "Save", release="no")
    assert "Your supervisor does not see this." in person.text()


def _rates_the_first_talk(person: Browser) -> None:
    follow(person, "First talk")
    press(person, "Send", heard="9", matters="8", way="9")
    assert "Choose a number on every row." in person.text()
    press(person, "Send", heard="9", matters="8", way="9", help="7")
    assert "Only means of several people" in person.text()
    assert "First talk" not in person.text()
