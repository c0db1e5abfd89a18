"""The versions of pathways: read, made, sent, approved, taken into use."""

import re
from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.desk.blueprint import desk
from support.desk.pathway_move_pages import Tried
from support.desk.pathway_pages import pathways_page, version_page
from support.pathways import version_actions as actions
from support.platform.work import Work
from support.vocabulary.errors import Invalid, NotForReader, mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show

LONGEST_REMARK = 400
_NAME = re.compile(r"([A-Z_]{1,20})-([0-9]{1,3})")


def named(pathway_name: str) -> tuple[str, int]:
    """The code and the number in an address; raises NotFound when it names none."""
    found = _NAME.fullmatch(pathway_name)
    if found is None:
        raise NotForReader("pathway_version", "-")
    return found[1], int(found[2])


@desk.get("/pathways")
@requires(Permission.PATHWAYS)
def pathways() -> ResponseReturnValue:
    """Every pathway with its versions."""
    with begin_look() as look:
        page = pathways_page(look, language_now(), request.args.get("done", ""))
    return show("desk/pathways.html", page)


@desk.get("/pathways/<pathway_name>")
@requires(Permission.PATHWAYS)
def pathway(pathway_name: str) -> ResponseReturnValue:
    """One version, drawn."""
    code, version = named(pathway_name)
    with begin_look() as look:
        page = version_page(look, code, version, language_now(), request.args.get("done", ""))
    return show("desk/pathway.html", page)


@desk.post("/pathways/<pathway_name>/draft")
@requires(Permission.CHANGE_PATHWAYS)
def draft_pathway(pathway_name: str) -> ResponseReturnValue:
    """Make a new version from the one in use."""
    code, _version = named(pathway_name)
    with begin_work() as work:
        number = actions.make_draft(work, code)
    return redirect(url_for("desk.pathway", pathway_name=f"{code}-{number}", done="drafted"))


@desk.post("/pathways/<pathway_name>/state")
@requires(Permission.CHANGE_PATHWAYS)
def move_pathway(pathway_name: str) -> ResponseReturnValue:
    """Send it to review, take it back, take it into use or out of it, or throw a draft away."""
    found = _MOVES.get(request.form.get("do", ""))
    if found is None:
        raise Invalid(mark("Choose one from the list."))
    act, done = found
    with begin_work() as work:
        act(work, *named(pathway_name))
    if done == "dropped":
        return redirect(url_for("desk.pathways", done=done))
    return redirect(url_for("desk.pathway", pathway_name=pathway_name, done=done))


@desk.post("/pathways/<pathway_name>/approve")
@requires(Permission.APPROVE_PATHWAYS)
def approve_pathway(pathway_name: str) -> ResponseReturnValue:
    """Say that it is fit for people."""
    with begin_work() as work:
        actions.approve(work, *named(pathway_name))
    return redirect(url_for("desk.pathway", pathway_name=pathway_name, done="approved"))


@desk.post("/pathways/<pathway_name>/give-back")
@requires(Permission.APPROVE_PATHWAYS)
def give_back_pathway(pathway_name: str) -> ResponseReturnValue:
    """Make it a draft again, saying what should be otherwise."""
    code, version = named(pathway_name)
    remark = " ".join(request.form.get("remark", "").split())
    if not 0 < len(remark) <= LONGEST_REMARK:
        said = sentence(mark("Write what should be otherwise, in at most 400 signs."))
        tried = Tried({"remark": said}, {"remark": remark})
        with begin_look() as look:
            page = version_page(look, code, version, language_now(), tried=tried)
        return show("desk/pathway.html", page), 422
    with begin_work() as work:
        actions.give_back(work, code, version, remark)
    return redirect(url_for("desk.pathway", pathway_name=pathway_name, done="given_back"))


def _take_back(work: Work, code: str, version: int) -> None:
    actions.give_back(work, code, version, "")


_MOVES: dict[str, tuple[Callable[[Work, str, int], None], str]] = {
    "send": (actions.send_to_review, "sent"),
    "take_back": (_take_back, "given_back"),
    "activate": (actions.activate, "active"),
    "retire": (actions.retire, "retired"),
    "drop": (actions.drop_draft, "dropped"),
}
