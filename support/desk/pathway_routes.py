"""The versions of pathways: read, made, sent, approved, taken into use."""

import re
from collections.abc import Callable, Mapping

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.desk.blueprint import desk
from support.desk.pathway_move_pages import Tried
from support.desk.pathway_pages import pathways_page, version_page
from support.desk.pathway_words_form import read_as_read
from support.pathways import version_actions as actions
from support.pathways.facts import AsRead
from support.platform.work import Work
from support.vocabulary.errors import Conflict, Invalid, NotForReader, mark
from support.vocabulary.permissions import Permission
from support.vocabulary.plain_text import one_line
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show

LONGEST_REMARK = 400
_Act = Callable[[Work, str, int, AsRead], None]
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
    """Send it to review, take it back, take it into use, or throw a draft away."""
    found = _MOVES.get(request.form.get("do", ""))
    if found is None:
        raise Invalid(mark("Choose one from the list."))
    act, done = found
    return _decided(pathway_name, act, done)


@desk.post("/pathways/<pathway_name>/approve")
@requires(Permission.APPROVE_PATHWAYS)
def approve_pathway(pathway_name: str) -> ResponseReturnValue:
    """Say that it is fit for people."""
    return _decided(pathway_name, actions.approve, "approved")


@desk.post("/pathways/<pathway_name>/give-back")
@requires(Permission.APPROVE_PATHWAYS)
def give_back_pathway(pathway_name: str) -> ResponseReturnValue:
    """Make it a draft again, saying what should be otherwise."""
    remark = one_line(request.form.get("remark", ""), LONGEST_REMARK + 1)
    if not 0 < len(remark) <= LONGEST_REMARK:
        said = sentence(mark("Write what should be otherwise, in at most 400 signs."))
        return _shown_again(pathway_name, Tried({"remark": said}, {"remark": remark})), 422

    def give_back(work: Work, code: str, version: int, read: AsRead) -> None:
        actions.give_back(work, code, version, read, remark)

    return _decided(pathway_name, give_back, "given_back", {"remark": remark})


def _decided(
    pathway_name: str, act: _Act, done: str, typed: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    """Do it with the text that was read; where that cannot be, show what stands there now."""
    try:
        with begin_work() as work:
            act(work, *named(pathway_name), read_as_read(request.form))
    except Conflict as refusal:
        tried = Tried(typed=typed or {}, refusal=sentence(refusal.message))
        return _shown_again(pathway_name, tried), 409
    if done == "dropped":
        return redirect(url_for("desk.pathways", done=done))
    return redirect(url_for("desk.pathway", pathway_name=pathway_name, done=done))


def _shown_again(pathway_name: str, tried: Tried) -> str:
    with begin_look() as look:
        page = version_page(look, *named(pathway_name), language_now(), tried=tried)
    return show("desk/pathway.html", page)


def _send(work: Work, code: str, version: int, _read: AsRead) -> None:
    actions.send_to_review(work, code, version)


def _take_back(work: Work, code: str, version: int, read: AsRead) -> None:
    actions.give_back(work, code, version, read, "")


_MOVES: dict[str, tuple[_Act, str]] = {
    "send": (_send, "sent"),
    "take_back": (_take_back, "given_back"),
    "activate": (actions.activate, "active"),
    "drop": (actions.drop_draft, "dropped"),
}
