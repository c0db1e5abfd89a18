"""Each word that a step must bring has a line that brings it, or is ticked by whoever held it."""

from dataclasses import dataclass
from datetime import date

from support.booking.rules.three_party import REQUIRED
from support.booking.rules.wording import Agreement, Settled, brought_by_meeting
from support.pathways.loading import own_outcomes
from support.pathways.rules.agreed_action import Owner, Release, State
from support.pathways.rules.brought import BY_ACTIONS, BY_MEETING, brought_by_actions, said_by_hand
from support.pathways.rules.step import StepKind
from tests.rules.pathways.steps import a_step

TODAY = date(2026, 5, 4)


@dataclass(frozen=True)
class Final:
    """An action that everybody has agreed on."""

    state: State = State.AGREED
    owner: Owner = Owner.EMPLOYEE
    release: Release | None = Release.YES
    due_on: date = TODAY


def test_what_is_not_ticked_stands_in_the_actions_or_comes_from_a_meeting() -> None:
    yes = Agreement(frozenset(REQUIRED), may_supervisor_see=True)
    assert brought_by_actions([Final()], TODAY) == BY_ACTIONS
    assert brought_by_meeting(Settled([yes], yes, True, True)) == BY_MEETING
    assert own_outcomes().keys() >= BY_ACTIONS | BY_MEETING


def test_every_other_word_is_a_tick_so_that_no_step_can_wait_for_ever() -> None:
    every = tuple(sorted(own_outcomes()))
    talk, meeting = a_step("1", must=every), a_step("1", StepKind.TRIPARTITE, must=every)
    assert {*said_by_hand(talk), *BY_ACTIONS} == set(every)
    assert {*said_by_hand(meeting), *BY_ACTIONS, *BY_MEETING} == set(every)
