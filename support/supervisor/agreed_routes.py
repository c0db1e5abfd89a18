"""What the supervisor says of something that she is to do; there is no field in which she could write."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.pathways.supervisor_actions import accept, finish, turn_down
from support.supervisor.blueprint import supervisor
from support.vocabulary.errors import Invalid, mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires

_ACCEPT = "accept"
_DO = {"turn_down": turn_down, "finish": finish}
_DONE = {_ACCEPT: "thanks", "turn_down": "noted", "finish": "saved"}
"""The word in the address, which tells nothing of what was done."""


@supervisor.post("/supervisor/agreed/<action_id>")
@requires(Permission.SUPERVISION)
def answer_agreed(action_id: str) -> ResponseReturnValue:
    """She takes on what she has read here, it does not suit her so, or it is done."""
    do = request.form.get("do", "")
    if do not in _DONE:
        raise Invalid(mark("Choose one from the list."))
    with begin_work() as work:
        if do == _ACCEPT:
            accept(work, action_id, request.form.get("read_revision", type=int))
        else:
            _DO[do](work, action_id)
    return redirect(url_for("supervisor.home", done=_DONE[do]))
