"""Changing a draft: its steps, what it says as a whole, and why it is otherwise than the version before."""

from collections.abc import Callable, Mapping

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.desk import pathway_words_form as words
from support.desk.blueprint import desk
from support.desk.pathway_meantime_pages import step_page_in_the_meantime
from support.desk.pathway_move_pages import Tried
from support.desk.pathway_pages import version_page
from support.desk.pathway_routes import named
from support.desk.pathway_step_form import StepFaults, TypedStep, read_step, typed_step
from support.desk.pathway_step_pages import step_page
from support.desk.pathway_whole_pages import whole_page, whole_page_in_the_meantime
from support.pathways.rules.drafting import moved, with_change, with_step, without_change, without_step
from support.pathways.rules.pathway import Pathway
from support.pathways.version_actions import ChangedMeanwhile, change_draft
from support.vocabulary.errors import Invalid, mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show

_LISTS = ("professions", "channels", "themes")
_STILL_HERE = mark(
    "Somebody has changed this version in the meantime. What you wrote is still here: add it once more."
)
_PLACES = {"earlier": -1, "later": 1}


@desk.get("/pathways/<pathway_name>/new-step")
@requires(Permission.CHANGE_PATHWAYS)
def show_new_step(pathway_name: str) -> ResponseReturnValue:
    """The form of one more step."""
    return _shown(pathway_name, None)


@desk.post("/pathways/<pathway_name>/new-step")
@requires(Permission.CHANGE_PATHWAYS)
def new_step(pathway_name: str) -> ResponseReturnValue:
    """One more step."""
    return _saved_step(pathway_name, None)


@desk.get("/pathways/<pathway_name>/steps/<step_key>")
@requires(Permission.CHANGE_PATHWAYS)
def show_pathway_step(pathway_name: str, step_key: str) -> ResponseReturnValue:
    """The form of one step."""
    return _shown(pathway_name, step_key)


@desk.post("/pathways/<pathway_name>/steps/<step_key>")
@requires(Permission.CHANGE_PATHWAYS)
def pathway_step(pathway_name: str, step_key: str) -> ResponseReturnValue:
    """Change one step."""
    return _saved_step(pathway_name, step_key)


@desk.post("/pathways/<pathway_name>/steps/<step_key>/move")
@requires(Permission.CHANGE_PATHWAYS)
def move_step(pathway_name: str, step_key: str) -> ResponseReturnValue:
    """Put a step earlier or later, or take it away."""
    do = request.form.get("do", "")
    if do == "remove":
        _change(pathway_name, lambda pathway: without_step(pathway, step_key))
    elif do in _PLACES:
        _change(pathway_name, lambda pathway: moved(pathway, step_key, _PLACES[do]))
    else:
        raise Invalid(mark("Choose one from the list."))
    return _back(pathway_name, "steps-title")


@desk.get("/pathways/<pathway_name>/words")
@requires(Permission.CHANGE_PATHWAYS)
def show_pathway_words(pathway_name: str) -> ResponseReturnValue:
    """The form of a draft as a whole."""
    with begin_look() as look:
        page = whole_page(look, *named(pathway_name))
    return show("desk/pathway_whole.html", page)


@desk.post("/pathways/<pathway_name>/words")
@requires(Permission.CHANGE_PATHWAYS)
def pathway_words(pathway_name: str) -> ResponseReturnValue:
    """Change what a draft says as a whole."""
    typed = {name: request.form.get(name, "")[: words.LONGEST_TEXT + 1] for name in words.WHOLE_FIELDS}
    try:
        _change(pathway_name, lambda pathway: words.read_whole(typed, pathway))
    except words.WordFaults as faults:
        with begin_look() as look:
            page = whole_page(look, *named(pathway_name), typed, faults.at)
        return show("desk/pathway_whole.html", page), 422
    except ChangedMeanwhile:
        with begin_look() as look:
            page = whole_page_in_the_meantime(look, *named(pathway_name), typed)
        return show("desk/pathway_whole.html", page), 409
    return _back(pathway_name)


@desk.post("/pathways/<pathway_name>/changes")
@requires(Permission.CHANGE_PATHWAYS)
def explain_pathway(pathway_name: str) -> ResponseReturnValue:
    """Say of a change what, why and by which decision; or take such a saying away."""
    what, _, number = request.form.get("do", "").partition("-")
    if what == "remove" and number.isascii() and number.isdecimal():
        _change(pathway_name, lambda pathway: without_change(pathway, int(number[:3])))
        return _back(pathway_name, "changes-title")
    typed = {name: request.form.get(name, "")[: words.LONGEST_REASON + 1] for name in words.CHANGE_FIELDS}
    try:
        _change(pathway_name, lambda pathway: with_change(pathway, words.read_change(typed, pathway)))
    except words.WordFaults as faults:
        return _not_explained(pathway_name, typed, faults.at), 422
    except ChangedMeanwhile:
        return _not_explained(pathway_name, typed, {"what": _STILL_HERE}), 409
    return _back(pathway_name, "changes-title")


def _not_explained(pathway_name: str, typed: Mapping[str, str], at: Mapping[str, str]) -> str:
    tried = Tried({name: sentence(message) for name, message in at.items()}, typed)
    with begin_look() as look:
        page = version_page(look, *named(pathway_name), language_now(), tried=tried)
    return show("desk/pathway.html", page)


def _saved_step(pathway_name: str, step_key: str | None) -> ResponseReturnValue:
    typed = typed_step(request.form, {name: request.form.getlist(name) for name in _LISTS})

    def changed(pathway: Pathway) -> Pathway:
        before = pathway.step(step_key) if step_key else None
        step, counts = read_step(typed, before)
        if step.key != step_key and pathway.step(step.key):
            raise StepFaults({"step_key": mark("Another step has this number already.")})
        return with_step(pathway, step, instead_of=step_key, counts=counts)

    try:
        _change(pathway_name, changed)
    except StepFaults as faults:
        return _shown(pathway_name, step_key, typed, faults), 422
    except ChangedMeanwhile:
        with begin_look() as look:
            page = step_page_in_the_meantime(look, *named(pathway_name), step_key, language_now(), typed)
        return show("desk/pathway_step.html", page), 409
    return _back(pathway_name, "steps-title")


def _change(pathway_name: str, change: Callable[[Pathway], Pathway]) -> None:
    code, version = named(pathway_name)
    with begin_work() as work:
        change_draft(work, code, version, words.read_revision(request.form), change)


def _shown(
    pathway_name: str,
    step_key: str | None,
    typed: TypedStep | None = None,
    faults: StepFaults | None = None,
) -> str:
    with begin_look() as look:
        page = step_page(
            look, *named(pathway_name), step_key, language_now(), typed, faults.at if faults else None
        )
    return show("desk/pathway_step.html", page)


def _back(pathway_name: str, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("desk.pathway", pathway_name=pathway_name, done="saved", _anchor=anchor))
