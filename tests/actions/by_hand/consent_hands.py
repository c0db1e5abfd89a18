"""A consent as the employee and her nurse move it, and the job that writes down its end."""

from datetime import timedelta

from support.cases.nurse_actions import claim_case
from support.consent import actions, withdrawing_actions
from support.consent.actions import Giving
from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import State
from support.vocabulary.language import Language
from tests.actions.by_hand.hands import Hands
from tests.builders import World, a_sent_case
from tests.supervisors import named
from tests.ways import herself

_FACTS = frozenset({FactCode.F1, FactCode.F4})


class ConsentHands:
    """Everything that she and her nurse press."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sent = named(world, a_sent_case(world))
        with world.begin_work(world.house.nils.actor) as work:
            claim_case(work, self.sent.case_id)
        (self.link,) = world.rows("supervisor_link")

    def all(self) -> Hands:
        """What is pressed for each move."""
        return Hands(
            table="consent",
            made={State.REQUESTED: self._asked, State.GRANTED: self._given},
            press={
                State.GRANTED: self._give,
                State.DECLINED: self._decline,
                State.REVOKED: self._take_back,
                State.SUPERSEDED: self._take_one_back,
                State.EXPIRED: self._run_out,
            },
            # To ask again makes another one.
            no_press=frozenset({(state, State.REQUESTED) for state in State}),
        )

    def _asked(self) -> str:
        self._take_back("")
        self._decline("")
        with self.world.begin_work(self.world.house.nils.actor) as work:
            actions.ask_consent(work, self.sent.case_id, _FACTS, 1)
        (row,) = self.world.rows("consent", state=State.REQUESTED)
        return str(row["id"])

    def _given(self) -> str:
        self._take_back("")
        self._decline("")
        self._give("")
        (row,) = self.world.rows("consent", state=State.GRANTED)
        return str(row["id"])

    def _give(self, _one: str) -> None:
        with self.world.begin_work(herself(self.sent)) as work:
            actions.give_consent(work, self.sent.case_id, Giving(_FACTS, 1, Language.FI))

    def _decline(self, _one: str) -> None:
        with self.world.begin_work(herself(self.sent)) as work:
            actions.decline_consent(work, self.sent.case_id)

    def _take_back(self, _one: str) -> None:
        with self.world.begin_work(herself(self.sent)) as work:
            withdrawing_actions.withdraw_from(work, self.link["id"])

    def _take_one_back(self, _one: str) -> None:
        with self.world.begin_work(herself(self.sent)) as work:
            withdrawing_actions.withdraw_from(work, self.link["id"], [FactCode.F4])

    def _run_out(self, _one: str) -> None:
        self.world.clock.pass_time(timedelta(days=400))
        while withdrawing_actions.end_next_run_out(self.world.begin_work):
            pass


def consent_hands(world: World) -> Hands:
    """What is pressed on her page and on that of her nurse."""
    return ConsentHands(world).all()
