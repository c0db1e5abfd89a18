"""What the supervisor says of something that she is to do; there is no field in which she could write."""

from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.pathways.rules.agreed_action import Suggestion
from support.pathways.rules.supervisor_answer import CAN_SUGGEST, Say
from support.pathways.supervisor_actions import Suggested, accept, finish, suggest, take_back
from support.platform.work import Work
from support.supervisor.blueprint import supervisor
from support.supervisor.home_pages import AnswerTried
from support.supervisor.home_routes import shown
from support.vocabulary.dates_in_words import read_day
from support.vocabulary.errors import Invalid, mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.pages import sentence

_DONE = {Say.ACCEPT: "thanks", Say.SUGGEST: "noted", Say.FINISH: "saved", Say.TAKE_BACK: "updated"}
"""The word in the address, which tells nothing of what was done."""
_CHOOSE = mark("Choose one from the list.")


@supervisor.post("/supervisor/agreed/<action_id>")
@requires(Permission.SUPERVISION)
def answer_agreed(action_id: str) -> ResponseReturnValue:
    """She takes on what she has read here, suggests a change, asks for a talk, or it is done, or not yet."""
    word = request.form.get("do", "")
    if word not in set(Say):
        raise Invalid(_CHOOSE)
    try:
        with begin_work() as work:
            _answer(work, action_id, Say(word))
    except Invalid as refusal:
        field = "day" if word == Say.SUGGEST else "by"
        return shown(AnswerTried(action_id, sentence(refusal.message), field)), 422
    return redirect(url_for("supervisor.home", done=_DONE[Say(word)]))


def _answer(work: Work, action_id: str, say: Say) -> None:
    if say is Say.ACCEPT:
        accept(work, action_id, request.form.get("read_revision", type=int), _day("by"))
    elif say is Say.SUGGEST:
        suggest(work, action_id, _suggested())
    elif say is Say.TAKE_BACK:
        take_back(work, action_id)
    else:
        finish(work, action_id)


def _suggested() -> Suggested:
    """What she has chosen; raises Invalid for anything that is not in the list."""
    word = request.form.get("suggestion", "")
    if word not in CAN_SUGGEST:
        raise Invalid(_CHOOSE)
    wanted = Suggestion(word)
    return Suggested(wanted, _day("day") if wanted is Suggestion.LATER_DAY else None)


def _day(name: str) -> date | None:
    """The day in a field, or None where it is left empty; raises Invalid for what is no day."""
    typed = request.form.get(name, "")
    day = read_day(typed)
    if typed and day is None:
        raise Invalid(mark("Choose a day."))
    return day
