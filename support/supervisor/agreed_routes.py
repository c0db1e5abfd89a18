"""What the supervisor says of something that she is to do; there is no field in which she could write."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.pathways.supervisor_actions import accept, finish, turn_down
from support.supervisor.blueprint import supervisor
from support.vocabulary.errors import Invalid, mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires

_DO = {"accept": (accept, "thanks"), "turn_down": (turn_down, "noted"), "finish": (finish, "saved")}
"""What is done, and the word in the address that tells nothing of it."""


@supervisor.post("/supervisor/agreed/<action_id>")
@requires(Permission.SUPERVISION)
def answer_agreed(action_id: str) -> ResponseReturnValue:
    """She takes it on, it does not suit her so, or it is done."""
    do = request.form.get("do", "")
    if do not in _DO:
        raise Invalid(mark("Choose one from the list."))
    act, done = _DO[do]
    with begin_work() as work:
        act(work, action_id)
    return redirect(url_for("supervisor.home", done=done))
