"""Pilots: planned, brought further, given groups."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.desk.blueprint import desk
from support.desk.pilot_form import COHORT, PLAN, read_number, read_plan, typed, where_in_plan
from support.desk.pilot_pages import Tried, new_pilot_page, pilot_page, pilots_page
from support.desk.talk_form import one_of
from support.pathways.pilot_actions import move_pilot as move_it
from support.pathways.pilot_actions import plan_cohort, plan_pilot
from support.pathways.rules.cohort import PilotMove
from support.vocabulary.errors import Invalid
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show


@desk.get("/pilots")
@requires(Permission.PILOTS)
def pilots() -> ResponseReturnValue:
    """Every pilot."""
    with begin_look() as look:
        page = pilots_page(look, language_now())
    return show("desk/pilots.html", page)


@desk.get("/pilots/new")
@requires(Permission.PILOTS)
def show_new_pilot() -> ResponseReturnValue:
    """The form of a new pilot."""
    with begin_look() as look:
        page = new_pilot_page(look, language_now(), Tried())
    return show("desk/pilot_new.html", page)


@desk.post("/pilots/new")
@requires(Permission.PILOTS)
def new_pilot() -> ResponseReturnValue:
    """Plan a pilot."""
    plan = read_plan(request.form)
    try:
        with begin_work() as work:
            pilot_id = plan_pilot(work, plan)
    except Invalid as refusal:
        at = {where_in_plan(plan): sentence(refusal.message)}
        tried = Tried(at, typed(request.form, PLAN), request.form.getlist("employer"))
        with begin_look() as look:
            page = new_pilot_page(look, language_now(), tried)
        return show("desk/pilot_new.html", page), 422
    return redirect(url_for("desk.pilot", pilot_id=pilot_id, done="planned"))


@desk.get("/pilots/<pilot_id>")
@requires(Permission.PILOTS)
def pilot(pilot_id: str) -> ResponseReturnValue:
    """One pilot with its groups."""
    with begin_look() as look:
        page = pilot_page(look, pilot_id, language_now(), request.args.get("done", ""))
    return show("desk/pilot.html", page)


@desk.post("/pilots/<pilot_id>/state")
@requires(Permission.PILOTS)
def move_pilot(pilot_id: str) -> ResponseReturnValue:
    """Bring a pilot further."""
    with begin_work() as work:
        move_it(work, pilot_id, one_of(PilotMove, request.form.get("do", "")))
    return redirect(url_for("desk.pilot", pilot_id=pilot_id, done="moved"))


@desk.post("/pilots/<pilot_id>/groups")
@requires(Permission.PILOTS)
def new_cohort(pilot_id: str) -> ResponseReturnValue:
    """Add a group on the version of today."""
    words = typed(request.form, COHORT)
    try:
        with begin_work() as work:
            cohort_id = plan_cohort(work, pilot_id, words["name"], read_number(words["capacity"]))
    except Invalid as refusal:
        field = "capacity" if words["name"] else "name"
        tried = Tried({field: sentence(refusal.message)}, words)
        with begin_look() as look:
            page = pilot_page(look, pilot_id, language_now(), tried=tried)
        return show("desk/pilot.html", page), 422
    return redirect(url_for("desk.cohort", cohort_id=cohort_id, done="added"))
