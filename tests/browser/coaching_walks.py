"""Coaching in the browser once the three have met: talks between two, and what they speak of again."""

import re
from datetime import timedelta

from tests.browser.three_party_walks import Three, comes_back, nurse_comes, says_yes, takes_the_first_time
from tests.browser.walks import unfolds
from tests.meetings import GOAL

LATER = timedelta(days=7)


def is_coached(three: Three, step: str, theme: str, point: int) -> None:
    """A week later she takes the first time and comes; ticked is what was spoken of, and where she is now."""
    three.site.clock.pass_time(LATER)
    takes_the_first_time(comes_back(three.own).open("/times"))
    nurse = nurse_comes(three.nurse).open(three.case).press("Came").open(f"{three.case}/talks")
    unfolds(nurse)
    talk = nurse.page.locator(f'article[aria-labelledby="step-{step}"]')
    talk.locator(f'[name="theme"][value="{theme}"]').check()
    with nurse.page.expect_navigation():
        talk.get_by_role("button", name=re.compile(nurse.words("Save the themes"))).click()
    assert nurse.page.locator(f'article[aria-labelledby="step-{step}"] [value="{theme}"]').is_checked()
    nurse.page.select_option('[name="point"]', str(point))
    nurse.press(f"Save {GOAL['goal_text']}")


def coaches_the_supervisor(three: Three) -> None:
    """What she speaks of with the supervisor alone is held too; nothing of it is on the employee's page."""
    three.nurse.press("Held without a booked time")
    assert three.nurse.words("Next: %(step)s.").partition("%")[0] in three.nurse.text


def speak_of_it_again(three: Three) -> None:
    """What the supervisor does goes on until another day, and both say yes to that."""
    nurse = three.nurse.open(f"{three.case}/meeting")
    unfolds(nurse)
    form = nurse.page.locator("form", has=nurse.page.locator('[name="review_on"]'))
    form.locator('[name="due_on"]').fill("2027-06-30")
    form.locator('[name="review_on"]').fill("2027-05-31")
    nurse.press("Save the days")
    for visitor in (three.own, three.supervisor):
        assert says_yes(visitor) == 1


def ends_as_completed(three: Three) -> None:
    """Everything was gone through."""
    nurse = three.nurse.open(f"{three.case}/talks")
    assert nurse.words("Every step has been gone through.") in nurse.text
    unfolds(nurse)
    nurse.choose("end", "completed").press("End the path of support")
    assert nurse.words("Completed") in nurse.text
