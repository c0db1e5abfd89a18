"""The review of decisions: what the rows of the questions brought in a month, and what nurses lowered."""

from flask import request
from flask.typing import ResponseReturnValue

from support.desk.blueprint import desk
from support.desk.monthly_pages import monthly_page
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, requires
from support.web.languages import language_now
from support.web.pages import show


@desk.get("/decisions")
@requires(Permission.REVIEW_DECISIONS)
def monthly() -> ResponseReturnValue:
    """One month; without a choice the last one that is over."""
    with begin_look() as look:
        page = monthly_page(
            look,
            language_now(),
            asked=request.args.get("month", ""),
            older_than=request.args.get("before", ""),
        )
    return show("desk/monthly.html", page)
