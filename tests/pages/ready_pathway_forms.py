"""The forms of the versions of pathways, each made ready to be sent by a person who may send it."""

from support.desk.pathway_step_form import as_typed
from support.desk.pathway_words_form import as_typed as whole_as_typed
from support.pathways.loading import own_catalogue
from support.pathways.rules.drafting import with_change
from support.pathways.rules.pathway import Change
from support.pathways.version_actions import change_draft, drop_draft, make_draft, send_to_review
from support.pathways.version_queries import version_facts
from support.vocabulary.pathway import TRIPARTITE
from tests.builders import World
from tests.pages.ready_form import Form, Prepare
from tests.pathways import CODE, DRAFT, a_manager, a_psychologist, as_read, manager


def _draft(url: str, **fields: str | list[str]) -> Prepare:
    def prepare(world: World) -> Form:
        # A pathway has one draft at a time.
        is_there = bool(world.rows("pathway_version", code=CODE, version=3))
        with world.begin_work(manager(world)) as work:
            if is_there:
                drop_draft(work, CODE, 3, version_facts(work, CODE, 3).as_read)
            make_draft(work, CODE)
        browser = a_manager(world)
        row = {"row": as_read(world).row_id} if url == "/state" else {}
        sent = {**row, "revision": "1", **fields}
        values = {name: [value] if isinstance(value, str) else value for name, value in sent.items()}
        return Form(browser, f"{DRAFT}{url}", values)

    return prepare


def _new_version(world: World) -> Form:
    return Form(a_manager(world), "/pathways/BRIEF-1/draft", {"anything": ["1"]})


def _in_review(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        with world.begin_work(manager(world)) as work:
            make_draft(work, CODE)
            change = Change("Lyhyempi.", "Aika riitti.", "Päätös 1", ())
            change_draft(work, CODE, 3, 1, lambda pathway: with_change(pathway, change))
            send_to_review(work, CODE, 3)
        read = as_read(world)
        sent = {"row": read.row_id, "revision": str(read.revision), **fields}
        return Form(a_psychologist(world), f"{DRAFT}{url}", {name: [value] for name, value in sent.items()})

    return prepare


def _step(**changed: str) -> dict[str, str | list[str]]:
    step = own_catalogue()[TRIPARTITE].step("4")
    assert step is not None
    typed = as_typed(step, "held")
    lists = {"professions": typed.professions, "channels": typed.channels, "themes": typed.themes}
    return {**typed.fields, **{name: [*values] for name, values in lists.items()}, **changed}


READY_PATHWAYS: dict[str, list[Prepare]] = {
    "desk.approve_pathway": [_in_review("/approve")],
    "desk.draft_pathway": [_new_version],
    "desk.explain_pathway": [
        _draft(
            "/changes", do="", what="Lyhyempi.", why="Aika riitti.", decision="Päätös 1", indicators="I15"
        ),
        _draft("/changes", do="remove-0"),
    ],
    "desk.give_back_pathway": [_in_review("/give-back", remark="Vaihe 6 on liian myöhään.")],
    "desk.move_pathway": [_draft("/state", do="drop"), _draft("/state", do="send")],
    "desk.move_step": [_draft("/steps/2/move", do="later"), _draft("/steps/7/move", do="remove")],
    "desk.new_step": [_draft("/new-step", **_step(step_key="8"))],
    "desk.pathway_step": [_draft("/steps/4", **_step(minutes="60"))],
    "desk.pathway_words": [_draft("/words", **whole_as_typed(own_catalogue()[TRIPARTITE]))],
}
