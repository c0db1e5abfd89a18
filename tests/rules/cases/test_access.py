"""Who may open, claim and change a case."""

from dataclasses import dataclass

import pytest

from support.cases.rules import access
from support.vocabulary.actor import Actor, Role


@dataclass(frozen=True)
class Facts:
    employee_id: str | None = "aino"
    employer_id: str | None = "HS"
    claimed_by: str | None = None
    is_open: bool = True


NILS = Actor(Role.NURSE, "nils", frozenset({"HS", "KK"}))
TIINA = Actor(Role.NURSE, "tiina", frozenset({"MV"}))
AINO = Actor(Role.EMPLOYEE, "aino", frozenset({"HS"}))
OUTI = Actor(Role.EMPLOYEE, "outi", frozenset({"HS"}))
RAIJA = Actor(Role.ADMIN, "raija", frozenset({"HS", "KK", "MV"}))
AINO_AS_SUPERVISOR = Actor(Role.SUPERVISOR, "aino", frozenset({"HS"}))
EVERYBODY = [
    NILS,
    TIINA,
    AINO,
    AINO_AS_SUPERVISOR,
    OUTI,
    RAIJA,
    Actor.visitor(),
    Actor.job("send"),
    Actor.operator(),
]


@pytest.mark.parametrize(
    ("case", "openers"),
    [
        (Facts(), [NILS]),
        (Facts(claimed_by="nils"), [NILS]),
        (Facts(claimed_by="somebody else"), [NILS]),
        (Facts(employer_id="MV"), [TIINA]),
        (Facts(employer_id="TV"), []),
        (Facts(employer_id=None), [NILS, TIINA]),
    ],
)
def test_a_nurse_opens_the_cases_of_the_employers_she_serves(case: Facts, openers: list[Actor]) -> None:
    assert [actor for actor in EVERYBODY if access.may_open(actor, case)] == openers


@pytest.mark.parametrize(
    ("case", "claimers"),
    [
        (Facts(), [NILS]),
        (Facts(claimed_by="nils"), []),
        (Facts(claimed_by="somebody else"), []),
        (Facts(employer_id="TV"), []),
        (Facts(is_open=False), []),
    ],
)
def test_only_an_open_case_that_nobody_holds_is_claimed(case: Facts, claimers: list[Actor]) -> None:
    assert [actor for actor in EVERYBODY if access.may_claim(actor, case)] == claimers


@pytest.mark.parametrize(
    ("case", "changers"),
    [
        (Facts(), []),
        (Facts(claimed_by="nils"), [NILS]),
        (Facts(claimed_by="tiina"), []),
        (Facts(claimed_by="aino"), []),
        (Facts(claimed_by="nils", is_open=False), []),
    ],
)
def test_only_the_nurse_who_holds_a_case_changes_it(case: Facts, changers: list[Actor]) -> None:
    assert [actor for actor in EVERYBODY if access.may_change(actor, case)] == changers


def test_an_employee_opens_only_her_own_case() -> None:
    assert [actor for actor in EVERYBODY if access.may_open_own(actor, Facts())] == [AINO]


def test_a_missing_id_never_equals_a_missing_id() -> None:
    nobody = Facts(employee_id=None, employer_id=None, claimed_by=None)
    assert not access.may_open_own(Actor(Role.EMPLOYEE), nobody)
    assert not access.may_open(Actor(Role.NURSE), nobody)
    assert not access.may_change(Actor(Role.NURSE), nobody)
