"""The supervisor of a case: named with the person, asked for, written down, taken back on her word."""

from dataclasses import replace

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.consent.actions import SomebodyElse, ask_consent
from support.consent.form import FACT, PHONE, read_facts, read_giving, read_months, read_naming
from support.consent.loading import present_wording
from support.consent.rules.fact_code import check_facts, read_fact
from support.consent.rules.states import GivenHow
from support.desk.blueprint import desk
from support.desk.supervisor_actions import (
    name_with_nurse,
    send_link_with_nurse,
    write_down_given,
    write_down_taken_back,
)
from support.desk.supervisor_pages import HOW, Tried, desk_supervisor_page, ways_to_give
from support.vocabulary.errors import Invalid, TooMany, mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import show

_ALL = "all"
_SOMEBODY_ELSE = mark("The supervisor has been changed meanwhile. Look who is named now, and ask again.")


@desk.get("/cases/<case_id>/supervisor")
@requires(Permission.WORK_QUEUE)
def supervisor(case_id: str) -> ResponseReturnValue:
    """What the supervisor of this case may know."""
    return _shown(case_id, Tried())


@desk.post("/cases/<case_id>/supervisor/name")
@requires(Permission.WORK_QUEUE)
def name_supervisor(case_id: str) -> ResponseReturnValue:
    """Name the supervisor together with the person."""
    typed = read_naming(request.form, allow_demo=current_app.config["IS_DEMO"])
    faults = typed.faults
    if not faults:
        try:
            with begin_work() as work:
                name_with_nurse(work, case_id, typed.name, typed.phone)
        except (Invalid, TooMany) as refusal:
            faults = {PHONE: refusal.message}
    if faults:
        return _shown(case_id, Tried(name=typed.name, phone=typed.typed_phone, faults=faults)), 422
    return _back(case_id)


@desk.post("/cases/<case_id>/supervisor/ask")
@requires(Permission.WORK_QUEUE)
def ask_permission(case_id: str) -> ResponseReturnValue:
    """Ask the person on her own page; she decides there."""
    try:
        facts = read_facts(request.form)
        check_facts(facts)
        with begin_work() as work:
            ask_consent(work, case_id, facts, present_wording().version)
    except Invalid as refusal:
        return _shown(case_id, _tried({FACT: refusal.message})), 422
    return _back(case_id)


@desk.post("/cases/<case_id>/supervisor/give")
@requires(Permission.WORK_QUEUE)
def write_down_permission(case_id: str) -> ResponseReturnValue:
    """Write down what the person said on the phone or signed."""
    how = request.form.get(HOW, "")
    if how not in ways_to_give():
        return _shown(case_id, _tried({HOW: mark("Choose from the list.")})), 422
    link_url = current_app.config["PUBLIC_BASE_URL"] + "/s/"
    try:
        giving = read_giving(request.form, read_facts(request.form), read_months(request.form))
        with begin_work() as work:
            write_down_given(work, case_id, replace(giving, how=GivenHow(how)), link_url)
    except Invalid as refusal:
        return _shown(case_id, _tried({FACT: refusal.message})), 422
    except SomebodyElse:
        return _shown(case_id, _tried({FACT: _SOMEBODY_ELSE})), 409
    return _back(case_id)


@desk.post("/cases/<case_id>/supervisor/link")
@requires(Permission.WORK_QUEUE)
def send_supervisor_link(case_id: str) -> ResponseReturnValue:
    """The supervisor's link is old or lost: send a new one."""
    with begin_work() as work:
        send_link_with_nurse(work, case_id, current_app.config["PUBLIC_BASE_URL"] + "/s/")
    return _back(case_id)


@desk.post("/cases/<case_id>/supervisor/withdraw")
@requires(Permission.WORK_QUEUE)
def take_permission_back(case_id: str) -> ResponseReturnValue:
    """Take back what the person wants back; that waits for nobody who has taken the case."""
    word = request.form.get(FACT, "")
    try:
        facts = None if word == _ALL else frozenset({read_fact(word)})
    except Invalid as refusal:
        return _shown(case_id, _tried({FACT: refusal.message})), 422
    with begin_work() as work:
        write_down_taken_back(work, case_id, facts)
    return _back(case_id)


def _tried(faults: dict[str, str]) -> Tried:
    ticked = frozenset(request.form.getlist(FACT))
    return Tried(ticked=ticked, how=request.form.get(HOW, ""), faults=faults)


def _back(case_id: str) -> ResponseReturnValue:
    return redirect(url_for("desk.supervisor", case_id=case_id))


def _shown(case_id: str, tried: Tried) -> str:
    with begin_work() as work:
        page = desk_supervisor_page(work, case_id, language_now(), tried)
    return show("desk/supervisor.html", page)
