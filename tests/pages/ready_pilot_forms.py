"""Every form of pilots and groups, each made ready to be sent by a person who may send it."""

from collections.abc import Callable

from support.pathways.cohort_actions import review_cohort
from support.pathways.rules.cohort import InterimReview, Move
from tests.browser_of_the_tests import Browser
from tests.builders import World
from tests.cohorts import a_cohort, a_pilot, number_of, takes_part
from tests.pages.forms import Fields
from tests.pathways import a_manager, manager

Ready = tuple[Browser, str, Fields]
Fill = Callable[[World], Ready]

_PLAN = {
    "name": ["Työn suunta"],
    "pathway": ["BRIEF"],
    "aims": ["Apu ajoissa."],
    "evaluation": ["Jaksaminen."],
    "starts_on": ["2026-12-01"],
    "ends_on": ["2027-11-30"],
}


def _plan(world: World) -> Ready:
    return a_manager(world), "/pilots/new", {**_PLAN, "employer": [world.house.hiljasalo]}


def _pilot(do: str, /, **fields: str) -> Fill:
    def fill(world: World) -> Ready:
        there = world.rows("pilot")
        pilot_id = there[0]["id"] if there else a_pilot(world)
        return a_manager(world), f"/pilots/{pilot_id}/{do}", {name: [one] for name, one in fields.items()}

    return fill


def _group(do: str, /, *moves: Move, meets: bool = True, **fields: str) -> Fill:
    def fill(world: World) -> Ready:
        cohort_id = a_cohort(world, *moves, meets=meets)
        return a_manager(world), f"/groups/{cohort_id}/{do}", {name: [one] for name, one in fields.items()}

    return fill


def _decision(world: World) -> Ready:
    cohort_id = a_cohort(world, Move.RECRUIT, Move.START, Move.REVIEW)
    with world.begin_work(manager(world)) as work:
        review_cohort(work, cohort_id, InterimReview("Havainto", "Muutos"))
    (review,) = world.rows("interim_review", cohort_id=cohort_id)
    url = f"/groups/{cohort_id}/review/{review['id']}/draft"
    return a_manager(world), url, {"anything": ["1"]}


def _analysis(world: World) -> Ready:
    cohort_id = a_cohort(world, Move.RECRUIT)
    code = number_of(world, takes_part(world, cohort_id))
    fields = {"case_code": [code], "analysis": ["separate"], "analysis_reason": ["Eri työ."]}
    return a_manager(world), f"/groups/{cohort_id}/analysis", fields


def _counted(world: World) -> Ready:
    sent = takes_part(world, a_cohort(world, Move.RECRUIT))
    sent.browser.get("/my/evaluation")
    return sent.browser, "/my/evaluation", {"counted": ["yes"], "version": ["1"]}


READY_PILOTS: dict[str, Fill] = {
    "desk.choose_analysis": _analysis,
    "desk.draft_from_review": _decision,
    "desk.hold_start_meeting": _group(
        "start-meeting",
        meets=False,
        met_on="2026-11-20",
        goals="Tavoitteet",
        target_group="Toimistotyö",
        schedule="Joka toinen viikko",
    ),
    "desk.move_cohort": _group("state", do="recruit"),
    "desk.move_pilot": _pilot("state", do="review"),
    "desk.new_cohort": _pilot("groups", name="Kevään ryhmä", capacity="8"),
    "desk.new_pilot": _plan,
    "desk.review_cohort": _group(
        "review", Move.RECRUIT, Move.START, Move.REVIEW, findings="Havainto", change="Muutos"
    ),
    "my_support.answer_counted": _counted,
}
