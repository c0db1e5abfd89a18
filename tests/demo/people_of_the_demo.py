"""What the tests of the demo look up: the cases by the numbers of their stories."""

from dataclasses import dataclass

from sqlalchemy import select

from support.cases.facts import CaseFacts
from support.cases.queries import latest_case_of
from support.demo.cases import Story, all_stories
from support.people.code_actions import PHONE
from support.people.models import Employee, Employer
from support.platform.work import Work
from support.vocabulary.actor import Role

STORIES = {story.number: story for story in all_stories()}
NUMBERS = list(STORIES)


@dataclass(frozen=True)
class Person:
    """One of the demo's employees, with her only case."""

    story: Story
    employee_id: str
    case: CaseFacts


def person_of(look: Work, number: int) -> Person:
    """Who a story is about."""
    story = STORIES[number]
    known = select(Employee.id).where(
        Employee.phone_lookup == look.lookup(PHONE, story.phone), Employee.hat == Role.EMPLOYEE
    )
    employee_id = look.session.execute(known).scalar_one()
    case = latest_case_of(look, employee_id)
    assert case is not None
    return Person(story, employee_id, case)


def case_of(look: Work, number: int) -> CaseFacts:
    """The case of a story."""
    return person_of(look, number).case


def codes_of_employers(look: Work) -> dict[str, str]:
    """Every employer's code, by id."""
    return {one.id: one.code for one in look.session.execute(select(Employer)).scalars()}
