"""Who works with a person on her way."""

from dataclasses import dataclass, replace

from support.pathways.rules.access import may_work
from support.vocabulary.actor import Actor, Role


@dataclass(frozen=True)
class Facts:
    id: str = "case"
    employee_id: str | None = "aino"
    employer_id: str | None = "HS"
    claimed_by: str | None = "nina"
    is_open: bool = True


MEETS_HER = Actor(Role.NURSE, "oksa", frozenset({"HS"}))


def test_who_meets_her_works_with_her_without_a_hold_of_the_case() -> None:
    assert may_work(MEETS_HER, Facts(), "oksa")
    assert not may_work(MEETS_HER, Facts(), "somebody else")


def test_who_meets_her_does_so_no_more_once_the_case_has_ended() -> None:
    assert not may_work(MEETS_HER, replace(Facts(), is_open=False), "oksa")


def test_who_met_her_and_does_not_serve_her_employer_any_more_does_not_work_with_her() -> None:
    assert not may_work(replace(MEETS_HER, employers=frozenset()), Facts(), "oksa")


def test_who_holds_the_case_works_with_her_whoever_meets_her() -> None:
    assert may_work(Actor(Role.NURSE, "nina", frozenset({"HS"})), Facts(), None)
