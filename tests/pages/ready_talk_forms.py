"""The forms of a talk with a supervisor alone, each made ready to be sent by a person who may send it."""

from collections.abc import Callable
from datetime import timedelta

from support.consent.rules.fact_code import FactCode
from tests.browser_of_the_tests import Browser
from tests.builders import World, first_slot
from tests.coaching import before_the_talk, booked, offered
from tests.pages.forms import Fields
from tests.pathways import a_psychologist

Ready = tuple[Browser, str, Fields]


def _offering(world: World) -> Ready:
    sent = before_the_talk(world, FactCode.F2)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}/talks")
    return nils, f"/cases/{sent.case_id}/talks/supervisor", {"anything": ["1"]}


def _booking(world: World) -> Ready:
    talk = offered(world)
    talk.supervisor.get(talk.url)
    return talk.supervisor, talk.url, {"slot": [first_slot(talk.supervisor)]}


def _by_her(do: str, **fields: str) -> Callable[[World], Ready]:
    def ready(world: World) -> Ready:
        talk = booked(world)
        talk.supervisor.get(talk.url)
        filled = {name: [value] for name, value in (fields or {"anything": "1"}).items()}
        return talk.supervisor, f"{talk.url}/{do}", filled

    return ready


def _in_the_diary(do: str, *, is_over: bool) -> Callable[[World], Ready]:
    def ready(world: World) -> Ready:
        talk = booked(world)
        if is_over:
            (row,) = world.rows("supervisor_coaching", id=talk.id)
            world.clock.set(row["starts_at"] + timedelta(minutes=50))
        diary = a_psychologist(world)
        diary.get("/appointments")
        return diary, f"/appointments/talks/{talk.id}/{do}", {"anything": ["1"]}

    return ready


READY_TALKS: dict[str, Callable[[World], Ready]] = {
    "desk.offer_talk": _offering,
    "desk.cancel_talk": _in_the_diary("cancel", is_over=False),
    "desk.talk_held": _in_the_diary("held", is_over=True),
    "desk.talk_missed": _in_the_diary("missed", is_over=True),
    "supervisor.book_talk": _booking,
    "supervisor.decline_talk": _by_her("no", reason="no_time"),
    "supervisor.give_talk_back": _by_her("back"),
}
