"""She says whether she may be counted when a pilot is evaluated; it holds at once."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.my_support.evaluation_pages import evaluation_page
from support.my_support.routes import my_support
from support.pathways.evaluation_actions import answer_evaluation
from support.pathways.evaluation_loading import evaluation_wordings
from support.pathways.rules.evaluation import Move
from support.vocabulary.errors import mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show

_MOVES = {"yes": Move.GIVE, "no": Move.DECLINE, "take_back": Move.TAKE_BACK}


@my_support.get("/my/evaluation")
@requires(Permission.OWN_SUPPORT)
def evaluation() -> ResponseReturnValue:
    """The question, and what she has said."""
    return _shown()


@my_support.post("/my/evaluation")
@requires(Permission.OWN_SUPPORT)
def answer_counted() -> ResponseReturnValue:
    """Her answer, in the words that stood before her."""
    move = _MOVES.get(request.form.get("counted", ""))
    version = request.form.get("version", "")
    known = {str(one.version): one.version for one in evaluation_wordings()}
    if move is None or version not in known:
        return _shown(sentence(mark("Choose one of the answers."))), 422
    with begin_work() as work:
        answer_evaluation(work, move, wording_version=known[version], language=language_now())
    return redirect(url_for("my_support.home", done="answered"))


def _shown(error: str = "") -> str:
    with begin_look() as look:
        page = evaluation_page(look, language_now(), error)
    return show("my_support/evaluation.html", page)
