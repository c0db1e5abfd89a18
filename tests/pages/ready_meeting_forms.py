"""The forms of a meeting of three, each made ready to be sent by a person who may send it."""

from collections.abc import Callable

from tests.browser_of_the_tests import Browser
from tests.builders import World
from tests.meetings import (
    ACTION,
    DRAFT,
    GOAL,
    TIMETABLE,
    Arranged,
    agreed,
    approved,
    drafted,
    free_starts,
    invited,
    times_on,
    together,
)
from tests.pages.forms import Fields

KNOWN = "of the action that stands there"
Ready = tuple[Browser, str, Fields]


def draft(world: World) -> Ready:
    """The nurse sends the agenda."""
    found = drafted(world, go="save")
    fields = {name: [value] for name, value in {**DRAFT, "go": "send"}.items()}
    return found.nurse, found.at_desk, fields


def proposing(world: World) -> Ready:
    """The nurse proposes times."""
    found = approved(world)
    return found.nurse, f"{found.at_desk}/times", {"start": free_starts(found)[:2]}


def confirming(world: World) -> Ready:
    """The nurse agrees on a time that suits both."""
    found, supervisor = invited(world)
    times = times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=times)
    found.own.post(f"{found.on_own_page}/times", time=times)
    start = world.rows("meeting_time", id=times[0])[0]["starts_at"]
    return found.nurse, f"{found.at_desk}/confirm", {"start": [f"{start:%Y%m%dT%H%MZ}"]}


def at_desk(do: str, **fields: str) -> Callable[[World], Ready]:
    """The nurse of a meeting whose time is agreed."""

    def ready(world: World) -> Ready:
        found, _supervisor = agreed(world)
        return found.nurse, f"{found.at_desk}/{do}", _filled(fields)

    return ready


def approving(world: World) -> Ready:
    """The employee approves the agenda and lets her supervisor know."""
    found = drafted(world)
    found.own.get(found.on_own_page)
    fields = {"agenda": [DRAFT["agenda"]], "release": ["yes"], "shown_to": [found.own.shown_to()]}
    return found.own, f"{found.on_own_page}/agenda", fields


def marking(*, by_supervisor: bool) -> Callable[[World], Ready]:
    """One of the two marks times."""

    def ready(world: World) -> Ready:
        found, supervisor = invited(world)
        times = times_on(supervisor, found.for_supervisor)
        browser, page = _of(found, supervisor, by_supervisor=by_supervisor)
        return browser, f"{page}/times", {"time": times}

    return ready


def with_agreed_time(do: str, *, by_supervisor: bool = False, **fields: str) -> Callable[[World], Ready]:
    """One of the two, when the time is agreed."""

    def ready(world: World) -> Ready:
        browser, page = _of(*agreed(world), by_supervisor=by_supervisor)
        return browser, f"{page}/{do}", _filled(fields)

    return ready


def in_the_meeting(do: str, **fields: str) -> Callable[[World], Ready]:
    """Whoever leads the meeting, while the three are together and something stands already."""

    def ready(world: World) -> Ready:
        three = together(world)
        three.writes("timetable", **TIMETABLE)
        three.writes("action", **ACTION)
        (action,) = world.rows("agreed_action")
        known = {"action": str(action["id"]), "about": f"action:{action['id']}"}
        filled = {name: known[name] if value == KNOWN else value for name, value in fields.items()}
        return three.nurse, f"{three.found.at_desk}/{do}", _filled(filled)

    return ready


def saying_yes(*, by_supervisor: bool) -> Callable[[World], Ready]:
    """One of the two, before the words of the timetable."""

    def ready(world: World) -> Ready:
        three = together(world)
        three.writes("timetable", **TIMETABLE)
        fields = {"about": ["timetable"], "version": ["1"]}
        own = three.found.on_own_page
        if not by_supervisor:
            return three.own, f"{own}/words", fields
        three.says_yes(three.own, own)
        return three.supervisor, f"{three.found.for_supervisor}/words", fields

    return ready


def taking_back(world: World) -> Ready:
    """The nurse, when the meeting was held."""
    three = together(world, on_path=False)
    three.acknowledge()
    three.nurse.post(f"{three.found.at_desk}/came", came=["employee", "supervisor"])
    return three.nurse, f"{three.found.at_desk}/came/take-back", {"anything": ["1"]}


def _of(found: Arranged, supervisor: Browser, *, by_supervisor: bool) -> tuple[Browser, str]:
    return (supervisor, found.for_supervisor) if by_supervisor else (found.own, found.on_own_page)


def _filled(fields: dict[str, str]) -> dict[str, list[str]]:
    return {name: [value] for name, value in (fields or {"anything": "1"}).items()}


READY: dict[str, Callable[[World], Ready]] = {
    "desk.acknowledge_meeting": at_desk("acknowledge"),
    "desk.cancel_case_meeting": at_desk("cancel"),
    "desk.confirm_meeting": confirming,
    "desk.draft_meeting": draft,
    "desk.propose_meeting_times": proposing,
    "desk.put_meeting_off": at_desk("put-off"),
    "desk.say_who_came_to_meeting": at_desk("came", came="employee"),
    "desk.leave_out_of_meeting": in_the_meeting("leave-out", about="timetable"),
    "desk.review_meeting_action": in_the_meeting(
        "review", action=KNOWN, due_on="2026-12-31", review_on="2026-12-21"
    ),
    "desk.take_back_meeting": taking_back,
    "desk.write_meeting_action": in_the_meeting("action", **ACTION, action=KNOWN),
    "desk.write_meeting_goal": in_the_meeting("goal", **GOAL),
    "desk.write_meeting_timetable": in_the_meeting("timetable", **TIMETABLE),
    "my_support.confirm_own_meeting_words": saying_yes(by_supervisor=False),
    "supervisor.confirm_words": saying_yes(by_supervisor=True),
    "my_support.acknowledge_own_meeting": with_agreed_time("acknowledge"),
    "my_support.approve_meeting": approving,
    "my_support.mark_meeting_times": marking(by_supervisor=False),
    "my_support.name_own_support_person": with_agreed_time("support-person", support_person="Tuula"),
    "my_support.withdraw_from_own_meeting": with_agreed_time("end"),
    "supervisor.acknowledge": with_agreed_time("acknowledge", by_supervisor=True),
    "supervisor.mark_times": marking(by_supervisor=True),
}
