"""Text messages that the person of a case has stopped."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.desk.blueprint import desk
from support.desk.case_form_pages import Tried
from support.desk.case_pages import case_page
from support.desk.text_actions import allow_texts
from support.desk.text_words import AgainReason
from support.vocabulary.errors import mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show


@desk.post("/cases/<case_id>/texts")
@requires(Permission.WORK_QUEUE)
def texts_again(case_id: str) -> ResponseReturnValue:
    """Let messages go to this person again."""
    reason = request.form.get("texts_reason", "")
    if reason not in set(AgainReason):
        tried = Tried({"texts_reason": sentence(mark("Choose a reason."))})
        with begin_work() as work:
            page = case_page(work, case_id, language_now(), tried)
        return show("desk/case.html", page), 422
    with begin_work() as work:
        allow_texts(work, case_id, AgainReason(reason))
    return redirect(url_for("desk.case", case_id=case_id))
