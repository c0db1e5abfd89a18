"""What the supervisor of three of the demo's people sees (domain model G.4, check 7).

Two of them chose that their permissions hold for six months; that of the third has run out a month after her
path.
"""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from support.booking.meeting_models import Meeting
from support.demo.queries import supervisors_to_try
from support.pathways.goal_models import AgreedAction
from support.platform.audit import Purpose
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.actor import Actor
from tests.browser_of_the_tests import Browser
from tests.demo.conftest import works_of
from tests.demo.people_of_the_demo import NUMBERS, STORIES, case_of
from tests.demo.supervisors_of_the_demo import as_supervisor

RIITTA = "Riitta Palomäki"
SEEN, OVER = (5, 6), 1


@pytest.fixture
def riitta(demo_app: Flask) -> Browser:
    """The supervisor of Kirsi, Johanna and Marja-Liisa, on her first page."""
    with works_of(demo_app)(Actor.operator()) as work:
        (way,) = ((one.link, one.phone) for one in supervisors_to_try(work) if one.name == RIITTA)
    return as_supervisor(demo_app, *way)


def test_she_sees_five_agreed_actions_and_four_meetings_of_two_people(
    riitta: Browser, seeded: BeginWork
) -> None:
    page = riitta.text()
    with seeded(Actor.operator()) as work:
        hers = [text for number in SEEN for text in _actions(work, number)]
        others = [text for number in set(NUMBERS) - set(SEEN) for text in _actions(work, number)]
    assert len(hers) == 5
    assert all(text in page for text in hers)
    assert others
    assert not any(text in page for text in others)
    assert len(set(re.findall(r"/supervisor/meetings/([\w-]+)\"", riitta.html()))) == 4
    named = {number for number in NUMBERS if STORIES[number].name in page}
    assert named == set(SEEN)


def test_a_meeting_of_the_one_whose_permission_is_over_answers_as_one_that_never_was(
    riitta: Browser, seeded: BeginWork
) -> None:
    seen = re.findall(r"/supervisor/meetings/([\w-]+)\"", riitta.html())
    with seeded(Actor.operator()) as work:
        ask = select(Meeting.id).where(Meeting.case_id == case_of(work, OVER).id)
        hidden = list(work.session.execute(ask).scalars())
    assert len(hidden) == 2
    unknown = _answer(riitta, "x" * len(hidden[0]))
    assert unknown[0] == 404
    assert {_answer(riitta, one) for one in hidden} == {unknown}
    assert {_answer(riitta, one)[0] for one in seen} == {200}


def _actions(work: Work, number: int) -> list[str]:
    case_id = case_of(work, number).id
    rows = work.session.execute(select(AgreedAction).where(AgreedAction.case_id == case_id)).scalars()
    found = [work.open(row, "text", subject=case_id, purpose=Purpose.REPLAY) for row in rows]
    return [text for text in found if text]


def _answer(browser: Browser, meeting_id: str) -> tuple[int, str]:
    """The status and the page, without its address and the signs that are new on each page."""
    answer = browser.client.get(f"/supervisor/meetings/{meeting_id}", headers=browser.headers)
    page = answer.get_data(as_text=True).replace(meeting_id, "")
    return answer.status_code, re.sub(r'name="csrf_token" value="[^"]*"', "", page)
