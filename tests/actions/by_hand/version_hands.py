"""A version of a pathway as a service manager and a psychologist move it."""

from collections.abc import Callable

from support.pathways import version_actions as actions
from support.pathways.facts import AsRead
from support.pathways.rules.drafting import with_change
from support.pathways.rules.pathway import Change
from support.pathways.rules.version_states import IN_THE_MAKING, VersionMove, VersionState
from support.platform.work import Work
from support.vocabulary.actor import Actor
from tests.actions.by_hand.hands import Hands, Press
from tests.builders import World
from tests.pathways import CODE, as_read, manager, psychologist

Act = Callable[[Work, str, int, AsRead], None]
_WHY = Change("Shorter.", "An hour was enough.", "Review of the second group, decision 4", ())


class VersionHands:
    """What is pressed on the page of a version."""

    def __init__(self, world: World) -> None:
        self.world, self.manager, self.psychologist = world, manager(world), psychologist(world)

    def all(self) -> Hands:
        """What is pressed for each move."""
        moves = VersionMove
        return Hands(
            table="pathway_version",
            made={VersionState.DRAFT: self._made},
            press={
                moves.SEND: self._pressed(_send, self.manager),
                moves.GIVE_BACK: self._pressed(_give_back, self.psychologist),
                moves.APPROVE: self._pressed(actions.approve, self.psychologist),
                moves.ACTIVATE: self._pressed(actions.activate, self.manager),
                moves.RETIRE: self._another_in_use,
            },
            # Whatever is not in use stays as it is while another one takes over.
            no_press=frozenset({(VersionState.RETIRED, moves.RETIRE)}),
        )

    def _made(self) -> str:
        for row in self.world.rows("pathway_version", code=CODE):
            if row["state"] in IN_THE_MAKING:
                self._drop(row["version"], is_draft=row["state"] is VersionState.DRAFT)
        (row,) = self.world.rows("pathway_version", code=CODE, version=self._made_number())
        return str(row["id"])

    def _made_number(self) -> int:
        with self.world.begin_work(self.manager) as work:
            number = actions.make_draft(work, CODE)
            actions.change_draft(work, CODE, number, 1, lambda pathway: with_change(pathway, _WHY))
        return number

    def _another_in_use(self, _one: str) -> None:
        number = self._made_number()
        self._decide(number, _send, self.manager)
        self._decide(number, actions.approve, self.psychologist)
        self._decide(number, actions.activate, self.manager)

    def _pressed(self, act: Act, actor: Actor) -> Press:
        def press(one: str) -> None:
            (row,) = self.world.rows("pathway_version", id=one)
            self._decide(row["version"], act, actor)

        return press

    def _decide(self, version: int, act: Act, actor: Actor) -> None:
        read = as_read(self.world, version)
        with self.world.begin_work(actor) as work:
            act(work, CODE, version, read)

    def _drop(self, version: int, *, is_draft: bool) -> None:
        if not is_draft:
            self._decide(version, _give_back, self.manager)
        self._decide(version, actions.drop_draft, self.manager)


def _send(work: Work, code: str, version: int, _read: AsRead) -> None:
    actions.send_to_review(work, code, version)


def _give_back(work: Work, code: str, version: int, read: AsRead) -> None:
    actions.give_back(work, code, version, read, "Not yet.")


def version_hands(world: World) -> Hands:
    """What a service manager and a psychologist do with a version."""
    return VersionHands(world).all()
