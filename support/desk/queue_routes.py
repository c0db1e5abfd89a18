"""The queue, and the poll that says whether it has changed."""

from datetime import UTC, datetime

from flask import request
from flask.typing import ResponseReturnValue

from support.desk.blueprint import desk
from support.desk.peek_pages import peek_view
from support.desk.queue_pages import FILTERS, news_page, queue_page
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import show


@desk.get("/queue")
@requires(Permission.WORK_QUEUE)
def queue() -> ResponseReturnValue:
    """Everything that waits, most urgent first."""
    wanted = request.args.get("show", "")
    peeked_at = request.args.get("peek", "")
    with begin_work() as work:
        peek = peek_view(work, peeked_at, language_now()) if peeked_at else None
        page = queue_page(work, language_now(), show=wanted if wanted in FILTERS else "all", peek=peek)
    return show("desk/queue.html", page)


@desk.get("/queue/news")
@requires(Permission.WORK_QUEUE, is_poll=True)
def queue_news() -> ResponseReturnValue:
    """What has come since the page was made; 204 when nothing has changed."""
    try:
        since = datetime.fromisoformat(request.args.get("since", ""))
    except ValueError:
        since = datetime.min.replace(tzinfo=UTC)
    if since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    with begin_look() as look:
        page = news_page(look, since, request.args.get("mark", ""))
    return ("", 204) if page is None else show("desk/queue_news.html", page)
