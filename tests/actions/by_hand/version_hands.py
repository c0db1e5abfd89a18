"""A version of a pathway as a service manager and a psychologist move it."""

from collections.abc import Callable

from support.pathways import version_actions as actions
from support.pathways.rules.drafting import with_change
from support.pathways.rules.pathway import Change
from support.pathways.rules.version_states import IN_THE_MAKING, VersionMove, VersionState
from support.platform.work import Work
from support.vocabulary.actor import Actor
from tests.actions.by_hand.hands import Hands, Press
from tests.builders import World
from tests.pathways import CODE, manager, psychologist

_WHY = Change("Shorter.", "An hour was enough.", "Review of the second group, decision 4", ())


def version_hands(world: World) -> Hands:
    """What is pressed on the page of a version."""

    def pressed(act: Callable[[Work, str, int], None], actor: Actor) -> Press:
        def press(one: str) -> None:
            (row,) = world.rows("pathway_version", id=one)
            with world.begin_work(actor) as work:
                act(work, CODE, row["version"])

        return press

    def give_back(work: Work, code: str, version: int) -> None:
        actions.give_back(work, code, version, "Not yet.")

    def made() -> str:
        for row in world.rows("pathway_version", code=CODE):
            if row["state"] in IN_THE_MAKING:
                _drop(world, row["version"], is_draft=row["state"] is VersionState.DRAFT)
        with world.begin_work(manager(world)) as work:
            number = actions.make_draft(work, CODE)
            actions.change_draft(work, CODE, number, 1, lambda pathway: with_change(pathway, _WHY))
        (row,) = world.rows("pathway_version", code=CODE, version=number)
        return str(row["id"])

    moves = VersionMove
    return Hands(
        table="pathway_version",
        made={VersionState.DRAFT: made},
        press={
            moves.SEND: pressed(actions.send_to_review, manager(world)),
            moves.GIVE_BACK: pressed(give_back, psychologist(world)),
            moves.APPROVE: pressed(actions.approve, psychologist(world)),
            moves.ACTIVATE: pressed(actions.activate, manager(world)),
            moves.RETIRE: pressed(actions.retire, manager(world)),
        },
    )


def _drop(world: World, version: int, *, is_draft: bool) -> None:
    with world.begin_work(manager(world)) as work:
        if not is_draft:
            actions.give_back(work, CODE, version, "Not yet.")
        actions.drop_draft(work, CODE, version)
