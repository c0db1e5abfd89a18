"""What her supervisor may know: given and taken back in one place."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.consent.form import FACT, PHONE, read_facts, read_giving, read_months, read_naming
from support.consent.rules.fact_code import read_fact
from support.my_support.consent_actions import (
    decline_own,
    end_own_supervisor,
    give_own,
    name_own_supervisor,
    send_own_link_anew,
    withdraw_own,
)
from support.my_support.consent_pages import Tried, consents_page
from support.my_support.routes import my_support
from support.vocabulary.errors import Conflict, Invalid, TooMany
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import show

_ALL = "all"
_AGREED = "agreed"
"""Given on the page of one thing that was agreed, which leads back to her first page."""


@my_support.get("/my/supervisor")
@requires(Permission.OWN_SUPPORT)
def consents() -> ResponseReturnValue:
    """Who her supervisor is, what that one may know, and what is never told."""
    return _shown(Tried(), done=request.args.get("done", ""))


@my_support.post("/my/supervisor")
@requires(Permission.OWN_SUPPORT)
def name_supervisor() -> ResponseReturnValue:
    """Name her supervisor, or another one instead."""
    typed = read_naming(request.form, allow_demo=current_app.config["IS_DEMO"])
    faults = typed.faults
    if not faults:
        try:
            with begin_work() as work:
                name_own_supervisor(work, typed.name, typed.phone)
        except (Invalid, TooMany) as refusal:
            faults = {PHONE: refusal.message}
    if faults:
        return _shown(Tried(name=typed.name, phone=typed.typed_phone, faults=faults)), 422
    return _back("saved")


@my_support.post("/my/supervisor/end")
@requires(Permission.OWN_SUPPORT)
def end_supervisor() -> ResponseReturnValue:
    """Let nobody be named any more."""
    with begin_work() as work:
        end_own_supervisor(work)
    return _back("changed")


@my_support.post("/my/supervisor/facts")
@requires(Permission.OWN_SUPPORT)
def give_consent() -> ResponseReturnValue:
    """Give what is ticked."""
    try:
        giving = read_giving(request.form, read_facts(request.form), read_months(request.form))
        with begin_work() as work:
            give_own(work, giving, link_address())
    except (Invalid, Conflict) as refusal:
        ticked = frozenset(request.form.getlist(FACT))
        tried = Tried(ticked=ticked, faults={FACT: refusal.message})
        return _shown(tried), 422 if isinstance(refusal, Invalid) else 409
    if request.form.get("from", "") == _AGREED:
        return redirect(url_for("my_support.home", done="updated"))
    return _back("answered")


@my_support.post("/my/supervisor/link")
@requires(Permission.OWN_SUPPORT)
def send_link() -> ResponseReturnValue:
    """Let the supervisor get a new link."""
    with begin_work() as work:
        send_own_link_anew(work, link_address())
    return _back("sent")


@my_support.post("/my/supervisor/facts/none")
@requires(Permission.OWN_SUPPORT)
def decline_consent() -> ResponseReturnValue:
    """Give nothing of what was asked."""
    with begin_work() as work:
        decline_own(work)
    return _back("noted")


@my_support.post("/my/supervisor/facts/back")
@requires(Permission.OWN_SUPPORT)
def withdraw_consent() -> ResponseReturnValue:
    """Take one thing back, or everything."""
    word = request.form.get(FACT, "")
    try:
        facts = None if word == _ALL else frozenset({read_fact(word)})
    except Invalid as refusal:
        return _shown(Tried(faults={FACT: refusal.message})), 422
    with begin_work() as work:
        withdraw_own(work, facts)
    return _back("updated")


def link_address() -> str:
    """How the address in a message to the supervisor begins."""
    return f"{current_app.config['PUBLIC_BASE_URL']}/s/"


def _back(done: str) -> ResponseReturnValue:
    return redirect(url_for("my_support.consents", done=done))


def _shown(tried: Tried, done: str = "") -> str:
    with begin_work() as work:
        page = consents_page(work, language_now(), tried, done)
    return show("my_support/consents.html", page)
