"""A person's way, its steps, goals and actions, as her nurse, the calendar and she herself move them."""

from collections.abc import Callable
from datetime import timedelta

from support.cases.rules.states import CloseReason
from support.pathways import agreement_actions, enrolment_actions, goal_actions, meeting_actions, step_actions
from support.pathways.meeting_actions import Meeting
from support.pathways.rules import agreed_action, enrolment, goal
from support.pathways.rules.agreed_action import Owner
from support.pathways.rules.completion import End
from support.pathways.rules.order import StepMove, StepState
from support.platform.work import Work
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import local_date
from tests.actions.by_hand.hands import Hands, Press
from tests.builders import SentCase, World
from tests.ways import enrolled, herself

_KEY = "4"
"""The first step of brief support that need not be held, so that it can be left out too."""


def enrolment_hands(world: World) -> Hands:
    """What is pressed on the page of talks and on her own, and what closing the case does."""
    sent = enrolled(world)

    def made() -> str:
        with world.begin_work(world.house.nils.actor) as work:
            enrolment_actions.end_with_case(work, sent.case_id, CloseReason.BY_PERSON)
        with world.begin_work(world.house.nils.actor) as work:
            enrolment_actions.enrol(work, sent.case_id, has_accepted=False)
        return _goes_on(world, sent)

    def answers(*, accepts: bool) -> Press:
        return _press(
            world, herself(sent), lambda work: enrolment_actions.answer_invitation(work, accepts=accepts)
        )

    def ends(end: End) -> Press:
        def act(work: Work) -> None:
            enrolment_actions.end_enrolment(work, sent.case_id, end, "Sovittiin yhdessä.")

        return _press(world, world.house.nils.actor, act)

    def of_nurse(act: Callable[[Work, str], None]) -> Press:
        return _press(world, world.house.nils.actor, lambda work: act(work, sent.case_id))

    def close(work: Work, case_id: str) -> None:
        enrolment_actions.end_with_case(work, case_id, CloseReason.NO_ANSWER)

    moves, states = enrolment.Move, enrolment.State
    return Hands(
        table="enrolment",
        made={states.INVITED: made},
        press={
            moves.ACCEPT: answers(accepts=True),
            moves.DECLINE: answers(accepts=False),
            moves.START: of_nurse(lambda work, case_id: step_actions.hold_step(work, case_id, "1")),
            moves.PAUSE: of_nurse(lambda work, case_id: enrolment_actions.pause(work, case_id, "Loma.")),
            moves.RESUME: of_nurse(enrolment_actions.resume),
            moves.COMPLETE: ends(End.EARLY),
            moves.DROP_OUT: of_nurse(close),
            moves.WITHDRAW: ends(End.WITHDRAWN),
            moves.TRANSFER: ends(End.TRANSFERRED),
        },
        # A case that is closed ends the way in every state, each as it stands. A mark in the calendar that is
        # taken back unstarts it: tests/actions/test_ways.py.
        no_press=frozenset(
            {(state, moves.DROP_OUT) for state in set(states) - {states.ACTIVE}}
            | {(state, moves.UNSTART) for state in states}
        ),
    )


def step_hands(world: World) -> Hands:
    """What is marked in the calendar, and what is pressed on the page of talks."""
    sent = enrolled(world)
    nils, times = world.house.nils, iter(range(10_000))

    def made() -> str:
        with world.begin_work(nils.actor) as work:
            enrolment_actions.end_with_case(work, sent.case_id, CloseReason.BY_PERSON)
        with world.begin_work(nils.actor) as work:
            enrolment_actions.enrol(work, sent.case_id, has_accepted=True)
            for key in ("1", "2", "3"):
                step_actions.hold_step(work, sent.case_id, key)
        (row,) = world.rows("enrolment_step", enrolment_id=_goes_on(world, sent), step_key=_KEY)
        return str(row["id"])

    def time(work: Work) -> Meeting:
        return Meeting(f"{next(times):022d}", sent.case_id, "one_to_one", work.now, nils.id)

    def take_back(one: str) -> None:
        (row,) = world.rows("enrolment_step", id=one)
        with world.begin_work(nils.actor) as work:
            meeting_actions.note_taken_back(work, row["appointment_id"] or "no such time")

    def of_nurse(act: Callable[[Work], None]) -> Press:
        return _press(world, nils.actor, act)

    return Hands(
        table="enrolment_step",
        made={StepState.TO_COME: made},
        press={
            StepMove.HOLD: of_nurse(lambda work: meeting_actions.note_held(work, time(work))),
            StepMove.MISS: of_nurse(lambda work: meeting_actions.note_missed(work, time(work))),
            StepMove.REBOOK: of_nurse(
                lambda work: meeting_actions.note_booked(work, sent.case_id, "one_to_one", nils.id)
            ),
            StepMove.SKIP: of_nurse(
                lambda work: step_actions.skip_step(work, sent.case_id, _KEY, "Kolme riitti.")
            ),
            StepMove.TAKE_BACK: take_back,
        },
        # No time says that a step was left out, so none takes it back.
        no_press=frozenset({(StepState.SKIPPED, StepMove.TAKE_BACK)}),
    )


def goal_hands(world: World) -> Hands:
    """What is pressed at a goal on the page of talks."""
    sent = enrolled(world)
    nils = world.house.nils.actor

    def made() -> str:
        _let_go(world, sent)
        before = {row["id"] for row in world.rows("goal")}
        with world.begin_work(nils) as work:
            goal_actions.agree_goal(work, sent.case_id, "Nukun.", good_enough=7, value=3)
        (new,) = {row["id"] for row in world.rows("goal")} - before
        return str(new)

    def ends(move: goal.Move) -> Press:
        def press(one: str) -> None:
            with world.begin_work(nils) as work:
                goal_actions.end_goal(work, sent.case_id, one, move)

        return press

    def point(one: str) -> None:
        with world.begin_work(nils) as work:
            goal_actions.note_point(work, sent.case_id, one, 5)

    moves, states = goal.Move, goal.State
    return Hands(
        table="goal",
        made={states.AGREED: made},
        passed=frozenset({states.DRAFTED}),
        press={moves.START: point, **{one: ends(one) for one in (moves.REACH, moves.ADJUST, moves.DROP)}},
        # It is written down once it is agreed.
        no_press=frozenset({(state, moves.AGREE) for state in states}),
    )


def action_hands(world: World) -> Hands:
    """What is pressed at something that was agreed, on the page of talks."""
    sent = enrolled(world)
    nils = world.house.nils.actor

    def made(owner: Owner) -> Callable[[], str]:
        def make() -> str:
            with world.begin_work(nils) as work:
                due = local_date(work.now) + timedelta(days=14)
                wanted = agreement_actions.Wanted("Iltakävely.", owner, due)
                return agreement_actions.write_action(work, sent.case_id, wanted)

        return make

    def changes(move: agreed_action.Move) -> Press:
        def press(one: str) -> None:
            with world.begin_work(nils) as work:
                agreement_actions.change_action(work, sent.case_id, one, move, "Tilanne muuttui.")

        return press

    moves, states = agreed_action.Move, agreed_action.State
    return Hands(
        table="agreed_action",
        made={states.PROPOSED: made(Owner.SUPERVISOR), states.AGREED: made(Owner.EMPLOYEE)},
        press={move: changes(move) for move in moves},
        # The supervisor agrees on a page of her own, and takes her own "done" back there; a nurse never
        # does it for her.
        no_press=frozenset({(states.PROPOSED, moves.AGREE), *((state, moves.TAKE_BACK) for state in states)}),
    )


def _press(world: World, actor: Actor, act: Callable[[Work], None]) -> Press:
    def press(_one: str) -> None:
        with world.begin_work(actor) as work:
            act(work)

    return press


def _goes_on(world: World, sent: SentCase) -> str:
    (row,) = world.rows("enrolment", case_id=sent.case_id, ended_at=None)
    return str(row["id"])


def _let_go(world: World, sent: SentCase) -> None:
    """A person carries few goals at the same time."""
    for row in world.rows("goal", ended_at=None):
        with world.begin_work(world.house.nils.actor) as work:
            goal_actions.end_goal(work, sent.case_id, row["id"], goal.Move.DROP)
